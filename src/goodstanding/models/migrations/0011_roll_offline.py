"""One more purpose of challenges: showing one's own code to the host. Nothing in the database changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0010_check_ins")]

    operations = [
        migrations.AlterField(
            model_name="challenge",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("sign_in", "Sign In"),
                    ("second_step", "Second Step"),
                    ("confirm", "Confirm"),
                    ("add", "Add"),
                    ("show_code", "Show Code"),
                ],
                max_length=20,
            ),
        ),
    ]
