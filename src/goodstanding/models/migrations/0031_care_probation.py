"""Care and probation: talks, contact, searches, long absences, and the way of a probationary member."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.encrypted
import goodstanding.models.public_id
from goodstanding.models import append_only
from goodstanding.models.create_models import CreateModels


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0030_service")]

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
                    ("care", "A talk, contact, a long absence or a transfer"),
                    ("probation", "A step of probation"),
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
                    ("care", "Talks and contact"),
                    ("probation", "Probation"),
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
                                condition=models.Q(("state__in", ["running", "full", "cancelled"])),
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
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
