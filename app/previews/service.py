"""A changed policy, tried on the drafts of the account: what it would say of them that the present one does not."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.accounts import service as accounts
from app.checks import service as checks
from app.core.call import Call
from app.core.statements import Row
from app.interview_requests import review as requests
from app.meetings import plan
from app.meetings import service as meetings
from app.policy import service as policy
from app.policy.schemas import PolicyPatch
from app.previews import drafts
from app.previews.differences import differences
from app.question_sets import service as question_sets
from app.thank_you_notes import service as notes

MOST_DRAFTS = 200
MOST_CHARACTERS = 100_000
FEW_CHARACTERS = 2_000  # what is checked without leaving the event loop

Drafts = list[tuple[str, Row]]


async def preview(call: Call, body: PolicyPatch) -> Row:
    """Return what the account's drafts would have said of them under the changed policy; nothing is stored."""
    proposed = policy.proposed(call, body)
    found, total = await _drafts(call)
    checked = _bounded(drafts.newest(found, MOST_DRAFTS))
    items: list[Row] = []
    if policy.revision_of(proposed) != policy.revision_of(call):
        sender: str = (await accounts.get(call))["name"]
        few = sum(_length(row) for _, row in checked) <= FEW_CHARACTERS
        compared = (call, proposed, checked, sender)
        items = _compared(*compared) if few else await asyncio.to_thread(_compared, *compared)
    return {
        "revision": policy.revision_of(proposed),
        "items": items,
        "checked": len(checked),
        "left_out": total - len(checked),
    }


async def _drafts(call: Call) -> tuple[Drafts, int]:
    """Return the newest drafts of each kind, and how many there are of all."""
    params = {"account_id": call.account_id, "limit": MOST_DRAFTS, "planned": meetings.PLANNED}
    found: Drafts = []
    total = 0
    for kind, statement in _STATEMENTS.items():
        rows = await call.db.all(statement, params)
        if kind == "meeting":
            rows = await meetings.complete(call, *rows)
        found += [(kind, row) for row in rows]
        total += rows[0]["total"] if rows else 0
    return found, total


def _bounded(found: Drafts) -> Drafts:
    """Return as many of the drafts as can be checked while somebody waits."""
    characters = 0
    for number, (_, row) in enumerate(found):
        characters += _length(row)
        if characters > MOST_CHARACTERS:
            return found[:number]
    return found


def _length(row: Row) -> int:
    texts = [row.get(name) or "" for name in ("subject", "message", "overview")]
    return sum(map(len, [*texts, *(each["text"] for each in row.get("questions", ()))]))


def _compared(call: Call, proposed: Call, found: Drafts, sender: str) -> list[Row]:
    items = []
    for kind, row in found:
        before, after = (_FINDINGS[kind](each, row, sender) for each in (call, proposed))
        differing = differences(before, after)
        if any(differing.values()):
            verdicts = {"before": checks.verdict(before), "after": checks.verdict(after)}
            title = row["title"] if "title" in row else row["contact_name"]
            subject = {"type": kind, "id": row["id"]}
            items.append({"subject": subject, "title": title, "verdict": verdicts, **differing})
    return items


def _of_request(call: Call, row: Row, sender: str) -> Sequence[Row]:
    contact = drafts.contact_of(row)
    known = requests.known(call, row, contact, row["referrer_name"], sender)
    return requests.review(call, row, contact, known).findings


def _of_question_set(call: Call, row: Row, sender: str) -> Sequence[Row]:
    return question_sets.review(call, row["questions"], row["minutes_available"], row["findings"]).findings


def _of_note(call: Call, row: Row, sender: str) -> Sequence[Row]:
    return notes.reviewed(call, row, row, drafts.contact_of(row), sender).findings


def _of_meeting(call: Call, row: Row, sender: str) -> Sequence[Row]:
    return [*plan.findings(call, row, row), *(() if row["person"]["researched"] else plan.no_research(call))]


_STATEMENTS: Mapping[str, Any] = {
    "interview_request": drafts.REQUESTS,
    "question_set": drafts.QUESTION_SETS,
    "thank_you_note": drafts.NOTES,
    "meeting": drafts.MEETINGS,
}
_FINDINGS: Mapping[str, Callable[[Call, Row, str], Sequence[Row]]] = {
    "interview_request": _of_request,
    "question_set": _of_question_set,
    "thank_you_note": _of_note,
    "meeting": _of_meeting,
}
