"""Dossiers: issues of yearly documents, and the files that were made of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.dossiers.dossier
import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0036_appraisal"),
    ]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="recordview",
            name="page",
            field=models.CharField(
                blank=True,
                choices=[
                    ("record", "Your record"),
                    ("change", "Changing your record"),
                    ("roster", "The list of members"),
                    ("search", "A search"),
                    ("export", "A sheet of members"),
                    ("invitation", "Invitations on paper"),
                    ("work", "The work list"),
                    ("transfer", "A transfer"),
                    ("office", "Giving an office"),
                    ("split", "Splitting a unit"),
                    ("meeting", "A meeting"),
                    ("roll", "The roll of a meeting"),
                    ("paper", "The paper roll of a meeting"),
                    ("minutes", "The minutes of a meeting"),
                    ("assignment", "An assignment"),
                    ("initiative", "Pledges, suggestions, topics or posts"),
                    ("bulletin", "An announcement: whom it has not reached"),
                    ("dues", "Dues"),
                    ("care", "Talks and contact"),
                    ("probation", "Probation"),
                    ("service", "Volunteer service"),
                    ("ballot", "A secret ballot"),
                    ("appraisal", "The yearly appraisal"),
                    ("decision", "Awards and discipline"),
                    ("dossier", "Yearly sheets"),
                    ("letter", "Questions and complaints"),
                    ("doubt", "Doubts about check-ins"),
                    ("facts", "Recorded entries"),
                    ("fact", "One recorded entry"),
                    ("correction", "A correction"),
                    ("study", "A course or a study session"),
                    ("objection", "An objection"),
                    ("rating", "The rating of the branch"),
                    ("audit", "The audit trail"),
                    ("account", "The list of accounts"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="recordview",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("roster", "Maintaining the roster"),
                    ("meeting", "Preparing a meeting"),
                    ("assignment", "Giving and following assignments"),
                    ("dues", "Collecting dues"),
                    ("transfer", "A transfer"),
                    ("invitation", "Inviting to sign in"),
                    ("care", "Care and help"),
                    ("review", "Reviewing the branch's work"),
                    ("objection", "Answering an objection"),
                    ("decision", "Recording or considering a decision"),
                    ("letter", "Answering a question or a complaint"),
                    ("filing", "Filing the yearly sheets"),
                    ("audit", "An audit"),
                    ("account", "Maintaining sign-in accounts"),
                ],
                max_length=12,
            ),
        ),
        CreateModels(
            [
                migrations.CreateModel(
                    name="Dossier",
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
                        (
                            "code",
                            models.CharField(
                                default=goodstanding.models.dossiers.dossier.new_code,
                                editable=False,
                                max_length=14,
                                unique=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sheet", "Yearly sheet of a member"),
                                    ("pack", "Yearly sheets of a branch"),
                                    ("summary", "Yearly summary of a unit"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("digest", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "pack",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="goodstanding.dossier",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "-number", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="dossier_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "sheet"), ("member__isnull", False)),
                                    models.Q(
                                        ("kind__in", ["pack", "summary"]),
                                        ("member__isnull", True),
                                        ("pack__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dossier_about_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="dossier_numbered_from_1"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "sheet")),
                                fields=("member", "year", "number"),
                                name="dossier_of_member",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "sheet"), _negated=True),
                                fields=("unit", "year", "kind", "number"),
                                name="dossier_of_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[("pdf", "PDF"), ("docx", "DOCX"), ("xlsx", "XLSX"), ("json", "JSON")],
                                max_length=4,
                            ),
                        ),
                        ("language", models.CharField(max_length=10)),
                        ("digest", models.CharField(db_index=True, max_length=64)),
                        ("size", models.PositiveIntegerField()),
                        ("made_at", models.DateTimeField()),
                        (
                            "dossier",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="goodstanding.dossier",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("dossier", "form", "language"), name="dossier_file_once")
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
