"""Courses with lessons and quizzes, attempts, sessions of study; and facts that come from them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0028_assignments"),
    ]

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
                    ("study", "A course or a study session"),
                    ("objection", "An objection"),
                    ("rating", "The rating of the branch"),
                    ("audit", "The audit trail"),
                    ("account", "The list of accounts"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Course",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="courses", to="goodstanding.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="BroughtBank",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="banks", to="goodstanding.course"
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="goodstanding.course"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="goodstanding.member"
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
            },
        ),
        migrations.CreateModel(
            name="CourseQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="goodstanding.course"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, max_length=20000)),
                ("link", models.URLField(blank=True, max_length=500)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="goodstanding.course"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="PaperQuiz",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8, unique=True)),
                ("seed", models.PositiveIntegerField()),
                ("printed_at", models.DateTimeField()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="goodstanding.course"
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="goodstanding.member"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="goodstanding.course"
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
            },
        ),
        migrations.CreateModel(
            name="StudySession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            },
        ),
        migrations.AddIndex(
            model_name="course",
            index=models.Index(fields=["unit", "state"], name="course_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="course_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="course_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form__isnull", False)),
                fields=("unit", "made_by", "form"),
                name="course_once_a_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_on__isnull", False), ("set_by__isnull", False), ("set_on__isnull", False)),
                    models.Q(("due_on__isnull", True), ("set_by__isnull", True), ("set_on__isnull", True)),
                    _connector="OR",
                ),
                name="course_set_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    _connector="OR",
                ),
                name="course_ended_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["open", "closed"]), _negated=True),
                    ("set_on__isnull", False),
                    _connector="OR",
                ),
                name="course_open_is_set",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state__in", ["closed", "withdrawn"])),
                    models.Q(("ended_at__isnull", True), ("state__in", ["draft", "open"])),
                    _connector="OR",
                ),
                name="course_ended_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__isnull", True), ("due_on__gte", models.F("set_on")), _connector="OR"),
                name="course_due_after_it_is_set",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="course_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="courseenrolment",
            index=models.Index(fields=["member", "course"], name="enrolment_of_member"),
        ),
        migrations.AddConstraint(
            model_name="courseenrolment",
            constraint=models.UniqueConstraint(fields=("course", "member"), name="enrolment_once_a_course"),
        ),
        migrations.AddConstraint(
            model_name="courseenrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("best_score__isnull", True), ("best_score__lte", 100), _connector="OR"),
                name="enrolment_score_in_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="courseenrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("passed_by__isnull", True), ("passed_how", ""), ("passed_on__isnull", True)),
                    models.Q(("passed_by__isnull", True), ("passed_how", "quiz"), ("passed_on__isnull", False)),
                    models.Q(
                        ("passed_by__isnull", False),
                        ("passed_how__in", ["paper", "word"]),
                        ("passed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="enrolment_passed_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="courseenrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("excused_at__isnull", False), ("excused_by__isnull", False)),
                    models.Q(("excused_at__isnull", True), ("excused_by__isnull", True)),
                    _connector="OR",
                ),
                name="enrolment_excused_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="coursequestion",
            constraint=models.UniqueConstraint(fields=("course", "number"), name="course_question_once_a_number"),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(fields=("course", "number"), name="lesson_once_a_number"),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(("link", ""), ("text", ""), _negated=True), name="lesson_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["member", "course"], name="attempt_of_member"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("handed_in_at__isnull", True)), fields=("course", "member"), name="attempt_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__isnull", True), ("score__lte", 100), _connector="OR"),
                name="attempt_score_in_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("handed_in_at__isnull", False), ("handed_in_on__isnull", False), ("score__isnull", False)
                    ),
                    models.Q(("handed_in_at__isnull", True), ("handed_in_on__isnull", True), ("score__isnull", True)),
                    _connector="OR",
                ),
                name="attempt_handed_in_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paper__isnull", False), ("typed_by__isnull", False)),
                    models.Q(("paper__isnull", True), ("typed_by__isnull", True)),
                    _connector="OR",
                ),
                name="attempt_on_paper_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="studysession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form__isnull", False)),
                fields=("unit", "recorded_by", "form"),
                name="study_session_once_a_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="studysession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", ""), ("meeting__isnull", False)),
                    models.Q(models.Q(("kind", ""), _negated=True), ("meeting__isnull", True)),
                    _connector="OR",
                ),
                name="study_session_of_a_kind_or_a_meeting",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
