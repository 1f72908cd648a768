"""How an interview request is set out in each channel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.contacts.wording import Addressee, Draft, paragraphs, phrase, place
from app.policy.presets import Values

FORMATS = {
    "in_person": "in person",
    "phone": "by phone",
    "video": "by video",
    "coffee": "over coffee",
    "lunch": "over lunch",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The sentences and phrases of one draft; each may be empty."""

    greeting: str
    referrer: str
    introduction: str
    reason: str
    aim: str
    minutes: str
    questions: str
    ahead: str
    formats: Sequence[str]
    denial: str
    seeker: str


def _listed(items: Sequence[str], word: str) -> str:
    return f"{', '.join(items[:-1])} {word} {items[-1]}" if len(items) > 1 else items[0]


def _control(formats: Sequence[str]) -> str:
    first, *others = formats
    return f"{first[:1].upper()}{first[1:]} would be great, and {_listed(others, 'or')} is fine too."


def _letter(parts: Parts, addressee: Addressee, closing: str) -> str:
    referrer = f"{parts.referrer} suggested I write to you." if parts.referrer else ""
    return paragraphs(
        [parts.greeting],
        [referrer, parts.introduction],
        [f"I am writing to you because {parts.reason}.", parts.aim, parts.denial],
        [
            f"Could I have {parts.minutes} of your time for {parts.questions}?",
            _control(parts.formats),
            f"I would gladly send you {parts.ahead} in advance.",
        ],
        [closing],
    )


def _email(parts: Parts, addressee: Addressee, policy: Values) -> Draft:
    subject = f"{parts.referrer} suggested I write to you" if phrase(parts.referrer) else _subject(parts, addressee)
    return Draft(subject, _letter(parts, addressee, f"Kind regards,\n{parts.seeker}"))


def _subject(parts: Parts, addressee: Addressee) -> str:
    organisation = phrase(addressee.organisation)
    figure = f"{parts.questions[:1].upper()}{parts.questions[1:]} about"
    return f"{figure} your work at {organisation}" if organisation else f"{figure} your work"


def _post(parts: Parts, addressee: Addressee, policy: Values) -> Draft:
    return Draft(None, _letter(parts, addressee, f"Yours sincerely,\n{parts.seeker}"))


def _message(parts: Parts, addressee: Addressee, policy: Values) -> Draft:
    return Draft(None, _letter(parts, addressee, f"Best wishes,\n{parts.seeker}"))


def _script(parts: Parts, addressee: Addressee, policy: Values) -> Draft:
    """Write what to say, after the script of the sources."""
    referrer = f"{parts.referrer} suggested I speak with you." if parts.referrer else ""
    return Draft(
        None,
        paragraphs(
            [parts.greeting[:-1] + ".", parts.introduction, referrer],
            [f"I would like to speak with you because {parts.reason}.", parts.aim, parts.denial],
            [
                f"I only need {parts.minutes} of your time, for {parts.questions}.",
                _control(parts.formats),
                f"I can send you {parts.ahead} in advance. When would suit you?",
            ],
        ),
    )


def _note(parts: Parts, addressee: Addressee, policy: Values) -> Draft:
    """Write a LinkedIn invitation note: what must be said, then what still fits, the weightiest first."""
    limit = int(policy["length.linkedin_characters"])
    organisation = place(addressee.organisation)
    fitting = {
        "name": f"My name is {parts.seeker}.",
        "ask": f"Could I have {parts.minutes} for {parts.questions}, {_listed(parts.formats, 'or')}?",
    }
    wanted = {
        "reason": f"I'd like to learn from your work{f' at {organisation}' if organisation else ''}.",
        "referrer": f"{parts.referrer} suggested I write." if parts.referrer else "",
        "ahead": f"I can send {parts.ahead} in advance.",
        "denial": parts.denial,
        "aim": parts.aim,
        "name": parts.introduction,
    }
    for slot, text in wanted.items():
        longer = fitting | {slot: text}
        if len(_in_order(parts.greeting, longer)) <= limit:
            fitting = longer
    return Draft(None, _in_order(parts.greeting, fitting)[:limit].rstrip())


def _in_order(greeting: str, slots: Mapping[str, str]) -> str:
    order = ("referrer", "name", "reason", "aim", "denial", "ask", "ahead")
    return " ".join(filter(None, (greeting, *(slots.get(slot, "") for slot in order))))


WRITERS: Mapping[str, Callable[[Parts, Addressee, Values], Draft]] = {
    "email": _email,
    "letter": _post,
    "message": _message,
    "phone": _script,
    "in_person": _script,
    "linkedin": _note,
}
