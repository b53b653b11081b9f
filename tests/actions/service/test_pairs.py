"""Standing pairs, confirmed once a quarter in one list, and visits of which only the day is recorded."""

from datetime import date, datetime
from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import pairs, visits
from goodstanding.engine.period import Period, month_of, period_holding
from goodstanding.models import HelpPair, PairCheck, ServiceVisit
from goodstanding.queries.service import pairs as queries
from tests.house import House
from tests.service import DAY, left, paired

V = PairCheck.Verdict


def quarter(day: date) -> Period:
    return period_holding(month_of(day), "quarter")


def confirm(house: House, at: datetime, said: dict[str, PairCheck.Verdict] | None = None, by: str = "secretary") -> int:
    return pairs.confirm(
        unit=house.branch, period=quarter(house.today), said=said or {}, scheme=house.scheme, by=house.viewer(by), at=at
    )  # fmt: skip


def test_a_quarter_is_confirmed_in_one_tap_and_put_right_by_saying_it_again(house: House) -> None:
    pair, late = paired(house), house.at.replace(month=12, day=20)
    with pytest.raises(ActionRefused, match="cannot be confirmed now"):
        confirm(house, house.at)
    assert list(queries.waiting(house.viewer("secretary"), house.scheme, late.date())) == [house.branch]
    assert [confirm(house, late), confirm(house, late)] == [1, 0]
    assert left(house.member()) == {"service.paired_help": [1000]}
    assert not queries.waiting(house.viewer("secretary"), house.scheme, late.date()).exists()
    confirm(house, late + DAY, {pair.key: V.EXCUSED})
    assert left(house.member()) == {"service.paired_help": [None]}
    confirm(house, late + 2 * DAY, {pair.key: V.NOT_HELPED})
    assert left(house.member()) == {}, "no help this time leaves nothing, for or against"


def test_the_pair_of_the_person_who_confirms_waits_for_another(house: House) -> None:
    late = house.at.replace(month=12, day=20)
    pairs.make(
        unit=house.branch, helper=house.member("secretary"), helped=house.unit("B112"), scheme=house.scheme,
        by=house.viewer("committee"), at=house.at,
    )  # fmt: skip
    assert confirm(house, late) == 0
    assert confirm(house, late, by="committee") == 1
    assert left(house.member("secretary")) == {"service.paired_help": [1000]}


def test_a_pair_is_of_two_and_ends_by_either_and_is_made_once(house: House) -> None:
    pair = paired(house)
    assert paired(house).pk == pair.pk
    common: dict[str, Any] = {
        "unit": house.branch,
        "scheme": house.scheme,
        "by": house.viewer("secretary"),
        "at": house.at,
    }
    with pytest.raises(ActionRefused, match="two members"):
        pairs.make(helper=house.member(), helped=house.member(), **common)
    with pytest.raises(ActionRefused, match="member of the unit"):
        pairs.make(helper=house.member("neighbour"), helped=house.member(), **common)
    with pytest.raises(Denied):
        pairs.end(pair=pair, scheme=house.scheme, by=house.viewer("neighbour"), at=house.at)
    pairs.end(pair=pair, scheme=house.scheme, by=house.viewer("group_leader"), at=house.at + DAY)
    assert HelpPair.objects.get().until_on == house.today + DAY
    late = house.at.replace(month=12, day=20)
    assert confirm(house, late) == 1, "the quarter in which it stood can still be confirmed"


def test_a_visit_is_a_day_and_a_kind_and_nothing_else_can_be_stored(house: House) -> None:
    names = {field.name for field in ServiceVisit._meta.fields}
    assert names == {"id", "key", "member", "unit", "kind", "on", "number", "state", "made_at", "made_by"}
    who = house.viewer("member")

    def record(on: date = house.today, kind: str = "contact") -> ServiceVisit:
        return visits.record(member=house.member(), kind=kind, on=on, scheme=house.scheme, by=who, at=house.at)

    assert record().pk == record().pk, "two taps are one visit"
    record(kind="care")
    assert left(house.member()) == {"visit.contact": [1000], "visit.care": [1000]}
    for on, says in ((house.today + DAY, "still to come"), (house.today - 200 * DAY, "three months")):
        with pytest.raises(ActionRefused, match=says):
            record(on)
    visits.withdraw(visit=record(), scheme=house.scheme, by=who, at=house.at)
    assert left(house.member()) == {"visit.care": [1000]}
    record()
    assert left(house.member())["visit.contact"] == [1000], "recorded again after it was taken back"


def test_a_visit_on_paper_is_typed_in_by_the_branch_alone(house: House) -> None:
    common: dict[str, Any] = {
        "member": house.member(),
        "kind": "contact",
        "on": house.today - DAY,
        "scheme": house.scheme,
    }
    for who in ("neighbour", "group_leader", "stranger"):
        with pytest.raises(Denied):
            visits.record(**common, by=house.viewer(who), at=house.at)
    visits.record(**common, by=house.viewer("committee"), at=house.at)
    assert left(house.member()) == {"visit.contact": [1000]}
