"""Appraisal: rounds with their steps, what members write, the committee's view, and grades with their objections."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0035_ballots")]

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
                    ("decision", "A decision of a body"),
                    ("letter", "A question or a complaint"),
                    ("service", "Volunteer service"),
                    ("ballot", "A secret ballot"),
                    ("appraisal", "A yearly appraisal"),
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
                    ("ballot", "A secret ballot"),
                    ("appraisal", "The yearly appraisal"),
                    ("decision", "Awards and discipline"),
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
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="AppraisalRound",
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
                                    ("opened", "Opened"),
                                    ("evidence", "Sheets of the year"),
                                    ("self", "Self-appraisal"),
                                    ("mutual", "Mutual appraisal"),
                                    ("ballot", "Ballot"),
                                    ("view", "Committee's view"),
                                    ("grades", "Grades decided"),
                                    ("publicity", "Publicity"),
                                    ("reported", "Reported to the unit above"),
                                    ("returned", "Returned by the unit above"),
                                    ("confirmed", "Confirmed"),
                                    ("filed", "Filed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="opened",
                                max_length=9,
                            ),
                        ),
                        ("due_on", models.DateField(null=True)),
                        ("public_until", models.DateField(null=True)),
                        ("places", models.PositiveIntegerField(null=True)),
                        ("placed", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField()),
                        (
                            "ballot",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraisals",
                                to="goodstanding.ballot",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraisals",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="appraisal_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "opened",
                                            "evidence",
                                            "self",
                                            "mutual",
                                            "ballot",
                                            "view",
                                            "grades",
                                            "publicity",
                                            "reported",
                                            "returned",
                                            "confirmed",
                                            "filed",
                                            "cancelled",
                                        ],
                                    )
                                ),
                                name="appraisal_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("places__isnull", True), ("placed__lte", models.F("places")), _connector="OR"
                                ),
                                name="appraisal_within_its_places",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "cancelled"), _negated=True),
                                fields=("unit", "year"),
                                name="appraisal_once_a_year",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AppraisalStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("move", models.CharField(max_length=12)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("opened", "Opened"),
                                    ("evidence", "Sheets of the year"),
                                    ("self", "Self-appraisal"),
                                    ("mutual", "Mutual appraisal"),
                                    ("ballot", "Ballot"),
                                    ("view", "Committee's view"),
                                    ("grades", "Grades decided"),
                                    ("publicity", "Publicity"),
                                    ("reported", "Reported to the unit above"),
                                    ("returned", "Returned by the unit above"),
                                    ("confirmed", "Confirmed"),
                                    ("filed", "Filed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("body", models.CharField(blank=True, max_length=200)),
                        ("reason", models.CharField(blank=True, max_length=1000)),
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.appraisalround",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("move__in", ["send_back", "cancel", "reopen"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="appraisal_step_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("move__in", ["confirm", "send_back"]), _negated=True),
                                    models.Q(("body", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="appraisal_confirmed_by_a_body",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appraisee",
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
                        ("graded", models.BooleanField()),
                        ("welcome", models.BooleanField(default=False)),
                        ("sheet_on", models.DateField(null=True)),
                        ("excused_at", models.DateTimeField(null=True)),
                        ("grade", models.CharField(blank=True, max_length=40)),
                        ("answered_on", models.DateField(null=True)),
                        (
                            "excused_by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraised",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraisees",
                                to="goodstanding.appraisalround",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="appraisee_key_is_made_here"
                            ),
                            models.UniqueConstraint(fields=("round", "member"), name="appraisee_once_a_round"),
                            models.CheckConstraint(
                                condition=models.Q(("graded", True), ("grade", ""), _connector="OR"),
                                name="appraisee_graded_by_the_rules",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("excused_at__isnull", False), ("excused_by__isnull", False)),
                                    models.Q(("excused_at__isnull", True), ("excused_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="appraisee_excused_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitteeView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(verbose_name="Of 100")),
                        ("reason", models.CharField(max_length=500)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "appraisee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="views",
                                to="goodstanding.appraisee",
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)), name="committee_view_of_100"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="committee_view_with_a_reason"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GradeDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("grade", models.CharField(max_length=40)),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("reason", "Reason of its own"),
                                    ("balloted", "As balloted, and by daily performance"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("measure", models.CharField(blank=True, max_length=500)),
                        ("body", models.CharField(max_length=200)),
                        ("present", models.CharField(max_length=500)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "appraisee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="goodstanding.appraisee",
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body", ""), _negated=True),
                                    models.Q(("present", ""), _negated=True),
                                    models.Q(("grade", ""), _negated=True),
                                ),
                                name="grade_names_its_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis", "reason"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="grade_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GradeObjection",
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
                        ("text", models.CharField(max_length=1000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for an answer"),
                                    ("upheld", "Upheld: the grade is decided anew"),
                                    ("rejected", "Not upheld"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, max_length=1000)),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "about",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="goodstanding.appraisee",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grade_objections",
                                to="goodstanding.member",
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="grade_objection_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="grade_objection_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["upheld", "rejected"]), _negated=True),
                                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="grade_objection_answered_with_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("about", "author"),
                                name="grade_objection_one_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="grade_objection_answered_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MutualRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valued", models.CharField(blank=True, max_length=300)),
                        ("better", models.CharField(blank=True, max_length=300)),
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
                            "about",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks",
                                to="goodstanding.appraisee",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remarks_given",
                                to="goodstanding.appraisee",
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("author", models.F("about")), _negated=True),
                                name="remark_about_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("better", ""), ("valued", ""), _negated=True),
                                name="remark_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SelfAppraisal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("plan", models.TextField(blank=True)),
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
                        ("saved_at", models.DateTimeField()),
                        ("handed_in_on", models.DateField(null=True)),
                        ("handed_in_at", models.DateTimeField(null=True)),
                        (
                            "appraisee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="self_appraisals",
                                to="goodstanding.appraisee",
                            ),
                        ),
                        (
                            "saved_by",
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
                                    models.Q(("handed_in_at__isnull", False), ("handed_in_on__isnull", False)),
                                    models.Q(("handed_in_at__isnull", True), ("handed_in_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="self_appraisal_handed_in_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("handed_in_at__isnull", True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="self_appraisal_says_something",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("handed_in_at__isnull", True)),
                                fields=("appraisee",),
                                name="self_appraisal_one_draft",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
