"""The agenda over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from app.agenda import service
from app.agenda.schemas import AgendaItemOut, AgendaPage, AgendaQuery, AgendaSnoozeIn
from app.core import answers, paging
from app.core.access import Reader, Writer
from app.core.gate import Operation

router = APIRouter(route_class=Operation, prefix="/v1/agenda", tags=["agenda"])

AgendaKey = Annotated[
    str,
    Path(
        description="The `key` of an item.",
        examples=["confirm:019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"],
        max_length=200,
        pattern=r"^[a-zA-Z0-9_:\-]+$",
    ),
]


@router.get("", operation_id="listAgenda", response_model=AgendaPage, summary="What to do next")
async def list_agenda(query: Annotated[AgendaQuery, Query()], call: Reader, request: Request) -> answers.Answer:
    """List what to do next, derived from everything else: each item with when, why, and the call that does it.

    First comes what others wait for within a day (meetings, confirmations, thanks, dates to agree on), then all else by
    when it is due. An item goes when it is done, and its `key` stays the same until then.
    """
    items, cursor = await service.find_page(call, query)
    return answers.page(items, cursor, paging.next_url(request, cursor))


@router.post("/{key}/snooze", operation_id="snoozeAgendaItem", response_model=AgendaItemOut, summary="Put an item off")
async def snooze_agenda_item(key: AgendaKey, body: AgendaSnoozeIn, call: Writer) -> answers.Answer:
    """Leave an item out of the agenda until then; `include_snoozed` still shows it.

    It is about this occasion only: the next touch, or a meeting that was moved, is another item.
    """
    return answers.plain(await service.snooze(call, key, body.until))


@router.delete(
    "/{key}/snooze", status_code=204, operation_id="unsnoozeAgendaItem", summary="Take putting off an item back"
)
async def unsnooze_agenda_item(key: AgendaKey, call: Writer) -> answers.Answer:
    """Show an item again that was put off."""
    await service.unsnooze(call, key)
    return answers.no_content()
