"""What members write in a round: of themselves, and to each other; and what the committee says of daily work."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.appraisal.round import Appraisee
from goodstanding.models.people.account import Account
from goodstanding.models.valid_time import paired


class HandedIn(models.TextChoices):
    """How words came in."""

    OWN = "own", pgettext_lazy("words of a member", "By the member")
    PAPER = "paper", pgettext_lazy("words of a member", "Typed in from paper")
    SPOKEN = "spoken", pgettext_lazy("words of a member", "Written down as the member said it")


class SelfAppraisal(models.Model):
    """What a member writes of the year; a draft until it is handed in, and never changed afterwards.

    Handed in again, the newest counts. plan: what the member wants to do better.
    """

    How = HandedIn

    appraisee = models.ForeignKey(Appraisee, on_delete=models.PROTECT, related_name="self_appraisals")
    text = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    how = models.CharField(max_length=6, choices=HandedIn.choices, default=HandedIn.OWN)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    handed_in_on = models.DateField(null=True)
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            paired("self_appraisal_handed_in", "handed_in_on", "handed_in_at"),
            models.CheckConstraint(
                name="self_appraisal_says_something", condition=Q(handed_in_at__isnull=True) | ~Q(text="")
            ),
            models.UniqueConstraint(
                name="self_appraisal_one_draft", fields=["appraisee"], condition=Q(handed_in_at__isnull=True)
            ),
        ]


class MutualRemark(models.Model):
    """A short word of one member to another, with its name. The newest of the two counts. Never changed.

    Read by the member whom it is about and by those who lead the round, and by nobody else.
    """

    author = models.ForeignKey(Appraisee, on_delete=models.PROTECT, related_name="remarks_given")
    about = models.ForeignKey(Appraisee, on_delete=models.PROTECT, related_name="remarks")
    valued = models.CharField(max_length=300, blank=True)
    better = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=6, choices=HandedIn.choices, default=HandedIn.OWN)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="remark_about_another", condition=~Q(author=F("about"))),
            models.CheckConstraint(name="remark_says_something", condition=~Q(valued="", better="")),
        ]


class CommitteeView(models.Model):
    """The committee's view of a member's daily work, of 100, with its reason. The newest counts. Never changed."""

    appraisee = models.ForeignKey(Appraisee, on_delete=models.PROTECT, related_name="views")
    score = models.PositiveSmallIntegerField(_("Of 100"))
    reason = models.CharField(max_length=500)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="committee_view_of_100", condition=Q(score__lte=100)),
            models.CheckConstraint(name="committee_view_with_a_reason", condition=~Q(reason="")),
        ]
