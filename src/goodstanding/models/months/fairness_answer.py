"""What a person answers to a gap between groups of members that a draft showed. Written once; a later one counts."""

from django.db import models
from django.db.models import Q

from goodstanding.models.months.run import Run
from goodstanding.models.people.account import Account


class FairnessAnswer(models.Model):
    """Why a group lies behind in a run, and what follows. gap: the dimension and the group, with `:` between them."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="fairness_answers")
    gap = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="fairness_answer_says_something", condition=~Q(text=""))]
