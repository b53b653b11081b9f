"""What signing in needs: limits that hold, challenges that are good once, passkeys whose counters only grow.

And jobs of which there is to be one only, as for what is done daily.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0002_append_only"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("full_at", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="job",
            name="once",
            field=models.CharField(blank=True, editable=False, max_length=60, null=True, unique=True),
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
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("credential_id", models.CharField(max_length=1364, unique=True)),
                ("sign_count", models.PositiveBigIntegerField(default=0)),
                ("can_be_backed_up", models.BooleanField()),
                ("is_backed_up", models.BooleanField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authenticator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passkey", to="mfa.authenticator"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_backed_up", False), ("can_be_backed_up", True), _connector="OR"),
                        name="passkey_backed_up_can_be",
                    )
                ],
            },
        ),
    ]
