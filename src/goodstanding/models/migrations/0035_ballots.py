"""Secret ballots: voters, sealed votes, tellers and counts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0034_mending")]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        CreateModels(
            operations=[
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
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
