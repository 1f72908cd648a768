"""Train the scorer on the development part and write its integer weights into the language pack.

Logistic regression by stochastic gradient descent in a fixed order and in plain Python, so that the same corpus gives
the same weights. The limits come from scores that each batch got from weights trained on the others: all asks but
the share DENIED lie above `denies`, F1 is best at `suspects`, and from `confirms` on the share CONFIRMED are asks.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.checks.contexts import Reading, read
from app.checks.document import parse
from app.checks.engine import default_ruleset
from app.checks.scorer import Limits, at_first_glance, features, named
from tests.corpus import reading

PACK = Path(__file__).parents[2] / "app" / "checks" / "packs" / "en"
ROUNDS, RATE, DECAY = 24, 0.05, 0.0000032
SCALE, SMALLEST, FREQUENT = 100, 8, 4
CONFIRMED, DENIED, GLANCED = 0.98, 0.03, 0.004
FOLDS = 6
LETTERS = frozenset(default_ruleset().scored.values())
MESSAGES, SINGLES = "messages", "singles"
Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """The features of one sentence, whether it asks, and what it was written with."""

    batch: str
    features: tuple[Feature, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features and a bias."""

    weights: dict[Feature, float]
    bias: float

    def score(self, example: Example) -> float:
        """Return the score of a sentence."""
        return self._sum(example.features)

    def glance(self, example: Example) -> float:
        """Return the score of a sentence at first glance."""
        return self._sum(filter(at_first_glance, example.features))

    def _sum(self, features: Iterable[Feature]) -> float:
        return self.bias + sum(self.weights.get(feature, 0.0) for feature in features)


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, the score at first glance, and whether the sentence asks."""

    score: float
    glance: float
    asks: bool


def examples(part: str = "development") -> list[Example]:
    """Return the sentences of a part: those that an ask touches ask, all others do not."""
    found: list[Example] = []
    for row in reading.asks(part):
        for line in sentences(row.text):
            tokens = line.document.tokens
            start, end = tokens.starts[line.sentence.first], tokens.ends[line.sentence.last - 1]
            found.append(Example(row.batch, tuple(features_of(line)), row.asks and start < row.end and row.start < end))
    for message in reading.messages(part):
        if message.good:
            found += [Example(MESSAGES, tuple(features_of(line)), False) for line in sentences(message.text)]
    for single in reading.singles(part):
        if not single.fires and single.kind != "question_set":
            found += [Example(SINGLES, tuple(features_of(line)), False) for line in sentences(single.text)]
    return found


def sentences(text: str) -> list[Reading]:
    """Return the sentences of a text as the checker reads them."""
    rules = default_ruleset()
    document = parse("", text)
    return [read(document, sentence, rules) for sentence in document.body()]


def features_of(line: Reading) -> Iterable[Feature]:
    """Return the features of a sentence."""
    return features(line.line, LETTERS, bool(line.negated), bool(line.quoted))


def train(data: Sequence[Example]) -> Model:
    """Return weights, averaged over the second half of ROUNDS; features of a single sentence are left out."""
    counts = Counter(feature for example in data for feature in set(example.features))
    place = {feature: n for n, feature in enumerate(sorted(f for f, count in counts.items() if count > 1))}
    rows = [([place[f] for f in example.features if f in place], example.asks) for example in data]
    weights, squares, sums = [0.0] * len(place), [1e-3] * len(place), [0.0] * len(place)
    bias, sum_of_biases, order = 0.0, 0.0, random.Random(1)
    up = sum(not asks for _, asks in rows) / max(1, sum(asks for _, asks in rows))
    shrink = DECAY * len(data)
    for number in range(ROUNDS):
        order.shuffle(rows)
        for known, asks in rows:
            score = bias + sum([weights[n] for n in known])
            gap = (1.0 if asks else 0.0) - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            gap *= math.sqrt(up) if asks else 1.0
            bias += 0.01 * gap
            for n in known:
                slope = gap - shrink * weights[n]
                squares[n] += slope * slope
                weights[n] += RATE * slope / math.sqrt(squares[n])
        if number >= ROUNDS // 2:
            sum_of_biases += bias
            sums = [total + weight for total, weight in zip(sums, weights, strict=True)]
    rounds = ROUNDS - ROUNDS // 2
    return Model({feature: sums[n] / rounds for feature, n in place.items()}, sum_of_biases / rounds)


def held_out(data: Sequence[Example]) -> list[Scored]:
    """Return the score that each labelled sentence gets from weights that never saw its batch."""
    groups = fold_of({example.batch for example in data})
    scored: list[Scored] = []
    for fold in range(FOLDS):
        model = train([example for example in data if groups[example.batch] != fold])
        scored += all_scored(model, [example for example in data if groups[example.batch] == fold])
    return scored


def all_scored(model: Model, data: Sequence[Example]) -> list[Scored]:
    """Return the scores of sentences under one model."""
    return [Scored(model.score(example), model.glance(example), example.asks) for example in data]


def fold_of(batches: Iterable[str]) -> dict[str, int]:
    """Return a fold for each batch."""
    return {batch: n % FOLDS for n, batch in enumerate(sorted(batches))}


def limits_of(scored: Sequence[Scored]) -> Limits:
    """Return the limits of the score, in hundredths."""
    wanted = sum(each.asks for each in scored)
    suspects, denies, confirms, right = best_limit(scored), -math.inf, math.inf, 0
    for total, each in enumerate(_ranked(scored), 1):
        right += each.asks
        if right / total >= CONFIRMED:
            confirms = each.score
        if right < (1 - DENIED) * wanted:
            denies = each.score
    glances = sorted(each.glance for each in scored if each.score >= suspects)[round(GLANCED * wanted)]
    return Limits(*(round(SCALE * limit) for limit in (min(glances, denies), denies, suspects, confirms)))


def best_limit(scored: Sequence[Scored]) -> float:
    """Return the score from which on calling sentences asks has the best F1."""
    wanted = sum(each.asks for each in scored)
    best, limit, right = 0.0, math.inf, 0
    for total, each in enumerate(_ranked(scored), 1):
        right += each.asks
        if 2 * right / (total + wanted) > best:
            best, limit = 2 * right / (total + wanted), each.score
    return limit


def _ranked(scored: Sequence[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda each: (-each.score, each.asks))


def learning_curve() -> list[tuple[int, float]]:
    """Return, for growing shares of the development part, the sentences trained on and the F1 on the test part.

    One fold of each share is not trained on: the limit is chosen there, so that the test part has no say in it.
    """
    data, unseen = examples(), [e for e in examples("test") if e.batch not in (MESSAGES, SINGLES)]
    groups = fold_of({example.batch for example in data})
    curve = []
    for step in (16, 8, 4, 2, 1):
        kept = [example for example in data[::step] if groups[example.batch]]
        model = train(kept)
        limit = best_limit(all_scored(model, [example for example in data[::step] if not groups[example.batch]]))
        counts = Counter((each.score >= limit, each.asks) for each in all_scored(model, unseen))
        wrong = counts[True, False] + counts[False, True]
        curve.append((len(kept), 2 * counts[True, True] / (2 * counts[True, True] + wrong)))
    return curve


def described(scored: Sequence[Scored], limit: int) -> str:
    """Return precision and recall from a limit on."""
    above = [each.asks for each in scored if SCALE * each.score >= limit]
    precision, recall = sum(above) / max(1, len(above)), sum(above) / sum(each.asks for each in scored)
    return f"at {limit}: precision {precision:.3f}, recall {recall:.3f}"


def written(model: Model, limits: Limits) -> str:
    """Return the scorer as the language pack keeps it, concepts by name."""
    names = {letter: name for name, letter in default_ruleset().lexicon.letters.items()}
    rows: dict[str, list[str]] = defaultdict(list)
    for (first, second), weight in sorted(model.weights.items()):
        if abs(round(weight * SCALE)) >= SMALLEST:
            rows[named(first, names)].append(f"{named(second, names)} {round(weight * SCALE)}")
    body = "\n".join(f"{first}\t" + "\t".join(found) for first, found in sorted(rows.items()))
    head = "\n".join(
        f"{name} = {value}" for name, value in {"bias": round(model.bias * SCALE), **limits._asdict()}.items()
    )
    return f"# Written by `python -m tests.corpus.train`; weights are hundredths.\n{head}\nweights = '''\n{body}\n'''\n"


def frequency() -> str:
    """Return, as the pack keeps it, how many of a thousand ordinary sentences have a word or concept."""
    names = {letter: name for name, letter in default_ruleset().lexicon.letters.items()}
    counts: Counter[str] = Counter()
    lines = [line for row in reading.asks("development") if not row.asks for line in sentences(row.text)]
    for line in lines:
        units = [unit.partition("|") for unit in line.line.units]
        counts.update({word for word, _, _ in units} | {f"<{names[c]}>" for _, _, letters in units for c in letters})
    rows = sorted((word, round(1000 * count / len(lines))) for word, count in counts.items())
    body = "\n".join(f"{word} {often}" for word, often in rows if often >= FREQUENT and word not in ('"', "\\"))
    return (
        "# Written by `python -m tests.corpus.train`: how many of a thousand sentences have a word or concept.\n"
        f"frequency = '''\n{body}\n'''\n"
    )


def main() -> None:
    """Train, and write the language pack's scorer and frequencies."""
    PACK.joinpath("frequency.toml").write_text(frequency(), encoding="utf-8")
    data = examples()
    scored = held_out(data)
    limits = limits_of(scored)
    print(f"{len(data)} sentences, {sum(e.asks for e in data)} of them asks; on batches not trained on:")
    for name, limit in limits._asdict().items():
        print(f"{name} {described(scored, limit)}")
    model = train(data)
    text = written(model, limits)
    PACK.joinpath("scorer.toml").write_text(text, encoding="utf-8")
    print(f"{sum(abs(round(w * SCALE)) >= SMALLEST for w in model.weights.values())} weights, {len(text)} characters")


if __name__ == "__main__":
    main()
