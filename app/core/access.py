"""Who may call an operation. Every operation declares one of these four, or the app does not start."""

from typing import Annotated, cast

from fastapi import Depends, Request

from app.core.call import Call


async def _reading(request: Request) -> Call:
    return cast(Call, request.scope["call"])


async def _writing(request: Request) -> Call:
    return cast(Call, request.scope["call"])


async def _owning(request: Request) -> Call:
    return cast(Call, request.scope["call"])


async def _anyone(request: Request) -> Call:
    return cast(Call, request.scope["call"])


Reader = Annotated[Call, Depends(_reading)]
"""A signed-in person, or a key with the scope `read`."""
Writer = Annotated[Call, Depends(_writing)]
"""A signed-in person, or a key with the scope `write`."""
Owner = Annotated[Call, Depends(_owning)]
"""A signed-in person; never a key."""
Anyone = Annotated[Call, Depends(_anyone)]
"""No account is needed."""

ACCESS = {_reading: "read", _writing: "write", _owning: "owner", _anyone: "anyone"}
