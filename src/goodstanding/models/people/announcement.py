"""Announced days: which days of a year are off and which are worked instead, put in here with their source."""

from django.db import models
from django.db.models import Q

from goodstanding.models.people.account import Account
from goodstanding.models.public_id import new_key


class Announcement(models.Model):
    """One announcement for one year of a calendar. Never changed; where two name a day, the later one holds."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    calendar = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    published_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="announcement_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(name="announcement_of_a_calendar", condition=~Q(calendar="")),
            models.CheckConstraint(name="announcement_year", condition=Q(year__range=(2000, 2200))),
        ]


class AnnouncedDay(models.Model):
    """One day that an announcement names: off, or worked instead."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    is_worked = models.BooleanField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(name="announced_day_once", fields=["announcement", "day"])]
