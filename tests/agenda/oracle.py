"""What should be on the agenda, said a second time: from the practice, by what a client can read, without our rules."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Expected = tuple[str, str, str]  # the kind, the subject, when it is due
ALL_KINDS_OF_TALK = ("message", "call", "meeting", "update")


def at(written: str | None) -> datetime:
    assert written is not None
    return datetime.fromisoformat(written)


@dataclass
class Seen:
    """Everything that a client reads of an account, and the interest that it noted itself."""

    now: datetime
    account: Json
    contacts: list[Json]
    requests: list[Json]
    meetings: list[Json]
    notes: list[Json]
    sets: list[Json]
    touchpoints: list[Json]
    interest: dict[str, str | None] = field(default_factory=dict)

    def end_of_day(self, moment: datetime, days: int = 0) -> str:
        zone = ZoneInfo(self.account["time_zone"])
        return self.end_of(moment.astimezone(zone).date() + timedelta(days=days))

    def end_of(self, day: date) -> str:
        zone = ZoneInfo(self.account["time_zone"])
        return written(datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone))

    def contact(self, contact_id: str) -> Json:
        return next(each for each in self.contacts if each["id"] == contact_id)

    def gone(self, contact_id: str) -> bool:
        return bool(self.contact(contact_id)["do_not_contact"])

    def left_alone(self, contact: Json) -> bool:
        return contact["do_not_contact"] or contact["may_contact_again"] is False

    def met_at(self, contact_id: str) -> datetime | None:
        ends = [at(m["ended_at"]) for m in self.meetings if m["contact_id"] == contact_id and m["status"] == "held"]
        noted = [t for t in self.touchpoints if t["contact_id"] == contact_id and t["kind"] == "meeting"]
        ends += [at(each["at"]) for each in noted if at(each["at"]) <= at(each["created_at"])]
        return max(ends, default=None)

    def told_since(self, contact_id: str, moment: datetime) -> bool:
        talks = [t for t in self.touchpoints if t["contact_id"] == contact_id and t["kind"] in ALL_KINDS_OF_TALK]
        return any(moment <= at(each["at"]) <= at(each["created_at"]) for each in talks)


def written(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")


def expected(seen: Seen) -> set[Expected]:
    """Return the union of what the practice asks for."""
    found: set[Expected] = set()
    for part in (of_requests, before_meetings, after_meetings, of_people, of_new_people):
        found |= part(seen)
    return found


def of_requests(seen: Seen) -> set[Expected]:
    found = set()
    for each in seen.requests:
        gone = seen.gone(each["contact_id"])
        if each["status"] == "draft" and not seen.left_alone(seen.contact(each["contact_id"])):
            found.add(("finish_request", each["id"], seen.end_of_day(at(each["created_at"]), 2)))
        if each["status"] == "sent":
            last = each["follow_ups"][-1]["sent_at"] if each["follow_ups"] else each["sent_at"]
            found.add(("answer_overdue", each["id"], seen.end_of_day(at(last) + timedelta(days=7))))
        if each["status"] == "accepted" and not gone and unscheduled(seen, each):
            found.add(("schedule", each["id"], seen.end_of_day(at(each["answered_at"]), 2)))
    return found


def unscheduled(seen: Seen, request: Json) -> bool:
    return not any(
        m["interview_request_id"] == request["id"]
        or (
            m["interview_request_id"] is None
            and m["contact_id"] == request["contact_id"]
            and at(m["created_at"]) >= at(request["answered_at"])
        )
        for m in seen.meetings
    )


def before_meetings(seen: Seen) -> set[Expected]:
    found = set()
    for each in seen.meetings:
        if each["status"] not in ("scheduled", "confirmed", "in_progress"):
            continue
        begins, here = at(each["starts_at"]), each["id"]
        running = each["status"] == "in_progress"
        found.add(("hold", here, each["ends_at"] if running else each["starts_at"]))
        if running or begins <= seen.now:
            continue
        contact = seen.contact(each["contact_id"])
        known = at(each["reschedules"][-1]["at"]) if each["reschedules"] else at(each["created_at"])
        day_before = at(seen.end_of_day(begins, -1))

        def due(earliest: datetime, begins: datetime = begins, day_before: datetime = day_before) -> str:
            return written(day_before if day_before - earliest >= timedelta(hours=1) else begins)

        prepared = each["goals"] and each["overview"] and (contact["research"] or seen.met_at(contact["id"]))
        if not prepared:
            found.add(("prepare", here, due(known)))
        if not shared(seen, each) and not contact["do_not_contact"]:
            found.add(("send_questions", here, due(known)))
        if each["status"] == "scheduled" and not contact["do_not_contact"]:
            found.add(("confirm", here, due(max(known, begins - timedelta(hours=24)))))
    return found


def shared(seen: Seen, meeting: Json) -> bool:
    met_at = seen.met_at(meeting["contact_id"])
    theirs = [s for s in seen.sets if s["contact_id"] == meeting["contact_id"]]
    fresh = [s for s in theirs if met_at is None or at(s["created_at"]) > met_at]
    newest = max(fresh, key=lambda s: (at(s["created_at"]), s["id"]), default=None)
    return newest is not None and newest["shared_at"] is not None


def after_meetings(seen: Seen) -> set[Expected]:
    found: set[Expected] = set()
    thanked = {each["meeting_id"] for each in seen.notes if each["status"] == "sent"}
    for each in seen.meetings:
        here = each["id"]
        if each["status"] in ("cancelled", "no_show"):
            continue
        base = at(each["ended_at"] or each["created_at"])
        for step in each["action_plan"]:
            if not step["done"]:
                due = seen.end_of(date.fromisoformat(step["due_on"])) if step["due_on"] else seen.end_of_day(base, 7)
                found.add(("do_action", here, due))
        if each["status"] != "held":
            continue
        if not any(each["notes"].values()):
            found.add(("write_notes", here, seen.end_of_day(base, 1)))
        if not any(each["evaluation"].values()):
            found.add(("evaluate", here, seen.end_of_day(base, 1)))
        if here not in thanked and not seen.gone(each["contact_id"]):
            found.add(("send_thank_you", here, written(base + timedelta(hours=24))))
    return found


def of_people(seen: Seen) -> set[Expected]:
    found: set[Expected] = set()
    mode, began = seen.account["search_mode"], seen.account["search_started_at"]
    pause = timedelta(days={"searching": 7, "networking": 14, "exploring": 30}[mode])
    for each in seen.contacts:
        met_at, here = seen.met_at(each["id"]), each["id"]
        introducer = each["introduced_by_id"] and seen.contact(each["introduced_by_id"])
        theirs = [m for m in seen.meetings if m["contact_id"] == here]
        arranged = [at(m["created_at"]) for m in theirs if m["status"] not in ("cancelled", "no_show")]
        thankable = introducer and arranged and not seen.left_alone(introducer)
        if thankable and not seen.told_since(introducer["id"], min(at(m["created_at"]) for m in theirs)):
            found.add(("thank_introducer", here, seen.end_of_day(min(arranged), 7)))
        if seen.left_alone(each):
            continue
        for touch in seen.touchpoints:
            waits = each["last_touch_at"] is None or at(each["last_touch_at"]) < at(touch["at"])
            if touch["contact_id"] == here and at(touch["at"]) > at(touch["created_at"]) and waits:
                kind = "follow_referral" if touch["kind"] == "lead" else "touch_base"
                found.add((kind, touch["id"], seen.end_of_day(at(touch["at"]))))
        if met_at is None:
            continue
        interested = seen.interest.get(here) != "no"
        untold = mode == "searching" and met_at < at(began) and not seen.told_since(here, at(began))
        if untold:
            found.add(("announce_search", here, seen.end_of_day(at(began), 7)))
        if each["may_contact_again"] is None and interested:
            found.add(("ask_permission", here, seen.end_of_day(met_at, 1)))
        free = not untold and not busy(seen, here) and unanswered(seen, here, met_at) < 5
        if each["may_contact_again"] and interested and free:
            found.add(("touch_base", here, seen.end_of_day(at(each["last_touch_at"]) + pause)))
    return found


def busy(seen: Seen, contact_id: str) -> bool:
    waiting = [r for r in seen.requests if r["contact_id"] == contact_id and r["status"] == "sent"]
    ahead = ("scheduled", "confirmed", "in_progress")
    return bool(waiting) or any(m["contact_id"] == contact_id and m["status"] in ahead for m in seen.meetings)


def unanswered(seen: Seen, contact_id: str, met_at: datetime) -> int:
    past = [t for t in seen.touchpoints if t["contact_id"] == contact_id and at(t["at"]) <= at(t["created_at"])]
    answered = [at(t["at"]) for t in past if t["kind"] in ("call", "lead", "meeting")]
    since = max([met_at, *answered])
    return sum(t["kind"] in ("message", "update", "other") and at(t["at"]) > since for t in past)


def of_new_people(seen: Seen) -> set[Expected]:
    found: set[Expected] = set()
    known = {each["contact_id"] for each in (*seen.requests, *seen.meetings)}
    new = [c for c in seen.contacts if c["id"] not in known and c["last_touch_at"] is None and not seen.left_alone(c)]
    referred = [c for c in new if c["introduced_by_id"] or c["source"] == "referral"]
    for each in referred:
        found.add(("follow_referral", each["id"], seen.end_of_day(at(each["created_at"]), 7)))
    others = [c for c in new if c not in referred and c["position"] != "human_resources"]
    others.sort(key=lambda c: ({"warm": 0, "lukewarm": 1, "cold": 2}[c["warmth"]], nearness(c), at(c["created_at"])))
    open_requests = [r for r in seen.requests if r["status"] == "sent"]
    drafts = [r for r in seen.requests if r["status"] == "draft"]
    open_requests += [r for r in drafts if not seen.left_alone(seen.contact(r["contact_id"]))]
    accepted = [r for r in seen.requests if r["status"] == "accepted" and not seen.gone(r["contact_id"])]
    open_requests += [r for r in accepted if unscheduled(seen, r)]
    ahead = [m for m in seen.meetings if m["status"] in ("scheduled", "confirmed", "in_progress")]
    room = max(0, 3 - len(open_requests) - len(ahead))
    for each in others[:room]:
        found.add(("finish_request", each["id"], seen.end_of_day(seen.now)))
    if room and not others and not referred:
        found.add(("ask_for_names", seen.account["id"], seen.end_of_day(seen.now)))
    return found


def nearness(contact: Json) -> int:
    return {"same_role": 0, "one_step_above": 0, "other": 1}.get(contact["position"], 2)
