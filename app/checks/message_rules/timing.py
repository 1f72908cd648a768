"""How much time a request asks for, against the relationship and against itself."""

from collections.abc import Iterator
from typing import Any

from app.checks.durations import Asked
from app.checks.hits import Hit
from app.checks.report import Context, Severity
from app.checks.subject import Subject

_MEALS = frozenset(("coffee", "lunch"))
_FIELD = "/minutes_requested"


def time_cell(context: Context) -> str:
    """Return the row of the time table for a relationship: `time.<warmth>.<base, meal, executive, executive_meal>`."""
    warmth = context.warmth or "cold"
    meal = bool(_MEALS.intersection(context.formats_offered)) and warmth != "cold"
    if context.position == "executive":
        return f"time.{warmth}.{'executive_meal' if meal else 'executive'}"
    return f"time.{warmth}.{'meal' if meal else 'base'}"


def overlong(subject: Subject) -> Iterator[Hit]:
    """Yield the larger of text and field when it is more than the relationship bears."""
    cell = time_cell(subject.context)
    warn, block = subject.policy.get(f"{cell}.warn"), subject.policy.get(f"{cell}.block")
    ask, field = subject.time.largest(), subject.context.minutes_requested or 0
    in_text = ask.high if ask else 0
    minutes = max(in_text, field)
    if warn is None or block is None or minutes <= warn:
        return
    from_text = ask is not None and in_text >= field
    assumed = ask is not None and from_text and ask.assumed
    severity = Severity.ERROR if minutes > block and not assumed else Severity.WARNING
    values = {"minutes": minutes, "limit": warn, "whom": _whom(subject.context)}
    if ask is not None and from_text:
        variant = "assumed" if assumed else ""
        yield _at(ask, "time.overlong", values, severity=severity, variant=variant)
    else:
        yield Hit("time.overlong", _FIELD, severity=severity, values=values)


def _at(ask: Asked, rule: str, values: dict[str, Any], *, severity: Severity | None = None, variant: str = "") -> Hit:
    span = ask.document.token_span(ask.first, ask.last)
    return Hit(rule, ask.document.pointer, span, ask.document, severity=severity, variant=variant, values=values)


def _whom(context: Context) -> str:
    whom = {"warm": "somebody you know well", "lukewarm": "somebody you know a little"}.get(
        context.warmth or "cold", "somebody you have not met"
    )
    return f"an executive, {whom}" if context.position == "executive" else whom


def mismatch(subject: Subject) -> Iterator[Hit]:
    """Yield the text's length when the field lies outside it."""
    field = subject.context.minutes_requested
    asks = [ask for ask in subject.time.asks if not ask.assumed]
    if field is None or not asks:
        return
    low, high = min(ask.low for ask in asks), max(ask.high for ask in asks)
    if not low <= field <= high:
        text = f"{low} to {high}" if low != high else str(high)
        yield _at(asks[0], "time.mismatch", {"text": text, "field": field})


def missing(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when neither text nor field names a length."""
    if subject.context.minutes_requested is None and not subject.time.asks and subject.letter():
        yield Hit("time.missing", subject.pointer(), variant="vague" if subject.time.vague else "")


def conflict(subject: Subject) -> Iterator[Hit]:
    """Yield the second of two lengths that do not agree, unless it is a choice; "our half hour" names one again."""
    asks = [ask for ask in subject.time.asks if not ask.assumed]
    if not asks:
        return
    first, offered = asks[0], [asks[0], *(ask for ask in asks[1:] if ask.choice)]
    again = [ask for ask in subject.time.again if ask.document is not first.document or ask.first > first.first]
    for ask in sorted([*(ask for ask in asks if ask not in offered), *again], key=_place):
        if not any(_agree(one, ask) for one in offered):
            yield _at(ask, "time.conflict", {"first": first.high, "second": ask.high})
            return


def _agree(one: Asked, other: Asked) -> bool:
    return (one.low <= other.low and other.high <= one.high) or (other.low <= one.low and one.high <= other.high)


def _place(ask: Asked) -> tuple[str, int]:
    return ask.document.pointer, ask.first
