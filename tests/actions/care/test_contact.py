"""Contact, searches, absences and arrivals: what each leaves, and what nobody can hold against a member."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.access.policies import Denied
from goodstanding.actions.care import absences, arrivals, contacts, searches
from goodstanding.actions.people import members, transfers
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.care import AbsenceRule
from goodstanding.models import Consent, Contact, Fact, LongAbsence, Member, Search, SearchStep, Transfer
from goodstanding.queries.care import absences as absence_queries
from goodstanding.queries.care import arrivals as arrival_queries
from goodstanding.queries.care import contacts as contact_queries
from goodstanding.queries.care import searches as search_queries
from tests.care import DAY, away, classed, left, sought, touched
from tests.house import House

KEPT, SERVED = "contact.floating_kept", "duty.served_at_home"


def test_contact_with_a_floating_member_counts_once_a_quarter_from_either_side(house: House) -> None:
    with pytest.raises(ActionRefused, match="not provide for this with this member"):
        touched(house)
    classed(house.member(), "floating")
    for who in ("group_leader", "neighbour", "stranger"):
        with pytest.raises(Denied):
            touched(house, by=who)
    first = touched(house)
    assert touched(house) == first
    own = touched(house, by="member", on=house.today - DAY)
    assert own.way == Contact.Way.OWN
    assert left(house.member()) == {KEPT: [1000]}
    contacts.withdraw(contact=first, scheme=house.scheme, by=house.viewer("committee"), at=house.at)
    assert left(house.member()) == {KEPT: [1000]}, "the other one stands"
    contacts.withdraw(contact=own, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert left(house.member()) == {}
    touched(house)
    assert left(house.member()) == {KEPT: [1000]}


def test_a_visit_at_home_is_of_those_in_office_and_leaves_nothing_about_the_member(house: House) -> None:
    rule = house.scheme.care.contacts["at_home"]  # type: ignore[union-attr]
    classed(house.member(), "elderly_sick")
    assert list(contact_queries.due_in(house.branch, "at_home", rule, house.today)) == [house.member()]
    with pytest.raises(Denied):
        touched(house, "at_home", by="member")
    visit = touched(house, "at_home")
    assert not contact_queries.due_in(house.branch, "at_home", rule, house.today).exists()
    assert left(house.member()) == {}
    assert left(house.member("secretary")) == left(house.member("committee")) == {SERVED: [1000]}
    columns = {field.name for field in Contact._meta.concrete_fields}
    assert columns.isdisjoint({"reason", "text", "words", "place", "note"}), "never why, and never where"
    contacts.withdraw(contact=visit, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    assert left(house.member("committee")) == {}


def test_a_search_lists_its_steps_and_nothing_remains_once_the_member_is_found(house: House) -> None:
    before = Fact.objects.count()
    search = sought(house)
    assert sought(house) == search
    with pytest.raises(Denied):
        searches.begin(
            member=house.member("secretary"), since=house.today, scheme=house.scheme, by=house.viewer("secretary"),
            at=house.at,
        )  # fmt: skip

    def take(what: str, on: date, by: str = "committee") -> None:
        searches.take_step(search=search, what=what, on=on, scheme=house.scheme, by=house.viewer(by), at=house.at)

    take("telephone", house.today)
    take("telephone", house.today)
    take("telephone", house.today - DAY)
    with pytest.raises(ActionRefused, match="no such step"):
        take("broadcast", house.today)
    with pytest.raises(Denied):
        take("visit", house.today, by="neighbour")
    assert SearchStep.objects.count() == 2
    rule = house.scheme.care.search  # type: ignore[union-attr]
    assert rule is not None
    assert search_queries.untried(search, rule) == ["contact_person", "visit", "letter", "notice_above"]
    assert search_queries.months_out(search, house.today) == 6
    searches.found(search=search, on=house.today, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match="was found"):
        take("visit", house.today)
    assert not search_queries.running(house.branch).exists()
    assert Fact.objects.count() == before, "neither the search nor its end is an entry"
    assert house.member().left_on is None
    assert sought(house, since=house.today).pk != search.pk


def test_a_long_absence_counts_when_it_was_reported_beforehand(house: House) -> None:
    absence = away(house)
    assert away(house) == absence
    with pytest.raises(ActionRefused, match="reported already"):
        away(house, days=300)
    assert left(house.member()) == {"away.reported": [1000]}
    absences.end(absence=absence, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert left(house.member()) == {}, "it never began"
    gone = away(house, "committee", by="secretary", from_on=house.today - 3 * DAY, reported_on=house.today - 9 * DAY)
    absences.end(absence=gone, scheme=house.scheme, by=house.viewer("committee"), at=house.at)
    assert left(house.member("committee")) == {"away.reported": [1000]}, "back sooner, and reported all the same"
    with pytest.raises(Denied):
        away(house, by="neighbour")
    for wrong, says in ((-1, "before the first"), (-20, "before the first")):
        with pytest.raises(ActionRefused, match=says):
            away(house, days=wrong)


def test_a_short_absence_or_a_late_report_leaves_nothing_against_the_member(house: House) -> None:
    away(house, days=30)
    away(house, "committee", from_on=house.today - DAY)
    assert left(house.member()) == left(house.member("committee")) == {}
    assert LongAbsence.objects.count() == 2


@given(early=st.integers(-40, 40), days=st.integers(0, 400), least=st.integers(1, 400))
def test_an_absence_counts_by_its_length_and_the_day_of_the_report_alone(early: int, days: int, least: int) -> None:
    first = date(2016, 10, 15)
    absence = LongAbsence(
        from_on=first, until_on=first + timedelta(days=days), reported_on=first - timedelta(days=early)
    )  # fmt: skip
    rule = AbsenceRule(reported="away.reported", at_least_days=least)
    assert absence_queries.counts(absence, rule) == (early >= 0 and days + 1 >= least)


def moved(house: House, days: int) -> Transfer:
    """A transfer of the member to the branch next door, asked for some days before it is done."""
    asked = transfers.ask(
        member=house.member(), to=house.unit("B112"), reason="Moved house", by=house.viewer("member"),
        at=house.at - days * DAY,
    )  # fmt: skip
    for side, who in ((Consent.Side.GIVING, "secretary"), (Consent.Side.RECEIVING, "neighbour")):
        transfers.answer(transfer=asked, side=side, agrees=True, by=house.viewer(who), at=house.at)
    return Transfer.objects.get(pk=asked.pk)


def test_a_transfer_in_time_is_written_down_by_itself_and_reporting_in_with_one_tap(house: House) -> None:
    done = moved(house, 20)
    assert left(house.member()) == {"transfer.in_time": [1000]}
    assert list(arrival_queries.own(house.member(), house.scheme, house.today)) == [done]
    for who in ("secretary", "stranger"):
        with pytest.raises(Denied):
            arrivals.report_in(transfer=done, scheme=house.scheme, by=house.viewer(who), at=house.at)
    arrivals.report_in(transfer=done, scheme=house.scheme, by=house.viewer("member"), at=house.at + DAY)
    arrivals.report_in(transfer=done, scheme=house.scheme, by=house.viewer("neighbour"), at=house.at + DAY)
    assert left(house.member()) == {"transfer.in_time": [1000], "transfer.reported_in": [1000]}
    assert not arrival_queries.of_unit(house.unit("B112"), house.scheme, house.today).exists()


def test_members_who_come_and_leave_at_the_moment_at_which_another_one_comes_keep_nobody_out(house: House) -> None:
    moved(house, 20)
    by, on = house.viewer("neighbour"), house.today
    members.leave(member=house.member(), why=Member.Leaving.RESIGNED, on=on, by=by, at=house.at)
    newcomer = members.enrol(
        number="99", name="Member 99", unit=house.unit("B112"), joined_on=on, from_on=on, by=by, at=house.at
    )  # fmt: skip
    assert newcomer.unit == house.unit("B112")
    assert left(house.member()) == {"transfer.in_time": [1000]}


def test_a_transfer_that_took_long_leaves_nothing_and_late_reporting_in_neither(house: House) -> None:
    done = moved(house, 120)
    assert left(house.member()) == {}
    late = house.at + 40 * DAY
    with pytest.raises(ActionRefused, match="nothing is held against"):
        arrivals.report_in(transfer=done, scheme=house.scheme, by=house.viewer("member"), at=late)
    arrivals.report_in(
        transfer=done, scheme=house.scheme, by=house.viewer("neighbour"), at=late, on=house.today + 2 * DAY
    )  # fmt: skip
    assert left(house.member()) == {"transfer.reported_in": [1000]}, "the day on which the member came counts"
    assert Search.objects.count() == 0
