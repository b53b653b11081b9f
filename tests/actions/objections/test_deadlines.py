"""Deadlines by the organization's own working days: provisional, announced, counted anew, never earlier than told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goodstanding.access.policies import Denied
from goodstanding.actions.objections import calendars, objections, rulings
from goodstanding.actions.objections.calendars import News
from goodstanding.actions.objections.rulings import Answer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AnnouncedDay, Announcement, AuditRow, Notice, Objection, Organization, Step
from goodstanding.queries.objections.deadlines import ANSWER
from goodstanding.queries.objections.objections import appeal_until
from goodstanding.queries.people import calendars as calendar_queries
from goodstanding.queries.people.organization import the_scheme
from tests.house import AT, House
from tests.objected import OF_ABSENCES, absent_and_published, objected, told
from tests.tampering import UNCHANGED

#: The house is of October 2016; the notice of 2017 is known there, and that of 2027 is not.
DECEMBER = datetime(2026, 12, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
#: As a notice of 2027 may say: New Year's Day until the Sunday after it, and that Sunday worked.
OFF = frozenset(date(2027, 1, day) for day in (1, 4, 5))
WORKED = frozenset({date(2027, 1, 3)})
NEWS = News(2027, "国办发明电〔2026〕示例号", date(2026, 12, 14), OFF, WORKED)


@pytest.fixture
def objection(house: House) -> Objection:
    """Made on 15 December 2026, when nobody has announced the days of 2027."""
    run, facts = house.begun
    house.at, house.today = DECEMBER, DECEMBER.date()
    return objected(house, run, facts[1])


def announce(news: News = NEWS, at: datetime = DECEMBER) -> int:
    return calendars.announce(news=news, scheme=the_scheme(), by=None, at=at)


@pytest.mark.begins(after=absent_and_published)
def test_an_objection_on_the_eve_of_national_day_is_due_after_it(house: House) -> None:
    run, facts = house.begun
    house.at = datetime(2026, 9, 30, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    found = objected(house, run, facts[1])
    # Fifteen days of Monday to Friday would end on 21 October, with National Day among them.
    assert (found.due_after, found.due_on, found.due_is_provisional) == (date(2026, 9, 30), date(2026, 10, 27), False)


@pytest.mark.begins(after=absent_and_published)
def test_over_a_year_that_is_not_announced_it_is_provisional_and_the_trail_says_so(
    house: House, objection: Objection
) -> None:
    assert (objection.due_on, objection.due_is_provisional) == (date(2027, 1, 5), True)
    (step,) = objection.steps.all()
    assert (step.due_on, step.is_provisional) == (date(2027, 1, 5), True)
    notice = Notice.objects.get(to=house.account("sub_district_officer"))
    assert (notice.facts["day"], notice.facts["provisional"]) == ("2027-01-05", True)


@pytest.mark.begins(after=absent_and_published)
def test_announced_days_move_it_later_and_the_people_concerned_are_told(house: House, objection: Objection) -> None:
    assert announce() == 1
    objection.refresh_from_db()
    # 16 December to 31 December are twelve working days; then Sunday the 3rd, and the 6th and 7th of January.
    assert (objection.due_on, objection.due_is_provisional) == (date(2027, 1, 7), False)
    last = objection.steps.last()
    assert last is not None
    assert (last.verb, last.due_on, last.is_provisional, last.by) == ("redated", date(2027, 1, 7), False, None)
    assert told(house, "member") == [*OF_ABSENCES, "objection_redated"]
    assert told(house, "sub_district_officer") == ["objection_opened", "objection_redated"]
    assert announce(News(2027, "again", NEWS.published_on, OFF, WORKED)) == 0
    assert told(house, "member") == [*OF_ABSENCES, "objection_redated"]


@pytest.mark.begins(after=absent_and_published)
def test_it_is_never_earlier_than_told_and_becomes_final_all_the_same(house: House, objection: Objection) -> None:
    early = News(2027, "a weekend worked", NEWS.published_on, frozenset({date(2027, 1, 1)}),
                 frozenset({date(2027, 1, 2), date(2027, 1, 3)}))  # fmt: skip
    proposed = calendars.preview(news=early, at=DECEMBER)
    assert [(one.moves, one.found.day) for one in proposed] == [(False, date(2027, 1, 5))]
    assert announce(early) == 0
    objection.refresh_from_db()
    assert (objection.due_on, objection.due_is_provisional) == (date(2027, 1, 5), False)
    assert list(objection.steps.values_list("verb", flat=True)) == ["opened"]
    assert told(house, "member") == OF_ABSENCES


@pytest.mark.begins(after=absent_and_published)
def test_the_time_for_a_second_ruling_moves_too(house: House, objection: Objection) -> None:
    answer = Answer(upheld=False, reason="The roll was signed by two.")
    officer = house.viewer("sub_district_officer", on=house.today)
    rulings.rule(objection=objection, answer=answer, scheme=house.scheme, by=officer, at=DECEMBER)
    objection.refresh_from_db()
    assert (appeal_until(objection), objection.appeal_is_provisional) == (date(2027, 1, 5), True)
    assert announce() == 1
    objection.refresh_from_db()
    assert (appeal_until(objection), objection.appeal_is_provisional) == (date(2027, 1, 7), False)
    assert told(house, "member") == [*OF_ABSENCES, "objection_rejected", "objection_appeal_redated"]
    late = DECEMBER + timedelta(days=23)
    objections.appeal(
        objection=objection, reason="Both.", scheme=house.scheme, by=house.viewer("member", on=late.date()), at=late
    )
    objection.refresh_from_db()
    assert objection.due_after == date(2027, 1, 7)


@pytest.mark.begins(after=absent_and_published)
def test_what_has_passed_or_ended_is_left_as_it_was(house: House, objection: Objection) -> None:
    after = DECEMBER + timedelta(days=30)
    assert announce(at=after) == 0
    objection.refresh_from_db()
    assert (objection.due_on, objection.due_is_provisional) == (date(2027, 1, 5), True)


@pytest.mark.begins(after=absent_and_published)
def test_a_preview_says_what_moves_and_writes_nothing(house: House, objection: Objection) -> None:
    (change,) = calendars.preview(news=NEWS, at=DECEMBER)
    assert (change.objection, change.what, change.announced.day, change.found.day) == (
        objection, ANSWER, date(2027, 1, 5), date(2027, 1, 7),
    )  # fmt: skip
    objection.refresh_from_db()
    assert objection.due_is_provisional
    assert not Announcement.objects.exists()


def test_what_a_new_release_brings_is_counted_by_the_daily_work(house: House) -> None:
    from goodstanding.flows import schedule

    names = list(schedule.steps(house.today, AT))
    assert names.index("deadlines_counted_anew") < names.index("objections_escalated")
    assert schedule.steps(house.today, AT)["deadlines_counted_anew"]() == 0


@pytest.mark.begins(after=absent_and_published)
def test_another_calendar_counts_every_open_deadline_anew(house: House, objection: Objection) -> None:
    assert calendars.choose(code="DE", scheme=house.scheme, by=None, at=DECEMBER) == 1
    objection.refresh_from_db()
    # Christmas and its second day off; 2027 is not known of Germany either.
    assert (objection.due_on, objection.due_is_provisional) == (date(2027, 1, 6), True)
    assert calendar_queries.code() == "DE"
    with pytest.raises(ActionRefused):
        calendars.choose(code="XX", scheme=house.scheme, by=None, at=DECEMBER)


def test_an_announcement_is_for_the_calendar_that_holds_and_leaves_an_audit_row(house: House) -> None:
    calendars.announce(news=NEWS, scheme=house.scheme, by=house.viewer("operator"), at=DECEMBER)
    made = Announcement.objects.get()
    assert (made.calendar, made.year, made.by) == ("CN", 2027, house.account("operator"))
    row = AuditRow.objects.get(noun="calendar")
    assert (row.verb, row.by, row.unit, row.fields) == ("announce", made.by, house.city, ["days", "year"])
    assert calendar_queries.calendar().is_announced(2027)
    assert not calendar_queries.calendar(of="DE").is_announced(2027)


@pytest.mark.parametrize("who", ["city_officer", "auditor", "secretary", "member"])
def test_only_an_operator_puts_days_in(house: House, who: str) -> None:
    with pytest.raises(Denied):
        calendars.announce(news=NEWS, scheme=house.scheme, by=house.viewer(who), at=DECEMBER)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"year": 2025}, "year"),
        ({"year": 2029}, "year"),
        ({"source": "  "}, "source"),
        ({"published_on": date(2026, 12, 16)}, "published_on"),
        ({"off": frozenset()}, "off"),
        ({"off": frozenset({date(2028, 1, 1)})}, "off"),
        ({"off": frozenset({date(2026, 11, 30)})}, "off"),
        ({"off": frozenset(date(2027, 1, 1) + timedelta(days=n) for n in range(121))}, "off"),
        ({"worked": frozenset({date(2027, 1, 1)})}, "worked"),
        ({"worked": frozenset({date(2026, 1, 4)})}, "worked"),
    ],
)
def test_what_no_announcement_says_is_refused_where_it_stands(
    house: House, changed: dict[str, object], field: str
) -> None:
    values = {"year": 2027, "source": "x", "published_on": NEWS.published_on, "off": OFF, "worked": WORKED} | changed
    for act in (announce, lambda news: calendars.preview(news=news, at=DECEMBER)):
        with pytest.raises(ActionRefused) as refusal:
            act(News(**values))  # type: ignore[arg-type]
        assert refusal.value.field == field
    assert not Announcement.objects.exists()


def test_without_a_calendar_nothing_is_put_in(house: House) -> None:
    Organization.objects.update(calendar="")
    with pytest.raises(ActionRefused, match="No calendar is chosen"):
        announce()


def test_the_last_days_of_the_year_before_can_be_named(house: House) -> None:
    news = News(2027, "x", NEWS.published_on, frozenset({date(2026, 12, 31), date(2027, 1, 1)}), frozenset())
    announce(news)
    assert calendar_queries.calendar().after(date(2026, 12, 30), 1).day == date(2027, 1, 4)


def test_an_announcement_is_never_changed_and_names_a_day_once(house: House) -> None:
    announce()
    for statement in (
        lambda: Announcement.objects.update(year=2028),
        lambda: AnnouncedDay.objects.update(is_worked=True),
        lambda: AnnouncedDay.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match=UNCHANGED), transaction.atomic():
            statement()
    made = Announcement.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnouncedDay.objects.create(announcement=made, day=date(2027, 1, 1), is_worked=True)


@pytest.mark.begins(after=absent_and_published)
def test_steps_are_guarded_still_and_a_deadline_lies_after_its_beginning(house: House, objection: Objection) -> None:
    with pytest.raises(DatabaseError, match=UNCHANGED), transaction.atomic():
        Step.objects.update(is_provisional=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(due_after=objection.due_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(state="rejected")
