"""Facts come in from files: nothing is lost, nothing is guessed, nothing happens twice, nothing is overwritten."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.imports import files
from goodstanding.flows.imports import run as import_run
from goodstanding.flows.ledger.importer import FACTS
from goodstanding.flows.ledger.reasons import word_of
from goodstanding.models import AuditRow, Fact, FactImport
from goodstanding.queries.ledger import in_force
from goodstanding.queries.ledger.faults import faults_of
from goodstanding.sheets.limits import CHUNK
from tests.conftest import REPO, SETTINGS
from tests.effort import examples
from tests.flows.ledger.imported import DAY, HEADER, SCORE, TALK, brought, checked, quiet, reasons, row, written
from tests.house import House

State = FactImport.State


def counts(one: FactImport) -> tuple[int, int, int, int]:
    """Read, new, known, refused."""
    return one.read, one.added, one.unchanged, one.refused


def said() -> list[tuple[str, str, int | None, str, str]]:
    rows = Fact.objects.order_by("pk").values_list("member__number", "kind", "value", "occurred_on", "reference")
    return [(number, kind, value, str(day), reference) for number, kind, value, day, reference in rows]


# What comes in


@pytest.mark.parametrize("name", ["facts.csv", "facts.xlsx"])
def test_facts_come_in_by_name_or_title_in_either_language_with_day_value_and_reference(
    house: House, name: str
) -> None:
    rows = [
        row("11101", TALK, "2016-10-03", "1", "Talks of autumn"),
        row("11102", "谈心谈话", "2016年10月3日", "否"),
        row("11103", "heart-to-heart  talk held", "2016/10/3", "请假"),
        row("11104", "测试成绩（0至100）", "2016.10.3", "９９.5"),
        row("11105", SCORE, "20161003", ""),
    ]
    one = written(house, *rows, name=name)
    assert counts(one) == (5, 5, 0, 0), reasons(one)
    assert said() == [
        ("11101", TALK, 1000, DAY, "Talks of autumn"),
        ("11102", TALK, 0, DAY, name),
        ("11103", TALK, None, DAY, name),
        ("11104", SCORE, 99500, DAY, name),
        ("11105", SCORE, None, DAY, name),
    ]
    assert set(Fact.objects.values_list("source", flat=True)) == {Fact.Source.IMPORT}
    assert AuditRow.objects.filter(verb="import").count() == 1


def test_a_fraction_in_a_workbook_is_what_was_typed_and_a_number_of_a_member_is_not(house: House) -> None:
    one = written(house, ["11102", SCORE, DAY, 2.3], [11103.5, SCORE, DAY, 1], name="facts.xlsx")
    assert said() == [("11102", SCORE, 2300, DAY, "facts.xlsx")]
    assert reasons(one) == [(3, "number", "inexact")]


def test_a_file_without_a_column_of_values_is_not_read_as_everybody_excused(house: House) -> None:
    one = brought(house, [["11102", TALK, DAY]], header=HEADER[:3])
    with pytest.raises(ActionRefused, match="must be matched first"):
        import_run.check_file(FACTS, brought=one, by=house.viewer("secretary"), at=house.at, tell=quiet)


def test_columns_are_known_by_their_chinese_names(house: House) -> None:
    one = brought(house, [row()], header=("成员编号", "事项", "日期", "数值", "依据", "行标识"))
    assert one.columns["matched"] == {name: place for place, name in enumerate(c.name for c in FACTS.columns)}


# What is refused


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (row(value="1.2345"), ("value", "amount")),
        (row(value="-1"), ("value", "negative")),
        (row(value="2"), ("value", "too_large")),
        (row(value="Infinity"), ("value", "amount")),
        (row(value="1e999999999"), ("value", "amount")),
        (row(value="maybe"), ("value", "amount")),
        (row(kind="no.such"), ("kind", "kind")),
        (row(kind=""), ("kind", "empty")),
        (row(kind="award.national"), ("kind", "office")),
        (row(day="2199-01-01"), ("day", "future")),
        (row(day="2009-01-01"), ("day", "before_joined")),
        (row(day="2016-02-30"), ("day", "no_day")),
        (row(day=""), ("day", "empty")),
        (row(number=""), ("number", "empty")),
        (row(number="B111"), ("kind", "not_units")),
        (row(number="99999"), ("number", "nobody")),
        (row(number="11201"), ("number", "nobody")),
        (row(number="B112"), ("number", "nobody")),
    ],
)
def test_a_row_is_refused_with_its_cell_and_its_reason(house: House, wrong: list[str], reason: tuple[str, str]) -> None:
    found = checked(house, wrong, row("11103"))
    assert [(column, why) for _row, column, why in reasons(found)] == [reason]
    assert counts(found) == (2, 1, 0, 1)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            (line,) = FACTS.lines(found)
        assert line[1] == "2" and line[2] and line[4] and line[5]


def test_unknown_and_foreign_members_get_the_very_same_answer(house: House) -> None:
    found = checked(house, row("99999"), row("21101"), row("11201"))
    told = [line[4:] for line in FACTS.lines(found)]
    assert len(told) == 3
    assert told[0] == told[1] == told[2]


def test_an_officer_reaches_all_below_and_records_what_only_officers_may(house: House) -> None:
    rows = [row("11102", "award.national"), row("11201"), row("12101")]
    one = written(house, *rows, who="sub_district_officer", unit="S11")
    assert (counts(one), reasons(one)) == ((3, 2, 0, 1), [(4, "number", "nobody")])


def test_every_sentence_of_the_ledger_has_its_word(house: House) -> None:
    member, day = house.member("member"), house.today
    left, closed = house.member("committee"), house.branch
    left.left_on = day
    closed.closed_on = day
    wrong: dict[str, ledger.NewFact] = {
        "kind": ledger.NewFact("no.such", member, 0, day, "k"),
        "not_units": ledger.NewFact(TALK, house.branch, 0, day, "k"),
        "negative": ledger.NewFact(TALK, member, -1, day, "k"),
        "too_large": ledger.NewFact(TALK, member, 9999, day, "k"),
        "future": ledger.NewFact(TALK, member, 0, day + timedelta(days=1), "k"),
        "before_joined": ledger.NewFact(TALK, member, 0, day.replace(year=2000), "k"),
        "after_left": ledger.NewFact(TALK, left, 0, day, "k"),
    }
    for word, entry in wrong.items():
        (fault,) = faults_of([entry], house.scheme, None, house.at)
        assert word_of(fault) == word


# Once


def test_the_same_rows_twice_change_nothing_whatever_the_file_is_called(house: House) -> None:
    rows = [row(), row("11103", value="0"), row("11104", SCORE, DAY, "70", "Quiz", "q-1")]
    written(house, *rows)
    before = list(Fact.objects.order_by("pk").values())
    assert counts(written(house, *rows, name="other.xlsx")) == (3, 0, 3, 0)
    assert list(Fact.objects.order_by("pk").values()) == before


def test_a_mended_file_brings_in_what_was_refused_and_nothing_else(house: House) -> None:
    assert counts(written(house, row(), row("11103", day="2016-02-30"))) == (2, 1, 0, 1)
    assert counts(written(house, row(), row("11103"))) == (2, 1, 1, 0)
    assert Fact.objects.count() == 2


def test_another_value_for_the_same_happening_is_refused_and_never_overwrites(house: House) -> None:
    written(house, row(value="1"))
    one = written(house, row(value="0"))
    assert (counts(one), reasons(one)) == ((1, 0, 0, 1), [(2, "", "otherwise")])
    assert said() == [("11102", TALK, 1000, DAY, "facts.csv")]


def test_two_rows_that_say_the_same_are_told_and_a_reference_or_a_key_tells_them_apart(house: House) -> None:
    apart = [row("11102", TALK, DAY, "1", "Second"), row("11102", TALK, DAY, "1", "", "k")]
    one = written(house, row(), row(), *apart)
    assert (counts(one), reasons(one)) == ((4, 3, 0, 1), [(3, "", "duplicate")])


def test_a_key_is_the_members_own(house: House) -> None:
    one = written(house, row("11102", TALK, DAY, "1", "", "m-7"), row("11103", TALK, DAY, "1", "", "m-7"))
    assert counts(one) == (2, 2, 0, 0)
    again = written(house, row("11102", TALK, "2016-10-04", "1", "", "m-7"))
    assert reasons(again) == [(2, "", "otherwise")]


def test_what_was_taken_back_does_not_come_in_again(house: House) -> None:
    written(house, row())
    fact = Fact.objects.get()
    reverse_and_replace.reverse(fact=fact, reason="A mistake.", by=house.viewer("secretary"), at=house.at)
    assert counts(written(house, row())) == (1, 0, 1, 0)
    assert not in_force.holds(fact)


def test_all_or_nothing_writes_nothing_where_a_row_is_refused(house: House) -> None:
    one = brought(house, [row(), row("99999")])
    with pytest.raises(ActionRefused, match="1 rows are refused"):
        import_run.write(FACTS, brought=one, good_only=False, by=house.viewer("secretary"), at=house.at, tell=quiet)
    one.refresh_from_db()
    assert (Fact.objects.count(), one.state, counts(one)) == (0, State.CHECKED, (2, 1, 0, 1))


def test_whoever_lost_the_office_no_longer_imports(house: House) -> None:
    one = brought(house, [row()])
    with pytest.raises(ActionRefused, match="no longer record entries"):
        import_run.write(FACTS, brought=one, good_only=True, by=house.viewer("committee"), at=house.at, tell=quiet)
    assert not Fact.objects.exists()


happenings = st.lists(
    st.tuples(
        st.sampled_from(["11101", "11102", "11103", "11201", "99999", "", "B111"]),
        st.sampled_from([TALK, SCORE, "谈心谈话", "award.national", "no.such", ""]),
        st.sampled_from([DAY, "2016-09-01", "2016-13-01", "2199-01-01", ""]),
        st.sampled_from(["1", "0", "", "请假", "99.5", "-1", "x", "0.0001"]),
        st.sampled_from(["", "First", "Second"]),
        st.sampled_from(["", "", "k1", "k2"]),
    ),
    max_size=25,
)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=happenings)
def test_accepted_and_refused_are_what_was_read_and_twice_changes_nothing(
    house: House, rows: list[tuple[str, ...]]
) -> None:
    before = Fact.objects.count()
    told, one = checked(house, *rows), written(house, *rows)
    assert one.read == sum(any(each) for each in rows) == one.added + one.unchanged + one.refused
    assert counts(told) == counts(one), "a check tells what writing does"
    assert Fact.objects.count() == before + one.added
    assert len({line for line, _column, _reason in reasons(one)}) == one.refused
    assert counts(written(house, *rows)) == (one.read, 0, one.added + one.unchanged, one.refused)
    assert Fact.objects.count() == before + one.added


# Crashes


def database() -> str:
    """Where a process of its own finds the database of this test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


@pytest.mark.usefixtures("transactional_db")
def test_a_writer_that_is_killed_half_way_leaves_nothing_and_the_next_one_writes_all(house: House) -> None:
    rows = []
    for number in range(CHUNK + 5):
        day = str(house.today - timedelta(days=number % 200))
        rows.append(row(f"1110{1 + number % 5}", TALK, day, "1", f"No. {number}"))
    one = brought(house, rows, who=None)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, "DATABASE_URL": database()}
    connection.close()
    command = [sys.executable, "-m", "tests.flows.kill_facts", one.key]
    died = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL, died.stderr[-2000:]
    one.refresh_from_db()
    assert (Fact.objects.count(), one.state) == (0, State.BROUGHT)
    import_run.write(FACTS, brought=one, good_only=True, by=None, at=timezone.now(), tell=quiet)
    assert Fact.objects.count() == CHUNK + 5
    assert not files.path_of(one.stored_as).exists()
