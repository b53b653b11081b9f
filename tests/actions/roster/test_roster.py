"""What becomes of an import and of the members in it: by whom, when, and what the audit keeps of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.actions.operations import imports
from goodstanding.actions.people import members, record_views
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.roster import roster
from goodstanding.models import AuditRow, Member, RecordView, RefusedRow, RosterImport
from tests.house import House

State = RosterImport.State
NOTHING = {"read": 0}


def bring(house: House, who: str = "secretary") -> RosterImport:
    return imports.bring(
        RosterImport,
        unit=house.branch,
        file_name="r.csv",
        stored_as="0.brought",
        digest="0",
        encoding="",
        columns={},
        by=house.viewer(who),
        at=house.at,
    )


def correction(house: House, **more: Any) -> roster.RosterChange:
    told: dict[str, Any] = {"values": {}, "begin": frozenset(), "end": frozenset(), **more}
    return roster.RosterChange(house.member("member"), house.branch, **told)


@pytest.mark.parametrize("who", ["committee", "neighbour", "auditor", "operator", "analyst"])
def test_only_those_with_the_duty_bring_a_roster(house: House, who: str) -> None:
    with pytest.raises(Denied):
        bring(house, who)


def test_matching_columns_again_makes_the_last_check_void(house: House) -> None:
    one = bring(house)
    imports.keep_check(brought=one, counts=NOTHING, refused=[])
    assert imports.match(brought=one, places={"number": 1}).state == State.BROUGHT
    one.refresh_from_db()
    assert one.columns == {"matched": {"number": 1}, "hidden_rows": ""}


def test_counts_that_do_not_add_up_are_never_kept(house: House) -> None:
    with pytest.raises(AssertionError):
        imports.keep_check(brought=bring(house), counts={"read": 2, "added": 1}, refused=[])


def test_a_second_check_forgets_what_the_first_one_refused(house: House) -> None:
    one = bring(house)
    for row in (3, 4):
        refused = [RefusedRow(row=row, column="name", reason="empty")]
        imports.keep_check(brought=one, counts={"read": 1, "refused": 1}, refused=refused)
    assert [line.row for line in one.refusals.all()] == [4]


def test_refused_rows_are_forgotten_after_a_month_and_what_waited_a_week_is_given_up(house: House) -> None:
    one = bring(house)
    refused = [RefusedRow(row=3, column="name", reason="empty")]
    imports.keep_check(brought=one, counts={"read": 1, "refused": 1}, refused=refused)
    assert imports.forget(at=house.at + timedelta(days=6)) == 0
    done = bring(house)
    again = [RefusedRow(row=4, column="name", reason="empty")]
    told: dict[str, Any] = {"counts": {"read": 1, "refused": 1}, "fields": ["name"], "by": None, "at": house.at}
    imports.finish(brought=done, refused=again, **told)
    assert imports.forget(at=house.at + timedelta(days=8)) == 1
    one.refresh_from_db()
    assert (one.state, done.refusals.count()) == (State.GIVEN_UP, 1)
    assert imports.forget(at=house.at + timedelta(days=31)) == 1


def test_what_has_come_to_its_end_is_not_touched_again(house: House) -> None:
    one = bring(house)
    imports.give_up(brought=one, by=house.viewer("secretary"), at=house.at)
    for act in (
        lambda: imports.match(brought=one, places={}),
        lambda: imports.keep_check(brought=one, counts=NOTHING, refused=[]),
        lambda: imports.give_up(brought=one, by=house.viewer("secretary"), at=house.at),
    ):
        with pytest.raises(ActionRefused, match="import has ended"):
            act()


def test_classes_end_and_begin_on_the_day_and_no_other_member_s_are_touched(house: House) -> None:
    change = correction(house, begin=frozenset({"retired"}), end=frozenset({"ordinary"}))
    roster.correct_many([change], on=house.today, by=None, at=house.at)
    held = house.member("member").classes.order_by("word").values_list("word", "from_on", "until_on")
    assert list(held) == [
        ("full", date(2015, 1, 1), None),
        ("ordinary", date(2015, 1, 1), house.today),
        ("retired", house.today, None),
    ]
    assert house.member("committee").classes.filter(until_on=None).count() == 2


def test_a_class_that_is_still_to_come_stays_as_it_is(house: House) -> None:
    member, later = house.member("member"), house.today + timedelta(days=30)
    members.begin_class(member=member, word="retired", on=later, scheme=house.scheme, by=None, at=house.at)
    roster.correct_many([correction(house, end=frozenset({"full"}))], on=house.today, by=None, at=house.at)
    assert member.classes.get(word="retired").from_on == later


def test_the_audit_says_of_many_what_it_says_of_one(house: House) -> None:
    by = house.viewer("sub_district_officer")
    members.correct(member=house.member("member"), values={"name": "成员改"}, by=by, at=house.at)
    roster.correct_many([correction(house, values={"name": "成员又"})], on=house.today, by=by, at=house.at)
    one, many = AuditRow.objects.filter(verb="correct").order_by("pk")
    for name in ("by", "office", "noun", "key", "fields", "unit"):
        assert getattr(one, name) == getattr(many, name), name
    assert many.office == f"officer · {house.unit('S11').name}"


def test_a_corrected_name_is_found_by_its_sounds(house: House) -> None:
    roster.correct_many([correction(house, values={"name": "张三"})], on=house.today, by=None, at=house.at)
    assert Member.objects.get(initials="zs").pinyin == "zhangsan"


def test_what_is_carried_away_leaves_a_line_each_time(house: House) -> None:
    people, told = house.members("B111"), {"how": RecordView.How.EXPORT, "purpose": RecordView.Purpose.ROSTER}
    for always, expected in ((False, 4), (False, 4), (True, 8)):
        record_views.leave(
            people,
            by=house.viewer("secretary"),
            at=house.at,
            permission=Permission.EXPORT_ROSTER,
            always=always,
            **told,  # type: ignore[arg-type]
        )
        assert RecordView.objects.count() == expected
