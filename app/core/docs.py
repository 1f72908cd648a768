"""The pages that explain: the API's document, its reference with our own copy of Swagger UI, one page a problem."""

import html
from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, FastAPI, Path, Request

from app.core import answers, openapi
from app.core.access import Anyone
from app.core.errors import NotFound, Problem
from app.core.gate import Operation

router = APIRouter(route_class=Operation, include_in_schema=False)

_ASSETS = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "favicon-32x32.png": "image/png",
}
_START = b"""window.onload = () => SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#reference", deepLinking: true, persistAuthorization: true,
  defaultModelsExpandDepth: 0, docExpansion: "none", filter: true, validatorUrl: null
});
"""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>{head}</head><body>{body}</body></html>
"""
_REFERENCE = _PAGE.format(
    title="Cardinal API",
    head='<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" href="/docs/favicon-32x32.png">',
    body='<div id="reference"></div><script src="/docs/swagger-ui-bundle.js"></script>'
    '<script src="/docs/start.js"></script>',
)
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"
)


def _answer(body: bytes, media_type: str) -> answers.Answer:
    headers = ((b"content-type", media_type.encode()), (b"content-security-policy", _POLICY))
    return answers.Answer(200, body, headers)


def _only_with_docs(call: Anyone) -> None:
    if call.services.settings.docs == "off":
        raise NotFound("There is nothing at this address.")


@router.get("/")
async def get_start(call: Anyone) -> answers.Answer:
    """Tell a lost person where to go."""
    return answers.plain({"name": "Cardinal", "docs": "/docs", "openapi": "/openapi.json", "api": "/v1"})


@router.get("/openapi.json")
async def get_openapi(call: Anyone, request: Request) -> answers.Answer:
    """Answer the API's document."""
    _only_with_docs(call)
    return answers.Answer(200, _document(request.app), (answers.JSON,))


@cache
def _document(app: FastAPI) -> bytes:
    return answers.dumps(openapi.document(app))


@router.get("/docs")
async def get_reference(call: Anyone) -> answers.Answer:
    """Answer the reference page."""
    _only_with_docs(call)
    return _answer(_REFERENCE.encode(), "text/html; charset=utf-8")


@router.get("/docs/{asset}")
async def get_asset(call: Anyone, asset: Annotated[str, Path(max_length=50)]) -> answers.Answer:
    """Answer a file of the reference page."""
    _only_with_docs(call)
    if asset == "start.js":
        return _answer(_START, "text/javascript; charset=utf-8")
    if asset not in _ASSETS:
        raise NotFound("There is nothing at this address.")
    return _answer(files("fastapi_swagger.resources").joinpath(asset).read_bytes(), _ASSETS[asset])


@router.get("/problems/{code}")
async def get_problem_page(call: Anyone, code: Annotated[str, Path(max_length=60)]) -> answers.Answer:
    """Explain one kind of problem."""
    found = openapi.catalogue().get(code)
    if found is None:
        raise NotFound("There is nothing at this address.")
    return _answer(_problem_page(found).encode(), "text/html; charset=utf-8")


def _problem_page(problem: type[Problem]) -> str:
    title, code = html.escape(problem.title()), problem.code()
    about = "".join(f"<p>{html.escape(part)}</p>" for part in (problem.__doc__ or "").strip().split("\n\n")[1:])
    body = f"<main><h1>{title}</h1><p><code>{code}</code>, HTTP status {problem.status}</p>{about}</main>"
    return _PAGE.format(title=title, head="", body=body)
