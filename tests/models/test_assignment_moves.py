"""Every way of an assignment is in one dict: each can be gone, each other is refused, by the database as well."""

import pytest
from django.db import DatabaseError, transaction

from goodstanding.models import Assignee
from goodstanding.models.assignments.moves import MOVES, OPEN, AssigneeState, Move
from tests.assignments import given_to
from tests.house import House


def test_every_state_is_reached_and_every_move_leads_somewhere() -> None:
    assert {AssigneeState.GIVEN, *MOVES.values()} == set(AssigneeState)
    assert {move for _state, move in MOVES} == set(Move)


def test_nothing_comes_back_once_it_is_withdrawn_and_all_that_is_open_can_be() -> None:
    assert not [move for state, move in MOVES if state == AssigneeState.WITHDRAWN]
    assert all((state, Move.WITHDRAW) in MOVES for state in OPEN)


def test_a_member_who_declined_is_never_judged() -> None:
    judged = {Move.FAIL, Move.LAPSE, Move.REFUSE, Move.RETURN, Move.FINISH}
    assert not [move for state, move in MOVES if state == AssigneeState.DECLINED and move in judged]


def test_the_database_refuses_every_step_that_is_no_way(house: House) -> None:
    row = given_to(house)
    ways = {(was, becomes) for (was, _move), becomes in MOVES.items()}
    allowed = {becomes for was, becomes in ways if was == AssigneeState.GIVEN}
    for state in set(AssigneeState) - allowed - {AssigneeState.GIVEN}:
        with pytest.raises(DatabaseError, match="does not change like that"), transaction.atomic():
            Assignee.objects.filter(pk=row.pk).update(state=state, done_on=house.today)
    assert Assignee.objects.filter(pk=row.pk).update(state="accepted") == 1
