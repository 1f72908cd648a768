"""Measure the checker on both parts of the corpus; `--write` keeps the answer as docs/evaluation.md.

The texts of the test part are for numbers only: what went wrong there is never printed. `--errors` prints what went
wrong in the development part, and `--batch NAME` measures job asks on one of its batches alone.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.checks.document import parse
from app.checks.durations import time_asks
from app.checks.engine import check, default_ruleset
from app.checks.questions import questions_in
from app.checks.report import Context, Field, Finding, Kind, Severity
from app.policy.presets import preset
from tests.corpus import reading, speed
from tests.corpus.measuring import Counts, table, with_interval
from tests.corpus.pointing import Pointing
from tests.corpus.reading import Ask, Message
from tests.corpus.train import learning_curve

POLICY = preset("balanced")
TARGET = Path(__file__).parent.parent.parent / "docs" / "evaluation.md"
FAMILY = "job-ask"
TIERS = ("error", "any")
Misses = list[str]


def findings(kind: Kind, text: str) -> tuple[Finding, ...]:
    """Return what is found in one text, knowing nothing beside it."""
    pointer = "/questions/0/text" if kind is Kind.QUESTION_SET else "/message"
    return check(kind, [Field(pointer, text)], Context(), POLICY).findings


@dataclass(slots=True)
class Asked:
    """What was found of job asks by tier, by phenomenon and tier, of contrast pairs, of kinds and words; and misses.

    Misses hold texts, so that a failing test must not show them.
    """

    tiers: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    phenomena: dict[tuple[str, str], Counts] = field(default_factory=lambda: defaultdict(Counts))
    pairs: Counts = field(default_factory=Counts)
    pointing: Pointing = field(default_factory=Pointing)
    misses: Misses = field(default_factory=list, repr=False)


def job_asks(rows: Iterable[Ask]) -> Asked:
    """Return how job asks were found."""
    asked, pairs = Asked(), dict[str, bool]()
    for row in rows:
        found = [f for f in findings(Kind.INTERVIEW_REQUEST, row.text) if f.family == FAMILY]
        fired = {"error": any(f.severity is Severity.ERROR for f in found), "any": bool(found)}
        for tier in TIERS:
            asked.tiers[tier].add(fired[tier], row.asks)
            asked.phenomena[row.phenomenon, tier].add(fired[tier], row.asks)
        if row.pair:
            pairs[row.pair] = pairs.get(row.pair, True) and fired["any"] == row.asks
        if row.asks:
            asked.pointing.add(row, found)
        if fired["any"] != row.asks or fired["error"] != row.asks:
            asked.misses.append(_miss(row, found))
    for told in pairs.values():
        asked.pairs.add(told, True)
    return asked


def _miss(row: Ask, found: list[Finding]) -> str:
    tier = "any" if bool(found) != row.asks else "error"
    said = "; ".join(f"{f.severity.value} {f.rule} “{f.quote}”" for f in found)
    return f"{'MISSED' if row.asks else 'FALSE'} {tier} [{row.batch} {row.phenomenon}] {row.text!r} {said}"


def minutes(part: str) -> tuple[dict[str, Counts], Misses]:
    """Return how many lengths of time were read exactly, in all and by phenomenon."""
    counts: dict[str, Counts] = defaultdict(Counts)
    misses: Misses = []
    for row in reading.lengths(part):
        largest = time_asks([parse("", row.text)], Kind.INTERVIEW_REQUEST, POLICY).largest()
        got = "0"
        if largest is not None and not largest.assumed:
            got = f"{largest.low}-{largest.high}" if largest.low != largest.high else str(largest.high)
        for key in ("all", row.phenomenon):
            counts[key].add(got == row.minutes, True)
        if got != row.minutes:
            misses.append(f"MINUTES wanted {row.minutes}, got {got} [{row.phenomenon}] {row.text!r}")
    return counts, misses


def closed_questions(part: str) -> tuple[Counts, Misses]:
    """Return how well closed questions are told from open ones."""
    counts, misses = Counts(), []
    for row in reading.forms(part):
        found = questions_in([parse("/questions/0/text", row.text, lines=True)], listed=True)
        closed = any(question.closed for question in found)
        counts.add(closed, row.closed)
        if closed != row.closed:
            misses.append(f"FORM wanted {'closed' if row.closed else 'open'}: {row.text!r}")
    return counts, misses


def single_rules(part: str) -> tuple[dict[str, Counts], Misses]:
    """Return the counts of each rule that has texts of its own."""
    counts: dict[str, Counts] = defaultdict(Counts)
    misses: Misses = []
    for row in reading.singles(part):
        found = [f for f in findings(Kind(row.kind), row.text) if f.rule == row.rule]
        counts[row.rule].add(bool(found), row.fires)
        if bool(found) != row.fires:
            misses.append(f"{'MISSED' if row.fires else 'FALSE'} {row.rule} {row.text!r} {[f.quote for f in found]}")
    return counts, misses


def whole_messages(rows: list[Message]) -> tuple[dict[str, Counts], Misses]:
    """Return how many good messages got a wrong error or warning, and how many rules were found in the bad ones."""
    counts: dict[str, Counts] = defaultdict(Counts)
    misses: Misses = []
    for row in rows:
        found = findings(Kind(row.kind), row.text)
        names = {f.rule for f in found} | {f.family for f in found}
        for severity in (Severity.ERROR, Severity.WARNING):
            hit = [f for f in found if f.severity is severity]
            if row.good:
                counts[f"good messages with a wrong {severity.value}"].add(bool(hit), True)
                misses += [f"{severity.value} {f.rule} “{f.quote}” in good {row.text[:50]!r}" for f in hit]
        for rule in row.rules:
            counts[f"{rule} in bad messages"].add(rule in names, True)
            if rule not in names:
                misses.append(f"MISSED {rule} in {row.text[:50]!r}")
    return counts, misses


def report(part: str) -> tuple[str, Misses]:
    """Return the tables of one part, and what went wrong in it."""
    rows = reading.asks(part)
    asks = job_asks(rows)
    asking, misses = sum(row.asks for row in rows), asks.misses
    asked = [[f"job asks, {'any tier' if t == 'any' else 'error tier'}", *asks.tiers[t].cells()] for t in TIERS]
    closed, wrong = closed_questions(part)
    misses += wrong
    asked.append(["closed questions", *closed.cells()])
    rules, wrong = single_rules(part)
    misses += wrong
    asked += [[f"`{rule}`", *rules[rule].cells()] for rule in sorted(rules)]
    exact, wrong = minutes(part)
    misses += wrong
    whole, wrong = whole_messages(reading.messages(part))
    misses += wrong
    shares = [["minutes asked, exact", with_interval(exact["all"].right, exact["all"].right + exact["all"].missed)]]
    shares += asks.pointing.shares()
    shares.append(["contrast pairs told apart", with_interval(asks.pairs.right, asks.pairs.right + asks.pairs.missed)])
    shares += [[name, with_interval(c.right, c.right + c.missed)] for name, c in sorted(whole.items())]
    return (
        f"{len(rows)} sentences ({asking} asks), {exact['all'].right + exact['all'].missed} lengths of time, "
        f"{len(reading.forms(part))} questions, {len(reading.singles(part))} texts of single rules, "
        f"{len(reading.messages(part))} whole messages.\n\n"
        + table(["", "precision", "recall", "F1"], asked)
        + "\n\n"
        + table(["share", "with 95 % interval"], shares)
        + "\n\n"
        + _phenomena(asks.phenomena)
        + "\n\n"
        + asks.pointing.confusion()
    ), misses


def _phenomena(phenomena: dict[tuple[str, str], Counts]) -> str:
    return table(["job asks by phenomenon", "error tier", "any tier"], _by_phenomenon(phenomena))


def _by_phenomenon(phenomena: dict[tuple[str, str], Counts]) -> list[list[str]]:
    rows: list[list[str]] = []
    totals: dict[str, int] = defaultdict(int)
    for (name, _), counts in phenomena.items():
        totals[name] = counts.right + counts.missed
    for name in sorted(totals, key=lambda name: (totals[name] == 0, name)):
        cells = []
        for tier in TIERS:
            counts = phenomena[name, tier]
            cells.append(with_interval(counts.right, totals[name]) if totals[name] else f"{counts.wrong} wrong")
        rows.append([f"{'asks' if totals[name] else 'lookalikes'}: {name}", *cells])
    return rows


def learning() -> str:
    """Return how the scorer alone does on the test part after training on growing shares of the development part."""
    rows = [[f"{size:,}", f"{f1:.3f}"] for size, f1 in learning_curve()]
    head = "sentences trained on, those of messages and of single rules among them"
    return (
        "The threshold is the one that is best on a sixth of the batches of each share, which was not trained on.\n\n"
        + table([head, "F1 of the scorer alone, sentences of the test part"], rows)
    )


def one_batch(name: str) -> str:
    """Return the counts of job asks in one batch of the development part."""
    asked = job_asks(row for row in reading.asks("development") if row.batch == name)
    rows = [[tier, *asked.tiers[tier].cells()] for tier in TIERS]
    return f"{table(['tier', 'precision', 'recall', 'F1'], rows)}\n\n{_phenomena(asked.phenomena)}"


def main() -> None:
    """Print the evaluation; see `--help`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print what went wrong in the development part")
    parser.add_argument("--batch", help="only the job asks of one batch of the development part")
    parser.add_argument("--write", action="store_true", help="with the learning curve, to docs/evaluation.md")
    arguments = parser.parse_args()
    if arguments.batch:
        print(one_batch(arguments.batch))
        return
    parts = {part: report(part) for part in reading.PARTS}
    body = "\n\n".join(f"## The {part} part\n\n{text}" for part, (text, _) in reversed(parts.items()))
    text = (
        f"# Evaluation of the text checker\n\nRuleset `{default_ruleset().name}`. Written by `make eval`.\n\n{body}\n"
    )
    text += f"\n## Speed\n\n{speed.report()}\n"
    if arguments.write:
        text += f"\n## Learning curve\n\n{learning()}\n"
        TARGET.write_text(text, encoding="utf-8")
    print(text)
    if arguments.errors:
        print("\n".join(parts["development"][1]))


if __name__ == "__main__":
    main()
