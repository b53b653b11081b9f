"""Assignments, where they stand for each member, and every step of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0027_missing_entries"),
    ]

    operations = [
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
                    ("doubt", "Doubts about check-ins"),
                    ("facts", "Recorded entries"),
                    ("fact", "One recorded entry"),
                    ("correction", "A correction"),
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
                    ("transfer", "A transfer"),
                    ("invitation", "Inviting to sign in"),
                    ("care", "Care and help"),
                    ("review", "Reviewing the branch's work"),
                    ("objection", "Answering an objection"),
                    ("audit", "An audit"),
                    ("account", "Maintaining sign-in accounts"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, max_length=4000)),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("people", "Chosen people"),
                            ("unit", "Everyone of the unit and the units below"),
                            ("class", "Everyone of a class, in the unit and the units below"),
                        ],
                        max_length=8,
                    ),
                ),
                ("word", models.CharField(blank=True, max_length=40)),
                ("given_on", models.DateField()),
                ("due_on", models.DateField()),
                ("given_at", models.DateTimeField()),
                ("form", models.CharField(editable=False, max_length=64, null=True)),
                (
                    "follow_up",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignment",
                        to="goodstanding.followup",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="goodstanding.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-given_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Assignee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("given", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined with a reason"),
                            ("handed_in", "Handed in"),
                            ("returned", "Returned for rework"),
                            ("done", "Done"),
                            ("not_done", "Not done"),
                            ("lapsed", "Lapsed without an answer"),
                            ("refused", "Refused without a reason"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="given",
                        max_length=10,
                    ),
                ),
                ("welcome", models.BooleanField(default=False)),
                ("due_on", models.DateField()),
                ("notified_on", models.DateField(null=True)),
                ("answer_by", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("quality", models.PositiveSmallIntegerField(null=True)),
                ("reminded_before", models.BooleanField(default=False)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("reminded_on", models.DateField(null=True)),
                ("extension_to", models.DateField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned",
                        to="goodstanding.member",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignees",
                        to="goodstanding.assignment",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AssignmentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("handed_in", "Handed in"),
                            ("returned", "Returned for rework"),
                            ("done", "Accepted as done"),
                            ("not_done", "Recorded as not done"),
                            ("lapsed", "Recorded as lapsed without an answer"),
                            ("refused", "Recorded as refused without a reason"),
                            ("withdrawn", "Withdrawn"),
                            ("asked", "More time asked for"),
                            ("extended", "More time given"),
                            ("kept_day", "More time not given"),
                            ("reminded", "Reminded"),
                            ("informed", "Informed in person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=4000)),
                ("on", models.DateField(null=True)),
                ("quality", models.PositiveSmallIntegerField(null=True)),
                ("attachment", models.CharField(blank=True, max_length=100)),
                ("attachment_name", models.CharField(blank=True, max_length=255)),
                ("at", models.DateTimeField()),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="goodstanding.assignee"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["unit", "-given_on"], name="assignment_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="assignment_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="assignment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("given_on"))), name="assignment_due_once_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("whom", "class"), models.Q(("word", ""), _negated=True)),
                    models.Q(("whom__in", ["people", "unit"]), ("word", "")),
                    _connector="OR",
                ),
                name="assignment_class_has_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form__isnull", False)), fields=("given_by", "form"), name="assignment_once_a_form"
            ),
        ),
        migrations.AddIndex(
            model_name="assignee",
            index=models.Index(fields=["member", "state"], name="assignee_of_member"),
        ),
        migrations.AddIndex(
            model_name="assignee",
            index=models.Index(
                condition=models.Q(("state__in", ["given", "accepted", "returned"])),
                fields=["due_on"],
                name="assignee_to_do",
            ),
        ),
        migrations.AddIndex(
            model_name="assignee",
            index=models.Index(
                condition=models.Q(("state", "handed_in")), fields=["assignment"], name="assignee_handed_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.UniqueConstraint(fields=("assignment", "member"), name="assignee_once"),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "given",
                            "accepted",
                            "declined",
                            "handed_in",
                            "returned",
                            "done",
                            "not_done",
                            "lapsed",
                            "refused",
                            "withdrawn",
                        ],
                    )
                ),
                name="assignee_knows_its_states",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("done", "not_done", "lapsed", "refused")), _negated=True),
                    ("decided_at__isnull", False),
                    _connector="OR",
                ),
                name="assignee_decided_by_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    _connector="OR",
                ),
                name="assignee_decided_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("welcome", False),
                    models.Q(("state__in", ("not_done", "lapsed", "refused")), _negated=True),
                    _connector="OR",
                ),
                name="assignee_welcome_never_loses",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "lapsed"), _negated=True),
                    models.Q(("answered_on__isnull", True), ("notified_on__isnull", False), ("reminders__gte", 1)),
                    _connector="OR",
                ),
                name="assignee_lapsed_unanswered_and_reminded",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["handed_in", "done"]), _negated=True),
                    ("done_on__isnull", False),
                    _connector="OR",
                ),
                name="assignee_done_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quality__isnull", True),
                    models.Q(("quality__gte", 1), ("quality__lte", 5), ("state", "done")),
                    _connector="OR",
                ),
                name="assignee_quality_of_what_is_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("extension_to__isnull", True), ("extension_to__gt", models.F("due_on")), _connector="OR"
                ),
                name="assignee_extended_to_a_later_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignmentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "what__in",
                            ["declined", "returned", "not_done", "lapsed", "refused", "withdrawn", "asked", "kept_day"],
                        ),
                        _negated=True,
                    ),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="assignment_step_against_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignmentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("attachment", ""), models.Q(("attachment_name", ""), _negated=True), _connector="OR"
                ),
                name="assignment_step_file_has_a_name",
            ),
        ),
    ]
