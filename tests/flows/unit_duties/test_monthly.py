"""Once a month what fell due for units comes into the ledger: once, in a few statements, and people's word stands."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.actions.ledger import change
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.unit_duties import writing
from goodstanding.engine.period import month_of
from goodstanding.flows.operations.jobs import Progress
from goodstanding.flows.unit_duties import monthly
from goodstanding.models import AuditRow, Fact, Job, Remedy, Unit
from goodstanding.queries.unit_duties.entries import entered
from tests.house import AT, BRANCHES, House
from tests.letters import written as letter_written
from tests.meetings import closed, opened
from tests.unit_duties import OCTOBER, rows, values, written

MONTHS_END = AT + timedelta(days=20)


def at_months_end(house: House) -> House:
    """The house after a themed day that was closed in time, with a question that nobody answers."""
    closed(house, opened(house))
    letter_written(house)
    house.at = MONTHS_END
    return house


def test_what_fell_due_is_written_once_and_a_second_run_adds_nothing(house: House) -> None:
    at_months_end(house)
    # The themed day held, no committee meeting, no notice, closed, no minutes, no answer.
    assert written(house) == 6
    assert values("B111", "unit.meeting_held") == [1000, 0] or values("B111", "unit.meeting_held") == [0, 1000]
    assert values("B111", "unit.meeting_closed") == [1000]
    assert values("B111", "unit.minutes_in_time") == values("B111", "unit.letter_answered") == [0]
    assert written(house) == 0
    assert set(Fact.objects.filter(source=Fact.Source.UNIT).values_list("unit__code", flat=True)) == {"B111"}
    assert AuditRow.objects.filter(noun="facts", unit=house.branch, by=None).exists()


def test_an_entry_that_a_person_put_right_stays_and_shows_as_corrected(house: House) -> None:
    at_months_end(house)
    written(house)
    fact = Fact.objects.get(kind="unit.minutes_in_time")
    what = Change(Remedy.EXCUSE, None, "The hall was flooded.")
    change.change(
        fact=fact, what=what, scheme=house.scheme, by=house.viewer("sub_district_officer"), at=MONTHS_END,
        agreed_by=None,
    )  # fmt: skip
    assert written(house) == 0
    (now,) = entered("minutes", rows(house, "minutes", date(2016, 10, 1), date(2016, 10, 31)))
    assert (now.value, now.is_corrected) == (None, True)


def test_it_is_asked_for_once_a_month_when_the_days_of_grace_are_over(house: House) -> None:
    def asked(day: int) -> int:
        return monthly.ask(on=date(2016, 11, day), scheme=house.scheme, at=AT)

    assert [asked(day) for day in (1, 3, 4, 5, 30)] == [0, 0, 1, 0, 0]
    job = Job.objects.get(kind="unit_duties")
    done = monthly.do_monthly(Progress(job), job.facts)
    assert (done["month"], done["units"]) == ("2016-10", Unit.objects.count())


def test_it_takes_no_more_statements_for_many_units_than_for_few(house: House) -> None:
    few = {house.branch.pk: house.branch}
    many = {unit.pk: unit for unit in Unit.objects.filter(code__in=BRANCHES)}

    def statements(units: dict[int, Unit]) -> int:
        with CaptureQueriesContext(connection) as counted:
            writing.write(units=units, month=OCTOBER, scheme=house.scheme, at=MONTHS_END)
        return len(counted)

    assert (
        monthly.write_all(month=OCTOBER - 1, scheme=house.scheme, at=MONTHS_END) == 0
    )  # the head of the ledger is there
    assert statements(many) == statements(few)
    assert month_of(MONTHS_END.date()) == OCTOBER + 1
