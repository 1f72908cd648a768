"""`cardinal demo`: an account with a search in progress, made through the services as its owner would have."""

import asyncio
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.accounts import service as accounts
from app.accounts.schemas import AccountCreate, AccountPatch
from app.commands.errors import CommandError
from app.commands.operator import calling, find_account, work_for
from app.contacts import service as contacts
from app.contacts import touchpoints
from app.contacts.schemas import ContactCreate, TouchpointCreate
from app.core.call import Call
from app.core.statements import Row
from app.interview_requests import service as requests
from app.interview_requests.schemas import FollowUp, InterviewRequestCompose, InterviewRequestCreate, Send
from app.meetings import service as meetings
from app.meetings import transitions
from app.meetings.schemas import Finish, MeetingCreate, MeetingPatch, ReferralCreate
from app.question_sets import service as question_sets
from app.question_sets.schemas import QuestionSetCreate, Share, SuggestRequest
from app.thank_you_notes import service as thank_you_notes
from app.thank_you_notes.schemas import ThankYouNoteCompose, ThankYouNoteCreate

Table = Mapping[str, Any]
_OF_CONTACT = frozenset(ContactCreate.model_fields)


def fill(email: str) -> None:
    """Make the account and print how to sign in; an account that exists is left alone."""
    password = secrets.token_urlsafe(15)
    counts = asyncio.run(_fill(email, password))
    print(f"Made an account with {counts} contacts and what became of them. Sign in with\n")
    print(f"  email     {email}\n  password  {password}\n")
    print("The password is shown this once.")


async def _fill(email: str, password: str) -> int:
    told = tomllib.loads(Path(__file__).with_name("demo.toml").read_text("utf-8"))
    async with calling() as call:
        if await find_account(call, email) is not None:
            raise CommandError(f"there is an account with the address {email}: name another with --email.")
        await _sign_up(call, email, password, told["seeker"])
        await work_for(call, email)
        story = Story(call, call.now.replace(minute=0, second=0, microsecond=0))
        known: dict[str, str] = {}
        for each in told["contacts"]:
            known[each["name"]] = await story.tell(each, known)
        return len(known) + sum("referral" in each for each in told["contacts"])


async def _sign_up(call: Call, email: str, password: str, seeker: Table) -> None:
    who = {"name": seeker["name"], "time_zone": seeker["time_zone"]}
    await accounts.create(call, AccountCreate(email=email, password=password, **who))
    about = {name: seeker[name] for name in ("search_mode", "profile", "targets")}
    await accounts.patch(call, AccountPatch.model_validate(about))


@dataclass(frozen=True)
class Story:
    """What happened with each contact, told on the days that it happened."""

    call: Call
    now: datetime

    def on(self, day: float, hour: int | None = None) -> Call:
        """Return the call as it would have been on a day, counted from today."""
        return replace(self.call, now=self.time(day, hour))

    def time(self, day: float, hour: int | None = None) -> datetime:
        at = self.now + timedelta(days=day)
        return at if hour is None else at.replace(hour=hour)

    async def tell(self, told: Table, known: Mapping[str, str]) -> str:
        """Add a contact with all that became of them, and return its id."""
        fields = {name: value for name, value in told.items() if name in _OF_CONTACT}
        introduced = {"introduced_by_id": known[told["introduced_by"]]} if "introduced_by" in told else {}
        body = ContactCreate.model_validate({**fields, **introduced})
        contact_id: str = (await contacts.create(self.on(told["day"]), body))["id"]
        if (touch := told.get("touch")) is not None:
            note = TouchpointCreate(kind=touch["kind"], note=touch["note"])
            await touchpoints.create(self.on(touch["day"]), contact_id, note)
        if (asked := told.get("request")) is not None:
            request = await self.ask(contact_id, asked)
            if (met := told.get("meeting")) is not None:
                await self.meet(request, asked, met, told)
        return contact_id

    async def ask(self, contact_id: str, told: Table) -> Row:
        """Write a request with its questions, and note what came of it."""
        call = self.on(told["day"])
        suggestion = await question_sets.suggest(
            call, SuggestRequest(contact_id=contact_id, minutes_available=told["minutes"])
        )
        planned = {name: suggestion[name] for name in QuestionSetCreate.model_fields}
        questions = await question_sets.create(call, QuestionSetCreate.model_validate(planned))
        plan = {
            "contact_id": contact_id,
            "objective": told["objective"],
            "minutes_requested": told["minutes"],
            "question_count": told["questions"],
            "formats_offered": ["in_person", "phone", "video"],
        }
        written = await requests.compose(call, InterviewRequestCompose.model_validate(plan))
        texts = {name: written[name] for name in ("subject", "message")}
        body = InterviewRequestCreate.model_validate({**plan, **texts, "question_set_id": questions["id"]})
        request = await requests.create(call, body)
        if told.get("draft"):
            return request
        await question_sets.share(call, questions["id"], Share())
        await requests.send(call, request["id"], Send())
        if "follow_up" in told:
            reminder = FollowUp(message=f"I wrote to you last week about {told['objective']}. {_REMINDER}")
            await requests.follow_up(self.on(told["follow_up"]), request["id"], reminder)
        if "answer" in told:
            request = await requests.settle(self.on(told["answered"]), request["id"], told["answer"])
        return request

    async def meet(self, request: Row, asked: Table, told: Table, contact: Table) -> None:
        """Plan a meeting, and let happen what happened."""
        starts_at = self.time(told["day"], told["hour"])
        body = MeetingCreate(
            contact_id=request["contact_id"],
            interview_request_id=request["id"],
            question_set_id=request["question_set_id"],
            starts_at=starts_at,
            minutes=told["minutes"],
            time_zone="Europe/Berlin",
            format=told["format"],
            location=told.get("location"),
            goals=[f"Find out {asked['objective']}", "Learn whom else to talk to"],
        )
        meeting_id: str = (await meetings.create(self.on(asked["answered"]), body))["id"]
        if told["state"] == "cancelled":
            await transitions.cancel(self.on(told["day"] - 1), meeting_id)
        elif told["state"] in ("confirmed", "held"):
            await transitions.confirm(self.on(min(told["day"] - 1, 0)), meeting_id)
        if told["state"] == "held":
            await self.hold(meeting_id, starts_at, told)
            await self.thank(meeting_id, starts_at, contact)

    async def hold(self, meeting_id: str, starts_at: datetime, told: Table) -> None:
        """Hold a meeting and write down what came of it."""
        ends_at = starts_at + timedelta(minutes=told["minutes"])
        await transitions.start(replace(self.call, now=starts_at), meeting_id)
        await transitions.finish(replace(self.call, now=ends_at), meeting_id, Finish())
        record = {
            "notes": {"learned": told["learned"], "advice": told["advice"]},
            "evaluation": {"went_well": "I stopped on time.", "interest": told["interest"]},
            "action_plan": [{"text": told["action"], "due_on": (ends_at + timedelta(days=14)).date().isoformat()}],
            "cards_exchanged": True,
        }
        evening = replace(self.call, now=ends_at + timedelta(hours=1))
        await meetings.change(evening, meeting_id, MeetingPatch.model_validate(record))

    async def thank(self, meeting_id: str, starts_at: datetime, told: Table) -> None:
        """Thank for a meeting, and add whom the contact named."""
        evening = replace(self.call, now=starts_at + timedelta(hours=3))
        if "referral" in told:
            await meetings.refer(evening, meeting_id, ReferralCreate.model_validate(told["referral"]))
        written = await thank_you_notes.compose(evening, ThankYouNoteCompose(meeting_id=meeting_id))
        note = await thank_you_notes.create(
            evening, ThankYouNoteCreate(meeting_id=meeting_id, message=written["message"])
        )
        if told.get("thanks") == "sent":
            await thank_you_notes.send(evening, note["id"], Send())


_REMINDER = "If it suits you better, a phone call is just as welcome, and I am glad to send my questions in advance."
