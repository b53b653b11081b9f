"""What did not take place in a year that is over counts for those alone whose duty it was throughout."""

from datetime import date, datetime, timedelta

from goodstanding.access.roles import Role
from goodstanding.actions.care import missed, talks
from goodstanding.models import Fact, Notice, Post
from tests.care import DAY, away, classed, left, sought, talked, touched
from tests.house import House

DUTY, SERVED = "duty.member_talked_with", "duty.served_at_home"
CLOSES = date(2017, 1, 5)


def close(house: House, on: date = CLOSES) -> int:
    at = datetime.combine(on, house.at.timetz())
    return missed.close(on=on, scheme=house.scheme, at=at)


def values(house: House, who: str, kind: str = DUTY) -> list[int | None]:
    return sorted(left(house.member(who)).get(kind, []), key=str)


def test_each_member_without_a_talk_counts_once_and_the_others_as_before(house: House) -> None:
    talks.say(talk=talked(house), scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert close(house, CLOSES - DAY) == 0, "the days of grace"
    assert close(house) == 3 + 3 + 4 + 4, "of the other two branches with a secretary, four each"
    assert close(house, CLOSES + DAY) == 0, "written once"
    # Of five members the person in office is not counted for themselves, and with one a talk took place.
    assert values(house, "secretary") == values(house, "committee") == [0, 0, 0, 1000]
    assert Notice.objects.filter(to=house.account("secretary"), kind="care_missed").count() == 1
    assert all(fact.occurred_on == date(2016, 12, 31) for fact in Fact.objects.filter(value=0))
    assert close(house, date(2017, 6, 1)) == 0, "and never long after"


def test_what_is_nobodys_omission_is_not_written(house: House) -> None:
    sought(house)
    away(house, "group_leader")
    waits = talks.set_down(
        kind="heart_to_heart", member=house.members("B111")[4], holder=house.member("secretary"), on=house.today,
        scheme=house.scheme, by=house.viewer("secretary"), at=house.at, way="",
    )  # fmt: skip
    assert waits.state == "said"
    house.members("B112")[4].memberships.update(from_on=date(2016, 3, 1))
    Post.objects.filter(unit=house.branch, role=Role.COMMITTEE).update(from_on=date(2016, 9, 1))
    close(house)
    assert values(house, "secretary") == [0], "with the committee member alone"
    assert values(house, "committee") == [], "whose duty it was for four months only"
    assert values(house, "neighbour") == [0, 0, 0], "a member came in March"


def test_a_talk_recorded_late_puts_it_right(house: House) -> None:
    close(house)
    later = house.at + timedelta(days=90)
    talk = talked(house, on=date(2016, 12, 20), at=later)
    talks.say(talk=talk, scheme=house.scheme, by=house.viewer("member"), at=later)
    assert values(house, "secretary") == [0, 0, 0, 1000]


def test_a_visit_is_owed_to_those_alone_who_were_of_the_class_throughout(house: House) -> None:
    classed(house.member(), "elderly_sick")
    classed(house.member("group_leader"), "elderly_sick")
    house.member("group_leader").classes.filter(word="elderly_sick").update(from_on=date(2016, 7, 1))
    close(house)
    assert values(house, "secretary", SERVED) == [0]
    visited = touched(house, "at_home", on=date(2016, 12, 30), at=house.at + timedelta(days=100))
    assert visited.member == house.member()
    assert values(house, "secretary", SERVED) == [1000]
