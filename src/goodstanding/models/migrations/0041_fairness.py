"""Written answers to gaps between groups of members."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goodstanding.models import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0040_units"),
    ]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.CreateModel(
            name="FairnessAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gap", models.CharField(max_length=120)),
                ("text", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fairness_answers",
                        to="goodstanding.run",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="fairness_answer_says_something"
                    )
                ],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
