"""Score how much a sentence reads like a request for work: a sum of integer weights over its words and concepts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.checks.lexicon import Line


@dataclass(frozen=True, slots=True)
class Scorer:
    """Integer weights of features, a bias, and the score from which a sentence is suspected."""

    weights: Mapping[str, int]
    bias: int
    threshold: int

    def score(self, line: Line) -> int:
        """Return the score of an annotated sentence."""
        weights = self.weights
        return self.bias + sum(weights.get(feature, 0) for feature in set(features(line.text)))


def features(text: bytes) -> Iterator[str]:
    """Yield the features of an annotated sentence: words, pairs of words, concepts, pairs of word class."""
    before, shape_before = "^", "^"
    for unit in text.decode().split(" ")[1:]:
        word, _, letters = unit.partition("|")
        if not word[0].isalnum() and word != "?":
            continue
        shape = f"<{letters}>" if letters else word
        yield word
        yield f"{before} {word}"
        if letters:
            yield shape
            yield from (f"<{letter}" for letter in letters)
        yield f"{shape_before} {shape}"
        before, shape_before = word, shape


def read_scorer(table: Mapping[str, object], letters: Mapping[str, str]) -> Scorer:
    """Read a scorer as the trainer wrote it, concepts by name."""
    weights: dict[str, int] = {}
    for row in str(table["weights"]).splitlines():
        feature, _, weight = row.rpartition("\t")
        if feature:
            weights[spelled(feature, letters)] = int(weight)
    return Scorer(weights, int(str(table["bias"])), int(str(table["threshold"])))


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
