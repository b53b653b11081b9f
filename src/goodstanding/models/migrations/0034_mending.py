"""The dues base of a member goes: what a month's dues are stands with the dues, and no wage is ever written down."""

from django.db import migrations

from goodstanding.models import append_only


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0032_bulletins")]

    operations = [
        migrations.RunPython(append_only.drop_guards, migrations.RunPython.noop),
        migrations.RemoveField("member", "dues_base"),
        migrations.RunPython(migrations.RunPython.noop, append_only.drop_guards),
    ]
