"""The one organization that an installation serves."""

from django.db import models
from django.db.models import Q

from goodstanding.models.encrypted import SealedCharField


class Organization(models.Model):
    """Its name, rules, clock and calendar. Every change of the tree of units locks this row first.

    calendar: by which its working days are counted, as goodstanding.calendars has them; empty where none is chosen.
    """

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200, blank=True)
    scheme = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")
    calendar = models.CharField(max_length=12, default="CN", blank=True)
    is_demo = models.BooleanField(default=False)
    founded_at = models.DateTimeField()
    # A word that only the secret key of this house opens; see actions/secret_check.py.
    key_check = SealedCharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(name="organization_only_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.name
