"""The people of an account and who introduced whom: all of them, or the way to an organisation."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, false, func, literal_column, select, union

from app.contacts.models import Contact
from app.contacts.searching import folded
from app.core.call import Call
from app.core.statements import Row, Statement, any_of
from app.core.tables import table_of
from app.interview_requests.models import InterviewRequest
from app.network.graph import ID_LENGTH, Edge, shortest_paths, steps

MOST_PATHS = 50

_contacts, _requests = table_of(Contact), table_of(InterviewRequest)
_mine = _contacts.c.account_id == bindparam("account_id")
_person = [_contacts.c[name] for name in ("id", "name", "organisation", "warmth")]


def _pairs(by: Any, whom: Any) -> Select[Any]:
    mine = by.table.c.account_id == bindparam("account_id")
    return select(by.label("from"), whom.label("to")).where(mine, by.is_not(None), by != whom)


_OF_CONTACTS = _pairs(_contacts.c.introduced_by_id, _contacts.c.id)
_OF_REQUESTS = _pairs(_requests.c.referred_by_id, _requests.c.contact_id)
_PEOPLE = Statement(select(*_person).where(_mine).order_by(_contacts.c.id))
_SOME = Statement(select(*_person).where(_mine, any_of(_contacts.c.id, "ids")))
_INTRODUCTIONS = Statement(union(_OF_CONTACTS, _OF_REQUESTS).order_by("from", "to"))


def _joined(dialect: str, column: Any, separator: str) -> Any:
    joined = func.string_agg if dialect == "postgresql" else func.group_concat
    return joined(column, literal_column(f"'{separator}'"))


def _introducers(dialect: str) -> Select[Any]:
    """Build the list of whom somebody introduced, and by whom, as one text: reading rows is what takes the time."""
    whom, by = cast(_contacts.c.id, String), cast(_contacts.c.introduced_by_id, String)
    return select(_joined(dialect, whom + by, " ").label("ids")).where(_mine, _contacts.c.introduced_by_id.is_not(None))


def _referrers(dialect: str) -> Select[Any]:
    """Build the list of whom the seeker was sent to, each with all who did, as one text."""
    mine = _requests.c.account_id == bindparam("account_id")
    by = _joined(dialect, cast(_requests.c.referred_by_id, String), "")
    each = select((cast(_requests.c.contact_id, String) + by).label("ids"))
    whom = each.where(mine, _requests.c.referred_by_id.is_not(None)).group_by(_requests.c.contact_id).subquery()
    return select(_joined(dialect, whom.c.ids, " ").label("ids"))


_INTRODUCERS, _REFERRERS = Statement(_introducers), Statement(_referrers)
_PERHAPS_THERE = Statement(
    select(_contacts.c.id, _contacts.c.organisation).where(
        _mine,
        _contacts.c.do_not_contact == false(),
        _contacts.c.organisation.is_not(None),
        _contacts.c.search.contains(bindparam("word")),  # letters and digits: nothing to escape
    )
)


@dataclass(frozen=True, slots=True)
class Network:
    """People and who introduced whom; with the shortest chains to an organisation, if it is about one."""

    people: list[Row]
    edges: list[Edge]
    paths: list[list[str]] | None = None


async def everybody(call: Call) -> Network:
    """Return all people of the account, in the order in which they came to be known."""
    mine = {"account_id": call.account_id}
    people = await call.db.all(_PEOPLE, mine)
    edges = await call.db.all(_INTRODUCTIONS, mine)
    return Network(people, [(each["from"], each["to"]) for each in edges])


async def ways_to(call: Call, organisation: str) -> Network:
    """Return the shortest chains of introductions to somebody at an organisation, and who is on them."""
    targets = await _people_at(call, organisation)
    if not targets:
        return Network([], [], [])
    paths = shortest_paths(await _by_whom(call, _INTRODUCERS), await _by_whom(call, _REFERRERS), targets)[:MOST_PATHS]
    ids = list(dict.fromkeys(each for path in paths for each in path))
    found = await call.db.all(_SOME, {"account_id": call.account_id, "ids": ids})
    by_id = {each["id"]: each for each in found}
    return Network([by_id[each] for each in ids], steps(paths), paths)


async def _by_whom(call: Call, statement: Statement) -> dict[str, str]:
    row = await call.db.one(statement, {"account_id": call.account_id}) or {}
    return {each[:ID_LENGTH]: each[ID_LENGTH:] for each in (row["ids"] or "").split()}


async def _people_at(call: Call, organisation: str) -> set[str]:
    """Return who may be approached at an organisation: of that very name, else with these words in its name.

    Neither case nor accents count, as in `q`.
    """
    wanted = words(organisation)
    if not wanted:
        return set()
    longest = max(wanted.split(), key=len)
    found = await call.db.all(_PERHAPS_THERE, {"account_id": call.account_id, "word": longest})
    named = [(each["id"], words(each["organisation"])) for each in found]
    exactly = {each for each, name in named if name == wanted}
    return exactly or {each for each, name in named if f" {wanted} " in f" {name} "}


def words(text: str) -> str:
    """Return the words of a text without case, accents and punctuation."""
    return " ".join("".join(char if char.isalnum() else " " for char in folded(text)).split())
