"""Lessons with a file: a PDF, or a film with captions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goodstanding", "0028_assignments_study_initiative"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="lesson",
            name="lesson_says_something",
        ),
        migrations.AddField(
            model_name="lesson",
            name="captions_en",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="lesson",
            name="captions_zh",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="lesson",
            name="file",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="lesson",
            name="file_bytes",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="lesson",
            name="file_kind",
            field=models.CharField(blank=True, choices=[("pdf", "PDF"), ("video", "Video")], max_length=5),
        ),
        migrations.AddField(
            model_name="lesson",
            name="file_name",
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("file", ""), _negated=True), fields=("file",), name="lesson_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(("file", ""), ("link", ""), ("text", ""), _negated=True),
                name="lesson_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("file_kind", ""), ("file_name", "")),
                    models.Q(
                        models.Q(("file", ""), _negated=True),
                        models.Q(("file_name", ""), _negated=True),
                        ("file_kind__in", ["pdf", "video"]),
                    ),
                    _connector="OR",
                ),
                name="lesson_file_has_a_kind_and_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(("captions_en", ""), ("captions_zh", ""), ("file_kind", "video"), _negated=True),
                name="lesson_video_has_captions",
            ),
        ),
    ]
