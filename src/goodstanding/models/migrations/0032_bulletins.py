"""Announcements, and who has read them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0031_care_probation")]

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
                    ("service", "Volunteer service"),
                ],
                max_length=10,
            ),
        ),
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
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Bulletin",
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
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField(max_length=4000)),
                        ("made_on", models.DateField()),
                        ("until_on", models.DateField()),
                        ("made_at", models.DateTimeField()),
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bulletins",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("withdrawn_at", None)), fields=["until_on"], name="bulletin_stands"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="bulletin_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                                ),
                                name="bulletin_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until_on__gte", models.F("made_on"))),
                                name="bulletin_stands_for_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="bulletin_withdrawn_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="bulletin_withdrawn_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="bulletin_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BulletinReceipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("read", "Confirmed by the member"),
                                    ("told", "Informed in person, by telephone or on paper"),
                                ],
                                max_length=4,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "bulletin",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="goodstanding.bulletin",
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bulletin_receipts",
                                to="goodstanding.member",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["read", "told"])), name="bulletin_receipt_says_how"
                            ),
                            models.UniqueConstraint(fields=("bulletin", "member"), name="bulletin_receipt_once"),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
