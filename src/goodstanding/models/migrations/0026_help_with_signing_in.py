"""Help with signing in: requests, how a branch is reached, and several good codes at a time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0022_minutes_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("asked_at", models.DateTimeField()),
                ("matched_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="UnitContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("set_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_one_open",
        ),
        migrations.AddField(
            model_name="signinrequest",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signinrequest",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sign_in_requests",
                to="goodstanding.member",
            ),
        ),
        migrations.AddField(
            model_name="unitcontact",
            name="set_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="unitcontact",
            name="unit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="contact", to="goodstanding.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="signinrequest",
            index=models.Index(
                condition=models.Q(("matched_at__isnull", True)), fields=["asked_at"], name="sign_in_request_unmatched"
            ),
        ),
        migrations.AddConstraint(
            model_name="signinrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True), ("member__isnull", False)),
                fields=("member",),
                name="sign_in_request_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="signinrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("member__isnull", True), ("matched_at__isnull", False), _connector="OR"),
                name="sign_in_request_member_is_matched",
            ),
        ),
        migrations.AddConstraint(
            model_name="signinrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    _connector="OR",
                ),
                name="sign_in_request_answered_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitcontact",
            constraint=models.CheckConstraint(
                condition=goodstanding.models.public_id.IsKey("key"), name="unit_contact_key"
            ),
        ),
    ]
