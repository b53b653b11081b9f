from django.db import migrations, models
from django.db.models import Q

REMEDIES = [
    ("none", "No entry needs to change"),
    ("reverse", "The entry is taken back"),
    ("excuse", "The entry becomes an excused absence"),
    ("replace", "The entry gets another value"),
    ("move", "The entry gets another day"),
    ("restore", "The entry counts again"),
    ("add", "A missing entry is added"),
]
SOURCES = [
    ("meeting", "A meeting"),
    ("form", "Entered manually"),
    ("import", "Imported from a file"),
    ("api", "Sent by another system"),
    ("correction", "A correction"),
    ("objection", "An objection"),
]


class Migration(migrations.Migration):
    """Two people can move a fact to another day, and restore one; answers to objections leave facts."""

    dependencies = [
        ("goodstanding", "0007_fact_imports"),
    ]

    operations = [
        migrations.AlterField("correction", "remedy", models.CharField(choices=REMEDIES, max_length=10)),
        migrations.AlterField("ruling", "remedy", models.CharField(choices=REMEDIES, default="none", max_length=10)),
        migrations.AlterField("fact", "source", models.CharField(choices=SOURCES, max_length=10)),
        migrations.AddField("correction", "on", models.DateField(null=True)),
        migrations.AddConstraint(
            "correction",
            models.CheckConstraint(
                condition=Q(on__isnull=False, remedy="move") | (~Q(remedy="move") & Q(on__isnull=True)),
                name="correction_moved_to_a_day",
            ),
        ),
    ]
