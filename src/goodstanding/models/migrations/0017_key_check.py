from django.db import migrations

import goodstanding.models.encrypted


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0016_working_days")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="key_check",
            field=goodstanding.models.encrypted.SealedCharField(blank=True, default="", max_length=40),
        ),
    ]
