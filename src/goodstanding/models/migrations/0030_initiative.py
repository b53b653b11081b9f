"""Pledges, suggestions, topics and duty posts, with every step of them; and facts that come from them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0029_study"),
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
        migrations.CreateModel(
            name="DutyPost",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="duty_posts", to="goodstanding.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "id"],
            },
        ),
        migrations.CreateModel(
            name="DutyHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="goodstanding.dutypost"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="pledges", to="goodstanding.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PledgeItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
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
            },
        ),
        migrations.CreateModel(
            name="AgendaTopic",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="goodstanding.member"
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
            },
        ),
        migrations.CreateModel(
            name="InitiativeStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="DutyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        migrations.AddConstraint(
            model_name="dutypost",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="duty_post_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutypost",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="duty_post_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyholding",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="duty_holding_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["offered", "held", "declined", "ended"])),
                name="duty_holding_knows_its_states",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True), ("from_on__isnull", False), _connector="OR"
                ),
                name="duty_holding_held_since_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on__isnull", True),
                    ("from_on__isnull", True),
                    ("until_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="duty_holding_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyholding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["offered", "held"])),
                fields=("post", "member"),
                name="duty_holding_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="pledge_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "registered")), fields=("member", "period"), name="pledge_one_a_period"
            ),
        ),
        migrations.AddIndex(
            model_name="pledgeitem",
            index=models.Index(
                condition=models.Q(("state", "reported")), fields=["pledge"], name="pledge_item_reported"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeitem",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="pledge_item_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="pledge_item_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["pledged", "reported", "fulfilled", "missed", "dropped", "replaced"])
                ),
                name="pledge_item_knows_its_states",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeitem",
            constraint=models.UniqueConstraint(
                fields=("pledge", "revision", "number"), name="pledge_item_once_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("fulfilled", "missed", "dropped")), _negated=True),
                    ("decided_at__isnull", False),
                    _connector="OR",
                ),
                name="pledge_item_decided_by_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False), ("decided_by__isnull", False), ("decided_on__isnull", False)
                    ),
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("decided_on__isnull", True)),
                    _connector="OR",
                ),
                name="pledge_item_decided_paired",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["at_unit", "due_on"], name="suggestion_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["at_unit", "-made_on"], name="suggestion_at_unit"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="suggestion_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)),
                name="suggestion_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "adopted", "not_adopted", "withdrawn"])),
                name="suggestion_knows_its_states",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["adopted", "not_adopted"]), _negated=True),
                    ("decided_at__isnull", False),
                    _connector="OR",
                ),
                name="suggestion_decided_by_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False), ("decided_by__isnull", False), ("decided_on__isnull", False)
                    ),
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("decided_on__isnull", True)),
                    _connector="OR",
                ),
                name="suggestion_decided_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form__isnull", False)), fields=("made_by", "form"), name="suggestion_once_a_form"
            ),
        ),
        migrations.AddIndex(
            model_name="agendatopic",
            index=models.Index(
                condition=models.Q(("state", "proposed")), fields=["unit", "kind"], name="topic_proposed"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendatopic",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="topic_key_is_made_here"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendatopic",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="topic_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendatopic",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "taken_up", "not_taken_up", "withdrawn"])),
                name="topic_knows_its_states",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendatopic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken_up"), _negated=True), ("meeting__isnull", False), _connector="OR"
                ),
                name="topic_taken_up_at_a_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendatopic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["taken_up", "not_taken_up"]), _negated=True),
                    ("decided_at__isnull", False),
                    _connector="OR",
                ),
                name="topic_decided_by_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendatopic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False), ("decided_by__isnull", False), ("decided_on__isnull", False)
                    ),
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("decided_on__isnull", True)),
                    _connector="OR",
                ),
                name="topic_decided_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendatopic",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form__isnull", False)), fields=("made_by", "form"), name="topic_once_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="initiativestep",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="initiativestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what__in", ["missed", "dropped", "not_adopted", "not_taken_up"]), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="initiative_step_against_with_a_reason",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
