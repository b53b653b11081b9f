import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models.ledger import ledger_table


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0003_sign_in"),
    ]

    operations = [
        # PostgreSQL stores the facts of each month apart, which Django cannot say; see models.ledger.ledger_table.
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
                ),
                migrations.AddIndex(
                    model_name="fact",
                    index=models.Index(fields=["member", "occurred_on"], name="fact_of_member"),
                ),
                migrations.AddIndex(
                    model_name="fact",
                    index=models.Index(fields=["unit", "occurred_on"], name="fact_of_unit"),
                ),
                migrations.AddIndex(
                    model_name="fact",
                    index=models.Index(fields=["recorded_at"], name="fact_recorded"),
                ),
                migrations.AddConstraint(
                    model_name="fact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", False), ("unit__isnull", True)),
                            models.Q(("member__isnull", True), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="fact_about_one",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                        name="fact_not_negative",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fact",
                    constraint=models.CheckConstraint(
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
                ),
                migrations.AddConstraint(
                    model_name="fact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaces__isnull", True), ("reverses__isnull", True)),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="fact_correction_has_a_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            ("recorded_by__isnull", True),
                            models.Q(("agreed_by", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="fact_agreed_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fact",
                    constraint=models.UniqueConstraint(fields=("source", "source_key"), name="fact_once_a_source"),
                ),
            ],
        ),
        migrations.RunPython(ledger_table.make, ledger_table.drop),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                        choices=[("asked", "Waiting for a second person"), ("made", "Made"), ("refused", "Refused")],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "at_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="goodstanding.unit"
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
            ],
            options={
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                ("id", models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("last_recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="ledger_head_only_one")],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="goodstanding.unit"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="goodstanding.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="goodstanding.objection"
                    ),
                ),
            ],
            options={
                "ordering": ["instance"],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                ("takings", models.JSONField(default=dict)),
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
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goodstanding.job"
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
            ],
            options={
                "ordering": ["-month", "-number"],
            },
        ),
        migrations.AddField(
            model_name="objection",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="goodstanding.run"
            ),
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        ),
        migrations.CreateModel(
            name="Taking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
                    ),
                ),
                ("month", models.IntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("month", "number"), name="taking_numbered")],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("classes", models.CharField(blank=True, max_length=400)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
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
                    "taking",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="goodstanding.taking",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("fact",), name="correction_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="correction_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="correction_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="correction_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    _connector="OR",
                ),
                name="correction_answered_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(fields=("objection", "instance"), name="ruling_once_an_instance"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(fields=("objection", "by"), name="ruling_by_another"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("instance__in", [1, 2])), name="ruling_two_instances"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="ruling_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("upheld", True), ("remedy", "none"), _connector="OR"),
                name="ruling_remedy_when_upheld",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(fields=("month", "number"), name="run_numbered"),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("month",), name="run_one_published"
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["drafting", "drafted", "reviewed"])),
                fields=("month",),
                name="run_one_at_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_by__isnull", True),
                    models.Q(("published_by", models.F("reviewed_by")), _negated=True),
                    _connector="OR",
                ),
                name="run_published_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["published", "superseded"]), _negated=True),
                    models.Q(("published_at__isnull", False), ("reviewed_at__isnull", False)),
                    _connector="OR",
                ),
                name="run_published_was_reviewed",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="run_again_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                    models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                    _connector="OR",
                ),
                name="run_reviewed_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                    _connector="OR",
                ),
                name="run_published_paired",
            ),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(fields=["at_unit", "state", "due_on"], name="objection_to_rule"),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="objection_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fact__isnull", True), ("state__in", ["open", "appealed"])),
                fields=("member", "indicator", "period"),
                name="objection_one_open_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fact__isnull", False), ("state__in", ["open", "appealed"])),
                fields=("member", "fact"),
                name="objection_one_open_a_fact",
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["run", "unit"], name="standing_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(fields=("member", "run"), name="standing_once_a_run"),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(fields=["taking", "unit"], name="snapshot_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("member", "taking"), name="snapshot_once"),
        ),
        migrations.AddIndex(
            model_name="unitstanding",
            index=models.Index(fields=["run", "total"], name="unit_standing_of_run"),
        ),
        migrations.AddConstraint(
            model_name="unitstanding",
            constraint=models.UniqueConstraint(fields=("unit", "run"), name="unit_standing_once_a_run"),
        ),
        migrations.RunPython(ledger_table.guard, ledger_table.unguard),
    ]
