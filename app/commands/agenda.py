"""`cardinal agenda`: what to do next, in the terminal."""

import asyncio
import json as written
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from app.agenda import service
from app.agenda.schemas import AgendaQuery
from app.commands.errors import CommandError
from app.commands.operator import calling, work_for
from app.core.answers import dumps
from app.core.statements import Row

MOST = 200


def show(email: str, until: str | None, *, as_json: bool) -> None:
    """Print what there is to do for the account with this address, what matters most first."""
    try:
        query = AgendaQuery.model_validate({"until": until, "limit": MOST})
    except ValueError:
        raise CommandError("--until needs an instant with an offset, such as 2026-11-22T09:30:00Z.", status=2) from None
    items, cursor = asyncio.run(_read(email, query))
    if as_json:
        print(written.dumps(written.loads(dumps({"items": items})), indent=2, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    for item in items:
        _print(console, item)
    if not items:
        console.print("Nothing to do.")
    if cursor is not None:
        console.print(f"These are the first {MOST}; the API pages through all of them.")


async def _read(email: str, query: AgendaQuery) -> tuple[list[Row], str | None]:
    async with calling() as call:
        await work_for(call, email)
        return await service.find_page(call, query)


def _print(console: Console, item: dict[str, Any]) -> None:
    due = datetime.fromisoformat(item["due_local"])
    when = f"{due:%a %Y-%m-%d %H:%M}"
    style = "bold red" if item["overdue"] else "bold"
    late = " overdue" if item["overdue"] else ""
    console.print(Text.assemble((f"{when}{late}  ", style), (_one_line(item["title"]), "bold"), f"  ({item['kind']})"))
    citation = item["citation"]
    source = f"“{citation['quote']}”" if citation["quote"] else citation["title"]
    console.print(Text(f"    {_one_line(item['why'])}"))
    console.print(Text(f"    {citation['source']}: {source}", "dim"))
    console.print(Text(f"    {item['action']['method']} {item['action']['href']}", "dim"))


def _one_line(text: str) -> str:
    """Return text of the seeker's on one line, without what a terminal would obey."""
    return "".join(each if each.isprintable() else " " for each in text)
