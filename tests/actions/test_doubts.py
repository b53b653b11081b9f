"""What does not fit together is written down for a person, and takes nothing from anybody."""

from datetime import timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions import doubts
from goodstanding.actions.refusal import Refusal
from goodstanding.models import AuditRow, Doubt, Meeting
from goodstanding.queries import doubts as reading
from tests.house import AT, House
from tests.meetings import STARTS, V, closed, counted, opened, said
from tests.phones import Phone, open_meeting, shown

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def checks_in(house: House, meeting: Meeting, who: str, at: object = STARTS, browser: str = "") -> Phone:
    phone = Phone(house, who) if not browser else Phone(house, who, browser=browser)
    moment = at or STARTS
    phone.checks_in(phone.sent(shown(meeting, moment), with_passkey=False), moment)  # type: ignore[arg-type]
    return phone


def kinds(meeting: Meeting) -> list[str]:
    return [one.kind for one in reading.found(meeting)]


def test_more_check_ins_than_heads(house: House) -> None:
    meeting = opened(house)
    for who in ("member", "committee"):
        checks_in(house, meeting, who)
    said(house, meeting, house.member("group_leader"), V.PRESENT)
    for heads, expected in [(3, 0), (4, 0), (2, 1), (2, 1)]:
        doubts.count_heads(meeting=meeting, heads=heads, by=house.viewer("secretary"), at=AT)
        assert Doubt.objects.count() == expected, heads
    assert Doubt.objects.get().facts == {"heads": 2, "came": 3}
    assert all(counted(meeting, house.member(who)) == "present" for who in ("member", "committee", "group_leader"))


def test_a_third_member_in_one_browser(house: House) -> None:
    meeting = opened(house)
    for place, who in enumerate(("member", "committee", "group_leader", "secretary")):
        assert kinds(meeting) == ([] if place < 3 else ["browser"])
        checks_in(house, meeting, who, STARTS + place * MINUTE, browser="the same")
    found = reading.found(meeting)
    assert [(one.kind, one.facts, len(one.members)) for one in found] == [("browser", {"count": 4}, 4)]


def test_one_member_at_two_meetings_within_minutes(house: House) -> None:
    here, there = opened(house), open_meeting(house, STARTS, code="B112")
    phone = checks_in(house, here, "member")
    other = phone.sent(shown(there, STARTS + 5 * MINUTE), with_passkey=False)
    phone.checks_in(other, STARTS + 5 * MINUTE)
    for meeting, elsewhere in [(here, "B112"), (there, "B111")]:
        found = reading.found(meeting)
        assert [(one.kind, one.facts) for one in found] == [
            ("two_places", {"minutes": 5, "unit": house.unit(elsewhere).name})
        ]
    assert counted(here, house.member()) == counted(there, house.member()) == "present", "both are kept"


def test_two_meetings_an_hour_apart_are_nothing(house: House) -> None:
    here, there = opened(house), open_meeting(house, STARTS, "study", code="B111")
    phone = checks_in(house, here, "member")
    phone.checks_in(phone.sent(shown(there, STARTS + 60 * MINUTE), with_passkey=False), STARTS + 60 * MINUTE)
    assert kinds(here) == kinds(there) == []


@pytest.mark.parametrize(("apart", "expected"), [(100, ["burst"]), (400, [])])
def test_many_in_one_second_are_a_burst_and_in_some_seconds_a_branch(
    house: House, apart: int, expected: list[str]
) -> None:
    meeting = opened(house)
    people = ("member", "committee", "group_leader", "secretary", "stranger")
    for place, who in enumerate(people):
        checks_in(house, meeting, who, STARTS + place * timedelta(milliseconds=apart))
    assert kinds(meeting) == expected


def test_phones_that_deliver_together_after_a_cellar_are_no_burst(house: House) -> None:
    meeting = opened(house)
    for who in ("member", "committee", "group_leader", "secretary", "stranger", "neighbour"):
        phone = Phone(house, who).enrolled()
        phone.checks_in(phone.sent(shown(meeting, STARTS), kept=True), AT)
    assert kinds(meeting) == []


def test_closing_a_meeting_looks_and_looking_again_finds_nothing_new(house: House) -> None:
    meeting = opened(house)
    for place, who in enumerate(("member", "committee", "group_leader")):
        checks_in(house, meeting, who, STARTS + place * MINUTE, browser="the same")
    closed(house, meeting)
    assert [one.kind for one in Doubt.objects.all()] == ["browser"]
    assert doubts.look(meeting=meeting, at=AT) == 0


def doubt(house: House, *members: str) -> Doubt:
    found = Doubt.objects.create(meeting=opened(house), kind="browser", about="x", facts={"count": 3}, found_at=AT)
    found.members.set([house.member(who) for who in members])
    return found


def test_it_is_cleared_with_what_somebody_found_once_and_for_good(house: House) -> None:
    found = doubt(house, "member")
    for answer in ("shared", "seen"):
        doubts.clear(doubt=found, answer=answer, words="a couple", by=house.viewer("secretary"), at=AT)
    found.refresh_from_db()
    assert (found.answer, found.words, found.cleared_at, found.cleared_by) == (
        "shared", "a couple", AT, house.account("secretary")
    )  # fmt: skip
    assert AuditRow.objects.filter(verb="clear", noun="doubt", key=found.key).count() == 1


@pytest.mark.parametrize(("answer", "words"), [("", ""), ("nonsense", "x"), ("other", "  "), ("seen", "x" * 501)])
def test_it_is_not_cleared_without_saying_what_was_found(house: House, answer: str, words: str) -> None:
    with pytest.raises(Refusal):
        doubts.clear(doubt=doubt(house), answer=answer, words=words, by=house.viewer("secretary"), at=AT)


@pytest.mark.parametrize("who", ["member", "group_leader", "neighbour", "foreign_secretary", "auditor", "operator"])
def test_others_neither_clear_it_nor_count_heads(house: House, who: str) -> None:
    found = doubt(house)
    with pytest.raises(Denied):
        doubts.clear(doubt=found, answer="seen", words="", by=house.viewer(who), at=AT)
    with pytest.raises(Denied):
        doubts.count_heads(meeting=found.meeting, heads=5, by=house.viewer(who), at=AT)
    assert not reading.visible(house.viewer(who)).filter(pk=found.pk).exists()


def test_nobody_clears_what_is_about_themselves(house: House) -> None:
    found = doubt(house, "secretary", "committee")
    with pytest.raises(Denied, match="themselves"):
        doubts.clear(doubt=found, answer="seen", words="", by=house.viewer("secretary"), at=AT)
    doubts.clear(doubt=found, answer="seen", words="", by=house.viewer("sub_district_officer"), at=AT)
