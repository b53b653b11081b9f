"""Explaining lines of a published run: complete, exact, readable in both languages, and refused with a sentence."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len
from typer.testing import CliRunner

from goodstanding.cli import explain as command
from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.explanation import Explanation, adds_up, sums_of
from goodstanding.engine.explain.rule_text import rule_in_words, why_not
from goodstanding.engine.explain.wording import text_in
from goodstanding.engine.period import parse_month
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.rating.explain import explain
from goodstanding.flows.rating.rate import rate
from goodstanding.lake.layout import Lake, parquet_files
from tests.effort import examples
from tests.engine.oracle import Organization, Row, rate_by_hand
from tests.engine.strategies import situations
from tests.lakes import write_lake

OCTOBER = parse_month("2016-10")
AT = datetime(2016, 11, 1, tzinfo=UTC)
MEMBER = 17


def publish(lake: Lake, scheme: Scheme, month: int, backend: Backend) -> None:
    rate(lake, scheme, month, backend=backend, at=AT, shards=None, progress=lambda what, done: None)


@pytest.fixture(scope="module")
def rated(made_up: Lake, vanguard: Scheme, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The made-up organization with its run of October; only to be read."""
    folder = tmp_path_factory.mktemp("explained")
    shutil.copytree(made_up.root, folder / "lake")
    backend = DuckDBBackend(folder, threads=2, memory="2GB")
    publish(Lake(folder / "lake"), vanguard, OCTOBER, backend)
    backend.close()
    return Lake(folder / "lake")


@pytest.fixture
def mine(rated: Lake, tmp_path: Path) -> Lake:
    """A copy to change."""
    shutil.copytree(rated.root, tmp_path / "mine", symlinks=True)
    return Lake(tmp_path / "mine")


# Laws


def rows_of(explanation: Explanation) -> list[Row]:
    return [
        (
            explanation.subject,
            explanation.subject_id,
            one.code,
            line.period,
            line.n,
            line.value,
            line.earned,
            line.attainable,
        )
        for one in explanation.indicators
        for line in one.lines
        if line.silence is None
    ]


def check_member(explanation: Explanation, tables: dict[str, list[Row]]) -> None:
    me = explanation.subject_id
    (total,) = [row for row in tables["totals"] if row[0] == me]
    sums = sums_of(explanation)
    assert (sums.earned, sums.attainable, sums.bonus, sums.deduction) == total[3:7]
    assert (explanation.published.total, explanation.published.band) == total[7:]
    assert explanation.units[0].unit_id == total[1]
    ranks = [row[1:] for row in tables["ranks"] if row[0] == me]
    assert sorted((one.scope_id, one.rank, one.of) for one in explanation.ranks) == ranks


def check_unit(explanation: Explanation, tables: dict[str, list[Row]]) -> None:
    assert explanation.members is not None
    found = (explanation.subject_id, explanation.members.n, explanation.members.part)
    assert [(*found, explanation.published.own, explanation.published.total)] == [
        row for row in tables["unit_totals"] if row[0] == explanation.subject_id
    ]


@given(situations())
@settings(max_examples=examples(6, thorough=20), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_line_of_any_run_is_explained_by_the_oracles_points(situation: tuple[Scheme, Organization, int]) -> None:
    scheme, organization, month = situation
    tables = rate_by_hand(*situation)
    with TemporaryDirectory() as folder:
        lake = write_lake(organization, Path(folder) / "lake")
        backend = DuckDBBackend(Path(folder), threads=2, memory="1GB")
        publish(lake, scheme, month, backend)
        for member in sorted(organization.members[month])[:2]:
            found = explain(lake, scheme.name, month, ("member", member), backend=backend).explanation
            assert adds_up(found)
            assert sorted(rows_of(found)) == [row for row in tables["points"] if row[:2] == ("member", member)]
            check_member(found, tables)
        unit = organization.units[0].unit_id
        found = explain(lake, scheme.name, month, ("unit", unit), backend=backend).explanation
        assert adds_up(found)
        assert sorted(rows_of(found)) == [row for row in tables["points"] if row[:2] == ("unit", unit)]
        check_unit(found, tables)
        backend.close()


# What is read


@pytest.fixture(scope="module")
def told(rated: Lake) -> dict[str, str]:
    """The texts of the command, by its further options."""
    return {lang: run(rated, "--member", str(MEMBER), "--lang", lang).output for lang in ("en", "zh")}


def run(lake: Lake, *options: str) -> Any:
    app = typer.Typer()
    app.command()(command.explain)
    return CliRunner().invoke(app, [str(lake.root), "--month", "2016-10", "--scheme", "vanguard-136", *options])


def joined(text: str) -> str:
    """The text without what wrapping changes."""
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_text_has_every_rule_in_words_with_its_source(
    lang: Lang, told: dict[str, str], rated: Lake, vanguard: Scheme, backend: Backend
) -> None:
    found = explain(rated, "vanguard-136", OCTOBER, ("member", MEMBER), backend=backend).explanation
    text = joined(told[lang])
    codes = [*[one.code for one in found.indicators], *[flag.code for flag in found.flags]]
    assert len(codes) + len(found.away) == len([one for one in vanguard.indicators if one.subject == "member"])
    for code in codes:
        indicator = vanguard.indicator(code)
        assert joined(rule_in_words(indicator, vanguard, lang)) in text
        assert joined(text_in(indicator.source, lang)) in text
    # Reasons stand beside their codes in columns, so that only their beginnings stay together.
    for code in found.away:
        assert joined(why_not(vanguard.indicator(code), found.tags, vanguard, lang) or "")[:12] in text


def test_the_text_has_every_fact_and_the_total_at_the_end(told: dict[str, str], rated: Lake, backend: Backend) -> None:
    found = explain(rated, "vanguard-136", OCTOBER, ("member", MEMBER), backend=backend).explanation
    days = Counter(each.occurred_on for one in found.indicators for line in one.lines for each in line.facts)
    assert all(told["en"].count(day.isoformat()) >= count for day, count in days.items())
    total = Decimal(found.published.total or 0) / 100
    assert f"{total:.2f}" in told["en"].split("How it adds up")[1]
    assert f"{total:.2f}" in told["zh"].split("合计")[-1]


def test_the_text_fits_into_a_hundred_columns(told: dict[str, str]) -> None:
    assert max(cell_len(line) for text in told.values() for line in text.splitlines()) <= 100


def test_a_unit_is_told_how_its_members_weigh(rated: Lake, backend: Backend) -> None:
    result = run(rated, "--unit", "1")
    assert result.exit_code == 0
    found = explain(rated, "vanguard-136", OCTOBER, ("unit", 1), backend=backend).explanation
    assert found.members is not None
    assert f"of {found.members.n} rated members" in result.output
    assert f"{Decimal(found.published.total or 0) / 100:.2f}" in result.output


def test_json_is_whole_and_adds_up_in_decimals(rated: Lake) -> None:
    found = json.loads(run(rated, "--member", str(MEMBER), "--json").stdout)
    indicators = [one for category in found["categories"] for one in category["indicators"]]
    lines = [line for one in indicators if one["kind"] == "base" for line in (*one["lines"], *one["adjustments"])]
    assert sum(Decimal(line["earned"]) for line in lines) == Decimal(found["sums"]["earned"])
    assert sum(Decimal(line["attainable"]) for line in lines) == Decimal(found["sums"]["attainable"])
    assert all(line["stands"] or line["why_not"]["words"] for one in indicators for line in one["lines"])
    assert {"rule", "why", "source", "title"} <= set(indicators[0])
    assert len(found["history"]) == 10


# What is refused


def test_nobody_but_members_of_that_month_is_explained(rated: Lake, backend: Backend) -> None:
    with pytest.raises(InputError, match="Member 999999 was not a member at the end of 2016-10"):
        explain(rated, "vanguard-136", OCTOBER, ("member", 999_999), backend=backend)
    with pytest.raises(InputError, match="no unit 999999"):
        explain(rated, "vanguard-136", OCTOBER, ("unit", 999_999), backend=backend)


def test_without_a_run_there_is_nothing_to_explain(rated: Lake, backend: Backend) -> None:
    with pytest.raises(InputError, match="There is no run of vanguard-136 for 2016-09"):
        explain(rated, "vanguard-136", OCTOBER - 1, ("member", MEMBER), backend=backend)


def test_one_subject_is_asked_for(rated: Lake) -> None:
    assert run(rated).exit_code == 2
    assert run(rated, "--member", "1", "--unit", "1").exit_code == 2


def without_facts_of(lake: Lake, member: int) -> Iterator[int]:
    """Takes a member's facts of October out of the lake, and says how many they were."""
    for path in parquet_files(lake.facts(OCTOBER)):
        facts = pq.read_table(path)
        about = zip(facts["subject"].to_pylist(), facts["subject_id"].to_pylist(), strict=True)
        kept = facts.filter(pa.array([each != ("member", member) for each in about]))
        pq.write_table(kept, path)
        yield facts.num_rows - kept.num_rows


def test_a_lake_that_changed_since_is_refused_for_whom_it_changed(mine: Lake, backend: Backend) -> None:
    assert sum(without_facts_of(mine, MEMBER)) > 0
    with pytest.raises(InputError, match="no longer matches the run of vanguard-136 for 2016-10"):
        explain(mine, "vanguard-136", OCTOBER, ("member", MEMBER), backend=backend)
    assert adds_up(explain(mine, "vanguard-136", OCTOBER, ("member", 18), backend=backend).explanation)
