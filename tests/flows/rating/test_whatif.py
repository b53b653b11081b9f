"""Two schemes compared: as the oracle does, nobody moves without a reason, and runs are used only where they hold."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodstanding.cli import whatif as command
from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.impact import NAMED, SIZES, Impact, Shift, mean
from goodstanding.engine.period import parse_month
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.rating.rate import rate
from goodstanding.flows.rating.whatif import Compared, whatif
from goodstanding.flows.simulate import simulate
from goodstanding.lake.layout import Lake
from tests.effort import examples
from tests.engine.oracle import Fact, Organization, UnitRow, rate_by_hand
from tests.engine.strategies import schemes, situations
from tests.lakes import write_lake

OCTOBER = parse_month("2016-10")
AT = datetime(2016, 11, 1, tzinfo=UTC)

few = settings(max_examples=examples(6, thorough=20), deadline=None, suppress_health_check=list(HealthCheck))

Total = tuple[int, int | None, str | None]


def publish(lake: Lake, scheme: Scheme, month: int, backend: Backend) -> None:
    rate(lake, scheme, month, backend=backend, at=AT, shards=None, progress=lambda what, done: None)


def compare(lake: Lake, month: int, before: Scheme, after: Scheme, backend: Backend) -> Compared:
    with TemporaryDirectory() as scratch:
        return whatif(
            lake, month, (before, after), backend=backend, scratch=Path(scratch), progress=lambda what, done: None
        )


def compared_by_engine(organization: Organization, month: int, before: Scheme, after: Scheme) -> Impact:
    with TemporaryDirectory() as folder:
        lake = write_lake(organization, Path(folder) / "lake")
        backend = DuckDBBackend(Path(folder), threads=2, memory="1GB")
        try:
            return compare(lake, month, before, after, backend).impact
        finally:
            backend.close()


# Laws


def totals_by_hand(scheme: Scheme, organization: Organization, month: int) -> dict[int, Total]:
    """member -> unit, total, band."""
    return {row[0]: (row[1], row[7], row[8]) for row in rate_by_hand(scheme, organization, month)["totals"]}


def half_up(exact: Fraction) -> int:
    return (1 if exact >= 0 else -1) * int(abs(exact) + Fraction(1, 2))


def shift_by_hand(pairs: list[tuple[int, int]]) -> Shift:
    changes = [after - before for before, after in pairs]
    sums = sum(before for before, _ in pairs), sum(after for _, after in pairs)
    return Shift(len(pairs), *sums, sum(each > 0 for each in changes), sum(each < 0 for each in changes))


@given(situations(), st.data())
@few
def test_any_two_schemes_are_compared_as_the_oracle_does(
    situation: tuple[Scheme, Organization, int], data: st.DataObject
) -> None:
    before, organization, month = situation
    after = data.draw(schemes()).model_copy(update={"name": "other", "effective": before.effective})
    found = compared_by_engine(organization, month, before, after)
    old, new = totals_by_hand(before, organization, month), totals_by_hand(after, organization, month)
    both: dict[int, tuple[int, int]] = {}
    for member, (_, total, _) in old.items():
        later = new[member][1]
        if total is not None and later is not None:
            both[member] = (total, later)

    assert found.everyone == shift_by_hand(list(both.values()))
    assert found.before == Counter(min(23, total // 500) for _, total, _ in old.values() if total is not None)
    assert found.after == Counter(min(23, total // 500) for _, total, _ in new.values() if total is not None)
    assert {(one.rated_before, one.rated_after, one.before, one.after): one.members for one in found.bands} == Counter(
        (old[one][1] is not None, new[one][1] is not None, old[one][2], new[one][2]) for one in old
    )
    assert found.moved == sum(1 for one in both if old[one][2] != new[one][2])
    check_groups(found, organization, month, both)
    movers = sorted(((after - before), member) for member, (before, after) in both.items())
    losers = [(change, member) for change, member in movers if change < 0]
    assert [(one.change, one.member_id) for one in found.losers] == losers[:NAMED]
    gainers = sorted((-change, member) for change, member in movers if change > 0)
    assert [(-one.change, one.member_id) for one in found.gainers] == gainers[:NAMED]


def check_groups(found: Impact, organization: Organization, month: int, both: dict[int, tuple[int, int]]) -> None:
    snapshot = organization.members[month]
    kinds = {unit.unit_id: unit.type for unit in organization.units}
    staff = Counter(unit for unit, _ in snapshot.values())

    def drawn(keys: Any) -> dict[Any, Shift]:
        groups: dict[Any, list[tuple[int, int]]] = {}
        for member, pair in both.items():
            for key in keys(*snapshot[member]):
                groups.setdefault(key, []).append(pair)
        return {key: shift_by_hand(pairs) for key, pairs in groups.items()}

    assert found.classes == drawn(lambda unit, classes: set(classes))
    assert found.types == drawn(lambda unit, classes: [kinds[unit]])
    assert found.sizes == drawn(lambda unit, classes: [sum(staff[unit] >= least for least in SIZES) - 1])
    for shift in (found.everyone, *found.classes.values()):
        exact = Fraction(shift.after - shift.before, shift.members) if shift.members else None
        assert shift.mean_change == (None if exact is None else half_up(exact))


@given(situations())
@few
def test_a_scheme_against_itself_moves_nobody(situation: tuple[Scheme, Organization, int]) -> None:
    scheme, organization, month = situation
    renamed = scheme.model_copy(update={"name": "other"})
    found = compared_by_engine(organization, month, scheme, renamed)
    assert (found.moved, found.everyone.gained, found.everyone.lost) == (0, 0, 0)
    assert (found.gainers, found.losers) == ([], [])
    assert set(found.changes) <= {0}
    assert found.before == found.after
    assert found.rated(True, False) == found.rated(False, True) == 0


@given(situations())
@few
def test_exchanging_the_schemes_changes_nothing_but_the_signs(situation: tuple[Scheme, Organization, int]) -> None:
    scheme, organization, month = situation
    halved = scheme.member.model_copy(update={"bonus_cap": scheme.member.bonus_cap // 2, "deduction_cap": 0})
    other = scheme.model_copy(update={"name": "other", "member": halved})
    there = compared_by_engine(organization, month, scheme, other)
    back = compared_by_engine(organization, month, other, scheme)
    assert there.changes == {-key: count for key, count in back.changes.items()}
    assert there.everyone.mean_change == (None if back.everyone.mean_change is None else -back.everyone.mean_change)
    assert [one.member_id for one in there.losers] == [one.member_id for one in back.gainers]


@pytest.mark.parametrize(("amount", "parts", "expected"), [(5, 2, 3), (-5, 2, -3), (7, 3, 2), (0, 9, 0), (1, 0, None)])
def test_a_mean_is_rounded_by_its_size(amount: int, parts: int, expected: int | None) -> None:
    assert mean(amount, parts) == expected


# On a made-up organization


@pytest.fixture
def lake(made_up: Lake, tmp_path: Path) -> Lake:
    shutil.copytree(made_up.root, tmp_path / "lake")
    return Lake(tmp_path / "lake")


@pytest.fixture(scope="session")
def stricter(vanguard: Scheme) -> Scheme:
    """Asks for forty class hours a year of ordinary members, instead of thirty-two."""
    indicators = tuple(
        one.model_copy(update={"target": 40_000}) if one.code == "STU01" else one for one in vanguard.indicators
    )
    return vanguard.model_copy(update={"name": "stricter", "indicators": indicators})


def test_a_stricter_rule_has_losers_only_and_only_those_it_bound_in_a_month_of_the_year(
    lake: Lake, vanguard: Scheme, stricter: Scheme, backend: Backend
) -> None:
    found = compare(lake, OCTOBER, vanguard, stricter, backend).impact
    assert found.everyone.lost > 0
    assert found.everyone.gained == 0
    assert found.gainers == []
    assert len(found.losers) == NAMED
    folders = [lake.members(month) for month in range(parse_month("2016-01"), OCTOBER + 1)]
    lines = [line for folder in folders for line in pq.read_table(folder).to_pylist()]
    never_bound = {line["member_id"] for line in lines} - {
        line["member_id"] for line in lines if "ordinary" in line["classes"]
    }
    assert never_bound, "or it would prove nothing that none of them loses"
    assert never_bound.isdisjoint(one.member_id for one in found.losers)
    assert sum(shift.members for shift in found.types.values()) == found.everyone.members


def test_who_loses_by_a_stricter_rule_and_how_much_is_what_the_oracle_says(
    vanguard: Scheme, stricter: Scheme, backend: Backend, tmp_path: Path
) -> None:
    lake, first = Lake(tmp_path / "lake"), parse_month("2016-01")
    simulate(lake, members=48, first=first, last=OCTOBER, seed=7, scheme=vanguard, progress=lambda done: None)
    found = compare(lake, OCTOBER, vanguard, stricter, backend).impact
    pairs: dict[int, tuple[int, int]] = {}
    for organization in apart(lake, first):
        before, after = (totals_by_hand(scheme, organization, OCTOBER) for scheme in (vanguard, stricter))
        for member, (_unit, total, _band) in before.items():
            later = after[member][1]
            if total is not None and later is not None:
                pairs[member] = (total, later)
    losers = sorted((after - before, member) for member, (before, after) in pairs.items() if after < before)
    assert losers
    ordinary = [pairs[member] for member in ordinary_of(lake) if member in pairs]
    assert shift_by_hand(ordinary).lost > 0
    assert found.classes["ordinary"] == shift_by_hand(ordinary)
    assert [(one.change, one.member_id) for one in found.losers] == losers[:NAMED]
    assert found.everyone == shift_by_hand(list(pairs.values()))


def ordinary_of(lake: Lake) -> list[int]:
    """The members who are classed as ordinary in October."""
    rows = pq.read_table(lake.members(OCTOBER)).to_pylist()
    return [row["member_id"] for row in rows if "ordinary" in row["classes"]]


def apart(lake: Lake, first: int) -> Iterator[Organization]:
    """The members of October one by one, each with what happened to them: the oracle reads all facts for each line."""
    months = range(first, OCTOBER + 1)
    members = {month: pq.read_table(lake.members(month)).to_pylist() for month in months}
    facts = [Fact(**row) for month in months for row in pq.read_table(lake.facts(month)).to_pylist()]
    units = tuple(UnitRow(**row) for row in pq.read_table(lake.units).to_pylist())
    for one in (row["member_id"] for row in members[OCTOBER]):
        own = {
            month: {
                row["member_id"]: (row["unit_id"], tuple(row["classes"])) for row in rows if row["member_id"] == one
            }
            for month, rows in members.items()
        }
        yield Organization(
            units, own, tuple(fact for fact in facts if (fact.subject, fact.subject_id) == ("member", one))
        )


def test_a_run_made_with_the_same_rules_from_the_same_files_is_used(
    lake: Lake, vanguard: Scheme, stricter: Scheme, backend: Backend
) -> None:
    anew = compare(lake, OCTOBER, vanguard, stricter, backend)
    assert (anew.before_from_run, anew.after_from_run) == (False, False)
    publish(lake, vanguard, OCTOBER, backend)
    again = compare(lake, OCTOBER, vanguard, stricter, backend)
    assert (again.before_from_run, again.after_from_run) == (True, False)
    assert again.impact == anew.impact


def test_a_run_from_other_files_or_rules_is_not_used(
    lake: Lake, vanguard: Scheme, stricter: Scheme, backend: Backend
) -> None:
    publish(lake, vanguard, OCTOBER, backend)
    impostor = stricter.model_copy(update={"name": vanguard.name})
    assert not compare(lake, OCTOBER, vanguard, impostor, backend).after_from_run
    next(lake.facts(OCTOBER - 1).glob("*.parquet")).unlink()
    assert not compare(lake, OCTOBER, vanguard, impostor, backend).before_from_run


def test_nothing_is_published(lake: Lake, vanguard: Scheme, stricter: Scheme, backend: Backend) -> None:
    compare(lake, OCTOBER, vanguard, stricter, backend)
    assert not lake.runs(OCTOBER).exists()


def test_a_month_without_members_is_refused(lake: Lake, vanguard: Scheme, stricter: Scheme, backend: Backend) -> None:
    with pytest.raises(InputError, match="no members for 2016-11"):
        compare(lake, OCTOBER + 1, vanguard, stricter, backend)


# The command


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Two folders with a scheme, the second asking for more."""
    source = Path(__file__).resolve().parents[3] / "schemes" / "vanguard-136"
    draft = tmp_path / "draft"
    shutil.copytree(source, draft)
    for path, old, new in (
        (draft / "indicators" / "stu01.yaml", "target: 32", "target: 40"),
        (draft / "scheme.yaml", "name: vanguard-136", "name: draft"),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    yield source, draft


def run(lake: Lake, *options: str) -> Any:
    app = typer.Typer()
    app.command()(command.whatif)
    return CliRunner().invoke(app, [str(lake.root), "--month", "2016-10", *options])


def test_the_command_takes_folders_and_names_and_shows_tables_or_json(
    lake: Lake, vanguard: Scheme, backend: Backend, folders: tuple[Path, Path]
) -> None:
    publish(lake, vanguard, OCTOBER, backend)
    text = run(lake, "--scheme", "vanguard-136", "--against", str(folders[1]))
    assert text.exit_code == 0
    for words in (
        "From vanguard-136 to draft",
        "a published run",
        "Branch secretary",
        "Village branch",
        "Largest losses",
    ):
        assert words in text.output
    found = json.loads(run(lake, "--scheme", str(folders[0]), "--against", str(folders[1]), "--json").stdout)
    assert found["before"] == {"scheme": "vanguard-136", "from_run": True}
    assert found["change_band"]["up"] == 0
    assert sum(row["members"] for row in found["bands"]) == sum(found["members"].values())
    assert sum(row["members"] for row in found["changes"]) == found["everyone"]["members"]
    assert all(row["change"].startswith("-") for row in found["losers"])
    assert {row["name"] for row in found["branch_sizes"]} <= {"1 to 9", "10 to 19", "20 to 49", "50 and more"}
    assert not list(lake.root.glob(".scratch-*"))


def test_an_unknown_name_is_refused_with_what_to_do(lake: Lake) -> None:
    result = run(lake, "--scheme", "nonsense", "--against", "nonsense")
    assert isinstance(result.exception, InputError)
    assert "There is no run of nonsense for 2016-10" in result.exception.message
