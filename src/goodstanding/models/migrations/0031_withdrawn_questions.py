"""Questions that are withdrawn after attempts were handed in, and what each attempt is worth since."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goodstanding.models import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0030_initiative"),
    ]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.CreateModel(
            name="QuestionWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="goodstanding.course",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="goodstanding.coursequestion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AttemptRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="goodstanding.attempt"
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="goodstanding.questionwithdrawal",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="questionwithdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="question_withdrawn_with_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptremark",
            constraint=models.UniqueConstraint(fields=("attempt", "withdrawal"), name="attempt_remark_once"),
        ),
        migrations.AddConstraint(
            model_name="attemptremark",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__lte", 100)), name="attempt_remark_in_percent"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
