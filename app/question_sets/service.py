"""Question sets: kept in order, checked at each write, shared once nothing speaks against it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, column, select, table

from app.checks import service as checks
from app.checks.report import Context, Field, Kind
from app.core import paging, rows
from app.core.call import Call
from app.core.errors import NotFound, ValidationFailed, field_error
from app.core.ids import new_id
from app.core.statements import Row, Statement, any_of
from app.core.tables import table_of
from app.core.types import Id, Instant
from app.core.wire import patched
from app.policy import service as policy
from app.question_sets import library
from app.question_sets.models import QuestionSet
from app.question_sets.outline import Outline, OutlineQuestion
from app.question_sets.schemas import (
    LibraryQuery,
    Question,
    QuestionOut,
    QuestionSetCreate,
    QuestionSetOut,
    QuestionSetPatch,
    QuestionSetQuery,
    Share,
    SuggestedQuestionOut,
    SuggestRequest,
)

# other features' tables, of which only this much is known here
_contacts = table("contacts", column("account_id", Id()), column("id", Id()), column("name"))
_requests = table(
    "interview_requests",
    column("account_id", Id()),
    column("id", Id()),
    column("question_set_id", Id()),
    column("created_at", Instant()),
)
_sets = table_of(QuestionSet)
_mine = _sets.c.account_id == bindparam("account_id")
_newest_request = (
    select(_requests.c.id)
    .where(_requests.c.account_id == _sets.c.account_id, _requests.c.question_set_id == _sets.c.id)
    .order_by(_requests.c.created_at.desc(), _requests.c.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("interview_request_id")
)
_GET = Statement(select(_sets, _newest_request).where(_mine, _sets.c.id == bindparam("id")))
_NEWEST_REQUESTS = Statement(select(_sets.c.id, _newest_request).where(_mine, any_of(_sets.c.id, "ids")))
_CONTACT_NAME = Statement(
    select(_contacts.c.name).where(
        _contacts.c.account_id == bindparam("account_id"), _contacts.c.id == bindparam("contact_id")
    )
)
_ASKED_BEFORE = Statement(
    select(_sets.c.questions)
    .where(_mine, _sets.c.contact_id == bindparam("contact_id"))
    .order_by(_sets.c.created_at.desc(), _sets.c.id.desc())
    .limit(50)
)

LISTING = paging.listing(QuestionSet, {"contact_id": lambda table, name: any_of(table.c.contact_id, name)})


def present(call: Call, row: Row) -> Row:
    """Return a question set as the wire shows it."""
    return {name: row[name] for name in QuestionSetOut.model_fields}


async def get(call: Call, set_id: str) -> Row:
    """Return a question set of this account, with the newest interview request that names it."""
    row = await call.db.one(_GET, {"account_id": call.account_id, "id": set_id})
    if row is None:
        raise NotFound()
    return row


async def find_page(call: Call, query: QuestionSetQuery) -> tuple[list[Row], str | None]:
    """Return one page of question sets."""
    found, cursor = await paging.fetch(call, LISTING, query, query.sort)
    return await _with_requests(call, found), cursor


async def create(call: Call, body: QuestionSetCreate) -> Row:
    """Add a question set, and check it."""
    await _contact_name(call, body.contact_id)
    return await _add(call, {**body.model_dump(), "questions": _identified(body.questions, ())})


async def change(call: Call, set_id: str, body: QuestionSetPatch) -> Row:
    """Change a question set, and check it anew; what was acknowledged stays with its question."""
    row = await rows.lock(call, QuestionSet, set_id)
    changes = patched(body)
    if "questions" in changes:
        changes["questions"] = _identified(body.questions, row["questions"])
    await _contact_name(call, changes.get("contact_id"))
    new = {**row, **changes}
    before = _moved(row["findings"], row["questions"], new["questions"])
    found = review(call, new["questions"], new["minutes_available"], before)
    changed = await rows.change(call, QuestionSet, row, {**changes, **await checks.columns(call, found)})
    return (await _with_requests(call, [changed]))[0]


async def remove(call: Call, set_id: str) -> None:
    """Delete a question set that nothing rests on."""
    await rows.lock(call, QuestionSet, set_id)
    await rows.remove(call, QuestionSet, set_id)


async def duplicate(call: Call, set_id: str) -> Row:
    """Add a copy to be asked afresh: new ids, not shared, nothing asked or answered yet."""
    row = await rows.get(call, QuestionSet, set_id)
    call.check_version(row["version"])
    # what came up in one conversation is planned in the next
    afresh = {"unplanned": False, "asked": False, "answer": None}
    questions = [{**question, "id": new_id(), **afresh} for question in row["questions"]]
    kept = {name: row[name] for name in ("title", "contact_id", "minutes_available")}
    return await _add(call, {**kept, "questions": questions})


async def share(call: Call, set_id: str, body: Share | None) -> Row:
    """Note that the contact has the questions; sharing again what has not changed since changes nothing."""
    row = await rows.lock(call, QuestionSet, set_id)
    if row["shared_at"] is None or row["shared_at"] != row["updated_at"]:
        if not shown(row):
            error = field_error("/questions", "empty", "No question is there to share.")
            raise ValidationFailed(
                "There is nothing to share yet: add a question that is not in reserve.", errors=[error]
            )
        found = review(call, row["questions"], row["minutes_available"], row["findings"])
        found = checks.acknowledged(call, found, body.acknowledge if body else ())
        checks.require_not_blocked(found)
        changes = {"shared_at": call.now, **await checks.columns(call, found)}
        row = await rows.change(call, QuestionSet, row, changes, action="shared")
    return (await _with_requests(call, [row]))[0]


async def outline(call: Call, set_id: str) -> Outline:
    """Return what is printed of a question set."""
    row = await rows.get(call, QuestionSet, set_id)
    questions = [OutlineQuestion(each["text"], each["reserve"], each["answer"]) for each in row["questions"]]
    name = await _contact_name(call, row["contact_id"])
    return Outline(row["title"], questions, name, row["minutes_available"])


async def suggest(call: Call, body: SuggestRequest) -> Row:
    """Return a set that fits and passes the check; nothing is stored."""
    name = await _contact_name(call, body.contact_id)
    suggested = library.suggest(
        body.minutes_available, policy.values(call), body.goals, body.topics, await _asked_before(call, body.contact_id)
    )
    plain: Row = dict.fromkeys(("unplanned", "asked"), False) | {"answer": None}
    questions = [{"text": each.text, "topic": each.topic, "reserve": each.reserve, **plain} for each in suggested]
    found = review(call, questions, body.minutes_available)
    return {
        "title": (f"Questions for {name}" if name else "Questions to ask")[:200],
        "contact_id": body.contact_id,
        "minutes_available": body.minutes_available,
        "questions": [{field: each[field] for field in SuggestedQuestionOut.model_fields} for each in questions],
        "findings": found.findings,
        "verdict": found.verdict,
    }


def built_in(query: LibraryQuery) -> list[Row]:
    """Return the built-in questions, of the topics named or of all."""
    topics: Sequence[str | None] = list(dict.fromkeys(query.topic)) or [None]
    return [
        {"text": each.text, "topic": each.topic, "citation": each.citation}
        for topic in topics
        for each in library.questions(topic)
    ]


def shown(row: Row) -> list[Row]:
    """Return the questions of a set that its contact sees: those planned and not held in reserve."""
    return [each for each in row["questions"] if not (each["reserve"] or each["unplanned"])]


async def _add(call: Call, values: Mapping[str, Any]) -> Row:
    found = review(call, values["questions"], values["minutes_available"])
    row = await rows.add(call, QuestionSet, {**values, **await checks.columns(call, found)})
    return {**row, "interview_request_id": None}


async def _with_requests(call: Call, found: list[Row]) -> list[Row]:
    if not found:
        return found
    params = {"account_id": call.account_id, "ids": [row["id"] for row in found]}
    newest = {each["id"]: each["interview_request_id"] for each in await call.db.all(_NEWEST_REQUESTS, params)}
    return [{**row, "interview_request_id": newest[row["id"]]} for row in found]


async def _contact_name(call: Call, contact_id: str | None) -> str | None:
    """Return the name of the contact that a body refers to; `NotFound` names the field."""
    if contact_id is None:
        return None
    row = await call.db.one(_CONTACT_NAME, {"account_id": call.account_id, "contact_id": contact_id})
    if row is None:
        error = field_error("/contact_id", "not_found", "No such contact.")
        raise NotFound("There is no such contact.", errors=[error])
    return str(row["name"])


async def _asked_before(call: Call, contact_id: str | None) -> set[str]:
    if contact_id is None:
        return set()
    found = await call.db.all(_ASKED_BEFORE, {"account_id": call.account_id, "contact_id": contact_id})
    return {each["text"] for row in found for each in row["questions"] if each["asked"]}


def _identified(questions: Sequence[Question], known: Sequence[Row]) -> list[Row]:
    """Return the questions as they are stored, each with an id; one that is not free to be used is refused."""
    free = {each["id"] for each in known}
    errors = []
    for number, question in enumerate(questions):
        if question.id is not None and question.id not in free:
            message = "Not the id of a question of this set, or used twice: leave it out for a new question."
            errors.append(field_error(f"/questions/{number}/id", "unknown_id", message))
        free.discard(question.id or "")
    if errors:
        raise ValidationFailed("A question keeps its id only within its set.", errors=errors)
    return [
        {**{name: getattr(each, name) for name in QuestionOut.model_fields}, "id": each.id or new_id()}
        for each in questions
    ]


def _moved(findings: Sequence[Row], old: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """Return findings with their pointers where their questions stand now."""
    places = {each["id"]: number for number, each in enumerate(new)}
    pointers = {
        f"/questions/{number}/text": f"/questions/{places[each['id']]}/text"
        for number, each in enumerate(old)
        if each["id"] in places
    }
    return [{**each, "pointer": pointers.get(each["pointer"], each["pointer"])} for each in findings]


def review(call: Call, questions: Sequence[Row], minutes: int | None, before: Sequence[Row] = ()) -> checks.Review:
    """Check what the seeker plans to ask; what came up in the conversation is past checking."""
    planned = [(number, each) for number, each in enumerate(questions) if not each["unplanned"]]
    fields = [Field(f"/questions/{number}/text", each["text"]) for number, each in planned]
    reserve = frozenset(number for number, each in planned if each["reserve"])
    context = Context(minutes_available=minutes, reserve=reserve)
    return checks.review(call, Kind.QUESTION_SET, fields, context, before)
