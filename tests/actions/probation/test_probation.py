"""Probation: a timeline by the rules, steps with their deed, and a decision that bodies take and nothing computes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import Error, transaction
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.access.policies import Denied
from goodstanding.actions.people import members
from goodstanding.actions.probation import steps, timeline
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.models import Fact, Notice, Probation, ProbationDecision, ProbationEvent
from goodstanding.queries.probation import dates, probations
from tests.house import House
from tests.probation import ACCEPTED, accepted, decided, done, left, step_of

RULE = scheme_of(Path(__file__).parents[3] / "schemes" / "vanguard-136").probation
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(DAYS)
def test_no_step_falls_before_the_acceptance_or_after_the_end(day: date) -> None:
    assert RULE is not None
    end = dates.end_of(RULE, day)
    found = dates.planned(RULE, day)
    assert all(day < one.due_on <= end for one in found)
    assert len({(one.kind, one.number) for one in found}) == len(found) == 9
    assert [one.due_on for one in found] == sorted(one.due_on for one in found)


@given(DAYS, st.integers(0, 24))
def test_an_extension_lasts_six_to_twelve_months_and_its_steps_lie_in_it(day: date, months: int) -> None:
    assert RULE is not None
    was_end = dates.end_of(RULE, day)
    until = dates.months_after(was_end, months)
    assert dates.may_extend_to(RULE, was_end, until) == (6 <= months <= 12)
    again = dates.planned_again(RULE, was_end, until)
    assert all(was_end < one.due_on <= until for one in again) or months == 0
    known = {(one.kind, one.number) for one in dates.planned(RULE, day)}
    assert known.isdisjoint({(one.kind, one.number) for one in again})


def test_who_is_classed_on_probation_has_the_timeline_at_once(house: House) -> None:
    by = house.viewer("secretary")
    members.begin_class(
        member=house.member(), word="probationary", on=ACCEPTED, scheme=house.scheme, by=by, at=house.at
    )  # fmt: skip
    made = Probation.objects.get()
    assert (made.accepted_on, made.end_on, made.made_by) == (ACCEPTED, date(2017, 1, 20), None)
    assert made.steps.count() == 9
    assert Notice.objects.filter(to=house.account("member"), kind="probation_begun").exists()
    assert timeline.begin_missing(on=house.today, scheme=house.scheme, at=house.at) == 0


def test_the_member_hands_reports_in_and_an_office_records_the_rest(house: House) -> None:
    probation = accepted(house)
    report, oath = step_of(probation, "report"), step_of(probation, "oath")
    for step, who in ((oath, "member"), (report, "neighbour"), (report, "group_leader"), (report, "stranger")):
        with pytest.raises(Denied):
            done(house, step, who)
    done(house, report, "member")
    done(house, report, "member")
    done(house, oath, "committee", on=date(2016, 7, 1))
    assert left(house.member()) == {"probation.report": [1000], "probation.oath": [1000]}
    assert step_of(probation, "report").done_on == house.today
    for wrong, says in ((house.today + timedelta(days=1), "still to come"), (date(2015, 1, 1), "before the member")):
        with pytest.raises(ActionRefused, match=says):
            done(house, step_of(probation, "training"), on=wrong)
    steps.take_back(step=report, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert left(house.member()) == {"probation.oath": [1000]}
    done(house, report, on=date(2016, 4, 19))
    assert left(house.member())["probation.report"] == [1000], "on paper it counts the same"


def test_nobody_records_their_own_steps_as_an_office(house: House) -> None:
    probation = accepted(house, "committee")
    with pytest.raises(Denied):
        done(house, step_of(probation, "oath"), "committee")


def test_what_is_late_leaves_nothing_and_a_moved_day_has_a_reason(house: House) -> None:
    probation = accepted(house)
    report = step_of(probation, "report")
    assert probations.is_late(report, house.today)
    by, to = house.viewer("secretary"), date(2016, 11, 30)
    with pytest.raises(ActionRefused, match="reason"):
        steps.move(step=report, to=to, reason=" ", scheme=house.scheme, by=by, at=house.at)
    with pytest.raises(ActionRefused, match="within the probation"):
        steps.move(step=report, to=date(2017, 5, 1), reason="Ill", scheme=house.scheme, by=by, at=house.at)
    with pytest.raises(Denied):
        steps.move(step=report, to=to, reason="Away", scheme=house.scheme, by=house.viewer("member"), at=house.at)
    before = Fact.objects.count()
    steps.move(step=report, to=to, reason="On leave", scheme=house.scheme, by=by, at=house.at)
    assert Fact.objects.count() == before, "neither late nor moved is an entry"
    assert not probations.is_late(step_of(probation, "report"), house.today)
    assert ProbationEvent.objects.get().reason == "On leave"
    assert Notice.objects.filter(to=house.account("member"), kind="probation_step_moved").exists()


def test_the_committee_above_decides_after_the_meeting_and_the_class_follows(house: House) -> None:
    probation, later = accepted(house), house.at + timedelta(days=120)
    on = later.date()
    with pytest.raises(ActionRefused, match="not over yet"):
        decided(house, probation, "full", on=house.today, at=house.at)
    with pytest.raises(ActionRefused, match="First record"):
        decided(house, probation, "full", on=on, at=later, meeting=False)
    with pytest.raises(ActionRefused, match="by its own office"):
        decided(house, probation, "full", on=on, at=later, by="secretary")
    decided(house, probation, "full", on=on, at=later)
    member = house.member()
    assert member.full_on == date(2017, 1, 20), "since the probation was over"
    words = {(one.word, one.from_on, one.until_on) for one in member.classes.all()}
    assert {("probationary", ACCEPTED, date(2017, 1, 20)), ("full", date(2017, 1, 20), None)} <= words
    assert Probation.objects.get().state == "full"
    with pytest.raises(ActionRefused, match="has ended"):
        decided(house, probation, "full", on=on, at=later)


def test_it_ends_with_the_class_that_was_ended_by_hand_and_says_nothing_of_a_decision(house: House) -> None:
    by, member = house.viewer("secretary"), house.member()
    kind = {"member": member, "word": "probationary", "by": by, "at": house.at}
    members.begin_class(**kind, on=ACCEPTED, scheme=house.scheme)  # type: ignore[arg-type]
    assert Probation.objects.get().state == "running"
    members.end_class(**kind, on=house.today)  # type: ignore[arg-type]
    assert (Probation.objects.get().state, ProbationDecision.objects.count()) == ("ended", 0)
    assert Notice.objects.filter(to=house.account("member"), kind="probation_ended").count() == 1
    assert timeline.begin_missing(on=house.today, scheme=house.scheme, at=house.at) == 0, "none begins anew"


def test_it_is_extended_once_and_the_steps_go_on(house: House) -> None:
    probation, later = accepted(house), house.at + timedelta(days=120)
    on = later.date()
    for until in (None, date(2017, 3, 1), date(2018, 5, 1)):
        with pytest.raises(ActionRefused, match="6 to 12 months"):
            decided(house, probation, "extended", on=on, until=until, at=later)
    decided(house, probation, "extended", on=on, until=date(2017, 7, 20), at=later)
    row = Probation.objects.get()
    assert (row.state, row.end_on, row.extended_on) == ("running", date(2017, 7, 20), on)
    assert {(one.kind, one.number) for one in row.steps.filter(due_on__gt=date(2017, 1, 20))} == {
        ("report", 5), ("report", 6), ("review", 3), ("application", 2)
    }  # fmt: skip
    much_later = house.at + timedelta(days=300)
    with pytest.raises(ActionRefused, match="once only"):
        decided(house, probation, "extended", on=much_later.date(), until=date(2018, 1, 20), at=much_later)
    with pytest.raises(ActionRefused, match="First record"):
        decided(house, probation, "full", on=much_later.date(), at=much_later, meeting=False)
    with pytest.raises(Error), transaction.atomic():
        Probation.objects.filter(pk=row.pk).update(extended_on=date(2017, 8, 1))
    decided(house, probation, "full", on=much_later.date(), at=much_later)
    assert house.member().full_on == date(2017, 7, 20)


def test_cancelled_by_the_committee_the_membership_ends(house: House) -> None:
    probation, later = accepted(house), house.at + timedelta(days=120)
    decided(house, probation, "cancelled", on=later.date(), at=later)
    member = house.member()
    assert (member.left_on, member.leaving) == (later.date(), "removed")
    assert ProbationDecision.objects.filter(body="Sub-district committee", document="2017-4").count() == 1
