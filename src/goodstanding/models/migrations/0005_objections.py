import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goodstanding.models.objections import objection_guards


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0004_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("office", models.CharField(blank=True, max_length=260)),
                ("due_on", models.DateField(null=True)),
                ("text", models.CharField(blank=True, max_length=2000)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="objection",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="goodstanding.objection",
            ),
        ),
        migrations.AlterField(
            model_name="look",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("roster", "Maintaining the roster"),
                    ("meeting", "Preparing a meeting"),
                    ("transfer", "A transfer"),
                    ("invitation", "Inviting to sign in"),
                    ("care", "Care and help"),
                    ("review", "Reviewing the branch's work"),
                    ("objection", "Answering an objection"),
                    ("audit", "An audit"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["reference", "kind"],
                name="fact_of_reference",
            ),
        ),
        migrations.AddField(
            model_name="hand",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="hand",
            name="objection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="hands", to="goodstanding.objection"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="objection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="goodstanding.objection"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goodstanding.unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="hand",
            constraint=models.UniqueConstraint(fields=("objection", "account"), name="hand_once"),
        ),
        migrations.RunPython(objection_guards.guard, objection_guards.unguard),
    ]
