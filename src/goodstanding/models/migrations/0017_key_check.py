from django.db import migrations

import goodstanding.models.sealed


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0016_working_days")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="key_check",
            field=goodstanding.models.sealed.SealedCharField(blank=True, default="", max_length=40),
        ),
    ]
