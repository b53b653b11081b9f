"""Objections to what nobody recorded, and receipts of notices on paper."""

from django.db import migrations, models

from goodstanding.models import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0026_help_with_signing_in"),
    ]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="objection",
            name="objection_one_open_a_line",
        ),
        migrations.RemoveConstraint(
            model_name="objection",
            name="objection_before_publishing_about_a_fact",
        ),
        migrations.AddField(
            model_name="objection",
            name="missing_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="receipt",
            name="channel",
            field=models.CharField(
                choices=[("inbox", "In the inbox"), ("in_person", "In person, on paper or by telephone")], max_length=10
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("run__isnull", False), ("fact__isnull", False), ("missing_on__isnull", False), _connector="OR"
                ),
                name="objection_before_publishing_about_a_fact",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("missing_on__isnull", True),
                    models.Q(("fact__isnull", True), ("run__isnull", True)),
                    _connector="OR",
                ),
                name="objection_missing_or_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("fact__isnull", True), ("missing_on__isnull", True), ("state__in", ["open", "appealed"])
                ),
                fields=("member", "indicator", "period"),
                name="objection_one_open_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("missing_on__isnull", False), ("state__in", ["open", "appealed"])),
                fields=("member", "indicator", "missing_on"),
                name="objection_one_open_a_missing_day",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
