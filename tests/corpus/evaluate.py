"""Measure the checker on the development corpus: precision, recall and F1 by rule family, and what went wrong."""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from app.checks.document import parse
from app.checks.durations import time_asks
from app.checks.engine import check
from app.checks.questions import questions_in
from app.checks.report import Context, Field, Kind, Severity
from app.policy.presets import preset

HERE = Path(__file__).parent
POLICY = preset("balanced")


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    return lines[1:]


def scores(tp: int, fp: int, fn: int) -> str:
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  (tp {tp} fp {fp} fn {fn})"


def job_asks(path: Path, show: bool) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for label, phenomenon, text in rows(path):
        report = check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(), POLICY)
        found = [f for f in report.findings if f.family == "job-ask"]
        tiers = {"any": bool(found), "error": any(f.severity is Severity.ERROR for f in found)}
        for tier, fired in tiers.items():
            for key in (tier, f"{tier}:{phenomenon}"):
                counts[key][0] += fired and label == "1"
                counts[key][1] += fired and label == "0"
                counts[key][2] += not fired and label == "1"
        if show and (label == "1") != tiers["any"]:
            why = "; ".join(f"{f.rule} “{f.quote}”" for f in found)
            print(f"  {'MISS ' if label == '1' else 'FALSE'} {text}   {why}")
    for key in sorted(counts):
        if ":" not in key or show:
            print(f"{path.name:24} job-ask {key:20} {scores(*counts[key])}")


def minutes(path: Path, show: bool) -> None:
    right = total = 0
    for want, text in rows(path):
        largest = time_asks([parse("", text)], Kind.INTERVIEW_REQUEST, POLICY).largest()
        got = (
            "0"
            if largest is None
            else f"{largest.low}-{largest.high}"
            if largest.low != largest.high
            else str(largest.high)
        )
        total += 1
        right += got == want
        if show and got != want:
            print(f"  want {want} got {got}: {text}")
    print(f"{path.name:24} minutes exact {right}/{total} = {right / total:.3f}")


def forms(path: Path, show: bool) -> None:
    tp = fp = fn = 0
    for want, text in rows(path):
        question = questions_in([parse("/questions/0/text", text, lines=True)], listed=True)
        closed = bool(question) and question[0].closed
        tp += closed and want == "c"
        fp += closed and want == "o"
        fn += not closed and want == "c"
        if show and closed != (want == "c"):
            print(f"  want {want}: {text}")
    print(f"{path.name:24} closed        {scores(tp, fp, fn)}")


def rules(path: Path, show: bool) -> None:
    """Rows of rule, 1 or 0, kind, text."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for rule, label, kind, text in rows(path):
        pointer = "/questions/0/text" if kind == "question_set" else "/message"
        body = text.replace("\\n", "\n")
        report = check(Kind(kind), [Field(pointer, body)], Context(), POLICY)
        fired = any(f.rule == rule for f in report.findings)
        counts[rule][0] += fired and label == "1"
        counts[rule][1] += fired and label == "0"
        counts[rule][2] += not fired and label == "1"
        if show and fired != (label == "1"):
            print(f"  {'MISS ' if label == '1' else 'FALSE'} {rule}: {text}")
    for rule in sorted(counts):
        print(f"{path.name:24} {rule:26} {scores(*counts[rule])}")


def good_messages(path: Path, show: bool) -> None:
    """Whole messages that are good, each headed by `=== kind`: none may get an error."""
    messages = [part.partition("\n") for part in path.read_text(encoding="utf-8").split("=== ")[1:]]
    wrong = warned = 0
    for kind, _, text in messages:
        report = check(Kind(kind.strip()), [Field("/message", text.strip())], Context(), POLICY)
        errors = [f for f in report.findings if f.severity is Severity.ERROR]
        warnings = [f for f in report.findings if f.severity is Severity.WARNING]
        wrong += bool(errors)
        warned += bool(warnings)
        for f in [*errors, *warnings] if show else ():
            print(f"  {f.severity.value} {f.rule} “{f.quote}” in {text.strip()[:40]!r}")
    print(
        f"{path.name:24} good messages with an error {wrong}/{len(messages)}, with a warning {warned}/{len(messages)}"
    )


MEASURES = {"job_ask": job_asks, "time_asks": minutes, "questions": forms, "rules": rules}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "test"), default="dev", help="never look at errors of the test part")
    parser.add_argument("--errors", action="store_true", help="print what went wrong (development part only)")
    arguments = parser.parse_args()
    show = arguments.errors and arguments.part == "dev"
    folder = HERE if arguments.part == "dev" else HERE / "test_part"
    for path in sorted(folder.glob("*.tsv")):
        measure = next(function for name, function in MEASURES.items() if path.name.startswith(name))
        measure(path, show)
    for path in sorted(folder.glob("messages*.txt")):
        good_messages(path, show)


if __name__ == "__main__":
    csv.field_size_limit(1 << 20)
    main()
