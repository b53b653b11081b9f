"""What has been written about who did and who looked cannot be changed or taken away, whoever asks the database."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("goodstanding_auditrow", "goodstanding_look", "goodstanding_unitchange")


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Puts a guard on every table."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION goodstanding_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
        )
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            if editor.connection.vendor == "postgresql":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION goodstanding_refuse()"
                )
            else:
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the guards away again."""
    del apps
    postgres = editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}" + (f" ON {table}" if postgres else ""))
    if postgres:
        editor.execute("DROP FUNCTION goodstanding_refuse()")


class Migration(migrations.Migration):
    """Guards the audit trail, the looks and the changes of units."""

    dependencies = [("goodstanding", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
