"""Volunteer service: activities, the community, wishes, needs, pairs and visits; and facts that come from them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0029_dues")]

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
                    ("service", "Volunteer service"),
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
                    ("service", "Volunteer service"),
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
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
