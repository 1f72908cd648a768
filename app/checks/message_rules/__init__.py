"""The rules that need more than patterns: counts, absences and mismatches over the whole text."""

from collections.abc import Callable, Iterator, Mapping

from app.checks.hits import Hit
from app.checks.message_rules import (
    custom,
    greetings,
    letter,
    overview,
    placeholders,
    questioning,
    specific,
    thanks,
    timing,
)
from app.checks.subject import Subject

MessageRule = Callable[[Subject], Iterator[Hit]]

REGISTERED: Mapping[str, MessageRule] = {
    "time.overlong": timing.overlong,
    "time.mismatch": timing.mismatch,
    "time.missing": timing.missing,
    "time.conflict": timing.conflict,
    "questions.closed": questioning.closed,
    "questions.too-many": questioning.too_many,
    "questions.count-missing": questioning.count_missing,
    "questions.no-referral": questioning.no_referral,
    "questions.not-offered": questioning.not_offered,
    "custom.placeholder": placeholders.placeholder,
    "custom.generic-greeting": greetings.generic_greeting,
    "custom.no-name": custom.no_name,
    "custom.no-organisation": custom.no_organisation,
    "custom.no-referrer": custom.no_referrer,
    "custom.wrong-name": greetings.wrong_name,
    "custom.nothing-specific": specific.nothing_specific,
    "objective.missing": letter.objective_missing,
    "objective.no-introduction": letter.no_introduction,
    "objective.not-a-job": letter.not_a_job,
    "length.too-long": letter.too_long,
    "format.no-choice": letter.no_choice,
    "thanks.missing": thanks.missing,
    "thanks.nothing-specific": thanks.nothing_specific,
    "thanks.no-stay-in-touch": thanks.no_stay_in_touch,
    "overview.too-long": overview.too_long,
    "overview.incomplete": overview.incomplete,
}
