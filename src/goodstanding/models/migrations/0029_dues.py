"""Dues: what members owe, payments, reductions, posted totals, bank statements; and facts that come from them."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0028_assignments_study_initiative")]

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
                    ("dues", "Dues"),
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
                    ("audit", "An audit"),
                    ("account", "Maintaining sign-in accounts"),
                ],
                max_length=12,
            ),
        ),
        CreateModels(
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
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
