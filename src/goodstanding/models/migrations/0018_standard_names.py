"""Tables and columns get the field's standard names. Guards are taken off first and put up anew at the end."""

# ruff: noqa: S608 - the pieces of these queries are names of the schema, never input.

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q

from goodstanding.models import append_only

_RENAMED = (
    ("look", "recordview"), ("taking", "rostersnapshot"), ("snapshot", "rosterentry"), ("hand", "conflictofinterest"),
    ("clash", "attendanceconflict"), ("allowance", "ratelimit"),
)  # fmt: skip
#: Tables whose guards name columns or tables that change here, besides.
_TOUCHED = ("ruling", "proof", "run", "attendee", "meeting", "notice", "job")


def _drop_guards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes every guard off these tables, by whichever name they have."""
    del apps
    tables = tuple(f"goodstanding_{name}" for name in (*sum(_RENAMED, ()), *_TOUCHED))
    places = ", ".join(["%s"] * len(tables))
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                f"WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relname IN ({places}) "
                "AND c.relnamespace = current_schema()::regnamespace",
                tables,
            )
        else:
            cursor.execute(
                f"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({places})", tables
            )
        triggers = cursor.fetchall()
    for name, table in triggers:
        append_only.drop_trigger(editor, name, table)


def _constraint(model: str, name: str) -> migrations.RemoveConstraint:
    return migrations.RemoveConstraint(model_name=model, name=name)


def _unique(model: str, name: str, *fields: str, **more: Any) -> migrations.AddConstraint:
    return migrations.AddConstraint(model, models.UniqueConstraint(name=name, fields=fields, **more))


def _check(model: str, name: str, condition: Q) -> migrations.AddConstraint:
    return migrations.AddConstraint(model, models.CheckConstraint(name=name, condition=condition))


def _related(model: str, field: str, to: str, name: str, **more: Any) -> migrations.AlterField:
    key = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **more)
    return migrations.AlterField(model, field, key)


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0017_key_check")]

    operations = [
        migrations.RunPython(_drop_guards, migrations.RunPython.noop),
        *(
            _constraint("clash", f"clash_{name}")
            for name in ("one_open", "of_two", "settled_with_a_reason", "settled_paired")
        ),
        _constraint("attendee", "attendee_off_with_a_reason"),
        _constraint("attendee", "attendee_votes_when_due_or_welcome"),
        _constraint("hand", "hand_once"),
        _constraint("notice", "notice_once"),
        _constraint("snapshot", "snapshot_once"),
        _constraint("taking", "taking_numbered"),
        migrations.RemoveIndex("snapshot", "snapshot_of_unit"),
        migrations.RenameModel("Look", "RecordView"),
        migrations.RenameModel("Taking", "RosterSnapshot"),
        migrations.RenameModel("Snapshot", "RosterEntry"),
        migrations.RenameModel("Hand", "ConflictOfInterest"),
        migrations.RenameModel("Clash", "AttendanceConflict"),
        migrations.RenameModel("Allowance", "RateLimit"),
        migrations.RenameField("attendee", "standing", "role"),
        migrations.RenameField("job", "once", "idempotency_key"),
        migrations.RenameField("notice", "once", "idempotency_key"),
        migrations.RenameField("proof", "once", "idempotency_key"),
        migrations.RenameField("run", "takings", "snapshots"),
        migrations.RenameField("rosterentry", "taking", "snapshot"),
        migrations.RenameIndex("recordview", new_name="record_view_of_member", old_name="look_at_member"),
        migrations.RenameIndex("recordview", new_name="record_view_by_viewer", old_name="look_by_viewer"),
        migrations.AlterModelOptions(
            "attendanceconflict",
            {"ordering": ["-opened_at", "-id"], "verbose_name_plural": "attendance conflicts"},
        ),
        _related("attendanceconflict", "attendee", "goodstanding.attendee", "conflicts"),
        _related("conflictofinterest", "objection", "goodstanding.objection", "conflicts_of_interest"),
        _related("recordview", "member", "goodstanding.member", "record_views"),
        _related("rosterentry", "snapshot", "goodstanding.rostersnapshot", "entries", db_index=False),
        _related("rosterentry", "member", "goodstanding.member", "roster_entries", db_index=False),
        migrations.AddIndex("rosterentry", models.Index(fields=["snapshot", "unit"], name="roster_entry_of_unit")),
        _unique("rosterentry", "roster_entry_once", "member", "snapshot"),
        _unique("rostersnapshot", "roster_snapshot_numbered", "month", "number"),
        _unique("notice", "notice_once", "to", "idempotency_key"),
        _unique("conflictofinterest", "conflict_of_interest_once", "objection", "account"),
        _unique("attendanceconflict", "attendance_conflict_one_open", "attendee", condition=Q(state="open")),
        _check("attendanceconflict", "attendance_conflict_of_two", ~Q(first=F("second"))),
        _check(
            "attendanceconflict",
            "attendance_conflict_settled_with_a_reason",
            Q(state="open", settled_at__isnull=True)
            | Q(state="settled", settled_at__isnull=False, seen__isnull=False) & ~Q(reason=""),
        ),
        _check(
            "attendanceconflict",
            "attendance_conflict_settled_paired",
            Q(settled_at__isnull=False, settled_by__isnull=False) | Q(settled_at__isnull=True, settled_by__isnull=True),
        ),
        _check("attendee", "attendee_off_with_a_reason", ~Q(role="off") | ~Q(reason="")),
        _check("attendee", "attendee_votes_when_due_or_welcome", Q(votes=False) | Q(role__in=["due", "welcome"])),
        # On the way back, first of all.
        migrations.RunPython(migrations.RunPython.noop, _drop_guards),
    ]
