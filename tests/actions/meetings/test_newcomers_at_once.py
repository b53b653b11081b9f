"""Who comes to a branch after its meetings were announced is on their lists, and notified, in the same moment."""

from collections.abc import Callable

import pytest

from goodstanding.access.roles import Role
from goodstanding.actions.meetings import meetings
from goodstanding.actions.people import members, posts, transfers, units
from goodstanding.actions.roster import roster
from goodstanding.actions.roster.roster import Enrolment
from goodstanding.models import Attendee, Consent, Meeting, Member, Notice
from tests.house import AT, JOINED, OPENED, TODAY, House
from tests.meetings import HOUR, planned

STARTS = AT + 48 * HOUR


def noticed(house: House, word: str = "themed_day") -> Meeting:
    meeting = planned(house, starts=STARTS, word=word)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT)
    return meeting


def by_transfer(house: House) -> Member:
    stranger = house.member("stranger")
    asked = transfers.ask(member=stranger, to=house.branch, reason="moving", by=house.viewer("stranger"), at=AT)
    transfers.answer(transfer=asked, side=Consent.Side.GIVING, agrees=True, by=house.viewer("foreign_secretary"), at=AT)
    transfers.answer(transfer=asked, side=Consent.Side.RECEIVING, agrees=True, by=house.viewer("secretary"), at=AT)
    return stranger


def by_enrolment(house: House) -> Member:
    return house.enrol("B111")


def by_hosting(house: House) -> Member:
    stranger = house.member("stranger")
    members.host(member=stranger, unit=house.branch, on=TODAY, by=house.viewer("foreign_secretary"), at=AT)
    return stranger


def by_a_merger(house: House) -> Member:
    by, scheme = house.viewer("city_officer"), house.scheme
    units.merge(unit=house.unit("B112"), into=house.branch, on=TODAY, by=by, at=AT, reason="small", scheme=scheme)
    return house.member("neighbour")


def by_a_roster(house: House) -> Member:
    new = Enrolment("N77", "成员新", house.branch, JOINED, None, OPENED, "", frozenset({"full", "ordinary"}))
    roster.enrol_many([new], by=None, at=AT)
    roster.end_writing({house.branch.pk: 1}, set(), at=AT)
    return Member.objects.get(number="N77")


@pytest.mark.parametrize("came", [by_transfer, by_enrolment, by_hosting, by_a_merger, by_a_roster])
def test_a_newcomer_is_called_at_once_and_welcome(house: House, came: Callable[[House], Member]) -> None:
    meeting = noticed(house)
    newcomer = came(house)
    attendee = Attendee.objects.get(meeting=meeting, member=newcomer)
    assert attendee.role == Attendee.Role.WELCOME
    told = Notice.objects.filter(to__member=newcomer, kind="meeting_notice").count()
    assert told == (1 if hasattr(newcomer, "account") else 0)


def test_who_is_given_an_office_is_called_to_the_meetings_of_that_office(house: House) -> None:
    meeting = noticed(house, "committee")
    account = house.account("member")
    assert not Attendee.objects.filter(meeting=meeting, member=house.member()).exists()
    posts.grant(account=account, role=Role.COMMITTEE, unit=house.branch, on=TODAY, by=house.viewer("secretary"), at=AT)
    assert Attendee.objects.filter(meeting=meeting, member=house.member()).exists()


def test_a_meeting_that_has_begun_or_is_not_announced_calls_nobody_anew(house: House) -> None:
    past = noticed(house)
    Meeting.objects.filter(pk=past.pk).update(starts_at=AT - HOUR)
    draft = planned(house, starts=STARTS, word="study")
    newcomer = house.enrol("B111")
    assert not Attendee.objects.filter(meeting__in=[past, draft], member=newcomer).exists()
