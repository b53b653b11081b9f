"""Drafts of minutes, kept while they are typed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0020_attendance_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="MinutesDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("minutes", "Minutes"), ("vote", "Resolutions"), ("task", "Who does what by when")],
                        max_length=8,
                    ),
                ),
                ("fields", models.JSONField()),
                ("saved_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="goodstanding.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "by", "part"), name="minutes_draft_once_an_author")
                ],
            },
        ),
    ]
