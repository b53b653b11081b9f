"""Announced days, the calendar of the organization, and deadlines that know from when they count and how surely."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodstanding.models.public_id
from goodstanding.models import append_only

_CHINESE = {"Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "Asia/Urumqi", "Asia/Kashgar", "PRC"}
_CAME = ("opened", "escalated", "appealed")
_STEPS, _NEW = ("goodstanding_step",), ("goodstanding_announcement", "goodstanding_announcedday")


def choose_calendar(apps: Any, _editor: Any) -> None:
    """Mainland China's where the clock is; elsewhere none, so that deadlines say that they are provisional."""
    elsewhere = apps.get_model("goodstanding", "Organization").objects.exclude(time_zone__in=_CHINESE)
    elsewhere.update(calendar="")


def fill_deadlines(apps: Any, _editor: Any) -> None:
    """From when each deadline counts, and until when a second ruling can be asked for, as the member was told."""
    organization = apps.get_model("goodstanding", "Organization").objects.first()
    zone = ZoneInfo(organization.time_zone if organization else "Asia/Shanghai")
    for objection in apps.get_model("goodstanding", "Objection").objects.iterator():
        came = objection.steps.filter(verb__in=_CAME).order_by("id").last()
        since = (came.at if came else objection.opened_at).astimezone(zone).date()
        objection.due_after = min(since, objection.due_on - timedelta(days=1))
        first = objection.rulings.filter(instance=1).first()
        if first is not None and not first.upheld:
            objection.appeal_until = _fifteen_weekdays_after(first.at.astimezone(zone).date())
        objection.save(update_fields=["due_after", "appeal_until"])


def _fifteen_weekdays_after(day: date) -> date:
    """As deadlines were counted until now: Monday to Friday."""
    left = 15
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


# Adding a column makes a table anew on SQLite, which loses its triggers.
def unguard_steps(_apps: Any, editor: Any) -> None:
    append_only.unguard(editor, _STEPS)


def guard_steps(_apps: Any, editor: Any) -> None:
    append_only.guard(editor, _STEPS)


def guard_announcements(_apps: Any, editor: Any) -> None:
    append_only.guard(editor, _NEW)


def unguard_announcements(_apps: Any, editor: Any) -> None:
    append_only.unguard(editor, _NEW)


def nothing(_apps: Any, _editor: Any) -> None:
    """There is nothing to take back."""


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0015_names")]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=goodstanding.models.public_id.new_key, editable=False, max_length=22, unique=True
                    ),
                ),
                ("calendar", models.CharField(max_length=12)),
                ("year", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=300)),
                ("published_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="announcement_has_a_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("calendar", ""), _negated=True), name="announcement_of_a_calendar"
                    ),
                    models.CheckConstraint(condition=models.Q(("year__range", (2000, 2200))), name="announcement_year"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnouncedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("is_worked", models.BooleanField()),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="goodstanding.announcement",
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(fields=("announcement", "day"), name="announced_day_once"),
                ],
            },
        ),
        migrations.RunPython(guard_announcements, unguard_announcements),
        migrations.AddField("organization", "calendar", models.CharField(blank=True, default="CN", max_length=12)),
        migrations.RunPython(choose_calendar, nothing),
        migrations.RunPython(unguard_steps, guard_steps),
        migrations.AddField("step", "is_provisional", models.BooleanField(default=False)),
        migrations.AlterField(
            model_name="step",
            name="verb",
            field=models.CharField(
                choices=[
                    ("opened", "Objection made"),
                    ("escalated", "Overdue, passed one level up"),
                    ("upheld", "Upheld"),
                    ("rejected", "Rejected"),
                    ("appealed", "Second ruling asked for"),
                    ("withdrawn", "Withdrawn"),
                    ("redated", "Counted anew by announced days"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(guard_steps, unguard_steps),
        migrations.AddField("objection", "due_after", models.DateField(null=True)),
        migrations.AddField("objection", "due_is_provisional", models.BooleanField(default=False)),
        migrations.AddField("objection", "appeal_until", models.DateField(null=True)),
        migrations.AddField("objection", "appeal_is_provisional", models.BooleanField(default=False)),
        migrations.RunPython(fill_deadlines, nothing),
        migrations.AlterField("objection", "due_after", models.DateField()),
        migrations.AddConstraint(
            "objection",
            models.CheckConstraint(
                condition=models.Q(("due_on__gt", models.F("due_after"))), name="objection_due_later"
            ),
        ),
        migrations.AddConstraint(
            "objection",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "rejected"), _negated=True), ("appeal_until__isnull", False), _connector="OR"
                ),
                name="objection_rejected_has_an_end",
            ),
        ),
    ]
