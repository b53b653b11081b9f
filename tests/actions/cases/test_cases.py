"""Cases: an order with a reason, a reply by its owner, a check by another person; late, only one level up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.cases import cases
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import CaseStep, DutyCase, Fact, MemberDecision, Notice
from goodstanding.models.cases.moves import CASE_MOVES, CASE_ONWARD, CaseMove, CaseState
from goodstanding.queries.cases import cases as queries
from tests.cases import closed, opened, replied, seat, unit_warned, warned
from tests.house import House

WHO = ("secretary", "committee", "group_leader", "neighbour", "sub_district_officer", "district_officer", "auditor")


def readers(house: House, case: DutyCase) -> set[str]:
    """Who of the house sees a case at the desk."""
    found = {who: queries.at_desk(house.viewer(who), house.scheme).filter(pk=case.pk) for who in WHO}
    return {who for who, rows in found.items() if rows.exists()}


def notified(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__login", flat=True))


def at(house: House, state: CaseState) -> DutyCase:
    """A case of the branch that stands at a state."""
    case = opened(house)
    if state in (CaseState.REPLIED, CaseState.CLOSED):
        case = replied(house, case)
    if state == CaseState.CLOSED:
        case = closed(house, case)
    if state == CaseState.LATE:
        cases.remind(on=case.due_on + timedelta(days=1), scheme=house.scheme, at=house.at)
    if state == CaseState.CALLED_OFF:
        cases.call_off(
            case=case, words="Mended.", scheme=house.scheme, by=house.viewer("district_officer"), at=house.at
        )
    return DutyCase.objects.get(pk=case.pk)


def done(house: House, case: DutyCase, move: CaseMove) -> DutyCase:
    """The same case after a move, by the person who makes it."""
    officer, then = house.viewer("sub_district_officer"), house.at
    later: dict[str, Any] = {"words": "A word.", "due_on": house.today + timedelta(days=30)}
    to: dict[str, Any] = {"case": case, "scheme": house.scheme, "by": officer, "at": then}
    moves: dict[CaseMove, Callable[[], Any]] = {
        CaseMove.REPLY: lambda: cases.reply(case=case, words="Done.", by=house.viewer("secretary"), at=then),
        CaseMove.CLOSE: lambda: cases.close(**to, words="Seen."),
        CaseMove.RETURN: lambda: cases.send_back(**to, **later),
        CaseMove.EXTEND: lambda: cases.extend(**to, **later),
        CaseMove.CALL_OFF: lambda: cases.call_off(**to, words="No longer needed."),
        CaseMove.PASS_UP: lambda: cases.remind(on=case.due_on + timedelta(days=1), scheme=house.scheme, at=then),
    }
    moves[move]()
    return DutyCase.objects.get(pk=case.pk)


@pytest.mark.parametrize("state", CaseState)
def test_every_way_is_gone_and_every_other_is_refused(house: House, state: CaseState) -> None:
    case = at(house, state)
    assert case.state == state
    for move in CaseMove:
        with transaction.atomic():
            becomes = CASE_MOVES.get((state, move))
            if becomes is not None:
                assert done(house, case, move).state == becomes
            elif move is CaseMove.PASS_UP:
                assert done(house, case, move).state == state, "only a waiting order is late"
            else:
                with pytest.raises(ActionRefused, match="no longer possible"):
                    done(house, case, move)
            transaction.set_rollback(True)


def test_every_state_can_be_reached() -> None:
    reached = {CaseState.ORDERED}
    for _state in CaseState:
        reached |= {becomes for (was, _move), becomes in CASE_MOVES.items() if was in reached}
    assert reached == set(CaseState)
    assert {(was, move) for was, move in CASE_ONWARD.items()} <= set(CASE_MOVES)


def test_another_person_checks_and_never_the_owner_or_the_member_concerned(house: House) -> None:
    case = replied(house, opened(house, by="secretary", owner="secretary"))
    with pytest.raises(Denied):
        closed(house, case, "secretary")
    with pytest.raises(Denied):
        closed(house, case, "neighbour")
    assert closed(house, case, "committee").state == "closed"
    assert Fact.objects.get(source="case").member == house.member("secretary")
    about = opened(house, post=seat(house, "committee"), owner="committee")
    assert about.member == house.member("committee")
    with pytest.raises(Denied):
        closed(house, replied(house, about, "committee"), "committee")
    assert closed(house, about, "secretary").state == "closed"
    assert Fact.objects.filter(source="case").count() == 1, "the duties of a person leave no entry"


def test_a_case_about_a_member_is_seen_by_those_with_the_duty_and_the_member(house: House) -> None:
    warning = warned(house)
    case = opened(house, "secretary", "committee", member=house.member(), warning=warning)
    assert readers(house, case) == {"secretary", "committee", "sub_district_officer", "district_officer"}
    own = opened(house, "secretary", "secretary", member=house.member())
    assert readers(house, own) == {"secretary", "sub_district_officer", "district_officer"}
    assert list(queries.own(house.member())) == [own, case]
    assert notified("case_about_you") == [house.account("member").login] * 2
    with pytest.raises(Denied):
        cases.say(case=case, words="Not so.", by=house.viewer("committee"), at=house.at)
    cases.say(case=case, words="I was ill.", by=house.viewer("member"), at=house.at)
    assert CaseStep.objects.get(what="said").words == "I was ill."
    assert notified("case_said") == sorted(house.account(who).login for who in ("secretary", "committee"))


def test_nobody_opens_one_about_oneself_or_where_the_rules_give_no_office(house: House) -> None:
    for by, said in (
        ("secretary", {"member": house.member("secretary")}),
        ("secretary", {"post": seat(house, "secretary")}),
        ("committee", {}),
        ("neighbour", {}),
        ("auditor", {}),
    ):
        with pytest.raises(Denied):
            opened(house, by, "committee", **said)
    with pytest.raises(ActionRefused, match="person in office"):
        opened(house, owner="neighbour")
    with pytest.raises(ActionRefused, match="person in office"):
        opened(house, member=house.member("committee"), owner="committee")
    with pytest.raises(ActionRefused, match="from tomorrow on"):
        opened(house, days=0)
    with pytest.raises(ActionRefused, match="at the latest"):
        opened(house, days=91)
    with pytest.raises(ActionRefused, match="no case is opened"):
        opened(house, warning=warned(house, "little_study"), member=house.member())
    with pytest.raises(ActionRefused, match="no case is opened"):
        opened(house, member=house.member(), warning=unit_warned(house))
    assert opened(house, form="f") == opened(house, form="f")


def test_late_it_goes_one_level_up_by_the_clock_and_nothing_else_follows(house: House) -> None:
    case = opened(house, by="secretary", owner="committee")
    assert cases.remind(on=case.due_on - timedelta(days=4), scheme=house.scheme, at=house.at) == 0
    assert cases.remind(on=case.due_on, scheme=house.scheme, at=house.at) == 1
    assert cases.remind(on=case.due_on, scheme=house.scheme, at=house.at) == 0, "once"
    facts = Fact.objects.count()
    assert cases.remind(on=case.due_on + timedelta(days=1), scheme=house.scheme, at=house.at) == 1
    case.refresh_from_db()
    assert (case.state, case.above_unit) == ("late", house.unit("S11"))
    assert notified("case_late_above") == [house.account("sub_district_officer").login]
    assert [one.pk for one in queries.late_below(house.viewer("sub_district_officer"), house.scheme)] == [case.pk]
    assert (Fact.objects.count(), MemberDecision.objects.count()) == (facts, 0)
    later = case.due_on + timedelta(days=20)
    with pytest.raises(Denied):
        cases.extend(
            case=case, words="More time.", due_on=later, scheme=house.scheme, by=house.viewer("committee"), at=house.at
        )
    cases.extend(
        case=case, words="Illness.", due_on=later, scheme=house.scheme, by=house.viewer("secretary"), at=house.at
    )
    case.refresh_from_db()
    assert (case.state, case.above_unit, case.due_on) == ("ordered", None, later)


def test_a_reply_refers_to_entries_and_meetings_that_are_listed(house: House) -> None:
    from tests.meetings import closed as meeting_closed
    from tests.meetings import opened as meeting_opened

    meeting = meeting_opened(house)
    meeting_closed(house, meeting)
    case = opened(house, "secretary", "committee", member=house.member())
    by, (entry, *_rest) = house.viewer("committee"), queries.entries_for(case, house.today)
    other = Fact.objects.filter(member=house.member("secretary")).first()
    assert other is not None
    with pytest.raises(ActionRefused, match="entries that are listed"):
        cases.reply(case=case, words="Done.", facts=[other], by=by, at=house.at)
    cases.reply(case=case, words="Done.", facts=[entry], meetings=[meeting], by=by, at=house.at)
    (step,) = queries.steps(case).filter(what="replied")
    assert {(one.fact, one.meeting) for one in step.evidence.all()} == {(entry, None), (None, meeting)}


def test_the_database_holds_the_steps_and_the_check(house: House) -> None:
    case = closed(house, replied(house, opened(house)))
    for change in ({"words": "Otherwise."}, {"by": None}):
        with pytest.raises(Error), transaction.atomic():
            CaseStep.objects.filter(case=case, what="closed").update(**change)
    with pytest.raises(Error), transaction.atomic():
        DutyCase.objects.filter(pk=case.pk).update(state="ordered")
    with pytest.raises(Error), transaction.atomic():
        DutyCase.objects.filter(pk=case.pk).update(title="Otherwise")


def test_two_offices_of_one_person_are_one_person(house: House) -> None:
    house.appoint("secretary", Role.OFFICER, "S11")
    case = replied(house, opened(house, by="district_officer"))
    with pytest.raises(Denied):
        closed(house, case, "secretary")
