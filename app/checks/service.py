"""The check in its places: what is stored with a text, what blocks its sending, and a text that is only looked at."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.checks.schemas import MAX_CHARACTERS, CheckContext, CheckKind, CheckRequest
from app.core.call import Call
from app.core.errors import Unprocessable, ValidationFailed, field_error
from app.core.findings import Acknowledge
from app.core.statements import Row
from app.policy import service as policy

LONG_CHARACTERS = 2_000
NOT_ACKNOWLEDGEABLE = frozenset({"contact.do-not-contact"})


class CheckBlocked(Unprocessable):
    """The check found an error that nobody acknowledged."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the check says of one text, as it is stored and shown."""

    findings: list[Row]
    verdict: str
    ruleset: str
    policy_revision: str


async def columns(call: Call, review: Review) -> Row:
    """Return the columns that keep a review beside its text, and see to it that the policy they name is kept."""
    await policy.keep(call)
    return {name: getattr(review, name) for name in ("findings", "verdict", "ruleset", "policy_revision")}


def review(call: Call, kind: Kind, fields: Sequence[Field], context: Context, before: Sequence[Row] = ()) -> Review:
    """Check a text; an acknowledgement in `before` stays with the same words under the same rule."""
    revision = policy.revision_of(call)
    report = check(kind, fields, context, policy.values(call), policy_revision=revision)
    kept = {_same(each): each["acknowledged"] for each in before if each["acknowledged"] is not None}
    findings = [finding.to_json() for finding in report.findings]
    for each in findings:
        each["acknowledged"] = kept.get(_same(each))
    return Review(findings, verdict(findings), report.ruleset, revision)


def acknowledged(call: Call, review: Review, acknowledge: Sequence[Acknowledge]) -> Review:
    """Return the review with what the seeker acknowledges, by rule and with a reason."""
    reasons = {each.rule: each.reason for each in acknowledge if each.rule not in NOT_ACKNOWLEDGEABLE}
    at = call.now.isoformat().replace("+00:00", "Z")
    findings = [
        {**each, "acknowledged": {"reason": reasons[each["rule"]], "at": at}} if each["rule"] in reasons else each
        for each in review.findings
    ]
    return Review(findings, verdict(findings), review.ruleset, review.policy_revision)


def require_not_blocked(review: Review) -> None:
    """Raise `CheckBlocked` with the findings when an error stands that nobody acknowledged."""
    if review.verdict == "block":
        rules = ", ".join(dict.fromkeys(each["rule"] for each in review.findings if _blocks(each)))
        raise CheckBlocked(
            f"The check found {rules}: change the text, or acknowledge the finding with a reason.",
            findings=review.findings,
        )


async def examine(call: Call, body: CheckRequest, *, trace: bool = False) -> Row:
    """Check a text that is not stored."""
    return await _examined(call, body, _fields(body), trace=trace)


async def examine_all(call: Call, bodies: Sequence[CheckRequest]) -> list[Row]:
    """Check several texts that are not stored; between two of them other requests have their turn."""
    texts = [_fields(body, f"/items/{number}") for number, body in enumerate(bodies)]
    results = []
    for body, fields in zip(bodies, texts, strict=True):
        results.append(await _examined(call, body, fields))
        await asyncio.sleep(0)
    return results


async def _examined(call: Call, body: CheckRequest, fields: Sequence[Field], *, trace: bool = False) -> Row:
    context, revision = _context(call, body.context), policy.revision_of(call)
    checked = partial(
        check, Kind(body.kind.value), fields, context, policy.values(call), policy_revision=revision, trace=trace
    )
    long = sum(len(field.text) for field in fields) > LONG_CHARACTERS
    report = await asyncio.to_thread(checked) if long else checked()
    return report.to_json()


def _context(call: Call, given: CheckContext) -> Context:
    known = {name: value for name, value in given.model_dump().items() if value is not None}
    formats = tuple(known.pop("formats_offered", ()))
    return Context(**{"search_mode": call.caller.search_mode, **known, "formats_offered": formats})


def _fields(body: CheckRequest, at: str = "") -> list[Field]:
    """Return the texts of a request, or raise `ValidationFailed` when they do not belong to its kind."""
    subject = [Field("/subject", body.subject)] if body.subject else []
    if body.questions is None:
        if body.text is None:
            name = "questions" if body.kind is CheckKind.QUESTION_SET else "text"
            raise _refused(f"{at}/{name}", "missing", "This field is required for this kind.")
        return [*subject, Field("/text", body.text)]
    if body.kind is not CheckKind.QUESTION_SET:
        raise _refused(f"{at}/questions", "not_for_kind", "Only the kind question_set has questions: send text.")
    if body.text is not None:
        raise _refused(f"{at}/text", "not_both", "Send either questions or text, not both.")
    if sum(map(len, body.questions)) > MAX_CHARACTERS:
        message = f"All questions together may have at most {MAX_CHARACTERS} characters."
        raise _refused(f"{at}/questions", "too_long", message)
    return [*subject, *(Field(f"/questions/{number}", each) for number, each in enumerate(body.questions))]


def _refused(pointer: str, code: str, message: str) -> ValidationFailed:
    return ValidationFailed(message, errors=[field_error(pointer, code, message)])


def verdict(findings: Sequence[Row]) -> str:
    """Return what the findings come to: block, advise or clear."""
    if any(_blocks(each) for each in findings):
        return "block"
    return "advise" if findings else "clear"


def _blocks(finding: Row) -> bool:
    return finding["severity"] == "error" and finding["acknowledged"] is None


def _same(finding: Row) -> tuple[Any, ...]:
    return finding["rule"], finding["pointer"], finding["quote"]
