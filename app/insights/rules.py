"""The statistics of insights: tallies, shares and means with their intervals, medians; pure.

Fewer than eight cases say nothing: then there is no number at all.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from app.insights.cases import Case

Row = dict[str, Any]
Tally = Counter[str]
Told = Mapping[tuple[Case, str], int]

FEWEST = 8
Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations
STATES = ("sent", "accepted", "declined", "no_response", "withdrawn")
ASKED = ("channel", "message_length")
UNKNOWN, OTHER = "unknown", "other"
MOST_VALUES = 50
DAY, HOUR = 86400, 3600


def share(cases: int, n: int) -> Row | None:
    """Return a share with Wilson's score interval (J. Am. Stat. Assoc. 22, 1927, 209-212), or None for too few."""
    if n < FEWEST:
        return None
    p, shrink = cases / n, 1 + Z * Z / n
    middle = (p + Z * Z / (2 * n)) / shrink
    reach = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / shrink
    return _estimate(p, max(0.0, middle - reach), min(1.0, middle + reach), n)


def mean(events: int, n: int) -> Row | None:
    """Return how many events a case has, with the score interval of a Poisson mean, or None for too few cases.

    It is the limit of Wilson's for many small chances.
    """
    if n < FEWEST:
        return None
    middle, reach = events + Z * Z / 2, Z * sqrt(events + Z * Z / 4)
    return _estimate(events / n, max(0.0, middle - reach) / n, (middle + reach) / n, n)


def _estimate(value: float, low: float, high: float, n: int) -> Row:
    return {"value": round(value, 4), "low": round(low, 4), "high": round(high, 4), "n": n}


def median(seconds: Sequence[float], unit: int) -> float | None:
    """Return the median of spans of time in a unit, or None for too few."""
    return round(statistics.median(seconds) / unit, 2) if len(seconds) >= FEWEST else None


def whole(told: Told) -> Tally:
    """Tally everything that happened."""
    tally = Tally()
    for (_, what), n in told.items():
        tally[what] += n
    return tally


def counts(tally: Tally) -> Row:
    """Return the counts of a tally."""
    return {
        "contacts": tally["contacts"],
        "requests_sent": sum(tally[state] for state in STATES),
        "answered": tally["accepted"] + tally["declined"],
        "accepted": tally["accepted"],
        "declined": tally["declined"],
        "no_response": tally["no_response"],
        "meetings_held": tally["meetings_held"],
        "thank_yous_sent": tally["thank_yous_sent"],
        "referrals": tally["referrals"],
    }


def rates(tally: Tally) -> Row:
    """Return the rates of a tally."""
    n = counts(tally)
    return {
        "reply": share(n["answered"], n["requests_sent"]),
        "acceptance": share(n["accepted"], n["requests_sent"]),
        "time_kept": share(tally["time_kept"], tally["timed"]),
        "thank_you_on_time": share(tally["thanked_on_time"], n["meetings_held"]),
        "referrals_per_meeting": mean(n["referrals"], n["meetings_held"]),
    }


def told_by(dimension: str, told: Told) -> dict[str, Row]:
    """Return counts and rates for each value of a dimension, those with most cases first."""
    place = Case._fields.index(dimension)
    tallies: defaultdict[str | None, Tally] = defaultdict(Tally)
    for (case, what), n in told.items():
        tallies[case[place]][what] += n
    if dimension in ASKED:
        tallies.pop(None, None)  # nobody was asked
    return {value: {"counts": counts(tally), "rates": rates(tally)} for value, tally in _largest(_folded(tallies))}


def _folded(tallies: Mapping[str | None, Tally]) -> dict[str, Tally]:
    """Return tallies whose names differ in case and blanks alone as one, by the name with most cases."""
    alike: dict[str, list[tuple[str, Tally]]] = {}
    for value, tally in _by_size({value or UNKNOWN: tally for value, tally in tallies.items()}):
        name = " ".join(value.split())
        alike.setdefault(name.casefold(), []).append((name, tally))
    return {same[0][0]: sum((tally for _, tally in same), Tally()) for same in alike.values()}


def _by_size(tallies: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    return sorted(tallies.items(), key=lambda each: (-each[1].total(), each[0]))


def _largest(tallies: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    """Return the tallies with most cases first; the smallest of very many are put together."""
    ordered = _by_size(tallies)
    if len(ordered) <= MOST_VALUES:
        return ordered
    kept = dict(ordered[: MOST_VALUES - 1])
    rest = [tally for _, tally in ordered[MOST_VALUES - 1 :]]
    kept[OTHER] = sum(rest, kept.get(OTHER, Tally()))
    return list(kept.items())
