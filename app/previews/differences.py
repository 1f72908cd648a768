"""What differs between the findings on one draft under two policies."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.core.statements import Row


def differences(before: Sequence[Row], after: Sequence[Row]) -> Row:
    """Return what is added, removed and changed; the same rule at the same words is the same finding."""
    old: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for each in before:
        old[_place(each)].append(each)
    added, changed = [], []
    for each in after:
        known = old[_place(each)]
        if not known:
            added.append(each)
        elif (was := known.pop(0)) != each:
            changed.append({"before": was, "after": each})
    gone = [id(each) for left in old.values() for each in left]
    return {"added": added, "removed": [each for each in before if id(each) in gone], "changed": changed}


def _place(finding: Row) -> tuple[Any, ...]:
    span = finding["span"] or {}
    return finding["rule"], finding["pointer"], span.get("start"), span.get("end")
