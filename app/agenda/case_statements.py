"""The statements that read what is under way: requests, meetings and their questions.

They leave out what gives nothing to do (held meetings with nothing left, requests that are settled), so that the agenda
costs what is alive and not what was. Each starts from the account, and none runs in a loop.
"""

from typing import Any

from sqlalchemy import Select, Text, and_, bindparam, case, cast, exists, func, literal, null, or_, select

from app.accounts.models import Account
from app.agenda.joins import LED_TO_IT, PERSON, PLANNED, contacts, filled, meetings, mine, of, requests, words
from app.agenda.models import AgendaSnooze
from app.core.statements import Statement
from app.core.tables import table_of
from app.question_sets.models import QuestionSet
from app.thank_you_notes.models import ThankYouNote

_account, _snoozes = table_of(Account), table_of(AgendaSnooze)
_sets, _notes = table_of(QuestionSet), table_of(ThankYouNote)

_contact_count = select(func.count()).select_from(contacts).where(mine(contacts)).scalar_subquery()
ACCOUNT = Statement(
    select(
        _contact_count.label("contact_count"),
        _account.c.time_zone,
        _account.c.search_mode,
        _account.c.search_started_at,
        _account.c.targets,
    ).where(_account.c.id == bindparam("account_id"))
)
SNOOZES = Statement(select(_snoozes.c.key, _snoozes.c.until).where(mine(_snoozes)))


def _requests_open() -> Select[Any]:
    """Read drafts, requests without an answer, and accepted ones that led to no meeting yet."""
    settled = exists().where(
        meetings.c.account_id == requests.c.account_id,
        or_(
            meetings.c.interview_request_id == requests.c.id,
            and_(
                meetings.c.contact_id == requests.c.contact_id,
                meetings.c.interview_request_id.is_(null()),
                meetings.c.created_at >= requests.c.answered_at,
            ),
        ),
    )
    columns = [requests.c[name] for name in ("id", "contact_id", "status", "created_at", "sent_at", "answered_at")]
    written = func.coalesce(func.trim(requests.c.message), "") != ""
    sendable = and_(written, requests.c.verdict != "block").label("sendable")
    return (
        select(*columns, sendable, requests.c.follow_ups, *PERSON)
        .select_from(requests.join(contacts, of(requests, requests.c.contact_id, contacts)))
        .where(
            mine(requests),
            or_(
                requests.c.status.in_(words("draft", "sent")),
                and_(requests.c.status == "accepted", ~settled),
            ),
        )
    )


def _meetings_alive() -> Select[Any]:
    """Read meetings that lie ahead or run, and held ones after which something is left to do."""
    notes = select(_notes.c.id).where(
        _notes.c.account_id == meetings.c.account_id, _notes.c.meeting_id == meetings.c.id
    )
    thanked = exists(notes.where(_notes.c.status == "sent").correlate(meetings))
    to_do = cast(meetings.c.action_plan, Text).like('%"done":false%')
    noted, evaluated = filled(meetings.c.notes), filled(meetings.c.evaluation)
    draft = notes.where(_notes.c.status == "draft").order_by(_notes.c.created_at.desc(), _notes.c.id.desc()).limit(1)
    draft_verdict = draft.with_only_columns(
        case((func.coalesce(func.trim(_notes.c.message), "") == "", "block"), else_=_notes.c.verdict)
    )
    plain = ("id", "contact_id", "status", "created_at", "starts_at", "ends_at", "started_at", "ended_at", "minutes")
    return (
        select(
            *(meetings.c[name] for name in plain),
            *(meetings.c[name] for name in ("extensions", "reschedules", "question_set_id")),
            requests.c.question_set_id.label("requested_set_id"),
            (cast(meetings.c.goals, Text) != "[]").label("with_goals"),
            (func.coalesce(func.trim(meetings.c.overview), "") != "").label("with_overview"),
            or_(cast(contacts.c.research, Text) != "[]", contacts.c.met_at.is_not(null())).label("researched"),
            noted.label("noted"),
            evaluated.label("evaluated"),
            thanked.label("thanked"),
            case((to_do, cast(meetings.c.action_plan, Text)), else_=literal("[]")).cast(Text).label("plan"),
            draft.correlate(meetings).scalar_subquery().label("draft_note_id"),
            draft_verdict.correlate(meetings).scalar_subquery().label("draft_note_verdict"),
            contacts.c.met_at,
            *PERSON,
        )
        .select_from(
            meetings.join(contacts, of(meetings, meetings.c.contact_id, contacts)).outerjoin(requests, LED_TO_IT)
        )
        .where(
            mine(meetings),
            or_(PLANNED, and_(meetings.c.status == "held", or_(~noted, ~evaluated, ~thanked, to_do))),
        )
    )


def _sets_needed() -> Select[Any]:
    """Read the question sets that may go with a meeting that lies ahead."""
    ahead = select(meetings.c.contact_id).where(mine(meetings), PLANNED)
    named = select(meetings.c.question_set_id).where(mine(meetings), PLANNED)
    asked = (
        select(requests.c.question_set_id)
        .select_from(meetings.join(requests, LED_TO_IT))
        .where(mine(meetings), PLANNED)
    )
    return (
        select(*(_sets.c[name] for name in ("id", "contact_id", "shared_at", "verdict", "created_at")))
        .where(mine(_sets), or_(_sets.c.contact_id.in_(ahead), _sets.c.id.in_(named), _sets.c.id.in_(asked)))
        .order_by(_sets.c.created_at, _sets.c.id)
    )


REQUESTS = Statement(_requests_open())
MEETINGS = Statement(_meetings_alive())
QUESTION_SETS = Statement(_sets_needed())
