"""Tables and columns get the field's standard names. Guards are taken off first and put up anew at the end."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from goodstanding.models import append_only


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
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
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
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
