"""Train the scorer on the development part and write its integer weights into the language pack.

Logistic regression by plain gradient descent in a fixed order, so the same corpus gives the same weights. The
threshold is the lowest score at which, across five folds, the share PRECISION of the sentences above it are asks.
"""

import math
from collections import Counter
from pathlib import Path

from app.checks.document import parse
from app.checks.engine import default_ruleset
from app.checks.scorer import features, named

HERE = Path(__file__).parent
TARGET = Path("app/checks/packs/en/scorer.toml")
FOLDS, ROUNDS, RATE, DECAY, SCALE = 5, 40, 0.15, 0.0008, 100
PRECISION = 0.86


def examples() -> list[tuple[frozenset[str], int]]:
    """Return single sentences with their label; sentences of good messages and question lists are no asks."""
    found: list[tuple[frozenset[str], int]] = []
    for path in sorted(HERE.glob("job_ask*.tsv")):
        for row in path.read_text(encoding="utf-8").splitlines()[1:]:
            label, _, text = row.split("\t")
            lines = sentences(text)
            if len(lines) == 1 or label == "0":
                found += [(line, int(label)) for line in lines]
    for path in sorted(HERE.glob("messages*.txt")):
        for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
            found += [(line, 0) for line in sentences(part.partition("\n")[2])]
    for row in (HERE / "rules_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        found += [(line, 0) for line in sentences(row.split("\t")[3])]
    return found


def sentences(text: str) -> list[frozenset[str]]:
    rules = default_ruleset()
    document = parse("", text)
    return [frozenset(features(rules.lexicon.annotate(document, s).text)) for s in document.body()]


def train(data: list[tuple[frozenset[str], int]]) -> tuple[dict[str, float], float]:
    counts = Counter(feature for line, _ in data for feature in line)
    weights = {feature: 0.0 for feature, count in sorted(counts.items()) if count > 1}
    bias = 0.0
    for _ in range(ROUNDS):
        for line, label in data:
            known = [feature for feature in sorted(line) if feature in weights]
            score = bias + sum(weights[feature] for feature in known)
            step = RATE * (label - 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))
            bias += step * 0.1
            for feature in known:
                weights[feature] += step - DECAY * weights[feature]
    return weights, bias


def cross_scores(data: list[tuple[frozenset[str], int]]) -> list[tuple[float, int]]:
    scored: list[tuple[float, int]] = []
    for fold in range(FOLDS):
        weights, bias = train([row for i, row in enumerate(data) if i % FOLDS != fold])
        for line, label in data[fold::FOLDS]:
            scored.append((bias + sum(weights.get(feature, 0.0) for feature in line), label))
    return scored


def threshold(scored: list[tuple[float, int]]) -> float:
    best, right = math.inf, 0
    for total, (score, label) in enumerate(sorted(scored, reverse=True), 1):
        right += label
        if right / total >= PRECISION:
            best = score
    return best


def main() -> None:
    data = examples()
    scored = cross_scores(data)
    limit = threshold(scored)
    right = sum(label for score, label in scored if score >= limit)
    print(
        f"{len(data)} sentences; across folds at {limit:.2f}: {right} of {sum(label for _, label in data)} asks found"
    )
    weights, bias = train(data)
    names = {letter: name for name, letter in default_ruleset().lexicon.letters.items()}
    rows = [f"{named(feature, names)}\t{round(weight * SCALE)}" for feature, weight in sorted(weights.items())]
    rows = [row for row in rows if abs(int(row.rpartition("\t")[2])) >= 5]
    body = "\n".join(rows)
    TARGET.write_text(
        "# Written by tests/corpus/train.py; weights are hundredths.\n"
        f"bias = {round(bias * SCALE)}\nthreshold = {round(limit * SCALE)}\nweights = '''\n{body}\n'''\n",
        encoding="utf-8",
    )
    print(f"{len(rows)} weights")


if __name__ == "__main__":
    main()
