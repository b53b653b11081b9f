"""Debriefings: reports of people in office, comments on them, and grades. Letters on paper."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0038_cases"),
    ]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.AddField(
            model_name="letter",
            name="on_paper",
            field=models.BooleanField(default=False),
        ),
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Debriefing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                default=goodstanding.models.public_id.new_key,
                                editable=False,
                                max_length=22,
                                unique=True,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("writing", "Being written"),
                                    ("open", "Open for comments"),
                                    ("returned", "Returned by the unit above"),
                                    ("graded", "Grade decided"),
                                ],
                                default="writing",
                                max_length=8,
                            ),
                        ),
                        ("draft", models.TextField(blank=True)),
                        ("comments_until", models.DateField(null=True)),
                        ("returned_for", models.CharField(blank=True, max_length=1000)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="debriefings",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="debriefings",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="debriefing_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["writing", "open", "returned", "graded"])),
                                name="debriefing_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["open", "graded"]), _negated=True),
                                    ("comments_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="debriefing_open_until_a_day",
                            ),
                            models.UniqueConstraint(fields=("unit", "member", "year"), name="debriefing_once_a_year"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DebriefingComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=1000)),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("own", "By the member"),
                                    ("paper", "Typed in from paper"),
                                    ("spoken", "Written down as the member said it"),
                                ],
                                default="own",
                                max_length=6,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="debriefing_comments",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "debriefing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="goodstanding.debriefing",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="debriefing_comment_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DebriefingGrade",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("grade", models.CharField(max_length=40)),
                        ("reason", models.CharField(max_length=500)),
                        ("body", models.CharField(max_length=200)),
                        ("present", models.CharField(max_length=500)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "debriefing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grades",
                                to="goodstanding.debriefing",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("grade", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    models.Q(("body", ""), _negated=True),
                                    models.Q(("present", ""), _negated=True),
                                ),
                                name="debriefing_grade_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DebriefingReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("own", "By the member"),
                                    ("paper", "Typed in from paper"),
                                    ("spoken", "Written down as the member said it"),
                                ],
                                default="own",
                                max_length=6,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "debriefing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="goodstanding.debriefing",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="debriefing_report_says_something"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
