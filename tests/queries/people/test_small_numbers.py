"""No number about a handful of people is shown to those who may not see them, and none follows from what is shown.

Everything that pages show is written down as equations, with what they hide as unknowns, and solved exactly.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.models import Member, MemberClass, Membership, Run, Standing, Unit, UnitStanding
from goodstanding.queries.people import small_numbers
from goodstanding.queries.people.guarded import Pattern
from goodstanding.queries.people.small_numbers import Row, group, hidden_parts, is_small, shown, wholes
from goodstanding.web.shell.presenters import terms as words
from tests.house import JOINED, OPENED, Begun, House
from tests.months import published, record_a_year

Cell = tuple[str, ...]


@dataclass
class Published:
    """What somebody reads: numbers, none for a hidden one, and which of them are sums of which."""

    cells: dict[Cell, int | None] = field(default_factory=dict)
    sums: list[tuple[Cell, list[Cell]]] = field(default_factory=list)

    def hidden(self) -> list[Cell]:
        """The unknowns."""
        return [cell for cell, value in self.cells.items() if value is None]

    def shown_small(self) -> list[Cell]:
        """What should not be there."""
        return [cell for cell, value in self.cells.items() if value is not None and is_small(value)]

    def found(self) -> list[Cell]:
        """The unknowns that have one value only: what follows from what is shown."""
        unknowns = {cell: place for place, cell in enumerate(self.hidden())}
        rows = []
        for whole, parts in self.sums:
            row: dict[int, Fraction] = defaultdict(Fraction)
            for cell, factor in [(whole, -1), *((part, 1) for part in parts)]:
                if cell in unknowns:
                    row[unknowns[cell]] += factor
            rows.append({place: factor for place, factor in row.items() if factor})
        names = list(unknowns)
        return [names[place] for place in determined(rows)]


def determined(rows: Iterable[Mapping[int, Fraction]]) -> set[int]:
    """The unknowns that a system of equations leaves no choice for: by elimination with whole fractions."""
    reduced: dict[int, dict[int, Fraction]] = {}
    for given in rows:
        row = dict(given)
        for lead in sorted(row.keys() & reduced.keys()):
            if factor := row.get(lead):
                _subtract(row, reduced[lead], factor)
        row = {place: factor for place, factor in row.items() if factor}
        # What was reduced may lead to others again.
        while overlap := row.keys() & reduced.keys():
            lead = min(overlap)
            _subtract(row, reduced[lead], row[lead])
        if not row:
            continue
        lead = min(row)
        row = {place: factor / row[lead] for place, factor in row.items()}
        for other in reduced.values():
            if factor := other.get(lead):
                _subtract(other, row, factor)
        reduced[lead] = row
    return {lead for lead, row in reduced.items() if len(row) == 1}


def _subtract(row: dict[int, Fraction], other: Mapping[int, Fraction], factor: Fraction) -> None:
    for place, its in other.items():
        value = row.get(place, Fraction()) - factor * its
        if value:
            row[place] = value
        else:
            row.pop(place, None)


# The solver is no looser than the thing it looks at.


def test_the_solver_finds_what_follows_by_subtraction_and_nothing_else() -> None:
    told = Published({("all",): 20, ("a",): None, ("b",): 12}, [(("all",), [("a",), ("b",)])])
    assert told.found() == [("a",)]
    told.cells["b",] = None
    assert told.found() == []
    # Two ways round: a + b = 20 and a - b = 4.
    told.cells["diff",] = 4
    told.sums.append((("a",), [("b",), ("diff",)]))
    assert set(told.found()) == {("a",), ("b",)}


# The rule, on sums and on trees


@pytest.mark.parametrize(
    ("counts", "whole_is_hidden", "expected"),
    [
        ([20, 30], False, set()),
        ([0, 30], False, set()),
        ([5, 30, 40], False, {0, 1}),
        ([5, 30, 40], True, {0}),
        ([30, 40], True, {0}),
        ([1, 1, 30, 40], False, {0, 1, 2}),
        ([9, 9, 30], False, {0, 1}),
        ([5, 0, 0, 12], False, {0, 3}),
    ],
)
def test_of_a_sum_as_few_parts_are_hidden_as_say_nothing(
    counts: list[int], whole_is_hidden: bool, expected: set[int]
) -> None:
    assert hidden_parts([Row(one) for one in counts], whole_is_hidden=whole_is_hidden) == expected


def test_a_group_of_all_but_a_few_is_as_small_as_those_few() -> None:
    assert [group(count, 50).is_small for count in (0, 9, 10, 40, 41, 50)] == [False, True, False, False, True, False]


def test_kinds_that_make_up_everybody_between_them_are_found_without_being_told() -> None:
    rows = [(30, {"full": 28, "probationary": 2, "retired": 11}), (12, {"full": 12, "retired": 12, "abroad": 1})]
    assert wholes(rows, ["full", "probationary", "retired", "abroad"]) == [
        ("full", "probationary"),
        ("retired",),
        ("abroad",),
    ]


def test_a_distribution_that_stands_alone_hides_two_parts_or_none() -> None:
    assert shown({"a": 3, "b": 40, "c": 50}) == {"a": None, "b": None, "c": 50}
    assert shown({"a": 0, "b": 40}) == {"a": 0, "b": 40}
    figures = {"members": 500, "rated": 495, "bands": {"a": 400, "b": 95}, "totals": {"0": 4, "500": 491}}
    seen = small_numbers.seen_figures(figures | {"changes": {"up": 300, "same": 200, "left": 3}, "mean_change": 10})
    assert seen["rated"] is None, "the five who are not rated would follow"
    assert None in seen["bands"].values(), "and so would the rated"
    assert seen["totals"] == {"0": None, "500": 491} or None in seen["totals"].values()
    assert seen["changes"] == {"up": 300, "same": 200, "left": None}


def tree_of(chance: random.Random) -> dict[str, dict[str, int]]:
    """A tree of up to four levels: by path, how many of its own members each unit has in which two classes."""
    step, paths = Unit.steplen, ["1".zfill(Unit.steplen)]
    for path in paths:
        if len(path) < 4 * step and len(paths) < 60:
            paths += [path + str(place).zfill(step) for place in range(chance.randint(0, 5))]
    most = chance.choice([3, 12, 40])
    found = {}
    for path in paths:
        members = chance.choice([0, chance.randint(0, most), chance.randint(0, 4 * most)])
        full = members - chance.choice([0, 0, chance.randint(0, min(members, 9))])
        retired = chance.randint(0, members)
        found[path] = {"full": full, "probationary": members - full, "retired": retired}
    return found


def below(own: Mapping[str, Mapping[str, int]], path: str, words: Sequence[str]) -> dict[str, Row]:
    """Rows as the database would count them."""
    step, found = Unit.steplen, defaultdict[str, list[int]](lambda: [0] * len(words))
    sizes: dict[str, int] = defaultdict(int)
    for one, counts in own.items():
        if one.startswith(path):
            part = one[: len(path) + step]
            sizes[part] += counts["full"] + counts["probationary"]
            found[part] = [had + counts[word] for had, word in zip(found[part], words, strict=True)]
    return {part: Row(size, (*found[part], size - sum(found[part]))) for part, size in sizes.items()}


@pytest.mark.parametrize("seed", range(60))
def test_in_a_tree_nothing_that_is_hidden_follows_from_what_is_shown(seed: int) -> None:
    own = tree_of(random.Random(seed))
    sizes = Pattern(lambda path: {part: Row(row.size) for part, row in below(own, path, []).items()})
    patterns: dict[tuple[str, ...], Pattern] = {(): sizes}
    families: list[tuple[str, ...]] = [("full", "probationary"), ("retired",)]
    for family in families:
        patterns[family] = Pattern(lambda path, family=family: below(own, path, family), under=sizes)  # type: ignore[misc]
    told = Published()
    for path in own:
        rows = {family: below(own, path, family) for family in patterns}
        for family, pattern in patterns.items():
            mine = [sum(column) for column in zip(*(row.counts for row in rows[family].values()), strict=True)]
            here = rows[family].get(path, Row(0, (0,) * (len(family) + 1))).counts
            size = [sum(row.size for row in rows[family].values())]
            for place, word in enumerate(family or ("all",)):
                whole, alone = (size, [rows[family][path].size]) if not family else (mine, here)
                told.cells[path, word] = None if pattern.hides(path) else whole[place]
                told.cells[path, word, "own"] = None if pattern.hides_own(path) else alone[place]
                parts = [one for one in rows[family] if one != path]
                told.sums.append(((path, word), [(path, word, "own"), *((one, word) for one in parts)]))
        told.sums.append(((path, "all"), [(path, "full"), (path, "probationary")]))
        every, retired = told.cells[path, "all"], told.cells[path, "retired"]
        told.cells[path, "not retired"] = None if every is None or retired is None else every - retired
        told.sums.append(((path, "all"), [(path, "retired"), (path, "not retired")]))
    assert told.shown_small() == []
    assert told.found() == []


def test_of_a_large_tree_most_is_shown() -> None:
    chance = random.Random(7)
    step = Unit.steplen
    own = {"1".zfill(step): {"full": 0, "probationary": 0, "retired": 0}}
    for district, branch in product(range(5), range(12)):
        members = chance.randint(4, 50)
        path = "1".zfill(step) + str(district).zfill(step) + str(branch).zfill(step)
        own.setdefault(path[:-step], {"full": 0, "probationary": 0, "retired": 0})
        own[path] = {"full": members, "probationary": 0, "retired": 0}
    pattern = Pattern(lambda path: {part: Row(row.size) for part, row in below(own, path, []).items()})
    small = [path for path, counts in own.items() if is_small(counts["full"])]
    hidden = [path for path in own if pattern.hides(path)]
    assert set(small) <= set(hidden)
    assert len(hidden) <= 2 * len(small)
    assert not any(pattern.hides(path) for path in own if len(path) <= 2 * step)


# On the pages, for everybody who may not see the members


def grow(house: House) -> None:
    """Branches of many sizes, some classes rare, and a little of everything small somewhere."""
    chance, start = random.Random(3), 40_000
    sizes = {"B111": 4, "B112": 31, "B121": 0, "B122": 20, "B211": 9, "B212": 14, "B221": 45, "B222": 1, "S22": 6}
    for code, more in sizes.items():
        unit = house.unit(code)
        made = [
            Member(number=str(start + place), name=f"成员{start + place}", unit=unit, joined_on=JOINED)
            for place in range(more)
        ]
        start += more
        Member.objects.bulk_create(made)
        Membership.objects.bulk_create(Membership(member=one, unit=unit, from_on=OPENED) for one in made)
        words = [(one, "probationary" if chance.random() < 0.15 else "full") for one in made]
        words += [(one, "retired") for one in made if chance.random() < 0.3]
        MemberClass.objects.bulk_create(MemberClass(member=one, word=word, from_on=OPENED) for one, word in words)
        Unit.objects.filter(pk=unit.pk).update(members_here=Member.objects.filter(unit=unit).count())


def number(text: object) -> int | None:
    """A number as a page writes it."""
    return None if text == "not shown" else int(str(text).replace(",", ""))


def read_pages(client: Client) -> Published:
    """What the pages of all units say: sizes, own members, months, classes; and how they belong together."""
    told, step = Published(), Unit.steplen
    for unit in Unit.objects.order_by("path"):
        page = client.get(reverse("unit", args=[unit.code])).context
        told.cells[unit.path, "size"] = number(page["members"])
        told.cells[unit.path, "size", "own"] = number(page["own_members"])
        figures = client.get(reverse("unit_figures", args=[unit.code])).context
        for month, count in figures["figure"]["rows"]:
            told.cells[unit.path, month] = number(count)
        for bar in figures["bars"]:
            told.cells[unit.path, bar["label"]] = number(bar["text"])
    kinds = {cell[1] for cell in told.cells}
    for unit in Unit.objects.order_by("path"):
        below = [one for one in Unit.objects.values_list("path", flat=True) if one[:-step] == unit.path]
        for kind in kinds:
            told.cells.setdefault((unit.path, kind), 0)
            own = (unit.path, kind, "own")
            if kind != "size" and own not in told.cells:
                # The own members of a unit with others below follow, if they do, like anything else.
                told.cells[own] = told.cells[unit.path, kind] if not below else None
            told.sums.append(((unit.path, kind), [own, *((one, kind) for one in below)]))
        told.sums.append(((unit.path, "size"), [(unit.path, "Full member"), (unit.path, "Probationary member")]))
        told.cells[unit.path, "others"] = None
        told.sums.append(((unit.path, "size"), [(unit.path, "Retired"), (unit.path, "others")]))
    return told


def test_on_all_pages_of_the_tree_no_small_number_is_shown_and_none_follows(house: House) -> None:
    grow(house)
    told = read_pages(house.client("analyst"))
    assert len(told.hidden()) > 100, "there is something to hide"
    assert [cell for cell in told.shown_small() if cell[-1] not in {"others"}] == []
    small = truth_of(told)
    followed = [cell for cell in told.found() if is_small(small(cell))]
    assert followed == []


def truth_of(told: Published) -> Callable[[Cell], int]:
    """What a cell really holds, however it is shown."""
    kinds = {"Full member": "full", "Probationary member": "probationary", "Retired": "retired"}

    def truth(cell: Cell) -> int:
        path, kind, own = cell[0], cell[1], len(cell) > 2
        rows = Member.objects.filter(unit__path=path) if own else Member.objects.filter(unit__path__startswith=path)
        if kind == "others":
            return rows.count() - rows.filter(classes__word="retired").count()
        return rows.filter(classes__word=kinds[kind]).count() if kind in kinds else rows.count()

    return truth


def test_whoever_may_see_the_members_reads_every_number(house: House) -> None:
    grow(house)
    assert read_pages(house.client("city_officer")).cells[house.branch.path, "size"] == 9
    for kind in ("unit_children", "tree"):
        args = ["S11"] if kind == "unit_children" else []
        seen = house.client("analyst").get(reverse(kind, args=args)).context["nodes"]
        assert all(node["member_count"] is None or not is_small(node["member_count"]) for node in seen)


# And of a published month


def grown_and_published(house: House) -> Begun:
    """The same organization with facts of a few months, and September published."""
    grow(house)
    facts = record_a_year(house, each=4)
    return published(house), facts


def read_ratings(house: House, client: Client, run: Run) -> Published:
    """What the pages of ratings say: rated members beside all, and bands."""
    told, step = Published(), Unit.steplen
    names = {one.code: one.path for one in Unit.objects.all()}
    for unit in Unit.objects.order_by("path"):
        told.cells[unit.path, "size"] = number(client.get(reverse("unit", args=[unit.code])).context["members"])
        page = client.get(reverse("unit_rating", args=[unit.code])).context
        for league in page["leagues"]:
            for row in league["rows"]:
                told.cells[names[row["url"].split("/")[-3]], "rated"] = number(row["n"])
        for bar in page["bands"]:
            told.cells[unit.path, bar["label"]] = number(bar["text"])
    bands = {cell[1] for cell in told.cells} - {"size", "rated"}
    for unit in Unit.objects.order_by("path"):
        below = [one for one in names.values() if one[:-step] == unit.path]
        for kind in ("size", "rated", *bands):
            told.cells.setdefault((unit.path, kind), None)
            told.cells[unit.path, kind, "own"] = told.cells[unit.path, kind] if not below else None
            told.sums.append(((unit.path, kind), [(unit.path, kind, "own"), *((one, kind) for one in below)]))
        told.cells[unit.path, "not rated"] = None
        told.sums.append(((unit.path, "rated"), [(unit.path, band) for band in bands]))
        told.sums.append(((unit.path, "size"), [(unit.path, "rated"), (unit.path, "not rated")]))
    return told


@pytest.mark.begins(after=grown_and_published)
def test_of_a_published_month_no_small_number_is_shown_and_none_follows(house: House) -> None:
    run, _facts = house.begun
    for line in UnitStanding.objects.filter(run=run).select_related("unit"):
        below = Standing.objects.filter(run=run, total__isnull=False, unit__path__startswith=line.unit.path)
        assert line.n == below.count(), "the pattern counts what the pages show"
    told = read_ratings(house, house.client("analyst"), run)
    assert told.shown_small() == []
    lines = {one.unit.path: one for one in UnitStanding.objects.filter(run=run).select_related("unit")}
    small = {(path, "rated") for path, line in lines.items() if is_small(line.n)}
    assert small, "there is something to hide"
    titles = {words.band(name): name for name in words.band_names()}
    small |= {
        (path, title) for path, line in lines.items() for title, name in titles.items()
        if is_small(line.bands.get(name, 0))
    }  # fmt: skip
    assert set(told.found()) & small == set()
    assert any(value is not None for cell, value in told.cells.items() if cell[1] == "rated"), "and something to show"


@pytest.mark.begins(after=grown_and_published)
def test_the_page_of_a_run_and_of_a_few_members_hide_them_from_an_analyst_alone(house: House) -> None:
    run, _facts = house.begun
    address, few = reverse("run", args=[run.key]), reverse("unit_rating", args=["B222"])
    analyst, officer = house.client("analyst"), house.client("city_officer")
    for name in ("bands", "bars", "changes", "stats"):
        seen = [one.get("text", one.get("value")) for one in analyst.get(address).context[name]]
        plain = [str(one).split(" · ")[0].replace(",", "") for one in seen]
        assert not any(is_small(int(one)) for one in plain if one.isdecimal()), name
    bars = [one["text"] for one in officer.get(address).context["bars"]]
    assert "not shown" not in bars
    assert any(is_small(int(one)) for one in bars)
    assert analyst.get(few).context["few"] and not analyst.get(few).context["parts"]
    assert officer.get(few).context["parts"] and not officer.get(few).context["few"]
