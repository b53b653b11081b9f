"""Accountability: heard before it is decided, decided by a body, appealed to another, and never changed."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from goodstanding.access.policies import Denied
from goodstanding.actions.cases import accountability
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AccountabilityFile, AccountabilityStep, Notice
from goodstanding.models.cases.accountability import FILE_MOVES, FileMove, FileState
from goodstanding.queries.cases import accountability as queries
from tests.accountability import on_to, opened, taken
from tests.house import House

M = FileMove


def test_every_other_way_is_refused_and_every_state_is_reached(house: House) -> None:
    reached = {FileState.OPENED}
    for _state in FileState:
        reached |= {becomes for (was, _move), becomes in FILE_MOVES.items() if was in reached}
    assert reached == set(FileState)
    file = on_to(house, FileState.ENDED)
    steps = list(file.steps.values_list("what", flat=True))
    assert steps == ["open", "establish", "hear", "decide", "announce", "take_effect", "end"]
    for move in FileMove:
        with pytest.raises(ActionRefused, match="no longer possible"):
            taken(house, file, move, by="city_officer", days=50)


def test_nothing_is_decided_without_a_hearing(house: House) -> None:
    file = opened(house)
    for move in (M.HEAR, M.DECIDE, M.ANNOUNCE):
        with pytest.raises(ActionRefused, match="no longer possible"):
            taken(house, file, move)
    file = taken(house, file, M.ESTABLISH)
    assert taken(house, file, M.HEAR, by="sub_district_officer", words="I see it otherwise.").state == "heard"
    for move in (M.DECIDE, M.DROP):
        with pytest.raises(Denied):
            taken(house, file, move, by="sub_district_officer")


def test_only_an_office_over_the_unit_opens_one_at_every_level(house: House) -> None:
    for by in ("sub_district_officer", "secretary", "auditor", "analyst"):
        with pytest.raises(Denied):
            opened(house, by=by)
    assert opened(house, by="city_officer", who="district_officer", code="D1").state == "opened"
    assert opened(house, by="sub_district_officer", who="secretary", code="B111").state == "opened"
    assert opened(house, by="sub_district_officer", who="", code="B111").member is None
    with pytest.raises(ActionRefused, match="office in this unit"):
        opened(house, who="secretary")


def test_the_body_the_form_and_the_layer_are_those_of_the_rules_on_that_day(house: House) -> None:
    file = on_to(house, FileState.HEARD)
    for said, says in (
        ({"body_unit": house.unit("S11")}, "do not decide this"),
        ({"body_unit": None}, "do not decide this"),
        ({"document": " "}, "number of the document"),
        ({"form": "examination"}, "form that the body decided"),
        ({"form": ""}, "form that the body decided"),
        ({"layer": ""}, "who is responsible"),
        ({"words": ""}, "in words"),
        ({"on": house.today - timedelta(days=1)}, "before the step"),
        ({"on": house.today + timedelta(days=1)}, "still to come"),
    ):
        with pytest.raises(ActionRefused, match=says):
            taken(house, file, M.DECIDE, **said)
    rule = house.scheme.accountability
    assert rule is not None
    assert list(rule.basis_on(date(2018, 1, 1))) == ["regulation_2016"]
    assert list(rule.basis_on(date(2020, 1, 1))) == ["regulation_2019"]


def test_an_appeal_has_a_clock_and_another_body_and_person_answer(house: House) -> None:
    file = on_to(house, FileState.ANNOUNCED)
    assert file.appeal_until == house.today + timedelta(days=30)
    with pytest.raises(ActionRefused, match="takes effect afterwards"):
        taken(house, file, M.TAKE_EFFECT, days=30)
    with pytest.raises(ActionRefused, match="possible until"):
        taken(house, file, M.APPEAL, "sub_district_officer", days=31, on=house.today + timedelta(days=31))
    file = taken(house, file, M.APPEAL, "sub_district_officer", words="The facts are others.")
    assert file.answer_by == house.today + timedelta(days=90)
    with pytest.raises(Denied):
        taken(house, file, M.REVOKE)
    with pytest.raises(ActionRefused, match="Another body"):
        taken(house, file, M.REVOKE, "city_officer", body_unit=house.unit("D1"))
    assert taken(house, file, M.REVOKE, "city_officer").state == "revoked"


def test_who_sees_it_and_that_corrections_are_rows_of_their_own(house: House) -> None:
    file = on_to(house, FileState.DECIDED)
    people = ("sub_district_officer", "district_officer", "city_officer", "auditor", "secretary", "analyst", "operator")
    seen = {who for who in people if queries.at_desk(house.viewer(who), house.scheme).filter(pk=file.pk).exists()}
    assert seen == {"district_officer", "city_officer", "auditor"}
    assert list(queries.own(house.viewer("sub_district_officer"), house.scheme)) == [file]
    assert not queries.own(house.viewer("secretary"), house.scheme).exists()
    of_unit = opened(house, by="sub_district_officer", who="", code="B111")
    assert list(queries.own(house.viewer("secretary"), house.scheme)) == [of_unit]
    assert Notice.objects.filter(kind="accountability_opened").count() == 2
    step = queries.decision(file)
    assert step is not None
    with pytest.raises(Denied):
        accountability.correct(
            step=step, words="No.", scheme=house.scheme, by=house.viewer("sub_district_officer"), at=house.at
        )
    accountability.correct(
        step=step, words="No. 10.", scheme=house.scheme, by=house.viewer("city_officer"), at=house.at
    )
    with pytest.raises(Error), transaction.atomic():
        AccountabilityStep.objects.filter(pk=step.pk).update(words="Otherwise")
    with pytest.raises(Error), transaction.atomic():
        AccountabilityFile.objects.filter(pk=file.pk).update(state="opened")
