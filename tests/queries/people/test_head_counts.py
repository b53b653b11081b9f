"""Numbers about many people: small groups are not shown outside their own branch."""

from datetime import date

from goodstanding.actions.people import members, memberships
from goodstanding.models import Member
from goodstanding.queries.people import head_counts
from goodstanding.queries.people.head_counts import Figure
from tests.house import TODAY, House

WORDS = ["full", "probationary", "floating"]


def test_members_are_counted_by_class_in_the_order_asked_for(house: House) -> None:
    for member in house.members("B111"):
        members.begin_class(
            member=member, word="floating", on=date(2016, 10, 1), scheme=house.scheme, by=None, at=house.at
        )
    shown = head_counts.by_class(house.unit("D1"), TODAY, WORDS, guarded=False)
    assert shown == [Figure("full", 20), Figure("floating", 5)]
    before = head_counts.by_class(house.unit("D1"), date(2016, 9, 30), WORDS, guarded=False)
    assert before == [Figure("full", 20)]


def test_fewer_than_ten_are_hidden_and_ten_are_shown(house: House) -> None:
    for number in range(30):
        house.enrol("S21", number=f"P{number:02}")
    for member in house.members("S21")[:9]:
        members.begin_class(member=member, word="floating", on=TODAY, scheme=house.scheme, by=None, at=house.at)
    assert head_counts.by_class(house.unit("S21"), TODAY, WORDS, guarded=True)[-1] == Figure("floating", None)
    tenth = house.member("stranger")
    members.begin_class(member=tenth, word="floating", on=TODAY, scheme=house.scheme, by=None, at=house.at)
    assert head_counts.by_class(house.unit("S21"), TODAY, WORDS, guarded=True)[-1] == Figure("floating", 10)


def test_all_but_a_few_are_hidden_as_those_few_are(house: House) -> None:
    for number in range(5):
        house.enrol("S21", number=f"P{number}")
    for member in [*house.members("B211"), *house.members("B212")]:
        members.begin_class(member=member, word="floating", on=TODAY, scheme=house.scheme, by=None, at=house.at)
    shown = head_counts.by_class(house.unit("S21"), TODAY, WORDS, guarded=True)
    assert shown[-1] == Figure("floating", None), "five are not floating"


def test_members_are_counted_by_month(house: House) -> None:
    members.leave(member=house.member(), why=Member.Leaving.DIED, on=date(2016, 9, 15), by=None, at=house.at)
    firsts = [date(2014, 1, 1), date(2016, 9, 1), date(2016, 10, 1)]
    shown = head_counts.by_month(house.unit("D1"), firsts, guarded=False)
    assert [figure.count for figure in shown] == [0, 20, 19]
    assert [figure.count for figure in head_counts.by_month(house.city, firsts, guarded=False)] == [0, 40, 39]
    hidden = head_counts.by_month(house.branch, firsts, guarded=True)
    assert [figure.count for figure in hidden] == [0, None, None]


def test_who_came_and_went_between_two_looks_is_in_neither(house: House) -> None:
    stays, goes = house.members("B111")[:2]
    for member, on in ((stays, date(2016, 3, 5)), (goes, date(2016, 3, 10))):
        memberships.move_all(Member.objects.filter(pk=member.pk), to=house.unit("B211"), on=on)
    memberships.move_all(Member.objects.filter(pk=goes.pk), to=house.unit("B111"), on=date(2016, 3, 20))
    firsts = [date(2016, 3, 1), date(2016, 3, 15), date(2016, 4, 1)]
    here, there = (head_counts.by_month(house.unit(code), firsts, guarded=False) for code in ("B111", "B211"))
    assert [figure.count for figure in here] == [5, 3, 4]
    assert [figure.count for figure in there] == [5, 7, 6]


def test_those_who_cannot_sign_in_yet_are_counted(house: House) -> None:
    assert head_counts.without_account(house.branch) == 1
    assert head_counts.without_account(house.city) == 30
    assert Member.objects.filter(account=None).count() == 30
