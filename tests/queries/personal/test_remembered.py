"""The questions about what waits are put together once for an account, and anew as soon as they are different ones."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, Post
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.personal import waiting
from goodstanding.queries.personal.remembered import Remembered
from goodstanding.queries.personal.waiting import Waiting
from tests.house import AT, House
from tests.lively import everything_goes_on

WHO = ["member", "secretary", "committee", "group_leader", "sub_district_officer", "city_officer", "analyst"]


def counted(viewer: Viewer) -> dict[str, int]:
    return Waiting(viewer, the_scheme(), AT).counts


@pytest.mark.begins(after=everything_goes_on)
@pytest.mark.parametrize("who", WHO)
def test_what_is_remembered_counts_as_what_is_put_together_anew_today_and_next_month(house: House, who: str) -> None:
    for on in (AT.date(), AT.date() + timedelta(days=40)):
        viewer = house.viewer(who, on=on)
        first, again = counted(viewer), counted(viewer)
        waiting._questions.forget()
        assert first == again == counted(viewer)


@pytest.mark.begins(after=everything_goes_on)
@pytest.mark.parametrize("who", WHO)
def test_to_put_the_questions_together_asks_nothing_of_the_database(house: House, who: str) -> None:
    """What it had read would not be read again, when the question is asked again."""
    one = Waiting(house.viewer(who), the_scheme(), AT)
    assert one._state()
    with CaptureQueriesContext(connection) as asked:
        assert one._steady()
    assert not asked.captured_queries


@pytest.mark.begins(after=everything_goes_on)
def test_a_member_who_has_moved_or_holds_a_new_office_is_asked_other_questions(house: House) -> None:
    before = counted(house.viewer("secretary"))
    Member.objects.filter(account=house.account("secretary")).update(unit=house.unit("B112"))
    moved = counted(house.viewer("secretary"))
    Post.objects.filter(account=house.account("secretary")).delete()
    without = counted(house.viewer("secretary"))
    assert "leaves" in moved and "leaves" not in without
    waiting._questions.forget()
    assert without == counted(house.viewer("secretary"))
    assert before["bulletins"] > moved["bulletins"], "what was announced to the branch that the member left"


def test_the_account_that_was_served_longest_ago_is_forgotten_first() -> None:
    ticks, remembered = count(1), Remembered[int](most=2)

    def ask(account: int, state: str = "same") -> int:
        return remembered.get(account, state, lambda: next(ticks))

    assert [ask(1), ask(2), ask(1), ask(3), ask(1), ask(2)] == [1, 2, 1, 3, 1, 4]
    assert ask(2, "another") == 5
