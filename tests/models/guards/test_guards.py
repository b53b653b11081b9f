"""Every guarded table on SQLite, from outside the application: a plain connection, as anybody with the file has one."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from goodstanding.models.guards import install
from goodstanding.models.guards.guards import GUARDS, RULES, Guard

pytestmark = pytest.mark.usefixtures("db")
APPEND_ONLY = [guard for guard in GUARDS if guard.is_append_only]
CHANGING = [guard for guard in GUARDS if not guard.is_append_only]

#: What a row says that lies in the part of its table that an index is over.
PARTS: dict[str, dict[str, object]] = {
    "run_one_published": {"state": "published"},
    "run_one_at_work": {"state": "drafted"},
    "correction_one_open": {"state": "asked"},
    "objection_one_open_a_line": {"state": "open", "fact_id": None, "missing_on": None},
    "objection_one_open_a_missing_day": {"state": "open"},
    "objection_one_open_a_fact": {"state": "open"},
    "attendance_conflict_one_open": {"state": "open"},
    "resolution_once_a_number": {"replaces_id": None},
    "assignment_once_a_form": {"form": "f"},
    "bulletin_once_a_form": {"form": "f"},
    "dues_relief_one_waits": {"state": "proposed"},
    "pledge_one_a_period": {"state": "registered"},
    "suggestion_once_a_form": {"form": "f"},
    "topic_once_a_form": {"form": "f"},
    "duty_holding_once": {"state": "held"},
    "talk_once_a_day": {"state": "confirmed"},
    "contact_once_a_day": {"withdrawn_at": None},
    "search_one_open": {"found_on": None},
    "long_absence_one_open": {"ended_on": None},
    "probation_one_running": {"state": "running"},
    "member_decision_once_a_form": {"sent": "f"},
    "decision_void_once": {"what": "revoked"},
    "letter_once_a_form": {"form": "f"},
    "study_session_once_a_form": {"form": "f"},
    "service_activity_once_a_form": {"form": "f"},
    "sign_up_once": {"state": "signed_up"},
    "registration_one_at_a_time": {"state": "asked"},
    "wish_once_a_form": {"form": "f"},
    "need_once_a_form": {"form": "f"},
    "help_pair_once": {"until_on": None},
    "help_pair_once_a_unit": {"until_on": None},
    "service_visit_once": {"state": "recorded"},
    "ballot_once_a_form": {"form": "f"},
    "ballot_subject_once": {},
    "warning_of_member_one_open": {"state": "open", "settled_on": None},
    "warning_of_unit_one_open": {"state": "open", "settled_on": None, "member_id": None},
    "case_once_a_form": {"form": "f"},
    "weak_unit_once_on_the_list": {"state": "listed"},
    "weak_check_accepted_once": {"found": "accept"},
    "accountability_step_once": {"what": "open"},
    "appraisal_once_a_year": {"state": "opened"},
    "self_appraisal_one_draft": {"handed_in_at": None, "handed_in_on": None},
    "grade_objection_one_waits": {"state": "waiting"},
    "dossier_of_member": {"kind": "sheet"},
    "dossier_of_unit": {"kind": "pack"},
    "attempt_one_open": {"handed_in_at": None, "handed_in_on": None, "score": None},
    "rules_one_a_month": {"state": "agreed"},
}


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the database that knows nothing of foreign keys and checks nothing."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no OR REPLACE")
    opened = sqlite3.connect(tmp_path / "copy.sqlite3", isolation_level=None)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as original:
        original.backup(opened)
    opened.execute("PRAGMA ignore_check_constraints = ON")
    opened.execute("PRAGMA foreign_keys = OFF")
    for rule in RULES:
        opened.execute(f"DROP TRIGGER {rule.name}")
    yield opened
    opened.close()


def fill(plain: sqlite3.Connection, guard: Guard, _number: int = 1, /, **more: object) -> dict[str, Any]:
    """Puts a made-up row in; its number stands in every column that may be one."""
    row: dict[str, Any] = {}
    for _at, name, kind, required, _default, _key in plain.execute(f"PRAGMA table_info({guard.table})"):
        filled = _number if re.match("int|big|small|bool", kind) else str(_number)
        row[name] = filled if required else None
    row |= {"id": _number} | more
    plain.execute(f"INSERT INTO {guard.table} ({columns(row)}) VALUES ({marks(row)})", list(row.values()))
    return row


def columns(row: dict[str, Any]) -> str:
    return ", ".join(f'"{name}"' for name in row)


def marks(row: dict[str, Any]) -> str:
    return ", ".join("?" for _name in row)


def rows(plain: sqlite3.Connection, guard: Guard) -> list[Any]:
    return plain.execute(f"SELECT * FROM {guard.table} ORDER BY id").fetchall()


def unique(plain: sqlite3.Connection, guard: Guard) -> list[tuple[list[str], dict[str, object]]]:
    """The columns of every place that only one row can take, and what a row says that is about such a place."""
    found: list[tuple[list[str], dict[str, object]]] = [(["id"], {})]
    for _at, name, is_unique, _origin, is_partial in plain.execute(f"PRAGMA index_list({guard.table})").fetchall():
        names = [one[2] for one in plain.execute(f"PRAGMA index_info({name})")]
        if is_unique:
            found.append((names, dict.fromkeys(names, 1) | (PARTS[name] if is_partial else {})))
    return found


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.table)
def test_no_row_is_replaced_by_one_that_takes_any_of_its_places(plain: sqlite3.Connection, guard: Guard) -> None:
    for shared, told in unique(plain, guard):
        plain.execute("SAVEPOINT here")
        old = fill(plain, guard, 1, **told)
        before = rows(plain, guard)
        new = {name: 2 if value == 1 else "2" if value == "1" else value for name, value in old.items()}
        new |= {name: old[name] for name in shared}
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT"):
            with pytest.raises(sqlite3.IntegrityError, match="UNIQUE constraint failed"):
                plain.execute(f"{verb} INTO {guard.table} ({columns(new)}) VALUES ({marks(new)})", list(new.values()))
        assert rows(plain, guard) == before, shared
        plain.execute("ROLLBACK TO here")


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.table)
def test_no_row_is_deleted(plain: sqlite3.Connection, guard: Guard) -> None:
    fill(plain, guard)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        plain.execute(f"DELETE FROM {guard.table}")
    assert len(rows(plain, guard)) == 1


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.table)
def test_no_column_changes_but_those_that_may(plain: sqlite3.Connection, guard: Guard) -> None:
    row = fill(plain, guard)
    before = rows(plain, guard)
    for name in row.keys() - set(guard.may_change):
        for verb in ("UPDATE", "UPDATE OR REPLACE"):
            with pytest.raises(sqlite3.IntegrityError):
                plain.execute(f'{verb} {guard.table} SET "{name}" = 99')
    assert rows(plain, guard) == before


@pytest.mark.parametrize("guard", [one for one in CHANGING if one.steps], ids=lambda guard: guard.table)
def test_a_row_goes_from_word_to_word_as_it_may_and_no_other_way(plain: sqlite3.Connection, guard: Guard) -> None:
    words = sorted({word for step in guard.steps for word in step} | {"elsewhere"})
    for number, was in enumerate(words, 1):
        for becomes in words:
            plain.execute("SAVEPOINT here")
            fill(plain, guard, number, state=was)
            change = f"UPDATE {guard.table} SET state = '{becomes}'"
            if (was, becomes) in guard.steps:
                assert plain.execute(change).rowcount == 1
            else:
                with pytest.raises(sqlite3.IntegrityError, match="does not change like that"):
                    plain.execute(change)
            plain.execute("ROLLBACK TO here")


def test_a_published_run_cannot_be_pushed_out_by_another(plain: sqlite3.Connection) -> None:
    (run,) = [guard for guard in GUARDS if guard.table == "goodstanding_run"]
    fill(plain, run, 1, state="published", month=1)
    fill(plain, run, 2, state="reviewed", month=1)
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE constraint failed: goodstanding_run\.month"):
        plain.execute("UPDATE OR REPLACE goodstanding_run SET state = 'published' WHERE id = 2")
    assert [row[0] for row in rows(plain, run)] == [1, 2]


def test_the_end_of_the_ledger_only_goes_on(plain: sqlite3.Connection) -> None:
    (head,) = [guard for guard in GUARDS if guard.table == "goodstanding_ledgerhead"]
    fill(plain, head, last_recorded_at="2016-10-15 12:00:00")
    plain.execute("UPDATE goodstanding_ledgerhead SET last_recorded_at = '2016-10-15 12:00:00.000001'")
    for earlier in ("2016-10-15 12:00:00", None):
        with pytest.raises(sqlite3.IntegrityError):
            plain.execute("UPDATE goodstanding_ledgerhead SET last_recorded_at = ?", [earlier])


def test_guards_that_a_migration_lost_are_put_up_again_and_others_left_alone() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("RESET ROLE")  # Who migrates is the owner.
        assert install.put_up() == 0, "they stand since the migrations"
        on = " ON goodstanding_run" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER goodstanding_run_no_update{on}")
    assert install.put_up() == 1
    assert install.put_up() == 0


def test_guards_are_the_same_in_every_process() -> None:
    """Otherwise each start would take down what stands and put it up again."""
    code = "import django; django.setup(); from goodstanding.models.guards.guards import *; print([GUARDS, RULES])"
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "goodstanding.config.settings", "PYTHONHASHSEED": "1"}
    other = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True)
    assert other.stdout.strip() == str([GUARDS, RULES])


def test_every_guarded_table_is_there() -> None:
    assert {guard.table for guard in GUARDS} <= set(connection.introspection.table_names())
