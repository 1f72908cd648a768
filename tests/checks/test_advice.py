"""What a letter says in its own words is not asked for again, and what it does not say is.

The rows of `advice.tsv` that are marked `unseen` were written with the others and never looked at while the cues were
changed; new ones are welcome, the old are not for tuning.
"""

from collections import Counter
from pathlib import Path

import pytest

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.policy.presets import preset

BALANCED = preset("balanced")
ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "advice.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
WRITTEN = [row[1:] for row in ROWS if row[0] == "written"]
UNSEEN = [row[1:] for row in ROWS if row[0] == "unseen"]


def is_silent(rule: str, text: str) -> bool:
    kind, context = Kind.INTERVIEW_REQUEST, Context()
    if rule.startswith("thanks."):
        kind, context = Kind.THANK_YOU_NOTE, Context(interested=True)
    return all(finding.rule != rule for finding in check(kind, [Field("/message", text)], context, BALANCED).findings)


@pytest.mark.parametrize(("rule", "silent", "text"), WRITTEN)
def test_advice_is_given_where_something_is_missing_and_nowhere_else(rule: str, silent: str, text: str) -> None:
    assert is_silent(rule, text) is (silent == "1")


def test_advice_is_mostly_right_about_wordings_that_nobody_looked_at() -> None:
    right = Counter[str]()
    for rule, silent, text in UNSEEN:
        right[rule] += is_silent(rule, text) is (silent == "1")
    assert all(count >= 21 for count in right.values()), right
