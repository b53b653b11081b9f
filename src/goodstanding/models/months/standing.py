"""Standings: a subject's line in a run. They are written with the run's draft and seen once it is published."""

from django.db import models

from goodstanding.models.months.run import Run
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit


class Standing(models.Model):
    """A member's line. Points are thousandths, totals hundredths; no total: not rated.

    places: `unit:rank:of` for each unit in which the member was ranked, from the nearest up, with `,` between them.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="standings", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="standings", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    peer_group = models.CharField(max_length=60)
    earned = models.BigIntegerField()
    attainable = models.BigIntegerField()
    bonus = models.BigIntegerField()
    deduction = models.BigIntegerField()
    total = models.IntegerField(null=True)
    band = models.CharField(max_length=40, null=True)
    places = models.CharField(max_length=400, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="standing_once_a_run", fields=["member", "run"])]
        indexes = [models.Index(fields=["run", "unit"], name="standing_of_unit")]


class UnitStanding(models.Model):
    """A unit's line. n: its rated members; median: of their totals; bands: how many of them in each."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="unit_standings", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standings", db_index=False)
    n = models.PositiveIntegerField()
    members_part = models.IntegerField(null=True)
    own = models.IntegerField(null=True)
    total = models.IntegerField(null=True)
    median = models.IntegerField(null=True)
    spread = models.IntegerField(null=True)
    bands = models.JSONField(default=dict)
    places = models.CharField(max_length=400, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="unit_standing_once_a_run", fields=["unit", "run"])]
        indexes = [models.Index(fields=["run", "total"], name="unit_standing_of_run")]
