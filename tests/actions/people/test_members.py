"""Members join, are put right, are classed, are hosted elsewhere, and leave; every count follows."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.people import members, memberships, transfers
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Member, Membership, Post, Unit
from tests.house import JOINED, OPENED, TODAY, House

BEFORE, LATER, TOMORROW = date(2016, 9, 30), date(2016, 10, 2), date(2016, 10, 16)


def enrol(house: House, who: str = "secretary", code: str = "B111", **changed: Any) -> Member:
    told: dict[str, Any] = {"number": "N1", "name": "成员新", "joined_on": JOINED, "from_on": LATER} | changed
    return members.enrol(unit=house.unit(code), by=house.viewer(who), at=house.at, **told)


def leave(house: House, who: str = "member", on: date = LATER, by: str = "secretary") -> None:
    members.leave(member=house.member(who), why=Member.Leaving.RESIGNED, on=on, by=house.viewer(by), at=house.at)


# Joining


def test_a_new_member_counts_and_belongs_from_the_day(house: House) -> None:
    member = enrol(house)
    assert house.branch.members_here == 6
    assert member.memberships.get().from_on == LATER
    assert (member.pinyin, member.initials) == ("chengyuanxin", "cyx")


def test_a_member_without_a_telephone_can_be_enrolled(house: House) -> None:
    enrol(house)
    assert Member.objects.get(number="N1").phone == ""


def test_a_telephone_number_cannot_be_read_from_the_database(house: House) -> None:
    enrol(house, phone="555 0100")
    assert Member.objects.get(number="N1").phone == "555 0100"
    assert not Member.objects.extra(where=["phone LIKE '%%555%%'"]).exists()


def test_enrolling_leaves_an_audit_row_without_values(house: House) -> None:
    member = enrol(house, phone="555 0100")
    row = AuditRow.objects.get(noun="member", key=member.key)
    assert (row.verb, row.fields, row.unit) == ("enrol", ["joined_on", "name", "number"], house.branch)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": "11101"}, "number"),
        ({"joined_on": TOMORROW, "from_on": TOMORROW}, "joined_on"),
        ({"full_on": date(2010, 1, 1)}, "full_on"),
        ({"from_on": date(2014, 12, 31)}, "from_on"),
        ({"from_on": TOMORROW}, "from_on"),
        ({"joined_on": TODAY}, "from_on"),
    ],
)
def test_somebody_who_does_not_fit_is_not_enrolled(house: House, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        enrol(house, **changed)
    assert refusal.value.field == field
    assert house.branch.members_here == 5


def test_early_in_the_morning_it_is_today_already(house: House) -> None:
    """At one in the morning in Shanghai it is still yesterday in Greenwich, by which the server's clock goes."""
    at = datetime(2016, 10, 14, 17, tzinfo=UTC)
    member = members.enrol(
        number="N1", name="成员新", unit=house.branch, joined_on=TODAY, from_on=TODAY, by=None, at=at
    )
    assert member.joined_on == TODAY


@pytest.mark.parametrize(
    "who", ["committee", "group_leader", "member", "neighbour", "foreign_secretary", "analyst", "auditor", "operator"]
)
def test_only_the_secretary_and_officers_above_enrol(house: House, who: str) -> None:
    with pytest.raises(Denied):
        enrol(house, who)


def test_without_a_second_factor_nobody_enrols(house: House) -> None:
    with pytest.raises(Denied):
        members.enrol(
            number="N1",
            name="成员新",
            unit=house.branch,
            joined_on=JOINED,
            from_on=LATER,
            by=house.viewer("secretary", verified=False),
            at=house.at,
        )


def test_a_very_long_name_can_be_enrolled(house: House) -> None:
    assert enrol(house, name="长" * 100).name == "长" * 100


# Putting right


def correct(house: House, who: str = "secretary", **values: Any) -> frozenset[str]:
    return members.correct(member=house.member(), values=values, by=house.viewer(who), at=house.at)


def test_a_corrected_name_is_found_by_its_letters(house: House) -> None:
    assert correct(house, name="示例", phone="555 0100") == {"name", "phone"}
    assert (house.member().pinyin, house.member().phone) == ("shili", "555 0100")


def test_what_was_right_already_leaves_no_trace(house: House) -> None:
    assert correct(house, name=house.member().name, full_on=house.member().full_on) == frozenset()
    assert not AuditRow.objects.filter(verb="correct").exists()


def test_the_audit_row_of_a_correction_names_what_was_different(house: House) -> None:
    correct(house, name="示例", joined_on=JOINED)
    assert AuditRow.objects.get(verb="correct").fields == ["name"]


@pytest.mark.parametrize("values", [{"unit": None}, {"number": "X"}, {"left_on": TODAY}, {"key": "x"}])
def test_what_has_a_history_of_its_own_is_not_corrected(house: House, values: dict[str, Any]) -> None:
    with pytest.raises(ActionRefused):
        correct(house, **values)


@pytest.mark.parametrize("values", [{"joined_on": TOMORROW}, {"full_on": date(2010, 1, 1)}])
def test_impossible_days_are_refused(house: House, values: dict[str, Any]) -> None:
    with pytest.raises(ActionRefused):
        correct(house, **values)


def test_a_member_does_not_correct_themselves(house: House) -> None:
    with pytest.raises(Denied):
        correct(house, who="member", name="示例")


# Classes


def test_a_class_holds_from_its_day_until_its_end(house: House) -> None:
    by = house.viewer("secretary")
    told: dict[str, Any] = {"member": house.member(), "word": "floating", "by": by, "at": house.at}
    members.begin_class(on=BEFORE, scheme=house.scheme, **told)
    members.end_class(on=LATER, **told)
    held = house.member().classes.get(word="floating")
    assert [held.holds(day) for day in (OPENED, BEFORE, date(2016, 10, 1), LATER)] == [False, True, True, False]


@pytest.mark.parametrize("word", ["full", "emperor"])
def test_a_class_that_is_held_or_unknown_is_not_begun(house: House, word: str) -> None:
    with pytest.raises(ActionRefused):
        members.begin_class(
            member=house.member(), word=word, on=TODAY, scheme=house.scheme, by=house.viewer("secretary"), at=house.at
        )


@pytest.mark.parametrize(("word", "on"), [("floating", TODAY), ("full", date(2014, 1, 1))])
def test_a_class_that_is_not_held_or_began_later_is_not_ended(house: House, word: str, on: date) -> None:
    with pytest.raises(ActionRefused):
        members.end_class(member=house.member(), word=word, on=on, by=house.viewer("secretary"), at=house.at)


# Being hosted


def host(house: House, code: str | None, on: date = LATER) -> None:
    unit = house.unit(code) if code else None
    members.host(member=house.member(), unit=unit, on=on, by=house.viewer("secretary"), at=house.at)


def test_a_floating_member_has_one_host_at_a_time(house: House) -> None:
    host(house, "B211", BEFORE)
    host(house, "B221", LATER)
    host(house, None, TODAY)
    spans = house.member().hostings.order_by("pk").values_list("unit__code", "from_on", "until_on")
    assert list(spans) == [("B211", BEFORE, LATER), ("B221", LATER, TODAY)]


def test_being_hosted_does_not_change_where_somebody_counts(house: House) -> None:
    host(house, "B211")
    assert (house.branch.members_here, house.unit("B211").members_here) == (5, 5)


@pytest.mark.parametrize("code", ["B111", None])
def test_a_host_that_makes_no_sense_is_refused(house: House, code: str | None) -> None:
    with pytest.raises(ActionRefused):
        host(house, code)


def test_a_host_cannot_have_ended_before_it_began(house: House) -> None:
    host(house, "B211", LATER)
    with pytest.raises(ActionRefused):
        host(house, None, BEFORE)


# Leaving


def test_whoever_has_left_counts_no_more_but_their_past_stays(house: House) -> None:
    leave(house)
    member = house.member()
    assert (member.unit, member.left_on, house.branch.members_here) == (None, LATER, 4)
    assert member.memberships.get().until_on == LATER
    assert not member.classes.filter(until_on=None).exists()


def test_whoever_has_left_is_out_with_the_next_page(house: House) -> None:
    leave(house, "committee")
    assert not house.account("committee").is_active
    assert not house.viewer("committee").offices


def test_nothing_of_somebody_who_left_lasts_longer(house: House) -> None:
    house.appoint("member", Role.COMMITTEE, "B111", since=TODAY)
    Post.objects.filter(account__member=house.member()).update(until_on=date(2017, 1, 1))
    leave(house, on=LATER)
    assert not [post for post in Post.objects.filter(account__member=house.member()) if post.until_on != LATER]


@pytest.mark.parametrize("on", [date(2014, 1, 1), TOMORROW])
def test_the_day_of_leaving_lies_within_the_membership_and_not_ahead(house: House, on: date) -> None:
    with pytest.raises(ActionRefused) as refusal:
        leave(house, on=on)
    assert refusal.value.field == "on"
    assert house.branch.members_here == 5


def test_nobody_leaves_twice_or_is_changed_afterwards(house: House) -> None:
    leave(house)
    for act in (lambda: leave(house), lambda: correct(house, name="X"), lambda: host(house, "B211")):
        with pytest.raises(ActionRefused, match="no longer a member"):
            act()


def test_nobody_leaves_while_a_transfer_is_open(house: House) -> None:
    transfers.ask(member=house.member(), to=house.unit("B211"), reason="moving", by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match="transfer"):
        leave(house)


# Counts


def test_counting_again_gives_the_same(house: House) -> None:
    enrol(house)
    leave(house)
    memberships.move_all(Member.objects.filter(unit=house.unit("B122")), to=house.unit("B121"), on=TODAY)
    before = dict(Unit.objects.values_list("code", "members_here"))
    memberships.count_again()
    assert dict(Unit.objects.values_list("code", "members_here")) == before
    assert (before["B111"], before["B121"], before["B122"]) == (5, 10, 0)


def test_everybody_belongs_somewhere_on_every_day_once(house: House) -> None:
    memberships.move_all(Member.objects.filter(unit=house.branch), to=house.unit("B112"), on=LATER)
    for day in (OPENED, BEFORE, LATER, TODAY):
        held = [one.member_id for one in Membership.objects.all() if one.holds(day)]
        assert sorted(held) == sorted(Member.objects.values_list("pk", flat=True))


def test_nobody_is_moved_before_they_came(house: House) -> None:
    enrol(house)
    with pytest.raises(ActionRefused):
        memberships.move_all(Member.objects.filter(unit=house.branch), to=house.unit("B112"), on=BEFORE)
