"""How units stand, on their pages: parts, leagues without false places, and a branch's members with a trace left."""

import pytest

from goodstanding.models import RecordView, Standing, UnitStanding
from goodstanding.queries.months import unit_ratings
from goodstanding.web.months.presenters import unit_ratings as unit_rating_presenters
from tests.beginnings import two_months_published, year_drafted, year_published
from tests.house import House
from tests.months import SEPTEMBER

pytestmark = pytest.mark.usefixtures("at_house_time")


def _page(house: House, who: str, code: str = "B111") -> str:
    answer = house.client(who).get(f"/units/{code}/rating/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_month_the_page_says_what_comes(house: House) -> None:
    assert "No month is published yet." in _page(house, "secretary")


@pytest.mark.begins(after=year_drafted)
def test_a_draft_is_seen_by_nobody_here(house: House) -> None:
    assert "No month is published yet." in _page(house, "city_officer", "CITY")


@pytest.mark.begins(after=two_months_published)
def test_a_secretary_sees_every_member_by_month_and_each_of_them_can_read_that(house: House) -> None:
    page = _page(house, "secretary")
    for member in house.members("B111"):
        assert member.name in page
    assert "not rated" in page
    seen = RecordView.objects.filter(by=house.account("secretary"), how=RecordView.How.LIST)
    others = {member.pk for member in house.members("B111")} - {house.member("secretary").pk}
    assert set(seen.values_list("member", flat=True)) == others


@pytest.mark.parametrize("who", ["analyst", "committee"])
@pytest.mark.begins(after=year_published)
def test_who_has_no_duty_for_people_sees_figures_and_no_names(house: House, who: str) -> None:
    run, _facts = house.begun
    page = _page(house, who)
    for member in house.members("B111"):
        if member.pk != (house.account(who).member_id or 0):
            assert member.name not in page
    assert run.key in page
    assert not RecordView.objects.filter(by=house.account(who)).exists()


@pytest.mark.begins(after=year_published)
def test_few_rated_members_have_no_distribution_outside_their_branch(house: House) -> None:
    assert "Its members by band" in _page(house, "secretary")
    assert "Its members by band" not in _page(house, "analyst")
    assert "Its members by band" in _page(house, "analyst", "CITY")


@pytest.mark.begins(after=year_published)
def test_a_league_holds_the_units_right_below_by_kind_best_first(house: House) -> None:
    run, _facts = house.begun
    (league,) = unit_ratings.leagues(house.unit("S11"), run, inside=True)
    totals = [peer.line.total for peer in league.peers]
    assert {peer.unit.code for peer in league.peers} == {"B111", "B112"}
    assert totals == sorted(totals, key=lambda total: -(total or 0))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ((8000, 100, 20), (8200, 100, 20), True),
        ((8000, 100, 20), (8300, 100, 20), False),
        ((8000, None, 1), (9000, 100, 20), True),
        ((8000, 0, 20), (8000, 0, 20), True),
        ((8000, 0, 20), (8001, 0, 20), False),
    ],
)
def test_units_whose_difference_chance_could_make_are_not_told_apart(
    one: tuple[int, int | None, int], other: tuple[int, int | None, int], alike: bool
) -> None:
    first, second = (UnitStanding(total=total, spread=spread, n=n) for total, spread, n in (one, other))
    assert unit_ratings.alike(first, second) is alike
    assert unit_ratings.alike(second, first) is alike


@pytest.mark.begins(after=year_published)
def test_who_is_below_the_middle_or_fell_is_named_with_a_next_step(house: House) -> None:
    run, _facts = house.begun
    rows = unit_ratings.strip(house.branch, run.month)
    found = unit_ratings.behind(rows, run.month)
    totals = sorted(
        line.total for line in Standing.objects.filter(run=run, unit=house.branch) if line.total is not None
    )
    below = [total for total in totals if total < totals[(len(totals) - 1) // 2] - 300]
    assert [line.total for _member, line, _change in found] == below
    page = _page(house, "secretary")
    assert all(f"{total // 100}.{total % 100:02d}" in page for total in below)


def test_a_month_with_too_little_due_is_grey_and_every_cell_says_its_points(house: House) -> None:
    member, least = house.member(), house.scheme.member.min_attainable
    lines = {
        SEPTEMBER - 1: Standing(total=4210, band="low", attainable=least - 1),
        SEPTEMBER: Standing(total=4210, band="low", attainable=least),
    }
    row = unit_ratings.UnitRatingRow(member, lines)
    cells = unit_rating_presenters.heatmap([row], SEPTEMBER, house.scheme)["rows"][0]["cells"]
    assert [(cell["level"], cell["mark"]) for cell in cells[-2:]] == [("thin", "42"), ("1", "42")]
    assert cells[-2]["text"] == "42.10 · too little was due to compare"


@pytest.mark.begins(after=year_published)
def test_attendance_of_the_branch_is_drawn_for_those_who_see_its_members_and_for_no_others(house: House) -> None:
    assert "Attendance, month by month" in _page(house, "secretary")
    assert "Attendance, month by month" not in _page(house, "analyst")
