"""What the host says of those who came, besides that they did: written once with the attendance."""

import pytest

from goodstanding.actions.attendance import closing, conflicts
from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AttendanceConflict, Fact, Meeting, MemberClass, Remedy
from tests.house import AT, OPENED, House
from tests.meetings import HOUR, V, closed, counted, facts_of, opened, row, said

STAYED, SPOKE = "meeting.stayed_to_end", "meeting.discussion"
CAME = ("secretary", "committee", "member")


def ticked(house: House, **said_of: set[str]) -> Meeting:
    """A meeting to which three came, closed with what the host ticked of some of them."""
    meeting = opened(house)
    for who in CAME:
        said(house, meeting, house.member(who), V.PRESENT)
    ticks = {row(meeting, house.member(who)).pk: facts for who, facts in said_of.items()}
    closing.close(meeting=meeting, scheme=house.scheme, by=house.viewer("secretary"), at=AT, ticks=ticks)
    meeting.refresh_from_db()
    return meeting


def test_who_came_stayed_unless_the_host_says_that_they_left(house: House) -> None:
    meeting = ticked(house, member=set(), committee={STAYED, SPOKE})
    assert facts_of(meeting, house.member())[STAYED] == 0
    assert facts_of(meeting, house.member("committee"))[STAYED] == 1000
    assert facts_of(meeting, house.member("secretary"))[STAYED] == 1000, "of whom nothing was said"


def test_having_spoken_is_noted_where_it_is_ticked_and_nowhere_else_is_it_missing(house: House) -> None:
    meeting = ticked(house, committee={STAYED, SPOKE}, member={STAYED})
    assert facts_of(meeting, house.member("committee"))[SPOKE] == 1000
    assert SPOKE not in facts_of(meeting, house.member())
    assert not Fact.objects.filter(kind=SPOKE, value=0).exists()


def test_nothing_is_asked_about_those_who_did_not_come(house: House) -> None:
    meeting = ticked(house, group_leader={STAYED, SPOKE})
    assert facts_of(meeting, house.member("group_leader")) == {"meeting.themed_day": 0, "leave.asked_in_advance": 0}


@pytest.mark.parametrize(("said_of", "stayed"), [({"member": {SPOKE}}, None), ({}, 1000)])
def test_who_was_only_welcome_loses_nothing_by_leaving_early(
    house: House, said_of: dict[str, set[str]], stayed: int | None
) -> None:
    MemberClass.objects.create(member=house.member(), word="elderly_sick", from_on=OPENED)
    assert facts_of(ticked(house, **said_of), house.member()).get(STAYED) == stayed


def test_a_fact_that_the_rules_do_not_ask_about_is_not_written(house: House) -> None:
    assert "award.national" not in facts_of(ticked(house, member={STAYED, "award.national"}), house.member())


def test_what_the_host_said_is_put_right_like_every_fact(house: House) -> None:
    meeting = ticked(house, member=set())
    fact = Fact.objects.get(kind=STAYED, member=house.member())
    what = Change(Remedy.REPLACE, 1000, "Another member left")
    correction_requests.ask(fact=fact, what=what, scheme=house.scheme, by=house.viewer("secretary"), at=AT + HOUR)
    assert facts_of(meeting, house.member())[STAYED] == 1000


def test_a_later_proof_that_agrees_leaves_what_the_host_said(house: House) -> None:
    meeting = ticked(house, member={SPOKE})
    said(house, meeting, house.member(), V.PRESENT, by="committee", at=AT + HOUR)
    found = facts_of(meeting, house.member())
    assert (found[STAYED], found[SPOKE]) == (0, 1000)


def settled(house: House, verdict: str) -> None:
    conflict = AttendanceConflict.objects.get(state="open")
    chosen = conflict.first if conflict.first.verdict == verdict else conflict.second
    conflicts.settle(
        conflict=conflict,
        chosen=chosen,
        reason="I looked",
        scheme=house.scheme,
        by=house.viewer("secretary"),
        at=AT + HOUR,
    )


def test_who_turns_out_to_have_been_away_neither_stayed_nor_spoke(house: House) -> None:
    meeting = ticked(house, member={STAYED, SPOKE})
    said(house, meeting, house.member(), V.ABSENT, by="committee", at=AT + HOUR)
    settled(house, "absent")
    assert counted(meeting, house.member()) == "absent"
    assert not {STAYED, SPOKE} & set(facts_of(meeting, house.member()))


def test_who_turns_out_to_have_been_there_stayed_as_the_rules_begin(house: House) -> None:
    meeting = closed(house, opened(house))
    said(house, meeting, house.member(), V.PRESENT, by="committee", at=AT + HOUR)
    settled(house, "present")
    found = facts_of(meeting, house.member())
    assert (found["meeting.themed_day"], found[STAYED], SPOKE in found) == (1000, 1000, False)


def test_nothing_is_said_of_whoever_has_a_case_open(house: House) -> None:
    meeting = opened(house)
    said(house, meeting, house.member(), V.PRESENT)
    said(house, meeting, house.member(), V.ABSENT, by="committee")
    closed(house, meeting)
    assert facts_of(meeting, house.member()) == {}


def test_a_scheme_that_asks_nothing_writes_nothing_more(house: House) -> None:
    kind = house.scheme.meetings["themed_day"].model_copy(update={"asked": ()})
    plain: Scheme = house.scheme.model_copy(update={"meetings": {**house.scheme.meetings, "themed_day": kind}})
    meeting = opened(house)
    said(house, meeting, house.member(), V.PRESENT)
    closing.close(meeting=meeting, scheme=plain, by=house.viewer("secretary"), at=AT)
    assert set(facts_of(meeting, house.member())) == {"meeting.themed_day", "meeting.on_time"}


@pytest.mark.parametrize("word", ["general", "committee", "group", "themed_day", "life", "appraisal", "study"])
def test_where_people_talk_the_rules_ask_who_did(house: House, word: str) -> None:
    assert SPOKE in {rule.fact for rule in house.scheme.meetings[word].asked}


def test_every_kind_of_meeting_asks_who_stayed(house: House) -> None:
    asked = [{rule.fact: (rule.ticked, rule.unticked) for rule in one.asked} for one in house.scheme.meetings.values()]
    assert all(one[STAYED] == (True, "zero") for one in asked)
    assert all(one.get(SPOKE, (False, "nothing")) == (False, "nothing") for one in asked)
