"""Write to somebody one has talked with: to stay in touch, to report, or to say that the search has begun."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.contacts.wording import (
    Addressee,
    Draft,
    best,
    first_name,
    first_sentence,
    one_line,
    paragraphs,
    phrase,
    sound,
    stopped,
)
from app.policy.presets import Values

Occasion = Literal["touch_base", "update", "search_started"]


@dataclass(frozen=True, slots=True)
class Since:
    """What to refer to: what they said when last met, what came of it, and where the search goes."""

    advice: str | None = None
    learned: str | None = None
    done: Sequence[str] = ()
    field: str | None = None


def compose(
    kind: Occasion, seeker_name: str, addressee: Addressee, since: Since, channel: str, policy: Values
) -> Draft:
    """Write the fullest message of its kind that the checker has nothing to say about."""
    sound_since = Since(
        advice=sound(since.advice, Kind.FOLLOW_UP, policy),
        learned=sound(since.learned, Kind.FOLLOW_UP, policy),
        done=[text for text in since.done if sound(text, Kind.FOLLOW_UP, policy)],
        field=sound(since.field, Kind.FOLLOW_UP, policy),
    )
    drafts = _drafts(kind, one_line(seeker_name), addressee, sound_since, channel)
    return best(drafts, _findings(kind, addressee, channel, policy))


def _findings(kind: Occasion, addressee: Addressee, channel: str, policy: Values) -> Callable[[Draft], int]:
    context = Context(
        channel=channel,
        warmth=addressee.warmth,
        contact_name=addressee.name,
        organisation=addressee.organisation,
        role_title=addressee.role_title,
        search_mode="searching" if kind == "search_started" else None,
    )

    def count(draft: Draft) -> int:
        texts = [Field("/message", draft.message)]
        if draft.subject is not None:
            texts.append(Field("/subject", draft.subject))
        return len(check(Kind.FOLLOW_UP, texts, context, policy).findings)

    return count


def _drafts(kind: Occasion, seeker: str, addressee: Addressee, since: Since, channel: str) -> Iterator[Draft]:
    """Write drafts from the fullest to the barest: with what was done and said, with either, with neither."""
    memory, report = _memory(since), _report(since)
    for said, done in dict.fromkeys(((memory, report), (memory, ""), ("", report), ("", ""))):
        message = paragraphs(
            [f"{'Dear' if channel in ('email', 'letter') else 'Hi'} {first_name(addressee.name)},"],
            [_OPENINGS[kind].format(field=_field(since)), said, done],
            [_CLOSINGS[kind]],
            [f"Best wishes,\n{seeker}"],
        )
        yield Draft(_SUBJECTS[kind] if channel == "email" else None, message)


_SUBJECTS: dict[Occasion, str] = {
    "touch_base": "Keeping in touch",
    "update": "A short update",
    "search_started": "An update: my search has begun",
}
_OPENINGS: dict[Occasion, str] = {
    "touch_base": "I have been thinking of our conversation and wanted to say hello.",
    "update": "I wanted to tell you what has come of our conversation.",
    "search_started": "You helped me when I was still finding my way, so I wanted you to hear it from me: "
    "I have now officially begun my search{field}.",
}
_CLOSINGS: dict[Occasion, str] = {
    "touch_base": "I hope things are going well with you. There is no need to answer.",
    "update": "Thank you again for your help. I hope things are going well with you.",
    "search_started": "Thank you again for your time and your advice. I will let you know how it goes.",
}


def _field(since: Since) -> str:
    field = phrase(since.field)
    return f" in {field}" if field else ""


def _memory(since: Since) -> str:
    """Recall what they said."""
    advice, learned = first_sentence(since.advice), first_sentence(since.learned)
    if advice:
        return f"I still come back to your advice: {stopped(advice)}"
    return f"I still come back to what I learned from you: {stopped(learned)}" if learned else ""


def _report(since: Since) -> str:
    """Tell what was done since; one thing is enough."""
    done = next(filter(None, map(first_sentence, since.done)), "")
    return f"Since then I have done this: {stopped(done)}" if done else ""
