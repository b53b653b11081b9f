"""Decisions about members, letters with an answer clock, and what units are asked for from above."""

import django.db.migrations.operations.special
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.append_only
import goodstanding.models.create_models
import goodstanding.models.public_id


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0032_bulletins"),
    ]

    operations = [
        migrations.RunPython(
            code=goodstanding.models.append_only.drop_guards,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
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
                    ("audit", "An audit"),
                    ("account", "Maintaining sign-in accounts"),
                ],
                max_length=12,
            ),
        ),
        goodstanding.models.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="MemberDecision",
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        (
                            "side",
                            models.CharField(choices=[("award", "Award"), ("discipline", "Discipline")], max_length=10),
                        ),
                        ("form", models.CharField(blank=True, max_length=40)),
                        ("document", models.CharField(max_length=100)),
                        ("dated_on", models.DateField()),
                        (
                            "body_unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("body", models.CharField(max_length=200)),
                        ("effective_from", models.DateField()),
                        ("ends_on", models.DateField(null=True)),
                        ("informed_on", models.DateField(null=True)),
                        ("appeal_until", models.DateField(null=True)),
                        (
                            "corrects",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="goodstanding.memberdecision",
                            ),
                        ),
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
                        ("sent", models.CharField(editable=False, max_length=64, null=True)),
                    ],
                    options={
                        "ordering": ["-effective_from", "-id"],
                        "indexes": [
                            models.Index(fields=["member", "side", "-effective_from"], name="decision_of_member")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="member_decision_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["award", "discipline"])),
                                name="member_decision_knows_its_sides",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body", ""), _negated=True), models.Q(("document", ""), _negated=True)
                                ),
                                name="member_decision_has_a_document",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="member_decision_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("side", "award"),
                                    models.Q(
                                        ("appeal_until__gte", models.F("informed_on")),
                                        ("informed_on__gte", models.F("dated_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="member_decision_told_before_it_counts",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("sent__isnull", False)),
                                fields=("made_by", "sent"),
                                name="member_decision_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="goodstanding.memberdecision",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("corrected", "Corrected"),
                                    ("revoked", "Revoked"),
                                    ("lifted", "Effect lifted"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("document", models.CharField(max_length=100)),
                        ("body", models.CharField(max_length=200)),
                        ("on", models.DateField()),
                        ("reason", models.CharField(max_length=500)),
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body", ""), _negated=True),
                                    models.Q(("document", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="decision_change_has_a_document",
                            ),
                            models.UniqueConstraint(fields=("decision", "what"), name="decision_change_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("what__in", ["corrected", "revoked"])),
                                fields=("decision",),
                                name="decision_void_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
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
                        ("kind", models.CharField(max_length=40)),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "about_unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goodstanding.unit"
                            ),
                        ),
                        (
                            "at_unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "above_unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField(max_length=2000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for an answer"),
                                    ("answered", "Answered"),
                                    ("settled", "Settled"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("passed_up", models.BooleanField(default=False)),
                        ("answered_on", models.DateField(null=True)),
                        ("reminded_before", models.BooleanField(default=False)),
                        ("reminded_after", models.BooleanField(default=False)),
                        ("made_on", models.DateField()),
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
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["at_unit", "due_on"],
                                name="letter_waiting",
                            ),
                            models.Index(fields=["above_unit", "due_on"], name="letter_late"),
                            models.Index(fields=["at_unit", "-made_on"], name="letter_at_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="letter_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                                ),
                                name="letter_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "answered", "settled", "withdrawn"])),
                                name="letter_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["answered", "settled"]), _negated=True),
                                    ("answered_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="letter_answered_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("about_unit__isnull", True),
                                    models.Q(
                                        models.Q(("to_unit", models.F("about_unit")), _negated=True),
                                        models.Q(("at_unit", models.F("about_unit")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_never_to_the_unit_complained_about",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="letter_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.letter",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("made", "Sent"),
                                    ("answered", "Answered"),
                                    ("settled", "The member: this answers it"),
                                    ("passed_up", "Passed one level up by the member"),
                                    ("late", "Overdue: the unit above sees it now"),
                                    ("withdrawn", "Taken back"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=2000)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
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
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("what", "answered"), _negated=True),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="letter_answer_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "from_unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("month", models.IntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("noun", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=60)),
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="unit_request_is_counted_from_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit", models.F("from_unit")), _negated=True),
                                name="unit_request_comes_from_another_unit",
                            ),
                            models.UniqueConstraint(
                                fields=("unit", "month", "number"), name="unit_request_one_a_number"
                            ),
                            models.UniqueConstraint(fields=("unit", "noun", "key"), name="unit_request_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CeilingLift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ceiling_lifts",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("month", models.IntegerField()),
                        ("more", models.PositiveSmallIntegerField()),
                        ("reason", models.CharField(max_length=500)),
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("reason", ""), _negated=True), ("more__gte", 1)),
                                name="ceiling_lift_with_a_reason",
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(
            code=django.db.migrations.operations.special.RunPython.noop,
            reverse_code=goodstanding.models.append_only.drop_guards,
        ),
    ]
