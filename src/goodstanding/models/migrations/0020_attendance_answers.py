"""An attendance is corrected as one thing, a member says that they were there, leave ends with its meeting, and an
entry is objected to before its month is published."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from goodstanding.models import append_only

_ENDED = "ended"


def end_leaves(apps: Any, _editor: Any) -> None:
    """Requests for leave from meetings that ended wait for no answer any more."""
    leaves = apps.get_model("goodstanding", "MeetingLeave").objects
    waiting = leaves.filter(state="asked", attendee__meeting__state__in=("closed", "cancelled"))
    for leave in waiting.select_related("attendee__meeting"):
        meeting = leave.attendee.meeting
        leaves.filter(pk=leave.pk).update(
            state=_ENDED, answered_at=meeting.ended_at, answered_by=meeting.ended_by_id or leave.asked_by_id
        )


def reopen_leaves(apps: Any, _editor: Any) -> None:
    """The way back: they wait again."""
    leaves = apps.get_model("goodstanding", "MeetingLeave").objects
    leaves.filter(state=_ENDED).update(state="asked", answered_at=None, answered_by=None)


class Migration(migrations.Migration):
    """New columns of corrections, a new word for proofs and for leave, and objections without a run."""

    dependencies = [("goodstanding", "0019_passkey_public_key")]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="proof", name="proof_knows_its_words"),
        migrations.AddField(
            model_name="correction",
            name="attendee",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="corrections",
                to="goodstanding.attendee",
            ),
        ),
        migrations.AddField(model_name="correction", name="verdict", field=models.CharField(blank=True, max_length=8)),
        migrations.AlterField(
            model_name="meetingleave",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Waiting for an answer"),
                    ("granted", "Granted"),
                    ("refused", "Not granted"),
                    ("withdrawn", "Taken back"),
                    ("ended", "Not answered before the meeting ended"),
                ],
                default="asked",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="objection",
            name="run",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="goodstanding.run"
            ),
        ),
        migrations.AlterField(
            model_name="proof",
            name="assurance",
            field=models.CharField(
                choices=[
                    ("passkey_code", "Passkey and code of the venue"),
                    ("code_only", "Code only"),
                    ("host", "Entered by the host"),
                    ("paper", "Paper roll"),
                    ("own_word", "Said by the member"),
                ],
                max_length=14,
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=Q(attendee__isnull=True, verdict="")
                | Q(attendee__isnull=False, verdict__in=["present", "late", "leave", "absent"]),
                name="correction_of_an_attendance_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=Q(run__isnull=False) | Q(fact__isnull=False),
                name="objection_before_publishing_about_a_fact",
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=Q(verdict__in=["", "present", "late", "leave", "absent"])
                & Q(assurance__in=["passkey_code", "code_only", "host", "paper", "own_word"]),
                name="proof_knows_its_words",
            ),
        ),
        migrations.RunPython(end_leaves, reopen_leaves),
        # On the way back, first of all.
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]  # fmt: skip
