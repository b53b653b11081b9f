"""Warnings, cases with their steps, units that need help, and accountability."""

import django.db.migrations.operations.special
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.append_only
import goodstanding.models.create_models
import goodstanding.models.public_id


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0037_dossiers"),
    ]

    operations = [
        migrations.RunPython(
            code=goodstanding.models.append_only.drop_guards,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
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
                    ("dues", "Dues: a payment, a waiver or a confirmation"),
                    ("care", "A talk, contact, a long absence or a transfer"),
                    ("probation", "A step of probation"),
                    ("decision", "A decision of a body"),
                    ("letter", "A question or a complaint"),
                    ("service", "Volunteer service"),
                    ("ballot", "A secret ballot"),
                    ("appraisal", "A yearly appraisal"),
                    ("case", "A case that was put right"),
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
                    ("case", "Warnings and cases"),
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
        goodstanding.models.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="EarlyWarning",
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
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="warnings",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="warnings",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("settled", "Settled")], default="open", max_length=7
                            ),
                        ),
                        ("month", models.IntegerField(null=True)),
                        ("value", models.IntegerField(null=True)),
                        ("before", models.IntegerField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("opened_on", models.DateField()),
                        ("noted_on", models.DateField(null=True)),
                        ("settled_on", models.DateField(null=True)),
                    ],
                    options={
                        "ordering": ["-opened_on", "-id"],
                        "indexes": [
                            models.Index(fields=["member", "-opened_on"], name="warning_of_member"),
                            models.Index(fields=["unit", "state"], name="warning_of_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="warning_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_on__isnull", True), ("state", "open")),
                                    models.Q(("settled_on__isnull", False), ("state", "settled")),
                                    _connector="OR",
                                ),
                                name="warning_settled_on_a_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("member__isnull", False), ("state", "open")),
                                fields=("member", "kind"),
                                name="warning_of_member_one_open",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("member__isnull", True), ("state", "open")),
                                fields=("unit", "kind"),
                                name="warning_of_unit_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyCase",
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
                            "about",
                            models.CharField(
                                choices=[
                                    ("unit", "The work of the unit"),
                                    ("office", "The duties of a person in office"),
                                    ("member", "A member"),
                                ],
                                max_length=6,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.post",
                            ),
                        ),
                        (
                            "warning",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="goodstanding.earlywarning",
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000)),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.CharField(max_length=2000)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_owned",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("owner_office", models.CharField(max_length=260)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ordered", "Order given"),
                                    ("replied", "Replied, to be checked"),
                                    ("closed", "Closed"),
                                    ("late", "Late, one level up"),
                                    ("called_off", "Called off"),
                                ],
                                default="ordered",
                                max_length=10,
                            ),
                        ),
                        ("due_on", models.DateField()),
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
                        (
                            "replied_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_on", models.DateField(null=True)),
                        ("reminded", models.BooleanField(default=False)),
                        ("opened_on", models.DateField()),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
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
                        "ordering": ["due_on", "id"],
                        "indexes": [
                            models.Index(fields=["unit", "state", "due_on"], name="case_of_unit"),
                            models.Index(
                                condition=models.Q(("above_unit__isnull", False)),
                                fields=["above_unit"],
                                name="case_late_above",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="case_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["ordered", "replied", "closed", "late", "called_off"])
                                ),
                                name="case_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), _negated=True),
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                ),
                                name="case_with_an_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("about", "unit"), ("member__isnull", True), ("post__isnull", True)),
                                    models.Q(("about", "office"), ("post__isnull", False)),
                                    models.Q(("about", "member"), ("member__isnull", False), ("post__isnull", True)),
                                    _connector="OR",
                                ),
                                name="case_about_what_it_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("opened_on"))),
                                name="case_due_after_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["replied", "closed"]), _negated=True),
                                    ("replied_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="case_replied_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["closed", "called_off"]), _negated=True),
                                    ("closed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="case_closed_on_a_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("opened_by", "form"),
                                name="case_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.dutycase",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("opened", "Opened with an order"),
                                    ("replied", "Replied"),
                                    ("closed", "Checked and closed"),
                                    ("returned", "Checked and returned"),
                                    ("extended", "Given more time"),
                                    ("late", "Overdue: the unit above sees it now"),
                                    ("called_off", "Called off"),
                                    ("said", "Own words of the member"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=2000)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("due_on", models.DateField(null=True)),
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
                                    ("what", "late"), models.Q(("words", ""), _negated=True), _connector="OR"
                                ),
                                name="case_step_with_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("by__isnull", True), ("what", "late")),
                                    ("by__isnull", False),
                                    _connector="OR",
                                ),
                                name="case_step_by_a_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="goodstanding.casestep",
                            ),
                        ),
                        (
                            "fact",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.fact",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fact__isnull", False), ("meeting__isnull", True)),
                                    models.Q(("fact__isnull", True), ("meeting__isnull", False)),
                                    _connector="OR",
                                ),
                                name="case_evidence_is_one_thing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeakUnit",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="weak_spells",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("signs", models.JSONField(default=list)),
                        ("reason", models.CharField(max_length=1000)),
                        ("document", models.CharField(max_length=100)),
                        (
                            "state",
                            models.CharField(
                                choices=[("listed", "On the list"), ("accepted", "Checked, and off the list")],
                                default="listed",
                                max_length=8,
                            ),
                        ),
                        ("listed_on", models.DateField()),
                        ("listed_at", models.DateTimeField()),
                        (
                            "listed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-listed_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="weak_unit_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), _negated=True), models.Q(("document", ""), _negated=True)
                                ),
                                name="weak_unit_with_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "listed")),
                                fields=("unit",),
                                name="weak_unit_once_on_the_list",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpStep",
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
                            "weak_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_steps",
                                to="goodstanding.weakunit",
                            ),
                        ),
                        ("text", models.CharField(max_length=500)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_steps",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("owner_office", models.CharField(max_length=260)),
                        ("due_on", models.DateField()),
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
                        ("result", models.CharField(blank=True, max_length=1000)),
                        ("done_on", models.DateField(null=True)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "done_by",
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
                        "ordering": ["due_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="help_step_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="help_step_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True), models.Q(("result", ""), _negated=True), _connector="OR"
                                ),
                                name="help_step_done_with_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_at__isnull", False),
                                        ("done_by__isnull", False),
                                        ("done_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("done_at__isnull", True), ("done_by__isnull", True), ("done_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="help_step_done_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeakCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "weak_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="goodstanding.weakunit",
                            ),
                        ),
                        (
                            "found",
                            models.CharField(
                                choices=[
                                    ("accept", "Put right: off the list"),
                                    ("not_yet", "Not yet: it stays on the list"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("words", models.CharField(max_length=1000)),
                        ("document", models.CharField(max_length=100)),
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
                            "listed_by",
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
                                    models.Q(("words", ""), _negated=True), models.Q(("document", ""), _negated=True)
                                ),
                                name="weak_check_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("by", models.F("listed_by")), _negated=True),
                                name="weak_check_by_another_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("found", "accept")),
                                fields=("weak_unit",),
                                name="weak_check_accepted_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountabilityFile",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accountability_files",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.post",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accountability_files",
                                to="goodstanding.member",
                            ),
                        ),
                        ("basis", models.CharField(max_length=40)),
                        ("circumstance", models.CharField(max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("opened", "Opened"),
                                    ("facts", "Findings recorded"),
                                    ("heard", "Hearing held"),
                                    ("decided", "Decided"),
                                    ("announced", "Announced"),
                                    ("appealed", "Appeal made"),
                                    ("in_effect", "In effect"),
                                    ("revoked", "Revoked on appeal"),
                                    ("ended", "Ended"),
                                    ("dropped", "Closed without accountability"),
                                ],
                                default="opened",
                                max_length=9,
                            ),
                        ),
                        ("appeal_until", models.DateField(null=True)),
                        ("answer_by", models.DateField(null=True)),
                        ("opened_on", models.DateField()),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-opened_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="accountability_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "opened",
                                            "facts",
                                            "heard",
                                            "decided",
                                            "announced",
                                            "appealed",
                                            "in_effect",
                                            "revoked",
                                            "ended",
                                            "dropped",
                                        ],
                                    )
                                ),
                                name="accountability_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("member__isnull", True), ("post__isnull", False), _connector="OR"),
                                name="accountability_of_a_person_in_office",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["announced", "appealed"]), _negated=True),
                                    ("appeal_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="accountability_appeal_has_a_clock",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountabilityStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.accountabilityfile",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("open", "Opened"),
                                    ("establish", "Findings recorded"),
                                    ("hear", "Own statement of the person concerned"),
                                    ("decide", "Decision of the body"),
                                    ("announce", "Announced"),
                                    ("appeal", "Appeal made"),
                                    ("take_effect", "In effect"),
                                    ("confirm", "Appeal answered: confirmed"),
                                    ("revoke", "Appeal answered: revoked"),
                                    ("end", "Ended"),
                                    ("drop", "Closed without accountability"),
                                    ("correct", "Corrected"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("words", models.CharField(max_length=4000)),
                        ("on", models.DateField()),
                        ("document", models.CharField(blank=True, max_length=100)),
                        ("body", models.CharField(blank=True, max_length=200)),
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
                        ("form", models.CharField(blank=True, max_length=40)),
                        ("layer", models.CharField(blank=True, max_length=40)),
                        (
                            "corrects",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="goodstanding.accountabilitystep",
                            ),
                        ),
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
                                condition=models.Q(("words", ""), _negated=True), name="accountability_step_with_words"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("what__in", ["decide", "confirm", "revoke"]), _negated=True),
                                    models.Q(
                                        models.Q(("document", ""), _negated=True),
                                        models.Q(("body", ""), _negated=True),
                                        ("body_unit__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="accountability_decided_by_a_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("what", "decide"),
                                        models.Q(("form", ""), _negated=True),
                                        models.Q(("layer", ""), _negated=True),
                                    ),
                                    models.Q(models.Q(("what", "decide"), _negated=True), ("form", ""), ("layer", "")),
                                    _connector="OR",
                                ),
                                name="accountability_form_and_layer_are_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("corrects__isnull", False), ("what", "correct")),
                                    models.Q(models.Q(("what", "correct"), _negated=True), ("corrects__isnull", True)),
                                    _connector="OR",
                                ),
                                name="accountability_correction_of_a_step",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("what", "correct"), _negated=True),
                                fields=("file", "what"),
                                name="accountability_step_once",
                            ),
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
