"""Places to wait for: connections that are few, handed from one request to the next in the order of asking."""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Places(Generic[Thing]):
    """Things of which each is used by one at a time; the last one given back is taken first, while it is warm.

    Unlike asyncio's queue it hands a thing to whoever waits longest, so that nobody is woken in vain.
    """

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        self._idle: list[Thing] = list(things)
        self._waiting: deque[asyncio.Future[Thing]] = deque()

    async def take(self, seconds: float) -> Thing:
        """Return a thing, or raise `TimeoutError` when none became free in time."""
        if self._idle:
            return self._idle.pop()
        turn: asyncio.Future[Thing] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(seconds):
                return await turn
        except BaseException:
            if turn.done() and not turn.cancelled():
                self.give_back(turn.result())  # it came as we left
            raise

    def give_back(self, thing: Thing) -> None:
        """Hand a thing to whoever waits longest, or keep it for the next to ask."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(thing)
                return
        self._idle.append(thing)
