"""Whatever is done to the tree in whatever order, it says the same as a naive model, today and on every past day."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Held, Viewer
from goodstanding.actions.people import accounts, members, organization, transfers, units
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, Consent, Member, Membership, Unit, UnitName, UnitPlace
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.people.units import below, children_on, name_on, parent_on
from tests.actions.naive_tree import LEVELS, Naive
from tests.effort import THOROUGH, examples

FIRST = date(2016, 1, 1)
ROOT = "R"
pick = st.integers(0, 10_000)


class Tree(RuleBasedStateMachine):
    """Drives the actions and the model side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.naive, self.day, self.numbers, self.is_founded = Naive(), FIRST, itertools.count(1), False
        self.scheme = the_scheme()

    def teardown(self) -> None:
        try:
            if self.is_founded:
                self.as_it_was(self.naive.days())
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    # Short ways

    @property
    def at(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))

    def unit(self, code: str) -> Unit:
        unit: Unit = Unit.objects.get(code=code)
        return unit

    def one(self, among: list[str], which: int) -> str:
        return among[which % len(among)]

    def tried(self, act: Callable[[], object], *, fits: bool) -> bool:
        """Does it, and checks that it was refused exactly where the model says so."""
        try:
            act()
        except ActionRefused:
            assert not fits, "it was refused, but the model sees nothing against it"
            return False
        assert fits, "it was done, but the model sees something against it"
        return True

    # What happens

    @initialize()
    def found(self) -> None:
        organization.found(
            name="Example", root_name=ROOT, code=ROOT, scheme=self.scheme, time_zone="UTC", on=FIRST, at=self.at
        )
        self.naive.create(ROOT, None, LEVELS[0], FIRST)
        officer = Account.objects.create(login="officer", name="Officer", created_at=self.at)
        root = self.unit(ROOT)
        self.officer = Viewer(officer, FIRST, True, (Held(Role.OFFICER, root.pk, ROOT, root.path),))
        self.is_founded = True

    @rule(days=st.integers(1, 40))
    def time_goes_by(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(where=pick, level=st.sampled_from(LEVELS))
    def create(self, where: int, level: str) -> None:
        parent, code = self.one(self.naive.open(), where), f"U{next(self.numbers)}"
        told = {"level": level, "type": "community", "on": self.day, "scheme": self.scheme}
        if self.tried(
            lambda: units.create(parent=self.unit(parent), code=code, name=code, by=self.officer, at=self.at, **told),  # type: ignore[arg-type]
            fits=LEVELS.index(level) >= LEVELS.index(self.naive.level[parent]),
        ):
            self.naive.create(code, parent, level, self.day)

    @rule(which=pick)
    def rename(self, which: int) -> None:
        code, name = self.one(self.naive.open(), which), f"N{next(self.numbers)}"
        units.rename(unit=self.unit(code), name=name, on=self.day, by=self.officer, at=self.at)
        self.naive.names[code].append((self.day, name))

    @rule(which=pick, where=pick)
    def move(self, which: int, where: int) -> None:
        naive = self.naive
        code, to = self.one(naive.open(), which), self.one(naive.open(), where)
        fits = code != ROOT and to != naive.parent[code] and code not in naive.chain(to) and naive.fits(code, to)
        told = {"on": self.day, "by": self.officer, "at": self.at, "scheme": self.scheme}
        if self.tried(lambda: units.move(unit=self.unit(code), to=self.unit(to), **told), fits=fits):  # type: ignore[arg-type]
            naive.place(code, to, self.day)

    @rule(which=pick, where=pick)
    def merge(self, which: int, where: int) -> None:
        naive = self.naive
        code, into = self.one(naive.open(), which), self.one(naive.open(), where)
        fits = code != ROOT and code not in naive.chain(into)
        # A child that is in the other unit already does not occur: the other would have to be the one that ends.
        fits = fits and all(naive.fits(child, into) for child in naive.children(code))
        told = {"on": self.day, "by": self.officer, "at": self.at, "reason": "-", "scheme": self.scheme}
        if self.tried(lambda: units.merge(unit=self.unit(code), into=self.unit(into), **told), fits=fits):  # type: ignore[arg-type]
            naive.merge(code, into, self.day)

    @rule(which=pick, how_many=st.integers(0, 3))
    def split(self, which: int, how_many: int) -> None:
        naive = self.naive
        code, new = self.one(naive.open(), which), f"U{next(self.numbers)}"
        chosen = naive.members(code)[:how_many]
        fits = code != ROOT and 0 < len(chosen) < len(naive.members(code))
        told = {"on": self.day, "by": self.officer, "at": self.at, "reason": "-", "scheme": self.scheme}
        if self.tried(
            lambda: units.split(
                unit=self.unit(code),
                code=new,
                name=new,
                members=list(Member.objects.filter(number__in=chosen)),
                **told,  # type: ignore[arg-type]
            ),
            fits=fits,
        ):
            naive.create(new, naive.parent[code], naive.level[code], self.day)
            for number in chosen:
                naive.put(number, new, self.day)

    @rule(which=pick)
    def close(self, which: int) -> None:
        code = self.one(self.naive.open(), which)
        fits = code != ROOT and not self.naive.members(code) and not self.naive.children(code)
        told = {"on": self.day, "by": self.officer, "at": self.at, "reason": "-"}
        if self.tried(lambda: units.close(unit=self.unit(code), **told), fits=fits):  # type: ignore[arg-type]
            self.naive.closed_on[code] = self.day

    @rule(where=pick, how_many=st.integers(1, 4))
    def enrol(self, where: int, how_many: int) -> None:
        code = self.one(self.naive.open(), where)
        for number in (f"M{next(self.numbers)}" for _ in range(how_many)):
            member = members.enrol(
                number=number,
                name=number,
                unit=self.unit(code),
                joined_on=FIRST,
                from_on=self.day,
                by=self.officer,
                at=self.at,
            )
            accounts.of_member(member, at=self.at)
            self.naive.put(number, code, self.day)

    def here(self) -> list[str]:
        return sorted(number for number, seat in self.naive.seat.items() if seat)

    @precondition(lambda self: self.here())
    @rule(which=pick)
    def leave(self, which: int) -> None:
        number = self.one(self.here(), which)
        member = Member.objects.get(number=number)
        members.leave(member=member, why=Member.Leaving.RESIGNED, on=self.day, by=self.officer, at=self.at)
        self.naive.put(number, None, self.day)

    @precondition(lambda self: self.here())
    @rule(which=pick, where=pick)
    def transfer(self, which: int, where: int) -> None:
        number, to = self.one(self.here(), which), self.one(self.naive.open(), where)
        member = Member.objects.get(number=number)

        def act() -> None:
            asked = transfers.ask(member=member, to=self.unit(to), reason="-", by=self.officer, at=self.at)
            themselves = Viewer(member.account, self.day)
            transfers.answer(transfer=asked, side=Consent.Side.MEMBER, agrees=True, by=themselves, at=self.at)

        if self.tried(act, fits=to != self.naive.seat[number]):
            self.naive.put(number, to, self.day)

    # What must be true after each

    @invariant()
    def the_tree_is_sound_and_the_same(self) -> None:
        assert not any(Unit.objects.find_problems())
        by_path = {unit.path: unit for unit in Unit.objects.all()}
        chains = {
            unit.code: [by_path[unit.path[:end]].code for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
            for unit in by_path.values()
        }
        assert chains == {code: self.naive.chain(code) for code in self.naive.parent}
        closed = dict(Unit.objects.exclude(closed_on=None).values_list("code", "closed_on"))
        assert closed == self.naive.closed_on

    @invariant()
    def every_count_is_right(self) -> None:
        every = list(Unit.objects.all())
        sums = below([unit for unit in every if unit.closed_on is None])
        belonging = by_unit(Member.objects.exclude(unit=None).values_list("unit__code", "number"))
        today = by_unit(Membership.objects.filter(valid_on(self.day)).values_list("unit__code", "member__number"))
        for unit in every:
            here = self.naive.members(unit.code)
            assert unit.members_here == len(here)
            assert belonging.get(unit.code, []) == here
            assert today.get(unit.code, []) == here
            if unit.closed_on is None:
                children = [
                    sums[child.path].members or 0 for child in every if child.path in sums and is_child(child, unit)
                ]
                assert sums[unit.path].members == self.naive.subtree(unit.code) == unit.members_here + sum(children)

    @invariant()
    def the_days_just_past_are_as_they_were(self) -> None:
        self.as_it_was(self.naive.days()[-2:])

    def as_it_was(self, days: list[date]) -> None:
        """The days of these changes and the days before them: just past after each step, and all of them at the end."""
        every = {unit.code: unit for unit in Unit.objects.all()}
        for day in {one for change in days for one in (change - timedelta(days=1), change)}:
            places = dict(UnitPlace.objects.filter(valid_on(day)).values_list("unit__code", "parent__code"))
            names = dict(UnitName.objects.filter(valid_on(day)).values_list("unit__code", "name"))
            assert {code: places.get(code) for code in every} == {c: self.naive.parent_on(c, day) for c in every}
            assert {code: names.get(code) for code in every} == {c: self.naive.name_on(c, day) for c in every}
            asked = self.one(sorted(every), len(days) + day.toordinal())
            above = parent_on(every[asked], day)
            assert (above.code if above else None) == places.get(asked)
            assert name_on(every[asked], day) == names.get(asked)
            root = {unit.code for unit in children_on(every[ROOT], day)}
            assert root == {code for code in every if self.naive.parent_on(code, day) == ROOT}
            held = Membership.objects.filter(valid_on(day)).values_list("member__number", "unit__code")
            seats = {number: self.naive.seat_on(number, day) for number in self.naive.seat}
            assert sorted(held) == sorted((number, seat) for number, seat in seats.items() if seat)


def by_unit(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Numbers in order, by the code of a unit."""
    found = defaultdict[str, list[str]](list)
    for code, number in sorted(pairs):
        found[code].append(number)
    return found


def is_child(child: Unit, unit: Unit) -> bool:
    return child.depth == unit.depth + 1 and bool(child.path.startswith(unit.path))


@pytest.mark.slow
def test_the_tree_says_what_a_naive_model_says(db: None) -> None:
    run_state_machine_as_test(
        Tree,
        settings=settings(
            max_examples=examples(30, thorough=200),
            stateful_step_count=examples(30, thorough=50),
            phases=[Phase.explicit, Phase.generate],
            deadline=None,
            derandomize=not THOROUGH,
            suppress_health_check=list(HealthCheck),
        ),
    )
