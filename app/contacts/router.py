"""Contacts over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.contacts import service, touchpoints
from app.contacts.schemas import (
    ContactCreate,
    ContactOut,
    ContactPage,
    ContactPatch,
    ContactQuery,
    TouchpointCreate,
    TouchpointOut,
    TouchpointPage,
    TouchpointQuery,
)
from app.core import answers, paging
from app.core.access import Reader, Writer
from app.core.errors import InUse, NotFound
from app.core.gate import Operation
from app.core.openapi import problems
from app.core.wire import PathId

router = APIRouter(route_class=Operation, prefix="/v1/contacts", tags=["contacts"])


@router.post(
    "",
    status_code=201,
    operation_id="createContact",
    response_model=ContactOut,
    summary="Add a contact",
    responses=problems(NotFound),
)
async def create_contact(body: ContactCreate, call: Writer) -> answers.Answer:
    """Add a professional whom you ask, or may ask, for advice."""
    row = await service.create(call, body)
    return answers.created(service.present(call, row), row["version"], f"/v1/contacts/{row['id']}")


@router.get("", operation_id="listContacts", response_model=ContactPage, summary="List contacts")
async def list_contacts(query: Annotated[ContactQuery, Query()], call: Reader, request: Request) -> answers.Answer:
    """List contacts, newest first unless `sort` says otherwise."""
    found, cursor = await service.find_page(call, query)
    return answers.page([service.present(call, row) for row in found], cursor, paging.next_url(request, cursor))


@router.get("/{contact_id}", operation_id="getContact", response_model=ContactOut, summary="Read a contact")
async def get_contact(contact_id: PathId, call: Reader) -> answers.Answer:
    """Read one contact, with when to be in touch next and what the practice says of approaching them."""
    row = await service.get(call, contact_id)
    return answers.one(service.present(call, row), row["version"])


@router.patch("/{contact_id}", operation_id="updateContact", response_model=ContactOut, summary="Change a contact")
async def update_contact(contact_id: PathId, body: ContactPatch, call: Writer) -> answers.Answer:
    """Change the fields that are named; null clears."""
    row = await service.change(call, contact_id, body)
    return answers.one(service.present(call, row), row["version"])


@router.delete(
    "/{contact_id}",
    status_code=204,
    operation_id="deleteContact",
    summary="Delete a contact",
    responses=problems(InUse),
)
async def delete_contact(
    contact_id: PathId,
    call: Writer,
    erase: Annotated[bool, Query(description="Also delete everything that rests on the contact.")] = False,
) -> answers.Answer:
    """Delete a contact that nothing rests on, or with `erase=true` whatever rests on it too."""
    await service.remove(call, contact_id, erase)
    return answers.no_content()


@router.post(
    "/{contact_id}/touchpoints",
    status_code=201,
    operation_id="createTouchpoint",
    response_model=TouchpointOut,
    summary="Note that you were in touch",
)
async def create_touchpoint(contact_id: PathId, body: TouchpointCreate, call: Writer) -> answers.Answer:
    """Note a message, call or meeting outside of Cardinal, an update you sent, or a lead they told you of.

    It moves `last_touch_at` of the contact, unless it lies ahead; after a meeting one stays in touch.
    """
    row = await touchpoints.create(call, contact_id, body)
    location = f"/v1/contacts/{contact_id}/touchpoints/{row['id']}"
    return answers.created(touchpoints.present(row), row["version"], location)


@router.get(
    "/{contact_id}/touchpoints",
    operation_id="listTouchpoints",
    response_model=TouchpointPage,
    summary="List touchpoints",
)
async def list_touchpoints(
    contact_id: PathId, query: Annotated[TouchpointQuery, Query()], call: Reader, request: Request
) -> answers.Answer:
    """List the times you were in touch with a contact, newest first unless `sort` says otherwise."""
    found, cursor = await touchpoints.find_page(call, contact_id, query)
    return answers.page([touchpoints.present(row) for row in found], cursor, paging.next_url(request, cursor))


@router.get(
    "/{contact_id}/touchpoints/{touchpoint_id}",
    operation_id="getTouchpoint",
    response_model=TouchpointOut,
    summary="Read a touchpoint",
)
async def get_touchpoint(contact_id: PathId, touchpoint_id: PathId, call: Reader) -> answers.Answer:
    """Read one time that you were in touch."""
    row = await touchpoints.get(call, contact_id, touchpoint_id)
    return answers.one(touchpoints.present(row), row["version"])
