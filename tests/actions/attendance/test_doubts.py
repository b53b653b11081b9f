"""What does not fit together is written down for a person, and takes nothing from anybody."""

from datetime import timedelta
from functools import partial

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.attendance import doubts
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Doubt, Meeting
from goodstanding.queries.attendance import doubts as doubt_queries
from goodstanding.web.attendance.presenters.doubts import sentence
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
    return [one.kind for one in doubt_queries.found(meeting)]


def test_more_check_ins_than_heads(house: House) -> None:
    meeting = opened(house)
    for who in ("member", "committee"):
        checks_in(house, meeting, who)
    said(house, meeting, house.member("group_leader"), V.PRESENT)
    for heads, expected in [(3, 0), (4, 0), (2, 1), (2, 1)]:
        doubts.count_heads(meeting=meeting, heads=heads, by=house.viewer("secretary"), at=AT)
        assert Doubt.objects.count() == expected, heads
    assert Doubt.objects.get().facts == {"heads": 2, "came": 3, "after": 0}
    assert all(counted(meeting, house.member(who)) == "present" for who in ("member", "committee", "group_leader"))


def test_what_nobody_has_looked_at_grows_and_what_somebody_has_is_found_anew(house: House) -> None:
    meeting = opened(house)
    counts = partial(doubts.count_heads, meeting=meeting, heads=1, by=house.viewer("secretary"))
    for place, who in enumerate(("member", "committee", "group_leader")):
        checks_in(house, meeting, who, STARTS + place * MINUTE, browser="the same")
        counts(at=STARTS + place * MINUTE)
    heads, browser = Doubt.objects.get(kind="heads"), Doubt.objects.get(kind="browser")
    assert (heads.facts["came"], browser.facts) == (3, {"count": 3})
    for one in (heads, browser):
        doubts.clear(doubt=one, answer="seen", words="", by=house.viewer("sub_district_officer"), at=AT)
    counts(at=AT)
    assert Doubt.objects.count() == 2, "nothing new is nothing to look at"
    checks_in(house, meeting, "secretary", STARTS + 4 * MINUTE, browser="the same")
    counts(at=AT)
    fresh = Doubt.objects.filter(cleared_at=None)
    assert {one.kind: one.facts for one in fresh} == {
        "heads": {"heads": 1, "came": 4, "after": 0}, "browser": {"count": 4}
    }  # fmt: skip


def test_who_came_after_the_count_is_said_beside_it(house: House) -> None:
    meeting = opened(house)
    checks_in(house, meeting, "member")
    doubts.count_heads(meeting=meeting, heads=1, by=house.viewer("secretary"), at=STARTS + MINUTE)
    checks_in(house, meeting, "committee", STARTS + 20 * MINUTE)
    assert [one.facts for one in doubt_queries.found(meeting)] == [{"heads": 1, "came": 2, "after": 1}]
    assert doubts.look(meeting=meeting, at=AT) == 1
    assert sentence(Doubt.objects.get()).endswith("1 came after the count.")


def later(house: House, *, later: str = "stranger", waited: timedelta = 20 * MINUTE) -> Meeting:
    """Four check in at once, and one delivers afterwards."""
    meeting = opened(house)
    for place, who in enumerate(("member", "committee", "group_leader", "secretary")):
        checks_in(house, meeting, who, STARTS + place * MINUTE)
    phone = Phone(house, later).enrolled()
    phone.checks_in(phone.sent(shown(meeting, STARTS), kept=True), STARTS + waited)
    return meeting


def test_where_nobody_counted_heads_one_that_came_later_than_the_others_is_looked_at(house: House) -> None:
    meeting = later(house)
    (found,) = doubt_queries.found(meeting)
    assert (found.kind.value, found.facts) == ("late", {"count": 1, "others": 4})
    assert found.members == {house.member("stranger").pk}
    doubts.look(meeting=meeting, at=AT)
    assert sentence(Doubt.objects.get()) == (
        "1 check-in came later, as if without signal, and 4 at once. No head count was made."
    )
    assert counted(meeting, house.member("stranger")) == "present", "it takes nothing from anybody"


def test_a_count_of_heads_that_agrees_answers_it(house: House) -> None:
    meeting = later(house)
    doubts.count_heads(meeting=meeting, heads=5, by=house.viewer("secretary"), at=AT)
    assert Doubt.objects.count() == 0


def test_a_house_that_was_busy_for_a_moment_makes_nobody_suspect(house: House) -> None:
    assert kinds(later(house, waited=90 * SECOND)) == []


def test_what_is_delivered_after_the_end_is_looked_at_as_well(house: House) -> None:
    meeting = opened(house)
    phone = Phone(house, "stranger").enrolled()
    sent = phone.sent(shown(meeting, STARTS), kept=True)
    checks_in(house, meeting, "member")
    doubts.count_heads(meeting=meeting, heads=1, by=house.viewer("secretary"), at=STARTS + MINUTE)
    closed(house, meeting)
    assert Doubt.objects.count() == 0
    phone.checks_in(sent, AT + timedelta(hours=5))
    assert [(one.kind, one.facts["came"]) for one in Doubt.objects.all()] == [("heads", 2)]


def test_a_third_member_in_one_browser(house: House) -> None:
    meeting = opened(house)
    for place, who in enumerate(("member", "committee", "group_leader", "secretary")):
        assert kinds(meeting) == ([] if place < 3 else ["browser"])
        checks_in(house, meeting, who, STARTS + place * MINUTE, browser="the same")
    found = doubt_queries.found(meeting)
    assert [(one.kind, one.facts, len(one.members)) for one in found] == [("browser", {"count": 4}, 4)]


def test_one_member_at_two_meetings_within_minutes(house: House) -> None:
    here, there = opened(house), open_meeting(house, STARTS, code="B112")
    phone = checks_in(house, here, "member")
    other = phone.sent(shown(there, STARTS + 5 * MINUTE), with_passkey=False)
    phone.checks_in(other, STARTS + 5 * MINUTE)
    for meeting, elsewhere in [(here, "B112"), (there, "B111")]:
        found = doubt_queries.found(meeting)
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
    with pytest.raises(ActionRefused):
        doubts.clear(doubt=doubt(house), answer=answer, words=words, by=house.viewer("secretary"), at=AT)


@pytest.mark.parametrize("who", ["member", "group_leader", "neighbour", "foreign_secretary", "auditor", "operator"])
def test_others_neither_clear_it_nor_count_heads(house: House, who: str) -> None:
    found = doubt(house)
    with pytest.raises(Denied):
        doubts.clear(doubt=found, answer="seen", words="", by=house.viewer(who), at=AT)
    with pytest.raises(Denied):
        doubts.count_heads(meeting=found.meeting, heads=5, by=house.viewer(who), at=AT)
    assert not doubt_queries.visible(house.viewer(who)).filter(pk=found.pk).exists()


def test_nobody_clears_what_is_about_themselves(house: House) -> None:
    found = doubt(house, "secretary", "committee")
    with pytest.raises(Denied, match="themselves"):
        doubts.clear(doubt=found, answer="seen", words="", by=house.viewer("secretary"), at=AT)
    doubts.clear(doubt=found, answer="seen", words="", by=house.viewer("sub_district_officer"), at=AT)
