"""The tables as they are today, in one step for a new database instead of one for every time they changed.

A database that is older goes through the steps that this replaces; a test holds that both lead to the same tables.
"""

from typing import Any

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import goodstanding.models.create_models
import goodstanding.models.dossiers.dossier
import goodstanding.models.encrypted
import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels
from goodstanding.models.ledger import ledger_table


def make_refusal(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes what refuses on PostgreSQL; the guards themselves are put up after all migrations."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION goodstanding_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
        )


def drop_refusal(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes it away."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION goodstanding_refuse()")


class Migration(migrations.Migration):
    replaces = [
        ("goodstanding", "0002_append_only"),
        ("goodstanding", "0003_sign_in"),
        ("goodstanding", "0004_ledger"),
        ("goodstanding", "0005_objections"),
        ("goodstanding", "0006_rules"),
        ("goodstanding", "0007_fact_imports"),
        ("goodstanding", "0008_more_corrections"),
        ("goodstanding", "0009_meetings"),
        ("goodstanding", "0010_check_ins"),
        ("goodstanding", "0011_roll_offline"),
        ("goodstanding", "0012_given_names"),
        ("goodstanding", "0013_looks"),
        ("goodstanding", "0014_votes_of_the_welcome"),
        ("goodstanding", "0015_names"),
        ("goodstanding", "0016_working_days"),
        ("goodstanding", "0017_key_check"),
        ("goodstanding", "0018_standard_names"),
        ("goodstanding", "0019_passkey_public_key"),
        ("goodstanding", "0020_attendance_answers"),
        ("goodstanding", "0022_minutes_drafts"),
        ("goodstanding", "0026_help_with_signing_in"),
        ("goodstanding", "0027_missing_entries"),
        ("goodstanding", "0028_assignments_study_initiative"),
        ("goodstanding", "0029_dues"),
        ("goodstanding", "0030_service"),
        ("goodstanding", "0031_care_probation"),
        ("goodstanding", "0032_bulletins"),
        ("goodstanding", "0033_decisions"),
        ("goodstanding", "0034_mending"),
        ("goodstanding", "0035_ballots"),
        ("goodstanding", "0036_appraisal"),
        ("goodstanding", "0037_dossiers"),
        ("goodstanding", "0038_cases"),
        ("goodstanding", "0039_loose_ends"),
        ("goodstanding", "0040_units"),
        ("goodstanding", "0041_fairness"),
    ]

    dependencies = [
        ("goodstanding", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunPython(
            code=migrations.RunPython.noop,
            reverse_code=append_only.drop_guards,
        ),
        migrations.RunPython(
            code=make_refusal,
            reverse_code=drop_refusal,
        ),
        migrations.DeleteModel(
            name="Look",
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_once",
        ),
        migrations.RenameField(
            model_name="notice",
            old_name="once",
            new_name="idempotency_key",
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("to", "idempotency_key"), name="notice_once"),
        ),
        migrations.AddField(
            model_name="account",
            name="invited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="shut_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="job",
            name="idempotency_key",
            field=models.CharField(blank=True, editable=False, max_length=60, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="organization",
            name="key_check",
            field=goodstanding.models.encrypted.SealedCharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="organization",
            name="calendar",
            field=models.CharField(blank=True, default="CN", max_length=12),
        ),
        migrations.AddField(
            model_name="post",
            name="accepted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsGiven("login"), name="account_login_is_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("number"), name="member_number_any_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsGiven("number"), name="member_number_is_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    goodstanding.models.public_id.IsGiven("code"), models.Q(("code__in", ["tree"]), _negated=True)
                ),
                name="unit_code_is_given",
            ),
        ),
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Announcement",
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
                        ("calendar", models.CharField(max_length=12)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("source", models.CharField(max_length=300)),
                        ("published_on", models.DateField()),
                        ("at", models.DateTimeField()),
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
                                condition=models.Q(("source", ""), _negated=True), name="announcement_has_a_source"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("calendar", ""), _negated=True), name="announcement_of_a_calendar"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__range", (2000, 2200))), name="announcement_year"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("fetched_at", models.DateTimeField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("account",),
                                name="calendar_feed_one",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Challenge",
                    fields=[
                        ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("sign_in", "Sign In"),
                                    ("second_step", "Second Step"),
                                    ("confirm", "Confirm"),
                                    ("add", "Add"),
                                    ("show_code", "Show Code"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("good_until", models.DateTimeField(db_index=True)),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Fact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.IntegerField()),
                        ("kind", models.CharField(max_length=60)),
                        ("value", models.BigIntegerField(null=True)),
                        ("occurred_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("meeting", "A meeting"),
                                    ("form", "Entered manually"),
                                    ("import", "Imported from a file"),
                                    ("api", "Sent by another system"),
                                    ("correction", "A correction"),
                                    ("objection", "An objection"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("source_key", models.CharField(max_length=120)),
                        ("reference", models.CharField(blank=True, max_length=200)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "agreed_by",
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
                                related_name="facts",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacements",
                                to="goodstanding.fact",
                            ),
                        ),
                        (
                            "reverses",
                            models.OneToOneField(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversal",
                                to="goodstanding.fact",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facts",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["member", "occurred_on"], name="fact_of_member"),
                            models.Index(fields=["unit", "occurred_on"], name="fact_of_unit"),
                            models.Index(fields=["recorded_at"], name="fact_recorded"),
                            models.Index(
                                condition=models.Q(("reference", ""), _negated=True),
                                fields=["reference", "kind"],
                                name="fact_of_reference",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("member__isnull", False), ("unit__isnull", True)),
                                    models.Q(("member__isnull", True), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="fact_about_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                                name="fact_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "month",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.functions.datetime.ExtractYear("occurred_on"),
                                                    "*",
                                                    models.Value(12),
                                                ),
                                                "+",
                                                django.db.models.functions.datetime.ExtractMonth("occurred_on"),
                                            ),
                                            "-",
                                            models.Value(1),
                                        ),
                                    )
                                ),
                                name="fact_in_its_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("replaces__isnull", True), ("reverses__isnull", True)),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="fact_correction_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed_by__isnull", True),
                                    ("recorded_by__isnull", True),
                                    models.Q(("agreed_by", models.F("recorded_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="fact_agreed_by_another",
                            ),
                            models.UniqueConstraint(fields=("source", "source_key"), name="fact_once_a_source"),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(
            code=ledger_table.make,
            reverse_code=ledger_table.drop,
        ),
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="FactImport",
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
                        ("file_name", models.CharField(max_length=255)),
                        ("stored_as", models.CharField(max_length=100)),
                        ("digest", models.CharField(max_length=64)),
                        ("encoding", models.CharField(blank=True, max_length=20)),
                        ("columns", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("brought", "Waiting for columns to be matched"),
                                    ("checked", "Checked"),
                                    ("done", "Done"),
                                    ("given_up", "Given up"),
                                ],
                                default="brought",
                                max_length=10,
                            ),
                        ),
                        ("read", models.PositiveIntegerField(default=0)),
                        ("refused", models.PositiveIntegerField(default=0)),
                        ("added", models.PositiveIntegerField(default=0)),
                        ("unchanged", models.PositiveIntegerField(default=0)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fact_imports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fact_imports",
                                to="goodstanding.job",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fact_imports",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LedgerHead",
                    fields=[
                        ("id", models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                        ("last_recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("id", 1)), name="ledger_head_only_one")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                        ("type", models.CharField(max_length=40)),
                        ("topic", models.CharField(blank=True, max_length=200)),
                        ("on", models.DateField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("agenda", models.TextField(blank=True, max_length=4000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("noticed", "Notice sent"),
                                    ("open", "Open for check-in"),
                                    ("closed", "Closed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveSmallIntegerField(default=0)),
                        ("planned_at", models.DateTimeField()),
                        ("opened_at", models.DateTimeField(null=True)),
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
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "planned_by",
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
                                related_name="meetings",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                    ],
                    options={
                        "ordering": ["-starts_at", "-id"],
                        "indexes": [
                            models.Index(fields=["unit", "on"], name="meeting_of_unit"),
                            models.Index(fields=["state", "on"], name="meeting_by_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="meeting_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state__in", ["closed", "cancelled"])),
                                    models.Q(("ended_at__isnull", True), ("state__in", ["planned", "noticed", "open"])),
                                    _connector="OR",
                                ),
                                name="meeting_ended_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opened_at__isnull", False), ("state__in", ["open", "closed"])),
                                    models.Q(("state__in", ["open", "closed"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="meeting_open_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cancelled"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="meeting_cancelled_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "noticed"), _negated=True), ("revision__gt", 0), _connector="OR"
                                ),
                                name="meeting_noticed_has_a_revision",
                            ),
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="meeting_key_is_made_here"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("unit", "planned_by", "form"),
                                name="meeting_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Passkey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("credential_id", models.CharField(max_length=1364, unique=True)),
                        ("sign_count", models.PositiveBigIntegerField(default=0)),
                        ("can_be_backed_up", models.BooleanField()),
                        ("is_backed_up", models.BooleanField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "authenticator",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passkey",
                                to="mfa.authenticator",
                            ),
                        ),
                        ("public_key", models.BinaryField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_backed_up", False), ("can_be_backed_up", True), _connector="OR"
                                ),
                                name="passkey_backed_up_can_be",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("public_key", b""), _negated=True),
                                name="passkey_has_its_public_key",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateLimit",
                    fields=[
                        ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("full_at", models.BigIntegerField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="RecordView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("office", models.CharField(max_length=260)),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("page", "Opened the page"),
                                    ("search", "Found in a search"),
                                    ("list", "Shown in a list"),
                                    ("export", "Exported"),
                                    ("print", "Printed"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="record_views",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "page",
                            models.CharField(
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["member", "-at"], name="record_view_of_member"),
                            models.Index(fields=["by", "at"], name="record_view_by_viewer"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterSnapshot",
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
                        ("month", models.IntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("taken_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("month", "number"), name="roster_snapshot_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RulesVersion",
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
                        ("name", models.CharField(max_length=100)),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("content", models.JSONField()),
                        ("from_month", models.IntegerField()),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "Proposed"), ("agreed", "Agreed"), ("withdrawn", "Withdrawn")],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("impact", models.JSONField(null=True)),
                        ("impact_month", models.IntegerField(null=True)),
                        ("proposed_at", models.DateTimeField()),
                        ("agreed_at", models.DateTimeField(null=True)),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.job",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-from_month", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "agreed")),
                                fields=("from_month",),
                                name="rules_one_a_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed_by__isnull", True),
                                    models.Q(("agreed_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="rules_agreed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "agreed"), _negated=True),
                                    ("impact__isnull", False),
                                    _connector="OR",
                                ),
                                name="rules_agreed_with_impact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="rules_have_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                                    models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="rules_agreed_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
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
                        ("month", models.IntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("scheme", models.CharField(max_length=100)),
                        ("scheme_fingerprint", models.CharField(blank=True, max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("drafting", "Being drafted"),
                                    ("drafted", "Drafted"),
                                    ("reviewed", "Reviewed"),
                                    ("published", "Published"),
                                    ("superseded", "Superseded"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="drafting",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("frozen_at", models.DateTimeField(null=True)),
                        ("manifest", models.JSONField(default=dict)),
                        ("checks", models.JSONField(default=list)),
                        ("figures", models.JSONField(default=dict)),
                        ("drafted_at", models.DateTimeField()),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        ("review", models.CharField(blank=True, max_length=500)),
                        ("published_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.job",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("snapshots", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-month", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("month", "number"), name="run_numbered"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "published")), fields=("month",), name="run_one_published"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["drafting", "drafted", "reviewed"])),
                                fields=("month",),
                                name="run_one_at_work",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_by__isnull", True),
                                    models.Q(("published_by", models.F("reviewed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="run_published_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["published", "superseded"]), _negated=True),
                                    models.Q(("published_at__isnull", False), ("reviewed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="run_published_was_reviewed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="run_again_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                                    models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="run_reviewed_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="run_published_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnnouncedDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("is_worked", models.BooleanField()),
                        (
                            "announcement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="days",
                                to="goodstanding.announcement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["day"],
                        "constraints": [
                            models.UniqueConstraint(fields=("announcement", "day"), name="announced_day_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Doubt",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("heads", "More check-ins than people counted"),
                                    ("browser", "One browser for several members"),
                                    ("two_places", "One member at two meetings"),
                                    ("counter", "A passkey that may have been copied"),
                                    ("burst", "Many check-ins at the same moment"),
                                    ("late", "Delivered very late"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("about", models.CharField(max_length=100)),
                        ("facts", models.JSONField(default=dict)),
                        ("found_at", models.DateTimeField()),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("seen", "The person was there; I saw them"),
                                    ("shared", "They shared a device, and were there"),
                                    ("put_right", "The roll was corrected"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500)),
                        ("cleared_at", models.DateTimeField(null=True)),
                        (
                            "cleared_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="doubts",
                                to="goodstanding.meeting",
                            ),
                        ),
                        ("members", models.ManyToManyField(related_name="doubts", to="goodstanding.member")),
                    ],
                    options={
                        "ordering": ["-found_at", "-id"],
                        "indexes": [models.Index(fields=["meeting", "cleared_at"], name="doubt_open_of_meeting")],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "kind", "about"), name="doubt_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("cleared_at__isnull", True)),
                                    models.Q(("cleared_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="doubt_cleared_with_an_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "other"), _negated=True),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="doubt_other_in_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cleared_at__isnull", False), ("cleared_by__isnull", False)),
                                    models.Q(("cleared_at__isnull", True), ("cleared_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="doubt_cleared_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
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
                        ("text", models.CharField(max_length=300)),
                        ("due_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "To do"), ("done", "Done"), ("dropped", "No longer needed")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
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
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="goodstanding.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "id"],
                        "indexes": [models.Index(fields=["member", "state", "due_on"], name="follow_up_to_do")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="follow_up_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state", "open")),
                                    models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="follow_up_ended_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="follow_up_ended_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeadCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("heads", models.PositiveIntegerField()),
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="head_counts",
                                to="goodstanding.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(max_length=20000)),
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
                            "chair",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="goodstanding.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "minutes",
                        "ordering": ["version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "version"), name="minutes_once_a_version"),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="minutes_say_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("minutes", "Minutes"),
                                    ("vote", "Resolutions"),
                                    ("task", "Who does what by when"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("fields", models.JSONField()),
                        ("saved_at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="goodstanding.meeting",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "by", "part"), name="minutes_draft_once_an_author"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
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
                        ("indicator", models.CharField(max_length=40)),
                        ("period", models.CharField(max_length=7)),
                        ("reason", models.CharField(max_length=2000)),
                        ("attachment", models.CharField(blank=True, max_length=100)),
                        ("attachment_name", models.CharField(blank=True, max_length=255)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waiting for a ruling"),
                                    ("upheld", "Upheld"),
                                    ("rejected", "Rejected"),
                                    ("appealed", "Waiting for a second ruling"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
                        ("escalated", models.PositiveSmallIntegerField(default=0)),
                        ("appeal", models.CharField(blank=True, max_length=2000)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "at_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "fact",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="goodstanding.fact",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="goodstanding.run",
                            ),
                        ),
                        ("due_after", models.DateField()),
                        ("due_is_provisional", models.BooleanField(default=False)),
                        ("appeal_until", models.DateField(null=True)),
                        ("appeal_is_provisional", models.BooleanField(default=False)),
                        ("missing_on", models.DateField(null=True)),
                    ],
                    options={
                        "ordering": ["-opened_at", "-id"],
                        "indexes": [models.Index(fields=["at_unit", "state", "due_on"], name="objection_to_rule")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="objection_has_a_reason"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("fact__isnull", False), ("state__in", ["open", "appealed"])),
                                fields=("member", "fact"),
                                name="objection_one_open_a_fact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gt", models.F("due_after"))), name="objection_due_later"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True),
                                    ("appeal_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="objection_rejected_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("run__isnull", False),
                                    ("fact__isnull", False),
                                    ("missing_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="objection_before_publishing_about_a_fact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("missing_on__isnull", True),
                                    models.Q(("fact__isnull", True), ("run__isnull", True)),
                                    _connector="OR",
                                ),
                                name="objection_missing_or_recorded",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("fact__isnull", True),
                                    ("missing_on__isnull", True),
                                    ("state__in", ["open", "appealed"]),
                                ),
                                fields=("member", "indicator", "period"),
                                name="objection_one_open_a_line",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("missing_on__isnull", False), ("state__in", ["open", "appealed"])),
                                fields=("member", "indicator", "missing_on"),
                                name="objection_one_open_a_missing_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperRoll",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=8, unique=True)),
                        ("lines", models.JSONField(default=list)),
                        ("printed_at", models.DateTimeField()),
                        ("typed_at", models.DateTimeField(null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_rolls",
                                to="goodstanding.meeting",
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
                        (
                            "typed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-printed_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("typed_at__isnull", False), ("typed_by__isnull", False)),
                                    models.Q(("typed_at__isnull", True), ("typed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="paper_roll_typed_paired",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RefusedFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sheet", models.CharField(blank=True, max_length=100)),
                        ("row", models.PositiveIntegerField()),
                        ("column", models.CharField(max_length=60)),
                        ("value", models.CharField(blank=True, max_length=60)),
                        ("reason", models.CharField(max_length=40)),
                        ("facts", models.JSONField(default=dict)),
                        (
                            "fact_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refusals",
                                to="goodstanding.factimport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["row", "id"],
                        "abstract": False,
                        "indexes": [models.Index(fields=["fact_import", "row"], name="refused_fact_place")],
                    },
                ),
                migrations.CreateModel(
                    name="Resolution",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=1000)),
                        ("votes_for", models.PositiveIntegerField()),
                        ("votes_against", models.PositiveIntegerField()),
                        ("abstained", models.PositiveIntegerField()),
                        ("needed", models.PositiveIntegerField()),
                        ("carried", models.BooleanField()),
                        ("reason", models.CharField(blank=True, max_length=500)),
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolutions",
                                to="goodstanding.meeting",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="goodstanding.resolution",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaces__isnull", True)),
                                fields=("meeting", "number"),
                                name="resolution_once_a_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="resolution_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="resolution_replaced_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("carried", True), ("votes_for__gte", models.F("needed"))),
                                    models.Q(("carried", False), ("votes_for__lt", models.F("needed"))),
                                    _connector="OR",
                                ),
                                name="resolution_carried_by_enough",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("classes", models.CharField(blank=True, max_length=400)),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_entries",
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
                            "snapshot",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="goodstanding.rostersnapshot",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["snapshot", "unit"], name="roster_entry_of_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("member", "snapshot"), name="roster_entry_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Standing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("peer_group", models.CharField(max_length=60)),
                        ("earned", models.BigIntegerField()),
                        ("attainable", models.BigIntegerField()),
                        ("bonus", models.BigIntegerField()),
                        ("deduction", models.BigIntegerField()),
                        ("total", models.IntegerField(null=True)),
                        ("band", models.CharField(max_length=40, null=True)),
                        ("places", models.CharField(max_length=400, null=True)),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standings",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standings",
                                to="goodstanding.run",
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
                        "indexes": [models.Index(fields=["run", "unit"], name="standing_of_unit")],
                        "constraints": [models.UniqueConstraint(fields=("member", "run"), name="standing_once_a_run")],
                    },
                ),
                migrations.CreateModel(
                    name="UnitStanding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("n", models.PositiveIntegerField()),
                        ("members_part", models.IntegerField(null=True)),
                        ("own", models.IntegerField(null=True)),
                        ("total", models.IntegerField(null=True)),
                        ("median", models.IntegerField(null=True)),
                        ("spread", models.IntegerField(null=True)),
                        ("bands", models.JSONField(default=dict)),
                        ("places", models.CharField(max_length=400, null=True)),
                        (
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_standings",
                                to="goodstanding.run",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standings",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["run", "total"], name="unit_standing_of_run")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "run"), name="unit_standing_once_a_run")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictOfInterest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "objection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conflicts_of_interest",
                                to="goodstanding.objection",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("objection", "account"), name="conflict_of_interest_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ruling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("instance", models.PositiveSmallIntegerField()),
                        ("upheld", models.BooleanField()),
                        ("reason", models.CharField(max_length=2000)),
                        (
                            "remedy",
                            models.CharField(
                                choices=[
                                    ("none", "No entry needs to change"),
                                    ("reverse", "The entry is taken back"),
                                    ("excuse", "The entry becomes an excused absence"),
                                    ("replace", "The entry gets another value"),
                                    ("move", "The entry gets another day"),
                                    ("restore", "The entry counts again"),
                                    ("add", "A missing entry is added"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("office", models.CharField(max_length=260)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "objection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="goodstanding.objection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["instance"],
                        "constraints": [
                            models.UniqueConstraint(fields=("objection", "instance"), name="ruling_once_an_instance"),
                            models.UniqueConstraint(fields=("objection", "by"), name="ruling_by_another"),
                            models.CheckConstraint(
                                condition=models.Q(("instance__in", [1, 2])), name="ruling_two_instances"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="ruling_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("upheld", True), ("remedy", "none"), _connector="OR"),
                                name="ruling_remedy_when_upheld",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "verb",
                            models.CharField(
                                choices=[
                                    ("opened", "Objection made"),
                                    ("escalated", "Overdue, passed one level up"),
                                    ("upheld", "Upheld"),
                                    ("rejected", "Rejected"),
                                    ("appealed", "Second ruling asked for"),
                                    ("withdrawn", "Withdrawn"),
                                    ("redated", "Counted anew by announced days"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("office", models.CharField(blank=True, max_length=260)),
                        ("due_on", models.DateField(null=True)),
                        ("text", models.CharField(blank=True, max_length=2000)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "objection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.objection",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goodstanding.unit"
                            ),
                        ),
                        ("is_provisional", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("because", models.CharField(max_length=60)),
                        ("votes", models.BooleanField(default=False)),
                        ("hosted", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField()),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "added_by",
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
                                related_name="attendances",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendees",
                                to="goodstanding.meeting",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("due", "Due"),
                                    ("welcome", "Welcome, not due"),
                                    ("guest", "Guest"),
                                    ("off", "Removed from the list"),
                                ],
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "member"), name="attendee_once_a_meeting"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("role", "off"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="attendee_off_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("votes", False), ("role__in", ["due", "welcome"]), _connector="OR"),
                                name="attendee_votes_when_due_or_welcome",
                            ),
                        ],
                        "indexes": [models.Index(fields=["member", "meeting"], name="attendee_of_member")],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
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
                            "remedy",
                            models.CharField(
                                choices=[
                                    ("none", "No entry needs to change"),
                                    ("reverse", "The entry is taken back"),
                                    ("excuse", "The entry becomes an excused absence"),
                                    ("replace", "The entry gets another value"),
                                    ("move", "The entry gets another day"),
                                    ("restore", "The entry counts again"),
                                    ("add", "A missing entry is added"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("value", models.BigIntegerField(null=True)),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Waiting for a second person"),
                                    ("made", "Made"),
                                    ("refused", "Refused"),
                                ],
                                default="asked",
                                max_length=8,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "at_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "fact",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="goodstanding.fact",
                            ),
                        ),
                        (
                            "objection",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="goodstanding.objection",
                            ),
                        ),
                        ("on", models.DateField(null=True)),
                        (
                            "attendee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="goodstanding.attendee",
                            ),
                        ),
                        ("verdict", models.CharField(blank=True, max_length=8)),
                    ],
                    options={
                        "ordering": ["-asked_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")), fields=("fact",), name="correction_one_open"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_by__isnull", True),
                                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="correction_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="correction_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="correction_refused_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="correction_answered_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("on__isnull", False), ("remedy", "move")),
                                    models.Q(models.Q(("remedy", "move"), _negated=True), ("on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="correction_moved_to_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("attendee__isnull", True), ("verdict", "")),
                                    models.Q(
                                        ("attendee__isnull", False),
                                        ("verdict__in", ["present", "late", "leave", "absent"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_of_an_attendance_says_which",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingLeave",
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
                        ("words", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Waiting for an answer"),
                                    ("granted", "Granted"),
                                    ("refused", "Not granted"),
                                    ("withdrawn", "Taken back"),
                                    ("ended", "Not answered before the meeting ended"),
                                ],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leaves",
                                to="goodstanding.attendee",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "granted"])),
                                fields=("attendee",),
                                name="meeting_leave_one_holds",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="meeting_leave_refused_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("state", "asked")),
                                    models.Q(
                                        models.Q(("state", "asked"), _negated=True), ("answered_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="meeting_leave_answered_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="meeting_leave_answered_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("present", "Present"),
                                    ("late", "Late"),
                                    ("leave", "Leave"),
                                    ("absent", "Absent"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "assurance",
                            models.CharField(
                                choices=[
                                    ("passkey_code", "Passkey and code of the venue"),
                                    ("code_only", "Code only"),
                                    ("host", "Entered by the host"),
                                    ("paper", "Paper roll"),
                                    ("own_word", "Said by the member"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("occurred_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofs",
                                to="goodstanding.attendee",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "undoes",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="undone_by",
                                to="goodstanding.proof",
                            ),
                        ),
                        ("idempotency_key", models.CharField(max_length=120, unique=True)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undoes__isnull", True), models.Q(("verdict", ""), _negated=True)),
                                    models.Q(("undoes__isnull", False), ("verdict", "")),
                                    _connector="OR",
                                ),
                                name="proof_says_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("undoes__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="proof_undone_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict__in", ["", "present", "late", "leave", "absent"]),
                                    ("assurance__in", ["passkey_code", "code_only", "host", "paper", "own_word"]),
                                ),
                                name="proof_knows_its_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "about",
                            models.CharField(
                                choices=[("notice", "Notice"), ("change", "Change"), ("cancelled", "Cancellation")],
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveSmallIntegerField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("inbox", "In the inbox"),
                                    ("in_person", "In person, on paper or by telephone"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField(null=True)),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="goodstanding.attendee",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="receipts",
                                to="goodstanding.notice",
                            ),
                        ),
                        (
                            "sent_by",
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
                            models.UniqueConstraint(
                                fields=("attendee", "about", "revision", "channel"), name="receipt_once_a_channel"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceConflict",
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
                                choices=[("open", "Open"), ("settled", "Settled")], default="open", max_length=8
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("seen", models.BigIntegerField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conflicts",
                                to="goodstanding.attendee",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "chosen",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.proof",
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goodstanding.proof"
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goodstanding.proof"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "attendance conflicts",
                        "ordering": ["-opened_at", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("attendee",),
                                name="attendance_conflict_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first", models.F("second")), _negated=True),
                                name="attendance_conflict_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("state", "open")),
                                    models.Q(
                                        ("seen__isnull", False),
                                        ("settled_at__isnull", False),
                                        ("state", "settled"),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attendance_conflict_settled_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="attendance_conflict_settled_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("passkey", models.CharField(blank=True, max_length=64)),
                        ("can_be_backed_up", models.BooleanField(null=True)),
                        ("is_backed_up", models.BooleanField(null=True)),
                        ("browser", models.CharField(blank=True, max_length=64)),
                        ("waited_ms", models.PositiveBigIntegerField()),
                        ("kept", models.BooleanField()),
                        (
                            "proof",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_in",
                                to="goodstanding.proof",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("can_be_backed_up__isnull", True),
                                        ("is_backed_up__isnull", True),
                                        ("passkey", ""),
                                    ),
                                    models.Q(
                                        models.Q(("passkey", ""), _negated=True),
                                        ("can_be_backed_up__isnull", False),
                                        ("is_backed_up__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="check_in_says_what_its_passkey_is",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInRequest",
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
                        ("number", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=100)),
                        ("asked_at", models.DateTimeField()),
                        ("matched_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_in_requests",
                                to="goodstanding.member",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("matched_at__isnull", True)),
                                fields=["asked_at"],
                                name="sign_in_request_unmatched",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at__isnull", True), ("member__isnull", False)),
                                fields=("member",),
                                name="sign_in_request_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("member__isnull", True), ("matched_at__isnull", False), _connector="OR"
                                ),
                                name="sign_in_request_member_is_matched",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="sign_in_request_answered_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitContact",
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
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("text", models.CharField(blank=True, max_length=300)),
                        ("set_at", models.DateTimeField()),
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="unit_contact_key"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_one_open",
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
            ],
        ),
        CreateModels(
            operations=[
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
            ],
        ),
        CreateModels(
            operations=[
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
                                null=True,
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
        migrations.AddField(
            model_name="Attendee",
            name="counted",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="counted_for",
                to="goodstanding.proof",
            ),
        ),
        goodstanding.models.create_models.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="DuesBase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_bases",
                                to="goodstanding.member",
                            ),
                        ),
                        ("fen", models.PositiveIntegerField()),
                        ("month", models.IntegerField()),
                        ("on", models.DateField()),
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
                        "indexes": [models.Index(fields=["member", "month"], name="dues_base_of_member")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("fen__gt", 0)), name="dues_base_is_something")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DuesConsent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_consents",
                                to="goodstanding.member",
                            ),
                        ),
                        ("given", models.BooleanField()),
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
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="DuesImport",
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
                        ("file_name", models.CharField(max_length=255)),
                        ("stored_as", models.CharField(max_length=100)),
                        ("digest", models.CharField(max_length=64)),
                        ("encoding", models.CharField(blank=True, max_length=20)),
                        ("columns", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("brought", "Waiting for columns to be matched"),
                                    ("checked", "Checked"),
                                    ("done", "Done"),
                                    ("given_up", "Given up"),
                                ],
                                default="brought",
                                max_length=10,
                            ),
                        ),
                        ("read", models.PositiveIntegerField(default=0)),
                        ("refused", models.PositiveIntegerField(default=0)),
                        ("added", models.PositiveIntegerField(default=0)),
                        ("unchanged", models.PositiveIntegerField(default=0)),
                        ("at", models.DateTimeField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_imports",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_imports",
                                to="goodstanding.job",
                            ),
                        ),
                        ("waiting", models.PositiveIntegerField(default=0)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_imports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RefusedDues",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sheet", models.CharField(blank=True, max_length=100)),
                        ("row", models.PositiveIntegerField()),
                        ("column", models.CharField(max_length=60)),
                        ("value", models.CharField(blank=True, max_length=60)),
                        ("reason", models.CharField(max_length=40)),
                        ("facts", models.JSONField(default=dict)),
                        (
                            "dues_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refusals",
                                to="goodstanding.duesimport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["row", "id"],
                        "abstract": False,
                        "indexes": [models.Index(fields=["dues_import", "row"], name="refused_dues_place")],
                    },
                ),
                migrations.CreateModel(
                    name="StatementLine",
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
                            "brought",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="goodstanding.duesimport",
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
                        ("row", models.PositiveIntegerField()),
                        ("on", models.DateField()),
                        ("fen", models.PositiveIntegerField()),
                        ("payer", models.CharField(blank=True, max_length=100)),
                        ("memo", models.CharField(blank=True, max_length=100)),
                        ("once", models.CharField(max_length=64, unique=True)),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("nobody", "No member found by number or name"),
                                    ("several", "Several members have this name"),
                                    ("amount", "The amount is not what is open"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "Waiting"), ("booked", "Booked"), ("aside", "Set aside")],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
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
                    ],
                    options={
                        "ordering": ["on", "row", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["unit", "on"],
                                name="statement_line_waits",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="statement_line_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fen__gt", 0)), name="statement_line_is_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "aside"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="statement_line_aside_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "waiting"), ("decided_at__isnull", False), _connector="OR"
                                ),
                                name="statement_line_decided_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="statement_line_decided_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DuesObligation",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("month", models.IntegerField()),
                        ("owed", models.PositiveIntegerField()),
                        ("paid", models.PositiveIntegerField(default=0)),
                        ("waived", models.PositiveIntegerField(default=0)),
                        ("open", models.PositiveIntegerField()),
                        ("due_on", models.DateField()),
                        ("paid_on", models.DateField(null=True)),
                        ("reminded", models.PositiveSmallIntegerField(default=0)),
                        ("reminded_on", models.DateField(null=True)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["month", "id"],
                        "indexes": [
                            models.Index(fields=["unit", "month"], name="dues_of_unit"),
                            models.Index(
                                condition=models.Q(("open__gt", 0)), fields=["member", "month"], name="dues_open"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="dues_key_is_made_here"
                            ),
                            models.UniqueConstraint(fields=("member", "month"), name="dues_once_a_month"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "owed",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("paid"), "+", models.F("waived")
                                            ),
                                            "+",
                                            models.F("open"),
                                        ),
                                    )
                                ),
                                name="dues_balance",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("paid", 0), ("paid_on__isnull", False), _connector="OR"),
                                name="dues_paid_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DuesPayment",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_payments",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_payments",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("fen", models.PositiveIntegerField()),
                        ("on", models.DateField()),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("in_person", "In person"),
                                    ("proxy", "Brought by another person"),
                                    ("transfer", "By bank transfer"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("once", models.CharField(max_length=64, unique=True)),
                        (
                            "reverses",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversal",
                                to="goodstanding.duespayment",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
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
                        "ordering": ["-on", "-id"],
                        "indexes": [
                            models.Index(fields=["member", "-on"], name="dues_payment_of_member"),
                            models.Index(fields=["unit", "on"], name="dues_payment_to_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="dues_payment_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fen__gt", 0)), name="dues_payment_is_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reverses__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="dues_payment_reversed_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DuesRelief",
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
                                related_name="dues_reliefs",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dues_reliefs",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("first_month", models.IntegerField()),
                        ("last_month", models.IntegerField()),
                        ("fen", models.PositiveIntegerField()),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Waiting for the committee above"),
                                    ("agreed", "Approved"),
                                    ("declined", "Not approved"),
                                    ("withdrawn", "Withdrawn"),
                                    ("ended", "Ended"),
                                ],
                                default="proposed",
                                max_length=9,
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
                        ("words", models.CharField(blank=True, max_length=500)),
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
                        ("ended", models.IntegerField(null=True)),
                    ],
                    options={
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="dues_relief_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_month__gte", models.F("first_month"))),
                                name="dues_relief_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="dues_relief_with_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "agreed", "declined", "withdrawn", "ended"])
                                ),
                                name="dues_relief_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="dues_relief_decided_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["agreed", "declined", "ended"]), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        models.Q(("decided_by", models.F("made_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dues_relief_agreed_by_another",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("member",),
                                name="dues_relief_one_waits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DuesLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="goodstanding.duesobligation",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[("owed", "Due in all"), ("paid", "Paid"), ("waived", "Waived")], max_length=6
                            ),
                        ),
                        ("fen", models.IntegerField()),
                        (
                            "payment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="goodstanding.duespayment",
                            ),
                        ),
                        (
                            "relief",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="goodstanding.duesrelief",
                            ),
                        ),
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
                                condition=models.Q(("fen", 0), _negated=True), name="dues_line_is_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("payment__isnull", True), ("relief__isnull", True), ("what", "owed")),
                                    models.Q(("payment__isnull", False), ("relief__isnull", True), ("what", "paid")),
                                    models.Q(("payment__isnull", True), ("relief__isnull", False), ("what", "waived")),
                                    _connector="OR",
                                ),
                                name="dues_line_says_from_what",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DuesPublication",
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
                                related_name="dues_publications",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("month", models.IntegerField()),
                        ("owed", models.PositiveBigIntegerField()),
                        ("paid", models.PositiveBigIntegerField()),
                        ("waived", models.PositiveBigIntegerField()),
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
                    ],
                    options={
                        "ordering": ["-month", "-id"],
                        "indexes": [models.Index(fields=["unit", "-month"], name="dues_publication_of_unit")],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceActivity",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_activities",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.CharField(blank=True, max_length=1000)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("on", models.DateField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("places", models.PositiveIntegerField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("confirmed", "Hours confirmed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=9,
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
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "closed_by",
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
                        "ordering": ["starts_at", "id"],
                        "indexes": [
                            models.Index(fields=["unit", "starts_at"], name="service_activity_of_unit"),
                            models.Index(
                                condition=models.Q(("state", "planned")),
                                fields=["ends_at"],
                                name="service_activity_planned",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="service_activity_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="service_activity_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="service_activity_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("places__isnull", True), ("places__gt", 0), _connector="OR"),
                                name="service_activity_has_a_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cancelled"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="service_activity_cancelled_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("state", "planned")),
                                    models.Q(
                                        models.Q(("state", "planned"), _negated=True), ("closed_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="service_activity_over_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="service_activity_closed_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="service_activity_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_ups",
                                to="goodstanding.serviceactivity",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_ups",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("signed_up", "Signed up"),
                                    ("waiting", "On the waiting list"),
                                    ("withdrawn", "Signed off"),
                                    ("came", "Took part"),
                                    ("excused", "Excused"),
                                    ("no_show", "Did not come"),
                                ],
                                default="signed_up",
                                max_length=9,
                            ),
                        ),
                        ("minutes", models.PositiveIntegerField(null=True)),
                        ("on_paper", models.BooleanField(default=False)),
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
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["activity", "state"], name="sign_up_of_activity")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["signed_up", "waiting", "withdrawn", "came", "excused", "no_show"])
                                ),
                                name="sign_up_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("minutes__isnull", False), ("state", "came")),
                                    models.Q(models.Q(("state", "came"), _negated=True), ("minutes__isnull", True)),
                                    _connector="OR",
                                ),
                                name="sign_up_minutes_of_who_came",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                fields=("activity", "member"),
                                name="sign_up_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommunityRegistration",
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
                                related_name="registrations",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Waiting for the community"),
                                    ("confirmed", "Confirmed"),
                                    ("declined", "Not confirmed"),
                                    ("ended", "Ended"),
                                ],
                                default="asked",
                                max_length=9,
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        ("asked_at", models.DateTimeField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        ("ended_on", models.DateField(null=True)),
                    ],
                    options={
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["unit", "state"], name="registration_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="registration_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["asked", "confirmed", "declined", "ended"])),
                                name="registration_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["confirmed", "declined"]), _negated=True),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="registration_decided_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ended"), _negated=True),
                                    ("ended_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="registration_ended_on_a_day",
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
                                name="registration_decided_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "confirmed"])),
                                fields=("member",),
                                name="registration_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommunityFeedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="goodstanding.communityregistration",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("took_part", "Took part"),
                                    ("not_called", "Not called upon"),
                                    ("not_yet", "Has not taken part"),
                                ],
                                max_length=10,
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
                        "indexes": [models.Index(fields=["registration", "year"], name="community_feedback_of")],
                    },
                ),
                migrations.CreateModel(
                    name="Wish",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wishes",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.CharField(blank=True, max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("claimed", "Claimed"),
                                    ("reported", "Reported as fulfilled"),
                                    ("fulfilled", "Fulfilled"),
                                    ("closed", "Closed"),
                                ],
                                default="open",
                                max_length=9,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wishes",
                                to="goodstanding.member",
                            ),
                        ),
                        ("claimed_on", models.DateField(null=True)),
                        ("reported_on", models.DateField(null=True)),
                        (
                            "confirmed_how",
                            models.CharField(
                                blank=True,
                                choices=[("in_person", "In person"), ("phone", "By telephone"), ("paper", "On paper")],
                                max_length=9,
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
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["unit", "state"], name="wish_of_unit")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="wish_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="wish_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("claimed_on__isnull", True), ("member__isnull", True), ("state", "open")),
                                    ("state", "closed"),
                                    models.Q(
                                        ("claimed_on__isnull", False),
                                        ("member__isnull", False),
                                        ("state__in", ["claimed", "reported", "fulfilled"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="wish_claimed_by_a_member",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "fulfilled"), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False), models.Q(("confirmed_how", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="wish_fulfilled_by_the_word_of_a_person",
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
                                name="wish_decided_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="wish_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RelayedNeed",
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
                                related_name="relayed_needs",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relayed_needs",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.CharField(blank=True, max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for an answer"),
                                    ("taken_up", "Taken up"),
                                    ("not_taken_up", "Not taken up"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("due_on", models.DateField()),
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
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")), fields=["unit", "due_on"], name="need_waiting"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="need_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="need_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "taken_up", "not_taken_up", "withdrawn"])),
                                name="need_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["taken_up", "not_taken_up"]), _negated=True),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="need_decided_by_a_person",
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
                                name="need_decided_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="need_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpPair",
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
                                related_name="help_pairs",
                                to="goodstanding.unit",
                            ),
                        ),
                        (
                            "helper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_given",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "helped",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="help_received",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "helped_unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.unit",
                            ),
                        ),
                        ("from_on", models.DateField()),
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="help_pair_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("helped__isnull", False), ("helped_unit__isnull", True)),
                                    models.Q(("helped__isnull", True), ("helped_unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="help_pair_of_a_member_or_a_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("helped__isnull", True),
                                    models.Q(("helped", models.F("helper")), _negated=True),
                                    _connector="OR",
                                ),
                                name="help_pair_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="help_pair_in_order",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until_on__isnull", True)),
                                fields=("helper", "helped"),
                                name="help_pair_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until_on__isnull", True)),
                                fields=("helper", "helped_unit"),
                                name="help_pair_once_a_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PairCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="goodstanding.helppair",
                            ),
                        ),
                        ("period", models.CharField(max_length=7)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("helped", "Helped"),
                                    ("excused", "Nothing was needed"),
                                    ("not_helped", "No help this time"),
                                ],
                                max_length=10,
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
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["pair", "period"], name="pair_check_of_pair")],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceVisit",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_visits",
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
                        ("on", models.DateField()),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[("recorded", "Recorded"), ("withdrawn", "Taken back")],
                                default="recorded",
                                max_length=9,
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
                    ],
                    options={
                        "ordering": ["-on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="service_visit_key_is_made_here",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "recorded")),
                                fields=("member", "kind", "on", "number"),
                                name="service_visit_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sign_up",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.signup",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.communityregistration",
                            ),
                        ),
                        (
                            "wish",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.wish",
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.relayedneed",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.helppair",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_steps",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("made", "Made"),
                                    ("signed_up", "Signed up"),
                                    ("waiting", "Put on the waiting list"),
                                    ("moved_up", "Moved up from the waiting list"),
                                    ("withdrawn", "Signed off"),
                                    ("came", "Took part"),
                                    ("excused", "Excused"),
                                    ("no_show", "Did not come"),
                                    ("taken_back", "Taken back"),
                                    ("asked", "Registered"),
                                    ("confirmed", "Confirmed"),
                                    ("declined", "Not confirmed"),
                                    ("ended", "Ended"),
                                    ("claimed", "Claimed"),
                                    ("given_back", "Given back"),
                                    ("reported", "Reported as fulfilled"),
                                    ("fulfilled", "Confirmed by the person helped"),
                                    ("returned", "Returned: not fulfilled yet"),
                                    ("closed", "Closed"),
                                    ("taken_up", "Taken up"),
                                    ("not_taken_up", "Not taken up"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500)),
                        ("minutes", models.PositiveIntegerField(null=True)),
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
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("need__isnull", True),
                                        ("pair__isnull", True),
                                        ("registration__isnull", True),
                                        ("sign_up__isnull", False),
                                        ("wish__isnull", True),
                                    ),
                                    models.Q(
                                        ("need__isnull", True),
                                        ("pair__isnull", True),
                                        ("registration__isnull", False),
                                        ("sign_up__isnull", True),
                                        ("wish__isnull", True),
                                    ),
                                    models.Q(
                                        ("need__isnull", True),
                                        ("pair__isnull", True),
                                        ("registration__isnull", True),
                                        ("sign_up__isnull", True),
                                        ("wish__isnull", False),
                                    ),
                                    models.Q(
                                        ("need__isnull", False),
                                        ("pair__isnull", True),
                                        ("registration__isnull", True),
                                        ("sign_up__isnull", True),
                                        ("wish__isnull", True),
                                    ),
                                    models.Q(
                                        ("need__isnull", True),
                                        ("pair__isnull", False),
                                        ("registration__isnull", True),
                                        ("sign_up__isnull", True),
                                        ("wish__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="service_step_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("what__in", ["declined", "not_taken_up", "returned", "closed"]), _negated=True
                                    ),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="service_step_against_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Probation",
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
                        ("accepted_on", models.DateField()),
                        ("end_on", models.DateField()),
                        ("extended_on", models.DateField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("running", "On probation"),
                                    ("full", "Full member"),
                                    ("cancelled", "Cancelled"),
                                    ("ended", "Ended with the class"),
                                ],
                                default="running",
                                max_length=9,
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="probations",
                                to="goodstanding.member",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["end_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="probation_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["running", "full", "cancelled", "ended"])),
                                name="probation_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("end_on__gt", models.F("accepted_on"))), name="probation_in_order"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running")),
                                fields=("member",),
                                name="probation_one_running",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProbationDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("meeting", "The branch's meeting"), ("committee", "The committee above")],
                                max_length=9,
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("full", "Full member on time"),
                                    ("extended", "Probation extended"),
                                    ("cancelled", "Probation cancelled"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("body", models.CharField(max_length=200)),
                        ("document", models.CharField(max_length=100)),
                        ("on", models.DateField()),
                        ("until_on", models.DateField(null=True)),
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
                            "probation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="goodstanding.probation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body", ""), _negated=True), models.Q(("document", ""), _negated=True)
                                ),
                                name="probation_decision_names_its_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("until_on__isnull", False), ("what", "extended")),
                                    models.Q(models.Q(("what", "extended"), _negated=True), ("until_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="probation_extension_has_an_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProbationStep",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("due_on", models.DateField()),
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
                        (
                            "probation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.probation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="probation_step_key_is_made_here",
                            ),
                            models.UniqueConstraint(fields=("probation", "kind", "number"), name="probation_step_once"),
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
                                name="probation_step_done_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProbationEvent",
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
                                    ("done", "Done"),
                                    ("taken_back", "Taken back"),
                                    ("moved", "Moved to another day"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
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
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="goodstanding.probationstep",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("what", "moved"), _negated=True),
                                    models.Q(models.Q(("reason", ""), _negated=True), ("on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="probation_moved_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Search",
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
                        ("since", models.DateField()),
                        ("opened_at", models.DateTimeField()),
                        ("found_on", models.DateField(null=True)),
                        ("found_at", models.DateTimeField(null=True)),
                        (
                            "found_by",
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
                                related_name="searches",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "opened_by",
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
                                related_name="searches",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="search_key_is_made_here"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("found_on__isnull", True)),
                                fields=("member",),
                                name="search_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("found_at__isnull", False),
                                        ("found_by__isnull", False),
                                        ("found_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("found_at__isnull", True),
                                        ("found_by__isnull", True),
                                        ("found_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="search_found_paired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchStep",
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
                                    ("telephone", "Telephoned"),
                                    ("contact_person", "Asked the contact person"),
                                    ("visit", "Visited the last known address"),
                                    ("letter", "Wrote a letter"),
                                    ("notice_above", "Notified the next committee"),
                                ],
                                max_length=14,
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
                            "search",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="goodstanding.search",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Talk",
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
                        ("on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("arranged", "Arranged"),
                                    ("said", "Waiting for the other side"),
                                    ("confirmed", "Confirmed by both"),
                                    ("denied", "Did not take place"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="arranged",
                                max_length=9,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("member_at", models.DateTimeField(null=True)),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("own", "On their own phone"),
                                    ("paper", "Signed on paper"),
                                    ("in_person", "Said in person"),
                                    ("telephone", "Said on the telephone"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("holder_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="talks_held",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "holder_by",
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
                                related_name="talks",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "member_by",
                            models.ForeignKey(
                                db_index=False,
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
                                related_name="talks",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-id"],
                        "indexes": [models.Index(fields=["member", "kind", "-on"], name="talk_of_member")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="talk_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["arranged", "said", "confirmed", "denied", "withdrawn"])
                                ),
                                name="talk_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("member", models.F("holder")), _negated=True),
                                name="talk_of_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "confirmed"), _negated=True),
                                    models.Q(("holder_at__isnull", False), ("member_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="talk_confirmed_by_both",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "said"), _negated=True),
                                    models.Q(("holder_at__isnull", True), ("member_at__isnull", False)),
                                    models.Q(("holder_at__isnull", False), ("member_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="talk_said_by_one_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("member_at__isnull", True), ("way", "")),
                                    models.Q(("member_at__isnull", False), models.Q(("way", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="talk_member_said_somehow",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("member_at__isnull", False), ("member_by__isnull", False)),
                                    models.Q(("member_at__isnull", True), ("member_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="talk_member_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("holder_at__isnull", False), ("holder_by__isnull", False)),
                                    models.Q(("holder_at__isnull", True), ("holder_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="talk_holder_paired",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="talk_ended_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["arranged", "said", "confirmed"])),
                                fields=("kind", "member", "holder", "on"),
                                name="talk_once_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
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
                        ("on", models.DateField()),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("telephone", "Telephone"),
                                    ("message", "Message"),
                                    ("visit", "Visit"),
                                    ("letter", "Letter"),
                                    ("own", "The member was in touch"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
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
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
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
                        "ordering": ["-on", "-id"],
                        "indexes": [models.Index(fields=["member", "kind", "-on"], name="contact_of_member")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="contact_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="contact_withdrawn_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("kind", "member", "on"),
                                name="contact_once_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LongAbsence",
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
                        ("from_on", models.DateField()),
                        ("until_on", models.DateField()),
                        ("phone", goodstanding.models.encrypted.SealedCharField(blank=True, default="", max_length=40)),
                        ("reported_on", models.DateField()),
                        ("made_at", models.DateTimeField()),
                        ("ended_on", models.DateField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_by",
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
                                related_name="long_absences",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="long_absences",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-from_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"),
                                name="long_absence_key_is_made_here",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until_on__gte", models.F("from_on"))), name="long_absence_in_order"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("member",),
                                name="long_absence_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        ("ended_on__isnull", False),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("ended_by__isnull", True),
                                        ("ended_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="long_absence_ended_paired",
                            ),
                        ],
                    },
                ),
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
        migrations.RemoveField(
            model_name="member",
            name="dues_base",
        ),
        CreateModels(
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
                migrations.CreateModel(
                    name="Ballot",
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
                        ("choices", models.JSONField()),
                        ("usual", models.CharField(blank=True, max_length=40)),
                        ("voters_see_result", models.BooleanField(default=False)),
                        ("closes_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preparing", "Waits for the tellers' keys"),
                                    ("open", "Open"),
                                    ("closed", "Closed, to be shuffled by both tellers"),
                                    ("shuffled", "Shuffled, to be counted by both tellers"),
                                    ("counted", "Counted"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="preparing",
                                max_length=9,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("counted_at", models.DateTimeField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("receipts", models.JSONField(default=list)),
                        ("form", models.CharField(editable=False, max_length=64, null=True)),
                        (
                            "closed_by",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="goodstanding.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=goodstanding.models.public_id.IsKey("key"), name="ballot_key_is_made_here"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["preparing", "open", "closed", "shuffled", "counted", "cancelled"])
                                ),
                                name="ballot_knows_its_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("made_at"))), name="ballot_in_order"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cancelled"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="ballot_cancelled_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("counted_at__isnull", False),
                                        ("state", "counted"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "counted"), _negated=True), ("counted_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="ballot_counted_once_closed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="ballot_closed_paired",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", False)),
                                fields=("made_by", "form"),
                                name="ballot_once_a_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotClass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("word", models.CharField(max_length=40)),
                        ("title_en", models.CharField(max_length=200)),
                        ("title_zh", models.CharField(max_length=200)),
                        ("weight", models.PositiveSmallIntegerField()),
                        ("guests", models.PositiveSmallIntegerField(default=0)),
                        ("guest_papers", models.PositiveSmallIntegerField(default=0)),
                        ("valid", models.PositiveSmallIntegerField(null=True)),
                        ("invalid", models.PositiveSmallIntegerField(null=True)),
                        ("unreturned", models.PositiveSmallIntegerField(null=True)),
                        (
                            "ballot",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="classes",
                                to="goodstanding.ballot",
                            ),
                        ),
                        (
                            "counted_in",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counts_for",
                                to="goodstanding.ballotclass",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ballot", "number"), name="ballot_class_has_its_place"),
                            models.UniqueConstraint(fields=("ballot", "word"), name="ballot_class_once"),
                            models.CheckConstraint(condition=models.Q(("weight__gte", 1)), name="ballot_class_counts"),
                            models.CheckConstraint(
                                condition=models.Q(("guest_papers__lte", models.F("guests"))), name="ballot_guests_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotBox",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sealed", models.JSONField(default=list)),
                        ("first", models.JSONField(default=list)),
                        ("second", models.JSONField(default=list)),
                        (
                            "of_class",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="box",
                                to="goodstanding.ballotclass",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="BallotSubject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        (
                            "ballot",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subjects",
                                to="goodstanding.ballot",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="goodstanding.member",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ballot", "number"), name="ballot_subject_has_its_place"),
                            models.UniqueConstraint(
                                condition=models.Q(("member__isnull", False)),
                                fields=("ballot", "member"),
                                name="ballot_subject_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="ballot_subject_is_named"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("choice", models.CharField(max_length=40)),
                        ("votes", models.PositiveSmallIntegerField()),
                        (
                            "of_class",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counts",
                                to="goodstanding.ballotclass",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counts",
                                to="goodstanding.ballotsubject",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("of_class", "subject", "choice"), name="ballot_count_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotTeller",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("public_key", models.CharField(blank=True, max_length=100)),
                        ("locked_key", models.CharField(blank=True, max_length=400)),
                        ("shuffled", models.BooleanField(default=False)),
                        ("count", models.JSONField(null=True)),
                        (
                            "ballot",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellers",
                                to="goodstanding.ballot",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goodstanding.member"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ballot", "number"), name="ballot_teller_has_a_place"),
                            models.UniqueConstraint(fields=("ballot", "member"), name="ballot_teller_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1), ("number__lte", 2)),
                                name="ballot_teller_one_or_two",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotVoter",
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
                                choices=[("not_yet", "Not yet"), ("phone", "Voted"), ("paper", "Took a paper")],
                                default="not_yet",
                                max_length=7,
                            ),
                        ),
                        (
                            "ballot",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="goodstanding.ballot",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="goodstanding.member",
                            ),
                        ),
                        (
                            "of_class",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="goodstanding.ballotclass",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ballot", "member"), name="ballot_voter_once"),
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["not_yet", "phone", "paper"])),
                                name="ballot_voter_knows_the_ways",
                            ),
                        ],
                    },
                ),
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
            ],
        ),
        migrations.AddField(
            model_name="letter",
            name="on_paper",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="goodstanding.unitrequest",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="ballot",
            name="ballot_closed_paired",
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_by__isnull", True), ("closed_at__isnull", False), _connector="OR"),
                name="ballot_closed_by_a_person_at_a_time",
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
                    ("dossier", "Yearly sheets"),
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
                    ("unit", "What fell due for a unit"),
                    ("case", "A case that was put right"),
                ],
                max_length=10,
            ),
        ),
        CreateModels(
            operations=[
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
                migrations.CreateModel(
                    name="FairnessAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("gap", models.CharField(max_length=120)),
                        ("text", models.CharField(max_length=1000)),
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
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fairness_answers",
                                to="goodstanding.run",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="fairness_answer_says_something"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
