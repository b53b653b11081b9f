"""Assignments, study and initiative: the tables of each, with every step; and facts that come from them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0027_missing_entries"),
    ]

    operations = [
        migrations.RunPython(
            code=append_only.drop_guards,
            reverse_code=migrations.RunPython.noop,
        ),
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
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Assignment",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-given_at", "-id"],
                        "indexes": [models.Index(fields=["unit", "-given_on"], name="assignment_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="assignment_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="assignment_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("given_on"))),
                                name="assignment_due_once_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("whom", "class"), models.Q(("word", ""), _negated=True)),
                                    models.Q(("whom__in", ["people", "unit"]), ("word", "")),
                                    _connector="OR",
                                ),
                                name="assignment_class_has_a_word",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("given_by", "form"),
                                name="assignment_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "indexes": [
                            models.Index(fields=["member", "state"], name="assignee_of_member"),
                            models.Index(
                                condition=models.Q(("state__in", ["given", "accepted", "returned"])),
                                fields=["due_on"],
                                name="assignee_to_do",
                            ),
                            models.Index(
                                condition=models.Q(("state", "handed_in")),
                                fields=["assignment"],
                                name="assignee_handed_in",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("assignment", "member"), name="assignee_once"),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("done", "not_done", "lapsed", "refused")), _negated=True),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="assignee_decided_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="assignee_decided_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("welcome", False),
                                    models.Q(("state__in", ("not_done", "lapsed", "refused")), _negated=True),
                                    _connector="OR",
                                ),
                                name="assignee_welcome_never_loses",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "lapsed"), _negated=True),
                                    models.Q(
                                        ("answered_on__isnull", True),
                                        ("notified_on__isnull", False),
                                        ("reminders__gte", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="assignee_lapsed_unanswered_and_reminded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["handed_in", "done"]), _negated=True),
                                    ("done_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="assignee_done_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("quality__isnull", True),
                                    models.Q(("quality__gte", 1), ("quality__lte", 5), ("state", "done")),
                                    _connector="OR",
                                ),
                                name="assignee_quality_of_what_is_done",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("extension_to__isnull", True),
                                    ("extension_to__gt", models.F("due_on")),
                                    _connector="OR",
                                ),
                                name="assignee_extended_to_a_later_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssignmentStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.assignee",
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "what__in",
                                            [
                                                "declined",
                                                "returned",
                                                "not_done",
                                                "lapsed",
                                                "refused",
                                                "withdrawn",
                                                "asked",
                                                "kept_day",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assignment_step_against_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("attachment", ""),
                                    models.Q(("attachment_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assignment_step_file_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Course",
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
                        ("title", models.CharField(max_length=200)),
                        ("summary", models.TextField(blank=True, max_length=2000)),
                        ("class_hours", models.PositiveIntegerField(default=0)),
                        ("classes", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "In preparation"),
                                    ("open", "Open"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                        ("made_at", models.DateTimeField()),
                        ("set_on", models.DateField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="courses",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["unit", "state"], name="course_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="course_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="course_has_a_title"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("unit", "made_by", "form"),
                                name="course_once_a_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_on__isnull", False), ("set_by__isnull", False), ("set_on__isnull", False)
                                    ),
                                    models.Q(
                                        ("due_on__isnull", True), ("set_by__isnull", True), ("set_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="course_set_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="course_ended_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["open", "closed"]), _negated=True),
                                    ("set_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="course_open_is_set",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state__in", ["closed", "withdrawn"])),
                                    models.Q(("ended_at__isnull", True), ("state__in", ["draft", "open"])),
                                    _connector="OR",
                                ),
                                name="course_ended_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__isnull", True), ("due_on__gte", models.F("set_on")), _connector="OR"
                                ),
                                name="course_due_after_it_is_set",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="course_withdrawn_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BroughtBank",
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
                        ("file_name", models.CharField(max_length=200)),
                        ("questions", models.JSONField()),
                        ("faults", models.JSONField()),
                        ("brought_at", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(null=True)),
                        (
                            "brought_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="banks",
                                to="goodstanding.course",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CourseEnrolment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("best_score", models.PositiveSmallIntegerField(null=True)),
                        ("passed_on", models.DateField(null=True)),
                        (
                            "passed_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("quiz", "By the quiz"),
                                    ("paper", "By the quiz on paper"),
                                    ("word", "By a teacher's word"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("excused_at", models.DateTimeField(null=True)),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="goodstanding.course",
                            ),
                        ),
                        (
                            "excused_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "passed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["member", "course"], name="enrolment_of_member")],
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "member"), name="enrolment_once_a_course"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("best_score__isnull", True), ("best_score__lte", 100), _connector="OR"
                                ),
                                name="enrolment_score_in_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("passed_by__isnull", True), ("passed_how", ""), ("passed_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("passed_by__isnull", True),
                                        ("passed_how", "quiz"),
                                        ("passed_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("passed_by__isnull", False),
                                        ("passed_how__in", ["paper", "word"]),
                                        ("passed_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="enrolment_passed_says_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("excused_at__isnull", False), ("excused_by__isnull", False)),
                                    models.Q(("excused_at__isnull", True), ("excused_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="enrolment_excused_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CourseQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("content", models.JSONField()),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="goodstanding.course",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "number"), name="course_question_once_a_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lesson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField(blank=True, max_length=20000)),
                        ("link", models.URLField(blank=True, max_length=500)),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lessons",
                                to="goodstanding.course",
                            ),
                        ),
                        ("captions_en", models.TextField(blank=True)),
                        ("captions_zh", models.TextField(blank=True)),
                        ("file", models.CharField(blank=True, max_length=100)),
                        ("file_bytes", models.PositiveBigIntegerField(default=0)),
                        (
                            "file_kind",
                            models.CharField(blank=True, choices=[("pdf", "PDF"), ("video", "Video")], max_length=5),
                        ),
                        ("file_name", models.CharField(blank=True, max_length=255)),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "number"), name="lesson_once_a_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("file", ""), _negated=True),
                                fields=("file",),
                                name="lesson_file_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("file", ""), ("link", ""), ("text", ""), _negated=True),
                                name="lesson_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file", ""), ("file_kind", ""), ("file_name", "")),
                                    models.Q(
                                        models.Q(("file", ""), _negated=True),
                                        models.Q(("file_name", ""), _negated=True),
                                        ("file_kind__in", ["pdf", "video"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="lesson_file_has_a_kind_and_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("captions_en", ""), ("captions_zh", ""), ("file_kind", "video"), _negated=True
                                ),
                                name="lesson_video_has_captions",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperQuiz",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=8, unique=True)),
                        ("seed", models.PositiveIntegerField()),
                        ("printed_at", models.DateTimeField()),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="goodstanding.course",
                            ),
                        ),
                        (
                            "printed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
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
                        ("seed", models.PositiveIntegerField()),
                        ("answers", models.JSONField(default=dict)),
                        ("begun_at", models.DateTimeField()),
                        ("saved_at", models.DateTimeField(null=True)),
                        ("handed_in_at", models.DateTimeField(null=True)),
                        ("handed_in_on", models.DateField(null=True)),
                        ("score", models.PositiveSmallIntegerField(null=True)),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "typed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="goodstanding.course",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="goodstanding.paperquiz",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["member", "course"], name="attempt_of_member")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("handed_in_at__isnull", True)),
                                fields=("course", "member"),
                                name="attempt_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__isnull", True), ("score__lte", 100), _connector="OR"),
                                name="attempt_score_in_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("handed_in_at__isnull", False),
                                        ("handed_in_on__isnull", False),
                                        ("score__isnull", False),
                                    ),
                                    models.Q(
                                        ("handed_in_at__isnull", True),
                                        ("handed_in_on__isnull", True),
                                        ("score__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attempt_handed_in_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paper__isnull", False), ("typed_by__isnull", False)),
                                    models.Q(("paper__isnull", True), ("typed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="attempt_on_paper_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StudySession",
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
                        ("kind", models.CharField(blank=True, max_length=40)),
                        ("topic", models.CharField(blank=True, max_length=200)),
                        ("on", models.DateField()),
                        ("class_hours", models.PositiveIntegerField(default=0)),
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "meeting",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="study_session",
                                to="goodstanding.meeting",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="study_sessions",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("unit", "recorded_by", "form"),
                                name="study_session_once_a_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", ""), ("meeting__isnull", False)),
                                    models.Q(models.Q(("kind", ""), _negated=True), ("meeting__isnull", True)),
                                    _connector="OR",
                                ),
                                name="study_session_of_a_kind_or_a_meeting",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyPost",
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
                        ("title", models.CharField(max_length=200)),
                        ("text", models.CharField(blank=True, max_length=1000)),
                        ("made_at", models.DateTimeField()),
                        ("closed_on", models.DateField(null=True)),
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
                                related_name="duty_posts",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="duty_post_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="duty_post_says_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyHolding",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("offered", "Offered, waiting for an answer"),
                                    ("held", "Taken on"),
                                    ("declined", "Declined"),
                                    ("ended", "Ended"),
                                ],
                                default="offered",
                                max_length=8,
                            ),
                        ),
                        ("from_on", models.DateField(null=True)),
                        ("until_on", models.DateField(null=True)),
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
                                related_name="duty_holdings",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holdings",
                                to="goodstanding.dutypost",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="duty_holding_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["offered", "held", "declined", "ended"])),
                                name="duty_holding_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "held"), _negated=True),
                                    ("from_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="duty_holding_held_since_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on__isnull", True),
                                    ("from_on__isnull", True),
                                    ("until_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="duty_holding_in_order",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["offered", "held"])),
                                fields=("post", "member"),
                                name="duty_holding_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pledge",
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
                        ("period", models.CharField(max_length=7)),
                        (
                            "state",
                            models.CharField(
                                choices=[("registered", "Registered"), ("withdrawn", "Withdrawn")],
                                default="registered",
                                max_length=10,
                            ),
                        ),
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
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pledges",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pledges",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="pledge_key_is_made_here"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "registered")),
                                fields=("member", "period"),
                                name="pledge_one_a_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PledgeItem",
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
                        ("revision", models.PositiveSmallIntegerField(default=1)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pledged", "Pledged"),
                                    ("reported", "Reported as fulfilled"),
                                    ("fulfilled", "Fulfilled"),
                                    ("missed", "Not fulfilled"),
                                    ("dropped", "No longer applies"),
                                    ("replaced", "Reworded"),
                                ],
                                default="pledged",
                                max_length=10,
                            ),
                        ),
                        ("decided_on", models.DateField(null=True)),
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
                            "pledge",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="goodstanding.pledge",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["revision", "number"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "reported")),
                                fields=["pledge"],
                                name="pledge_item_reported",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="pledge_item_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="pledge_item_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["pledged", "reported", "fulfilled", "missed", "dropped", "replaced"])
                                ),
                                name="pledge_item_knows_its_states",
                            ),
                            models.UniqueConstraint(
                                fields=("pledge", "revision", "number"), name="pledge_item_once_a_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("fulfilled", "missed", "dropped")), _negated=True),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="pledge_item_decided_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("decided_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="pledge_item_decided_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suggestion",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for an answer"),
                                    ("adopted", "Adopted"),
                                    ("not_adopted", "Not adopted"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                max_length=11,
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("reminded_before", models.BooleanField(default=False)),
                        ("reminded_after", models.BooleanField(default=False)),
                        ("made_on", models.DateField()),
                        ("made_at", models.DateTimeField()),
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                        ("decided_on", models.DateField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "at_unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suggestions",
                                to="goodstanding.unit",
                            ),
                        ),
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
                                related_name="suggestions",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
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
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["at_unit", "due_on"],
                                name="suggestion_waiting",
                            ),
                            models.Index(fields=["at_unit", "-made_on"], name="suggestion_at_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="suggestion_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                                ),
                                name="suggestion_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "adopted", "not_adopted", "withdrawn"])),
                                name="suggestion_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["adopted", "not_adopted"]), _negated=True),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="suggestion_decided_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("decided_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="suggestion_decided_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="suggestion_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaTopic",
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
                        ("title", models.CharField(max_length=200)),
                        ("text", models.CharField(blank=True, max_length=1000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("taken_up", "On the agenda"),
                                    ("not_taken_up", "Not taken up"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                max_length=12,
                            ),
                        ),
                        ("made_on", models.DateField()),
                        ("made_at", models.DateTimeField()),
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                        ("decided_on", models.DateField(null=True)),
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
                            "made_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="goodstanding.meeting",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "proposed")),
                                fields=["unit", "kind"],
                                name="topic_proposed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="topic_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="topic_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "taken_up", "not_taken_up", "withdrawn"])
                                ),
                                name="topic_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "taken_up"), _negated=True),
                                    ("meeting__isnull", False),
                                    _connector="OR",
                                ),
                                name="topic_taken_up_at_a_meeting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["taken_up", "not_taken_up"]), _negated=True),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="topic_decided_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("decided_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="topic_decided_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="topic_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InitiativeStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("made", "Made"),
                                    ("reported", "Reported as fulfilled"),
                                    ("replaced", "Reworded"),
                                    ("fulfilled", "Confirmed as fulfilled"),
                                    ("missed", "Recorded as not fulfilled"),
                                    ("dropped", "Recorded as no longer applying"),
                                    ("withdrawn", "Withdrawn"),
                                    ("passed_up", "Forwarded"),
                                    ("adopted", "Adopted"),
                                    ("not_adopted", "Not adopted"),
                                    ("taken_up", "Put on the agenda"),
                                    ("not_taken_up", "Not taken up"),
                                    ("offered", "Offered"),
                                    ("held", "Taken on"),
                                    ("declined", "Declined"),
                                    ("ended", "Ended"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=1000)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("on", models.DateField(null=True)),
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
                            "holding",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.dutyholding",
                            ),
                        ),
                        (
                            "pledge",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.pledge",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.pledgeitem",
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.suggestion",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.agendatopic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(
                                            ("holding__isnull", True),
                                            ("pledge__isnull", False),
                                            ("suggestion__isnull", True),
                                            ("topic__isnull", True),
                                        ),
                                        models.Q(
                                            ("holding__isnull", True),
                                            ("pledge__isnull", True),
                                            ("suggestion__isnull", False),
                                            ("topic__isnull", True),
                                        ),
                                        models.Q(
                                            ("holding__isnull", True),
                                            ("pledge__isnull", True),
                                            ("suggestion__isnull", True),
                                            ("topic__isnull", False),
                                        ),
                                        models.Q(
                                            ("holding__isnull", False),
                                            ("pledge__isnull", True),
                                            ("suggestion__isnull", True),
                                            ("topic__isnull", True),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(("item__isnull", True), ("pledge__isnull", False), _connector="OR"),
                                ),
                                name="initiative_step_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("what__in", ["missed", "dropped", "not_adopted", "not_taken_up"]),
                                        _negated=True,
                                    ),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="initiative_step_against_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", models.CharField(max_length=7)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("kept", "Carried out"),
                                    ("excused", "Did not apply"),
                                    ("not_kept", "Not carried out"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500)),
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
                            "holding",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="goodstanding.dutyholding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["holding", "period"], name="duty_check_of_holding")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verdict", "not_kept"), _negated=True),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="duty_check_against_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="question_withdrawn_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttemptRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField()),
                        (
                            "attempt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks",
                                to="goodstanding.attempt",
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
                        "constraints": [
                            models.UniqueConstraint(fields=("attempt", "withdrawal"), name="attempt_remark_once"),
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)), name="attempt_remark_in_percent"
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(
            code=migrations.RunPython.noop,
            reverse_code=append_only.drop_guards,
        ),
    ]
