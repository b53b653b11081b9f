"""Who is welcome and comes has a vote where the scheme gives them one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0013_looks")]

    operations = [
        migrations.RemoveConstraint(model_name="attendee", name="attendee_votes_when_due"),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.CheckConstraint(
                name="attendee_votes_when_due_or_welcome",
                condition=models.Q(("votes", False)) | models.Q(("standing__in", ["due", "welcome"])),
            ),
        ),
    ]
