"""No dues base beside the dues; a post that ends with a move; a probation that ends with its class."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goodstanding.models import append_only

_STATES = [
    ("running", "On probation"),
    ("full", "Full member"),
    ("cancelled", "Cancelled"),
    ("ended", "Ended with the class"),
]


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0033_decisions")]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.RemoveField("member", "dues_base"),
        migrations.AlterField(
            model_name="initiativestep",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveConstraint(model_name="probation", name="probation_knows_its_states"),
        migrations.AlterField(
            model_name="probation",
            name="state",
            field=models.CharField(choices=_STATES, default="running", max_length=9),
        ),
        migrations.AddConstraint(
            model_name="probation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", [state for state, _name in _STATES])),
                name="probation_knows_its_states",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
