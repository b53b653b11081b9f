"""Attendance over time: of how often it was asked, how often somebody came; what is excused is left out."""

from datetime import date

from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.models import Fact
from goodstanding.queries.attendance.attended import by_month
from tests.house import House

OCTOBER = 2016 * 12 + 9


def wrote(house: House, *entries: tuple[str, str, int | None, date]) -> list[Fact]:
    new = [NewFact(kind, house.member(who), value, on, f"{who}-{kind}-{on}") for who, kind, value, on in entries]
    return ledger.record_many(new, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at).facts


def test_a_branch_is_its_members_together_month_by_month(house: House) -> None:
    wrote(
        house, ("member", "meeting.themed_day", 1000, date(2016, 10, 3)),
        ("committee", "meeting.themed_day", 0, date(2016, 10, 3)),
        ("secretary", "meeting.themed_day", None, date(2016, 10, 3)),
        ("member", "meeting.general", 0, date(2016, 9, 3)), ("member", "study.hours", 1000, date(2016, 9, 3)),
        ("stranger", "meeting.general", 1000, date(2016, 9, 3)),
    )  # fmt: skip
    months = by_month([one.pk for one in house.members("B111")], OCTOBER, house.scheme)
    assert len(months) == 12
    assert [(one.came, one.of, one.percent) for one in months[-3:]] == [(0, 0, None), (0, 1, 0), (1, 2, 50)]


def test_what_was_taken_back_is_not_counted_and_what_replaces_it_is(house: House) -> None:
    (fact,) = wrote(house, ("member", "meeting.themed_day", 0, date(2016, 10, 3)))
    reverse_and_replace.correct(fact=fact, value=1000, reason="I saw her", scheme=house.scheme, by=None, at=house.at)
    *_others, october = by_month([house.member().pk], OCTOBER, house.scheme)
    assert (october.came, october.of) == (1, 1)
