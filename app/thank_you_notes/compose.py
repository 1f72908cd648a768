"""Write a thank-you note that thanks, and names what was said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    place,
    sentence,
    sound,
    stopped,
)
from app.policy.presets import Values


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is known of the meeting: notes of what was said, else what it was meant for."""

    learned: str | None = None
    advice: str | None = None
    quotes: str | None = None
    business_issues: str | None = None
    next_step: str | None = None
    goals: Sequence[str] = ()
    questions: Sequence[str] = ()
    interested: bool = True


def compose(seeker_name: str, addressee: Addressee, conversation: Conversation, channel: str, policy: Values) -> Draft:
    """Write the most specific thanks that the checker has nothing to say about."""
    drafts = _drafts(one_line(seeker_name), addressee, _sound(conversation, policy), channel)
    return best(drafts, _findings(addressee, conversation.interested, channel, policy))


def _sound(conversation: Conversation, policy: Values) -> Conversation:
    """Leave out the notes that do not belong in a letter of thanks."""
    kind = Kind.THANK_YOU_NOTE
    return replace(
        conversation,
        learned=sound(conversation.learned, kind, policy),
        advice=sound(conversation.advice, kind, policy),
        quotes=sound(conversation.quotes, kind, policy),
        business_issues=sound(conversation.business_issues, kind, policy),
        next_step=sound(conversation.next_step, kind, policy),
    )


def _findings(addressee: Addressee, interested: bool, channel: str, policy: Values) -> Callable[[Draft], int]:
    context = Context(
        channel=channel,
        warmth=addressee.warmth,
        contact_name=addressee.name,
        organisation=addressee.organisation,
        role_title=addressee.role_title,
        interested=interested,
    )

    def count(draft: Draft) -> int:
        texts = [Field("/message", draft.message)]
        return len(check(Kind.THANK_YOU_NOTE, texts, context, policy).findings)

    return count


def _drafts(seeker: str, addressee: Addressee, conversation: Conversation, channel: str) -> Iterator[Draft]:
    """Write drafts from the most specific to the barest."""
    plan = first_sentence(conversation.next_step)
    for specific in [*_specifics(conversation), _topic(addressee)]:
        for step in dict.fromkeys((f"My next step: {stopped(plan)}" if plan else "", "")):
            message = paragraphs(
                [f"Dear {first_name(addressee.name)},"],
                ["Thank you for taking the time to talk with me.", specific, step],
                [_in_touch() if conversation.interested else "I wish you all the best."],
                [f"{_closing(channel)},\n{seeker}"],
            )
            yield Draft(_subject(channel), message)


def _specifics(conversation: Conversation) -> list[str]:
    """Name something that was said, the weightiest first; without notes, what the talk was about."""
    quote = first_sentence(conversation.quotes)
    said = [
        _framed(conversation.advice, "I keep thinking about what you advised me: {}"),
        f"You said something that stays with me: “{sentence(quote)}”" if quote else "",
        _framed(conversation.learned, "What you told me taught me this: {}"),
        _framed(conversation.business_issues, "I keep thinking about what you said of your work: {}"),
    ]
    asked = [_framed(text, "Your answer to my question helped me most: {}") for text in conversation.questions]
    meant = [_framed(text, "What you told me helped me with what I came for: {}") for text in conversation.goals]
    return [text for text in (*said, *asked[:2], *meant[:2]) if text]


def _framed(text: str | None, frame: str) -> str:
    line = first_sentence(text)
    return frame.format(stopped(line)) if line else ""


def _topic(addressee: Addressee) -> str:
    """Name the reader's own work where nothing of the talk is known."""
    role, organisation = phrase(addressee.role_title), place(addressee.organisation)
    work = " ".join(filter(None, (f"as {role}" if role else "", f"at {organisation}" if organisation else "")))
    return f"What you told me about your work{f' {work}' if work else ''} gave me a much clearer picture of it."


def _in_touch() -> str:
    return "I would like to stay in touch. What is the best way for you?"


def _closing(channel: str) -> str:
    return "Yours sincerely" if channel == "letter" else "With best wishes"


def _subject(channel: str) -> str | None:
    return "Thank you for our conversation" if channel == "email" else None
