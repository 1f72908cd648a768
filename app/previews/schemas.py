"""Previews of a policy on the wire."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.core.findings import FindingOut, Verdict
from app.core.wire import Id, Output
from app.policy.schemas import RevisionName


class PreviewSubjectType(StrEnum):
    """The kinds of drafts that a policy is tried on."""

    INTERVIEW_REQUEST = "interview_request"
    QUESTION_SET = "question_set"
    THANK_YOU_NOTE = "thank_you_note"
    MEETING = "meeting"


class PreviewSubjectOut(Output):
    """The draft that would change."""

    type: PreviewSubjectType
    id: Id


class VerdictChangeOut(Output):
    """What the findings come to now, and would come to."""

    before: Verdict
    after: Verdict


class FindingChangeOut(Output):
    """The same finding now, and as it would be."""

    before: FindingOut
    after: FindingOut


class PreviewItemOut(Output):
    """What would change in one draft."""

    subject: PreviewSubjectOut
    title: Annotated[str, Field(description="Whom it is to, or what it is called.", examples=["Dana Whitfield"])]
    verdict: VerdictChangeOut
    added: Annotated[list[FindingOut], Field(description="What would be found anew.", max_length=1000)]
    removed: Annotated[list[FindingOut], Field(description="What would no longer be found.", max_length=1000)]
    changed: Annotated[
        list[FindingChangeOut],
        Field(description="What would be found at the same place with another severity or wording.", max_length=1000),
    ]


class PolicyPreviewOut(Output):
    """What a changed policy would change in the drafts."""

    revision: RevisionName
    items: Annotated[
        list[PreviewItemOut], Field(description="The drafts in which something changes, newest first.", max_length=200)
    ]
    checked: Annotated[int, Field(ge=0, description="How many drafts were looked at.", examples=[12])]
    left_out: Annotated[
        int, Field(ge=0, description="How many older drafts were not, because there are too many.", examples=[0])
    ]
