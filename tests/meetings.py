"""Meetings for tests: short ways to plan, open and close one in the house's branch, and to say who was there."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance import attendance, closing
from goodstanding.actions.attendance.attendance import Proven
from goodstanding.actions.attendance.claims import Claim
from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.models import Attendee, Fact, Meeting, Member, Proof
from goodstanding.queries.ledger import in_force
from goodstanding.queries.meetings.recorded import reference_of
from tests.house import AT, House

V, A = Proof.Verdict, Proof.Assurance
#: The house's clock stands at noon of 15 October 2016; meetings begin an hour before.
STARTS = AT - timedelta(hours=1)
HOUR = timedelta(hours=1)
_keys = count(1)


def planned(
    house: House, word: str = "themed_day", *, code: str = "B111", starts: datetime = STARTS, by: str = "secretary"
) -> Meeting:
    """A meeting of a branch, planned the day before."""
    what = Particulars(starts, starts + 2 * HOUR, place="Hall", agenda="1. Reading")
    return meetings.plan(
        unit=house.unit(code), word=word, what=what, scheme=house.scheme, by=house.viewer(by), at=starts - 24 * HOUR
    )


def opened(house: House, word: str = "themed_day", *, code: str = "B111", by: str = "secretary") -> Meeting:
    """The same with its doors open since it began."""
    meeting = planned(house, word, code=code, by=by)
    return meetings.open_doors(meeting=meeting, scheme=house.scheme, by=house.viewer(by), at=STARTS)


def closed(house: House, meeting: Meeting, *, by: str = "secretary", at: datetime = AT) -> Meeting:
    """Closes a meeting."""
    closing.close(meeting=meeting, scheme=house.scheme, by=house.viewer(by), at=at)
    return Meeting.objects.get(pk=meeting.pk)


def said(
    house: House, meeting: Meeting, member: Member, verdict: Proof.Verdict | None, *, by: Viewer | str = "secretary",
    assurance: Proof.Assurance = A.HOST, occurred_at: datetime = STARTS, idempotency_key: str = "", at: datetime = AT,
) -> Proven:  # fmt: skip
    """One proof about a member."""
    viewer = house.viewer(by) if isinstance(by, str) else by
    claim = Claim(member, verdict, assurance, occurred_at, idempotency_key or f"key-{next(_keys)}")
    return attendance.prove(meeting=meeting, claim=claim, scheme=house.scheme, by=viewer, at=at)


def checked_in(house: House, meeting: Meeting, who: str, occurred_at: datetime = STARTS, at: datetime = AT) -> Proven:
    """Somebody's own phone says that they are there."""
    return said(
        house, meeting, house.member(who), None, by=who, assurance=A.PASSKEY_CODE, occurred_at=occurred_at, at=at
    )


def row(meeting: Meeting, member: Member) -> Attendee:
    """A member's row at a meeting, as it is now."""
    return Attendee.objects.select_related("counted").get(meeting=meeting, member=member)


def counted(meeting: Meeting, member: Member) -> str | None:
    """What counts about a member at a meeting."""
    proof = row(meeting, member).counted
    return proof.verdict if proof else None


def facts_of(meeting: Meeting, member: Member) -> dict[str, int | None]:
    """What holds in the ledger from a meeting about a member, by kind."""
    found: dict[str, int | None] = {}
    for fact in Fact.objects.filter(member=member, reverses=None, reference=reference_of(meeting)):
        if in_force.holds(fact):
            assert fact.kind not in found, "one thing once"
            found[fact.kind] = fact.value
    return found


def planning(house: House, **more: Any) -> dict[str, Any]:
    keys = [one.key for one in house.members("B111")]
    form = {"on": "", "at": "19:00", "minutes": "90", "place": "Hall", "topic": "", "agenda": "1. Reading"}
    return form | {"called": keys, "form": "a" * 22} | more
