"""Entries of what fell due for units, the request from above of a meeting, ballots that close by themselves."""

import django.db.models.deletion
from django.db import migrations, models

from goodstanding.models import append_only


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0039_loose_ends")]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="fact",
            name="source",
            field=models.CharField(
                choices=[
                    ("meeting", "A meeting"),
                    ("assignment", "An assignment"),
                    ("form", "Entered manually"),
                    ("import", "Imported from a file"),
                    ("api", "Sent by another system"),
                    ("correction", "A correction"),
                    ("objection", "An objection"),
                    ("study", "A course, a quiz or a study session"),
                    ("initiative", "A pledge, a suggestion, a topic or a duty post"),
                    ("dues", "Dues: a payment, a waiver or a confirmation"),
                    ("care", "A talk, contact, a long absence or a transfer"),
                    ("probation", "A step of probation"),
                    ("decision", "A decision of a body"),
                    ("letter", "A question or a complaint"),
                    ("service", "Volunteer service"),
                    ("ballot", "A secret ballot"),
                    ("appraisal", "A yearly appraisal"),
                    ("unit", "What fell due for a unit"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="goodstanding.unitrequest",
            ),
        ),
        migrations.RemoveConstraint(model_name="ballot", name="ballot_closed_paired"),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                name="ballot_closed_by_a_person_at_a_time",
                condition=models.Q(("closed_by__isnull", True), ("closed_at__isnull", False), _connector="OR"),
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
