"""Write an interview request that keeps to the practice, for each channel."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.contacts.wording import (
    Addressee,
    Draft,
    Seeker,
    about,
    best,
    first_name,
    first_sentence,
    one_line,
    phrase,
    place,
    sound,
    stopped,
    wish,
)
from app.interview_requests.letters import FORMATS, WRITERS, Parts
from app.policy.presets import Values

_REMOTE = ("phone", "video")
_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for, and how; what is left out is filled from the policy."""

    channel: str = "email"
    purpose: str | None = None
    objective: str | None = None
    minutes: int | None = None
    question_count: int | None = None
    formats: Sequence[str] = ()
    referrer_name: str | None = None
    position: str = "other"


def compose(seeker: Seeker, addressee: Addressee, ask: Ask, policy: Values) -> Draft:
    """Write the fullest request that the checker has nothing to say about.

    The seeker's own words are left out one by one where they are too long, or would be found fault with.
    """
    own = (seeker.headline, seeker.background, seeker.situation, seeker.interests)
    seeker = Seeker(seeker.name, *(sound(text, Kind.INTERVIEW_REQUEST, policy) for text in own))
    ask = replace(ask, objective=sound(ask.objective, Kind.INTERVIEW_REQUEST, policy))
    return best(_drafts(seeker, addressee, ask, policy), _findings(addressee, ask, policy))


def default_minutes(position: str, policy: Values) -> int:
    """Say how many minutes to ask for where none are named: as many as may be asked of a stranger."""
    occasion = "executive" if position == "executive" else "base"
    return int(policy[f"time.cold.{occasion}.warn"])


def default_question_count(minutes: int, policy: Values) -> int:
    """Say how many questions fit, up to the number that is never too many."""
    fitting = int(minutes / float(policy["questions.minutes_each"]))
    return max(1, min(fitting, int(policy["questions.at_least"])))


def _findings(addressee: Addressee, ask: Ask, policy: Values) -> Callable[[Draft], int]:
    context = Context(
        channel=ask.channel,
        warmth=addressee.warmth,
        position=ask.position,
        minutes_requested=ask.minutes,
        question_count=ask.question_count,
        formats_offered=tuple(ask.formats),
        contact_name=addressee.name,
        organisation=addressee.organisation,
        role_title=addressee.role_title,
        referrer_name=ask.referrer_name,
    )

    def count(draft: Draft) -> int:
        texts = [Field("/message", draft.message)]
        if draft.subject is not None:
            texts.append(Field("/subject", draft.subject))
        return len(check(Kind.INTERVIEW_REQUEST, texts, context, policy).findings)

    return count


def _drafts(seeker: Seeker, addressee: Addressee, ask: Ask, policy: Values) -> Iterator[Draft]:
    """Write drafts from the fullest to the barest."""
    minutes = ask.minutes or default_minutes(ask.position, policy)
    count = ask.question_count or default_question_count(minutes, policy)
    aims = _distinct(wish(ask.objective), _purpose(ask.purpose, addressee), _purpose(None, addressee))
    unnamed = replace(addressee, role_title=None)
    parts = Parts(
        greeting=_greeting(ask.channel, addressee),
        referrer=one_line(ask.referrer_name),
        introduction="",
        reason="",
        aim="",
        minutes=_counted(minutes, "minute", spell=False),
        questions=_counted(count, "question", spell=True),
        ahead="the question" if count == 1 else "the questions",
        formats=_choice(ask.formats),
        denial=_denial(policy),
        seeker=one_line(seeker.name),
    )
    for reason in _distinct(_reason(addressee), _reason(unnamed)):
        for aim, introduction in product(aims, _introductions(seeker, addressee.warmth)):
            yield WRITERS[ask.channel](
                replace(parts, reason=reason, aim=aim, introduction=introduction), addressee, policy
            )


def _distinct(*texts: str) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


def _introductions(seeker: Seeker, warmth: str) -> list[str]:
    """Say who writes: with the headline, or other words of the profile, or the name alone."""
    name = f"This is {one_line(seeker.name)}" if warmth == "warm" else f"My name is {one_line(seeker.name)}"
    headline = first_sentence(seeker.headline)
    more = [
        about(seeker.background, "My background: {}"),
        about(seeker.situation, "My situation: {}"),
        about(seeker.interests, "I am interested in {}"),
    ]
    own = about(seeker.headline, "{}")
    with_headline = (
        f"{name}. {own}" if headline and own.startswith(("I ", "I'", "I’")) else f"{name}, {stopped(headline)}"
    )
    told = [with_headline] if headline else [f"{name}. {line}" for line in more if line][:1]
    return _distinct(*told, f"{name}.", f"My name is {one_line(seeker.name)}.")


def _greeting(channel: str, addressee: Addressee) -> str:
    close = addressee.warmth == "warm" or channel in ("linkedin", "message")
    name = first_name(addressee.name) if close else one_line(addressee.name)
    word = {"email": "Dear", "letter": "Dear"}.get(channel, "Hello")
    return f"{'Hi' if close and channel != 'letter' else word} {name},"


def _reason(addressee: Addressee) -> str:
    """Say what is known of the reader: their work, their place, or at least their field."""
    role, organisation = phrase(addressee.role_title), place(addressee.organisation)
    work = f"as {role}" if role else ""
    there = f"at {organisation}" if organisation else ""
    known = " ".join(filter(None, (work, there)))
    if known:
        return f"of your work {known}"
    industry = phrase(addressee.industry)
    return f"of your work in {industry}" if industry else "of your experience"


_PURPOSES: Mapping[str, str] = {
    "explore_field": "I am exploring {careers} and would like to learn what the work is really like.",
    "learn_role": "I would like to learn what your work is like from day to day.",
    "learn_company": "I would like to learn how things are done {place}.",
    "validate_understanding": "I would like to hear how well my picture of {field} matches your experience.",
    "sharpen_focus": "I am finding out which direction suits me and would like to hear about yours.",
    "practise": "I would like to learn about your work, and to practise leading a conversation like this.",
}


def _purpose(purpose: str | None, addressee: Addressee) -> str:
    organisation, field = place(addressee.organisation), phrase(addressee.industry)
    return _PURPOSES.get(purpose or "", "I would like to learn what the work is really like.").format(
        field=field or "your field",
        careers=f"careers in {field}" if field else "your field",
        place=f"at {organisation}" if organisation else "where you are",
    )


def _choice(formats: Sequence[str]) -> list[str]:
    """Offer a choice: what was chosen, and the other way to meet where only one was."""
    chosen = list(dict.fromkeys(item for item in formats if item in FORMATS)) or ["in_person", "phone"]
    if all(item in _REMOTE for item in chosen):
        chosen.append("in_person")
    if not any(item in _REMOTE for item in chosen):
        chosen.append("phone")
    return [FORMATS[item] for item in chosen]


def _denial(policy: Values) -> str:
    """Say that it is not about a job, where the policy asks for it."""
    asked = policy["severity.objective.not-a-job"] != "off"
    return "I am not asking for a job, only for advice." if asked else ""


def _counted(number: int, noun: str, *, spell: bool) -> str:
    figure = _NUMBERS[number] if spell and number < len(_NUMBERS) else str(number)
    return f"{figure} {noun}" if number == 1 else f"{figure} {noun}s"
