"""A simulated organization is repeatable, well formed and close enough to a real one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from goodstanding.engine.period import month_text, parse_month
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.simulate import Simulated, simulate
from goodstanding.flows.simulate.chunk import strand_of
from goodstanding.flows.simulate.kinds import kinds_by_subject
from goodstanding.flows.simulate.organization import plan_of
from goodstanding.flows.simulate.rhythm import the_rhythm
from goodstanding.lake.layout import Lake, parquet_files
from goodstanding.lake.writer import ROW_GROUP, FactRows, NotEmpty, Vocabulary, new_lake

SCHEMES = Path(__file__).parents[3] / "schemes"
JANUARY, JUNE = parse_month("2016-01"), parse_month("2016-06")
MEMBERS = 12_000


def quiet(done: float) -> None:
    """Nobody watches the progress."""


def read(folder: Path) -> pa.Table:
    return pa.concat_tables([pq.ParquetFile(path).read() for path in parquet_files(folder)])


def column(table: pa.Table, name: str) -> np.ndarray[Any, Any]:
    return table[name].to_numpy()


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def share(snapshot: pa.Table, word: str) -> float:
    return sum(word in row["classes"] for row in snapshot.to_pylist()) / len(snapshot)


@pytest.fixture(scope="module")
def vanguard() -> Scheme:
    return scheme_of(SCHEMES / "vanguard-136")


@pytest.fixture(scope="module")
def made(vanguard: Scheme, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lake, Simulated]:
    lake = Lake(tmp_path_factory.mktemp("made") / "lake")
    counts = simulate(lake, members=MEMBERS, first=JANUARY, last=JUNE, seed=1, scheme=vanguard, progress=quiet)
    return lake, counts


@pytest.fixture(scope="module")
def lake(made: tuple[Lake, Simulated]) -> Lake:
    return made[0]


@pytest.fixture
def small(vanguard: Scheme, tmp_path: Path) -> Callable[..., Path]:
    def make(name: str, seed: int = 1, members: int = 300) -> Path:
        root = tmp_path / name
        simulate(
            Lake(root), members=members, first=JANUARY, last=JANUARY + 1, seed=seed, scheme=vanguard, progress=quiet
        )
        return root

    return make


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(small: Callable[..., Path]) -> None:
    assert contents(small("one")) == contents(small("again"))
    assert contents(small("one more")).keys() == contents(small("other", seed=2)).keys()
    assert contents(small("once more")) != contents(small("another", seed=2))


def test_a_strand_of_branches_is_the_same_whichever_were_drawn_before(vanguard: Scheme) -> None:
    plan = plan_of(40_000, JANUARY, JUNE, 7, vanguard)
    alone = strand_of(plan, 2)
    following = [strand_of(plan, number) for number in range(3)][2]
    assert alone.units.name == following.units.name
    assert np.array_equal(alone.member_ids, following.member_ids)
    assert np.array_equal(alone.people.slack, following.people.slack)


def test_the_size_of_the_batches_does_not_change_a_byte(tmp_path: Path) -> None:
    n = ROW_GROUP * 2 + 77
    numbers, words = np.arange(n), Vocabulary(["top"], ["top"], [], ["a", "b"])
    for name, batch in (("small", 10_007), ("large", n)):
        with new_lake(Lake(tmp_path / name), words) as writer:
            for start in range(0, n, batch):
                part = numbers[start : start + batch]
                rows = FactRows(part, part // 25, part % 2, part % 7 * 500, part % 50 == 0, part % 31 + 16801)
                writer.facts(JANUARY, "member", rows)
    assert contents(tmp_path / "small") == contents(tmp_path / "large")
    written = pq.ParquetFile(Lake(tmp_path / "large").facts(JANUARY) / "part-0000.parquet")
    assert [written.metadata.row_group(group).num_rows for group in range(3)] == [ROW_GROUP, ROW_GROUP, 77]
    assert written.read()["value"].null_count == len(range(0, n, 50))


def test_the_first_month_has_exactly_as_many_members_as_asked(made: tuple[Lake, Simulated]) -> None:
    lake, counts = made
    assert counts.members[JANUARY] == MEMBERS
    for month in range(JANUARY, JUNE + 1):
        assert len(read(lake.members(month))) == counts.members[month]
        assert len(read(lake.facts(month))) == counts.facts[month]
    assert pq.read_metadata(lake.units).num_rows == counts.units


def test_the_units_are_one_tree_numbered_depth_first_in_the_schemes_words(lake: Lake, vanguard: Scheme) -> None:
    units = pq.ParquetFile(lake.units).read().to_pylist()
    assert [unit["unit_id"] for unit in units] == list(range(1, len(units) + 1))
    assert [unit["unit_id"] for unit in units if unit["parent_id"] is None] == [1]
    by_id = {unit["unit_id"]: unit for unit in units}
    levels = list(vanguard.unit_levels)
    for unit in units[1:]:
        assert unit["parent_id"] < unit["unit_id"]
        assert levels.index(unit["level"]) == levels.index(by_id[unit["parent_id"]]["level"]) + 1
    assert {unit["type"] for unit in units} <= set(vanguard.unit_types)
    assert len({unit["name"] for unit in units}) == len(units)


def test_branches_have_about_eighteen_members_and_only_branches_have_any(lake: Lake) -> None:
    units = pq.ParquetFile(lake.units).read().to_pylist()
    branches = {unit["unit_id"] for unit in units if unit["level"] == "branch"}
    homes, sizes = np.unique(column(read(lake.members(JANUARY)), "unit_id"), return_counts=True)
    assert set(homes.tolist()) == branches
    assert 16 < sizes.mean() < 20
    assert sizes.min() >= 3
    assert sizes.max() <= 50


@pytest.mark.parametrize(
    ("word", "expected", "tolerance"),
    [
        ("retired", 0.214, 0.015),
        ("probationary", 0.021, 0.006),
        ("in_service", 0.50, 0.02),
        ("elderly_sick", 0.064, 0.01),
        ("floating", 0.035, 0.01),
        ("overseas", 0.006, 0.004),
        ("on_leave", 0.01, 0.005),
        ("secretary", 1 / 17.9, 0.001),
        ("group", 1 / 3, 0.06),
    ],
)
def test_classes_have_their_known_shares(lake: Lake, word: str, expected: float, tolerance: float) -> None:
    assert share(read(lake.members(JANUARY)), word) == pytest.approx(expected, abs=tolerance)


def test_every_branch_has_one_secretary_and_every_member_one_of_the_offices_or_none(lake: Lake) -> None:
    for month in (JANUARY, JUNE):
        snapshot = read(lake.members(month)).to_pylist()
        seats = [row["unit_id"] for row in snapshot if "secretary" in row["classes"]]
        assert sorted(seats) == sorted({row["unit_id"] for row in snapshot})
        for row in snapshot:
            assert len({"secretary", "committee", "ordinary"} & set(row["classes"])) == 1
            assert len({"full", "probationary"} & set(row["classes"])) == 1


def test_people_join_move_retire_and_leave(lake: Lake) -> None:
    then = {row["member_id"]: row for row in read(lake.members(JANUARY)).to_pylist()}
    now = {row["member_id"]: row for row in read(lake.members(JUNE)).to_pylist()}
    both = then.keys() & now.keys()
    assert now.keys() - then.keys()
    assert then.keys() - now.keys()
    assert any(then[member]["unit_id"] != now[member]["unit_id"] for member in both)
    assert any("retired" in now[member]["classes"] and "in_service" in then[member]["classes"] for member in both)
    assert all("probationary" in now[member]["classes"] for member in now.keys() - then.keys())


def test_a_member_has_some_twenty_five_facts_a_month(made: tuple[Lake, Simulated]) -> None:
    _, counts = made
    for month in range(JANUARY, JUNE + 1):
        assert 22 < counts.facts[month] / counts.members[month] < 28


def test_the_facts_of_a_month_are_dated_in_it_sorted_and_about_its_members_and_units(lake: Lake) -> None:
    units = column(pq.read_table(lake.units), "unit_id")
    for month in lake.months("facts"):
        facts = read(lake.facts(month))
        dates = column(facts, "occurred_on").astype("datetime64[M]")
        assert (dates == np.datetime64(month_text(month))).all()
        people = {"member": column(read(lake.members(month)), "member_id"), "unit": units}
        for subject, there in people.items():
            about = column(facts.filter(pc.field("subject") == subject), "subject_id")
            assert len(about)
            assert (np.diff(about) >= 0).all()
            assert np.isin(about, there).all()


def test_a_fact_id_is_positive_and_never_comes_twice(lake: Lake) -> None:
    ids = np.concatenate([column(read(lake.facts(month)), "fact_id") for month in lake.months("facts")])
    assert ids.dtype == np.int64
    assert ids.min() > 0
    assert len(np.unique(ids)) == len(ids)


def test_values_are_excused_or_between_nothing_and_the_kinds_largest(lake: Lake, vanguard: Scheme) -> None:
    facts = read(lake.facts(JANUARY))
    assert 0 < facts["value"].null_count < 0.05 * len(facts)
    largest = facts.group_by("kind").aggregate([("value", "max"), ("value", "min")]).to_pylist()
    for row in largest:
        bound = vanguard.fact_kinds[row["kind"]].at_most
        assert row["value_min"] is None or row["value_min"] >= 0
        assert bound is None or row["value_max"] is None or row["value_max"] <= bound


def test_a_branch_meets_on_one_day(lake: Lake) -> None:
    home = {row["member_id"]: row["unit_id"] for row in read(lake.members(JANUARY)).to_pylist()}
    days: dict[int, set[Any]] = {}
    for row in read(lake.facts(JANUARY)).to_pylist():
        if row["kind"] == "meeting.themed_day":
            days.setdefault(home[row["subject_id"]], set()).add(row["occurred_on"])
    assert {len(dates) for dates in days.values()} == {1}


def test_a_quarterly_meeting_comes_once_a_quarter_to_everyone_who_stays(lake: Lake) -> None:
    snapshots = [read(lake.members(month)) for month in range(JANUARY, JANUARY + 3)]
    homes = [dict(zip(column(one, "member_id"), column(one, "unit_id"), strict=True)) for one in snapshots]
    unpressed = {"elderly_sick", "floating", "overseas", "on_leave"}
    spared = {row["member_id"] for one in snapshots for row in one.to_pylist() if unpressed & set(row["classes"])}
    stayed = {member for member in homes[0] if len({home.get(member) for home in homes}) == 1} - spared
    times = dict.fromkeys(stayed, 0)
    for month in range(JANUARY, JANUARY + 3):
        for row in read(lake.facts(month)).to_pylist():
            if row["kind"] == "meeting.general" and row["subject_id"] in times:
                times[row["subject_id"]] += 1
    assert set(times.values()) == {1}


def test_the_rhythm_names_only_kinds_of_the_reference_scheme_and_all_about_members(vanguard: Scheme) -> None:
    of_members, _of_units = kinds_by_subject(vanguard)
    assert set(the_rhythm().kinds) == set(of_members)


def test_a_folder_that_holds_a_lake_is_refused_and_stays_as_it_is(small: Callable[..., Path], vanguard: Scheme) -> None:
    root = small("taken")
    before = contents(root)
    with pytest.raises(NotEmpty, match="already holds files; give a folder that is new or empty"):
        small("taken", seed=2)
    assert contents(root) == before
    assert [path.name for path in root.parent.iterdir()] == ["taken"]


def test_a_simulation_that_is_broken_off_leaves_nothing(vanguard: Scheme, tmp_path: Path) -> None:
    def stop_halfway(done: float) -> None:
        if done > 0.5:
            raise KeyboardInterrupt

    lake = Lake(tmp_path / "lake")
    with pytest.raises(KeyboardInterrupt):
        simulate(lake, members=10_000, first=JANUARY, last=JUNE, seed=1, scheme=vanguard, progress=stop_halfway)
    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_one(vanguard: Scheme, tmp_path: Path) -> None:
    seen: list[float] = []
    simulate(
        Lake(tmp_path / "lake"), members=20_000, first=JANUARY, last=JUNE, seed=1, scheme=vanguard, progress=seen.append
    )
    assert seen == sorted(seen)
    assert len(seen) >= 12
    assert seen[-1] == 1


@pytest.mark.parametrize(
    "wrong", [{"members": 0}, {"last": JANUARY - 1}, {"seed": -1}], ids=["nobody", "no months", "no seed"]
)
def test_impossible_wishes_are_refused_and_nothing_is_written(
    vanguard: Scheme, tmp_path: Path, wrong: dict[str, int]
) -> None:
    wishes: dict[str, Any] = {"members": 10, "first": JANUARY, "last": JANUARY, "seed": 1} | wrong
    with pytest.raises(ValueError, match=r"member|month|seed"):
        simulate(Lake(tmp_path / "lake"), **wishes, scheme=vanguard, progress=quiet)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("members", [1, 2, 3, 26, 27, 60, 9_165, 9_166])
def test_organizations_of_any_size_work(members: int, small: Callable[..., Path]) -> None:
    snapshot = read(Lake(small("some", members=members)).members(JANUARY))
    assert column(snapshot, "member_id").tolist() == sorted(set(column(snapshot, "member_id").tolist()))
    assert len(snapshot) == members


def test_the_largest_organization_is_planned_branch_by_branch(vanguard: Scheme) -> None:
    plan = plan_of(88_750_000, JANUARY, JANUARY + 9, 1, vanguard)
    assert plan.tree.levels[:3] == ("country", "province", "city")
    assert len(plan.tree.first_branch) < plan.tree.branches / 100
    last = strand_of(plan, plan.strands - 1)
    assert last.units.unit_id[-1] == plan.tree.units
    assert last.member_ids[-1] == plan.members + plan.joiners


def corps(**more: Any) -> Scheme:
    def text(word: str) -> dict[str, str]:
        return {"en": word, "zh": word}

    raw: dict[str, Any] = {
        "name": "corps",
        "title": text("Corps"),
        "effective": {"from": "2016-01"},
        "categories": [{"code": "A", "title": text("All")}],
        "classes": {word: text(word) for word in ("rookie", "trainer", "veteran")},
        "fact_kinds": {kind: text(kind) for kind in ("shift.done", "station.cleaned")},
        "unit_levels": {word: text(word) for word in ("corps", "team")},
        "unit_types": {word: text(word) for word in ("fire", "water")},
        "member": {
            "bonus_cap": 1,
            "deduction_cap": 1,
            "min_attainable": 1,
            "peer_groups": [{"name": "all"}],
            "min_peers": 1,
            "bands": [{"name": "all", "at_least": 0}],
        },
        "unit": {"members_weight": 60, "shrink": 10, "min_members": 5},
        "indicators": [
            {
                "code": "A1",
                "title": text("Clean"),
                "why": text("Clean"),
                "source": "house rule",
                "category": "A",
                "subject": "unit",
                "kind": "base",
                "facts": ["station.cleaned"],
                "measure": "count",
                "period": "month",
                "due": "close",
                "missing": "zero",
                "formula": "step",
                "target": 1,
                "points": 1,
            }
        ],
    }
    return Scheme.model_validate(raw | more)


def test_a_scheme_with_words_of_its_own_is_simulated_in_them(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    counts = simulate(lake, members=3_000, first=JANUARY, last=JANUARY + 2, seed=1, scheme=corps(), progress=quiet)
    units = pq.ParquetFile(lake.units).read()
    assert set(units["level"].to_pylist()) == {"corps", "team"}
    assert set(units["type"].to_pylist()) == {"corps", "fire", "water"}
    snapshot = read(lake.members(JANUARY))
    for word in ("rookie", "trainer", "veteran"):
        assert share(snapshot, word) == pytest.approx(1 / 3, abs=0.04)
    facts = [row for month in lake.months("facts") for row in read(lake.facts(month)).to_pylist()]
    assert len(facts) == sum(counts.facts.values())
    assert len({fact["fact_id"] for fact in facts}) == len(facts)


def test_facts_about_units_are_told_of_units_only(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    counts = simulate(lake, members=3_000, first=JANUARY, last=JANUARY + 2, seed=1, scheme=corps(), progress=quiet)
    facts = [row for month in lake.months("facts") for row in read(lake.facts(month)).to_pylist()]
    assert {(fact["subject"], fact["kind"]) for fact in facts} == {
        ("member", "shift.done"),
        ("unit", "station.cleaned"),
    }
    about_units = [fact for fact in facts if fact["subject"] == "unit"]
    assert {fact["subject_id"] for fact in about_units} <= set(range(1, counts.units + 1))
    assert 0.8 < len(about_units) / counts.units / 3 < 1.2


@pytest.mark.parametrize(
    "more", [{"unit_levels": {}, "unit_types": {}}, {"classes": {}}], ids=["no units", "no classes"]
)
def test_a_scheme_may_leave_its_words_to_us(more: dict[str, Any], tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    simulate(lake, members=500, first=JANUARY, last=JANUARY, seed=1, scheme=corps(**more), progress=quiet)
    assert len(read(lake.members(JANUARY))) == 500
