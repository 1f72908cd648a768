"""Score how much a sentence reads like a request for work: a sum of integer weights over its words and concepts."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.checks.lexicon import Line


@dataclass(frozen=True, slots=True)
class Scorer:
    """Integer weights of features, a bias, and the score from which a sentence is suspected."""

    weights: Mapping[str, int]
    bias: int
    threshold: int
    subject: int

    def score(self, line: Line) -> int:
        """Return the score of an annotated sentence."""
        weights = self.weights
        return self.bias + sum([weights[feature] for feature in set(features(line.text)) if feature in weights])

    def concerns(self, line: Line) -> bool:
        """Tell whether a sentence has any concept of work and hiring, without which it is not scored."""
        return bool(line.mask & self.subject)


def features(text: bytes) -> list[str]:
    """Return the features of an annotated sentence: words, pairs of words, concepts, pairs of word class."""
    found: list[str] = []
    before, shape_before = "^", "^"
    for unit in text.decode().split(" ")[1:]:
        word, _, letters = unit.partition("|")
        if not word[0].isalnum() and word != "?":
            continue
        found += (word, f"{before} {word}")
        shape = word
        if letters:
            shape = f"<{letters}>"
            found.append(shape)
            found += [f"<{letter}" for letter in letters]
        found.append(f"{shape_before} {shape}")
        before, shape_before = word, shape
    return found


def read_scorer(table: Mapping[str, object], letters: Mapping[str, str], subject: int) -> Scorer:
    """Read a scorer as the trainer wrote it, concepts by name."""
    weights: dict[str, int] = {}
    for row in str(table["weights"]).splitlines():
        feature, _, weight = row.rpartition("\t")
        if feature:
            weights[spelled(feature, letters)] = int(weight)
    return Scorer(weights, int(str(table["bias"])), int(str(table["threshold"])), subject)


def spelled(feature: str, letters: Mapping[str, str]) -> str:
    """Replace the names of concepts in a feature by their letters, or the other way with the mapping turned round."""
    parts = []
    for part in feature.split(" "):
        if part.startswith("<"):
            names = part[1:].removesuffix(">")
            inner = names.split("+") if "+" in names or names in letters else list(names)
            joined = "".join(sorted(letters[name] for name in inner))
            part = f"<{joined}>" if part.endswith(">") else f"<{joined}"
        parts.append(part)
    return " ".join(parts)


def named(feature: str, names: Mapping[str, str]) -> str:
    """Replace the letters of concepts in a feature by their names."""
    parts = []
    for part in feature.split(" "):
        if part.startswith("<"):
            inner = "+".join(names[letter] for letter in part[1:].removesuffix(">"))
            part = f"<{inner}>" if part.endswith(">") else f"<{inner}"
        parts.append(part)
    return " ".join(parts)
