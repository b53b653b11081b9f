"""What the application's own role can do to the ledger on PostgreSQL: nothing but add to it. And what its owner can."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.engine.problems import InputError
from goodstanding.models import Fact
from goodstanding.models.guards import rights
from goodstanding.models.guards.guards import GUARDS
from goodstanding.models.ledger import ledger_table
from tests.beginnings import year_published
from tests.database import APPLICATION
from tests.house import House

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.begins(after=year_published)
TABLES = sorted(guard.table for guard in GUARDS if guard.is_append_only)
ATTACKS = (
    "TRUNCATE goodstanding_fact",
    "TRUNCATE goodstanding_fact_other",
    "TRUNCATE goodstanding_member CASCADE",
    "DELETE FROM goodstanding_fact_other",
    "UPDATE goodstanding_fact_other SET value = 0",
    "DROP TABLE goodstanding_fact",
    "DROP TABLE goodstanding_fact_other",
    "DROP TRIGGER goodstanding_fact_no_update ON goodstanding_fact",
    "DROP FUNCTION goodstanding_refuse() CASCADE",
    "DROP OWNED BY tests CASCADE",
    "ALTER TABLE goodstanding_fact DISABLE TRIGGER ALL",
    "ALTER TABLE goodstanding_fact DISABLE TRIGGER goodstanding_fact_no_update",
    "ALTER TABLE goodstanding_fact DETACH PARTITION goodstanding_fact_other",
    "ALTER TABLE goodstanding_fact OWNER TO goodstanding_app",
    "ALTER TABLE goodstanding_fact DROP CONSTRAINT fact_not_negative",
    "ALTER FUNCTION goodstanding_refuse() RENAME TO other",
    "CREATE OR REPLACE FUNCTION goodstanding_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
    "CREATE TRIGGER mine BEFORE INSERT ON goodstanding_fact FOR EACH ROW EXECUTE FUNCTION goodstanding_refuse()",
    "CREATE RULE mine AS ON INSERT TO goodstanding_headcount DO INSTEAD NOTHING",
    "CREATE TABLE mine (id integer)",
    "SET session_replication_role = replica",
    "SET ROLE tests",
    "SET SESSION AUTHORIZATION tests",
    "COPY goodstanding_fact_other FROM STDIN",
    "COPY goodstanding_fact TO PROGRAM 'cat'",
    "SELECT setval('goodstanding_fact_id_seq', 1)",
    "BEGIN; LOCK TABLE goodstanding_fact IN ACCESS EXCLUSIVE MODE",
    "MERGE INTO goodstanding_fact f USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "INSERT INTO goodstanding_fact SELECT * FROM goodstanding_fact ON CONFLICT (id, month) DO UPDATE SET value = 0",
    "UPDATE goodstanding_run SET month = month + 1",
    "DELETE FROM goodstanding_run",
    "DELETE FROM django_migrations",
    "ALTER ROLE goodstanding_app SUPERUSER",
)


@pytest.fixture
def application(house: House) -> Iterator[Any]:
    """A connection of the application's role to the database of the test."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no roles")
    where = connection.settings_dict
    opened = psycopg.connect(dbname=where["NAME"], host=where["HOST"], user=APPLICATION, autocommit=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_application_cannot_do_this_to_the_ledger(application: Any, attack: str) -> None:
    before = application.execute("SELECT * FROM goodstanding_fact ORDER BY id").fetchall()
    assert before
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(attack)
    application.rollback()
    assert application.execute("SELECT * FROM goodstanding_fact ORDER BY id").fetchall() == before


def test_the_application_may_add_to_what_is_only_added_to_and_nothing_else(application: Any) -> None:
    asked = "SELECT has_table_privilege(%s, 'SELECT, INSERT'), has_any_column_privilege(%s, 'UPDATE'), "
    asked += "has_table_privilege(%s, 'DELETE, TRUNCATE, TRIGGER, REFERENCES')"
    for table in TABLES:
        assert application.execute(asked, [table] * 3).fetchone() == (True, False, False), table


def test_no_table_belongs_to_the_application(application: Any) -> None:
    owned = "SELECT count(*) FROM pg_class WHERE relowner = %s::regrole"
    assert application.execute(owned, [APPLICATION]).fetchone() == (0,)


@pytest.mark.parametrize("table", ["goodstanding_fact", "goodstanding_fact_other", "goodstanding_rostersnapshot"])
@pytest.mark.parametrize("statement", ["TRUNCATE {} CASCADE", "DELETE FROM {}", "UPDATE {} SET month = 1"])
def test_the_owner_is_refused_by_the_guards(application: Any, table: str, statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        cursor.execute("RESET ROLE")
        cursor.execute(statement.format(table))


def test_the_application_gives_a_month_a_part_of_its_own(application: Any) -> None:
    month = 2031 * 12
    assert ledger_table.part_off(month, month) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'goodstanding_fact_2031_01'")
        assert cursor.fetchone() == ("tests",)
        cursor.execute("RESET ROLE")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE goodstanding_fact_2031_01 CASCADE")
        cursor.execute(f"SET ROLE {APPLICATION}")
    assert ledger_table.part_off(3, 3) == 0, "no month"


def test_the_application_may_serve_and_its_owner_may_not(application: Any) -> None:
    assert Fact.objects.exists()
    rights.refuse_owner()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        with pytest.raises(InputError, match="tests is a superuser"):
            rights.refuse_owner()
        cursor.execute("CREATE ROLE plain_owner; ALTER TABLE goodstanding_fact OWNER TO plain_owner")
        cursor.execute("SET ROLE plain_owner")
        with pytest.raises(InputError, match="plain_owner owns the ledger"):
            rights.refuse_owner()


def test_a_role_that_can_do_too_much_is_not_given_anything(application: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; CREATE ROLE strong LOGIN CREATEROLE; CREATE ROLE child LOGIN; GRANT tests TO child")
    with pytest.raises(InputError, match="strong can do more than the application needs"):
        rights.give("strong")
    with pytest.raises(InputError, match="child can act as the owner"):
        rights.give("child")
