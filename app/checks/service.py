"""The check in its places: what is stored with a text, and what blocks its sending."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.core.call import Call
from app.core.errors import Unprocessable
from app.core.findings import Acknowledge
from app.core.statements import Row
from app.policy import service as policy

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

    def columns(self) -> Row:
        """Return the columns that keep it beside the text."""
        return {name: getattr(self, name) for name in ("findings", "verdict", "ruleset", "policy_revision")}


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


def verdict(findings: Sequence[Row]) -> str:
    """Return what the findings come to: block, advise or clear."""
    if any(_blocks(each) for each in findings):
        return "block"
    return "advise" if findings else "clear"


def _blocks(finding: Row) -> bool:
    return finding["severity"] == "error" and finding["acknowledged"] is None


def _same(finding: Row) -> tuple[Any, ...]:
    return finding["rule"], finding["pointer"], finding["quote"]
