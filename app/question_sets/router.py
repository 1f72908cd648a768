"""Question sets over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from app.checks.service import CheckBlocked
from app.core import answers, paging
from app.core.access import Reader, Writer
from app.core.errors import InUse, NotFound
from app.core.gate import Operation, computes
from app.core.negotiation import VARY, preferred
from app.core.openapi import problems
from app.core.wire import Nothing, PathId
from app.question_sets import service
from app.question_sets.outline import CONTENT_SECURITY_POLICY, to_html, to_markdown
from app.question_sets.schemas import (
    LibraryPage,
    LibraryQuery,
    OutlineFormat,
    QuestionSetCreate,
    QuestionSetOut,
    QuestionSetPage,
    QuestionSetPatch,
    QuestionSetQuery,
    Share,
    SuggestionOut,
    SuggestRequest,
)

router = APIRouter(route_class=Operation, prefix="/v1", tags=["question sets"])


@router.post(
    "/question-sets",
    status_code=201,
    operation_id="createQuestionSet",
    response_model=QuestionSetOut,
    summary="Add a question set",
    responses=problems(NotFound),
)
async def create_question_set(body: QuestionSetCreate, call: Writer) -> answers.Answer:
    """Add questions for a conversation; they are checked at once, and the findings are in the answer."""
    row = await service.create(call, body)
    return answers.created(service.present(call, row), row["version"], f"/v1/question-sets/{row['id']}")


@router.get(
    "/question-sets", operation_id="listQuestionSets", response_model=QuestionSetPage, summary="List question sets"
)
async def list_question_sets(
    query: Annotated[QuestionSetQuery, Query()], call: Reader, request: Request
) -> answers.Answer:
    """List question sets, newest first unless `sort` says otherwise."""
    found, cursor = await service.find_page(call, query)
    return answers.page([service.present(call, row) for row in found], cursor, paging.next_url(request, cursor))


@router.post(
    "/question-sets/suggest",
    operation_id="suggestQuestionSet",
    response_model=SuggestionOut,
    summary="Suggest a question set",
    responses=problems(NotFound),
)
@computes
async def suggest_question_set(body: SuggestRequest, call: Reader) -> answers.Answer:
    """Choose from the library as many questions as fit, some in reserve, ending with whom else to ask.

    Nothing is stored: send it to `POST /v1/question-sets`, as it is or changed.
    """
    return answers.plain(await service.suggest(call, body))


@router.get(
    "/question-library",
    operation_id="listLibraryQuestions",
    response_model=LibraryPage,
    summary="List built-in questions",
)
async def list_library_questions(query: Annotated[LibraryQuery, Query()], call: Reader) -> answers.Answer:
    """List the built-in questions, each with the advice that it follows."""
    return answers.page(service.built_in(query), None, None)


@router.get(
    "/question-sets/{question_set_id}",
    operation_id="getQuestionSet",
    response_model=QuestionSetOut,
    summary="Read a question set",
)
async def get_question_set(question_set_id: PathId, call: Reader) -> answers.Answer:
    """Read one question set, with what the check said when it was last written."""
    row = await service.get(call, question_set_id)
    return answers.one(service.present(call, row), row["version"])


@router.patch(
    "/question-sets/{question_set_id}",
    operation_id="updateQuestionSet",
    response_model=QuestionSetOut,
    summary="Change a question set",
)
async def update_question_set(question_set_id: PathId, body: QuestionSetPatch, call: Writer) -> answers.Answer:
    """Change the fields that are named; `questions` replaces the list, and a question sent with its id keeps it."""
    row = await service.change(call, question_set_id, body)
    return answers.one(service.present(call, row), row["version"])


@router.delete(
    "/question-sets/{question_set_id}",
    status_code=204,
    operation_id="deleteQuestionSet",
    summary="Delete a question set",
    responses=problems(InUse),
)
async def delete_question_set(question_set_id: PathId, call: Writer) -> answers.Answer:
    """Delete a question set that no interview request or meeting names."""
    await service.remove(call, question_set_id)
    return answers.no_content()


@router.post(
    "/question-sets/{question_set_id}/duplicate",
    status_code=201,
    operation_id="duplicateQuestionSet",
    response_model=QuestionSetOut,
    summary="Copy a question set",
)
async def duplicate_question_set(question_set_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Copy a question set to ask it afresh: new ids, not shared, nothing asked or answered."""
    row = await service.duplicate(call, question_set_id)
    return answers.created(service.present(call, row), row["version"], f"/v1/question-sets/{row['id']}")


@router.post(
    "/question-sets/{question_set_id}/share",
    operation_id="shareQuestionSet",
    response_model=QuestionSetOut,
    summary="Share a question set",
    responses=problems(CheckBlocked),
)
async def share_question_set(question_set_id: PathId, call: Writer, body: Share | None = None) -> answers.Answer:
    """Note that the contact has the questions now, those in reserve and those that came up later excepted.

    An error that the check found stops it until the text changes or the error is acknowledged with a reason.
    Sharing again sets `shared_at` anew only when something has changed since.
    """
    row = await service.share(call, question_set_id, body)
    return answers.one(service.present(call, row), row["version"])


_OUTLINE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The outline.",
        "content": {
            "text/markdown": {"schema": {"type": "string"}, "example": "# Questions for Dana Whitfield\n"},
            "text/html": {"schema": {"type": "string"}, "example": "<!doctype html>"},
        },
    }
}


@router.get(
    "/question-sets/{question_set_id}/outline",
    operation_id="getQuestionSetOutline",
    summary="Print a question set",
    response_class=Response,
    responses=_OUTLINE,
)
async def get_question_set_outline(
    question_set_id: PathId,
    call: Reader,
    request: Request,
    format: Annotated[OutlineFormat | None, Query(description="Goes before what `Accept` says.")] = None,  # noqa: A002
) -> answers.Answer:
    """Read the questions as an outline to take along: Markdown, or HTML to print, by `Accept` or `format`."""
    outline = await service.outline(call, question_set_id)
    accepted = preferred(request.headers.get("accept", ""), ("text/markdown", "text/html"))
    if format is OutlineFormat.HTML or (format is None and accepted == "text/html"):
        return answers.Answer(200, to_html(outline).encode(), _HTML)
    return answers.Answer(200, to_markdown(outline).encode(), _MARKDOWN)


_MARKDOWN = ((b"content-type", b"text/markdown; charset=utf-8"), VARY)
_HTML = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    VARY,
)
