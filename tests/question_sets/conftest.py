"""What the tests of question sets share."""

from typing import Any

import httpx

PATH = "/v1/question-sets"
OPEN = [
    "How did you find your way into exhibit design?",
    "What surprised you most in your first year at the museum?",
    "Who else should I talk to about this work?",
]


async def make(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await api.post(PATH, json={"title": "Questions", **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def asking(*texts: str) -> list[dict[str, Any]]:
    return [{"text": each} for each in texts]
