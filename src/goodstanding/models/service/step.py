"""Everything that became of a sign-up, a registration, a wish, a need or a pair, in its order."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.service.activity import SignUp
from goodstanding.models.service.community import CommunityRegistration
from goodstanding.models.service.pair import HelpPair
from goodstanding.models.service.wish import RelayedNeed, Wish

_OF = ("sign_up", "registration", "wish", "need", "pair")


def _of_one_thing() -> Q:
    found = Q()
    for of in _OF:
        found |= Q(**{f"{name}__isnull": name != of for name in _OF})
    return found


class ServiceStep(models.Model):
    """One step of one thing, with its words. Never changed. member: whom it concerns, None for a wish nobody claimed.

    minutes: what the host confirmed. on: the day, where it was typed in from paper.
    """

    class What(models.TextChoices):
        """What happened."""

        MADE = "made", pgettext_lazy("a wish, a need, a pair", "Made")
        SIGNED_UP = "signed_up", _("Signed up")
        WAITING = "waiting", _("Put on the waiting list")
        MOVED_UP = "moved_up", _("Moved up from the waiting list")
        SIGNED_OFF = "withdrawn", _("Signed off")
        CAME = "came", _("Took part")
        EXCUSED = "excused", pgettext_lazy("an activity", "Excused")
        NO_SHOW = "no_show", pgettext_lazy("an activity", "Did not come")
        TAKEN_BACK = "taken_back", pgettext_lazy("a need", "Taken back")
        ASKED = "asked", pgettext_lazy("a registration", "Registered")
        CONFIRMED = "confirmed", pgettext_lazy("a registration", "Confirmed")
        DECLINED = "declined", pgettext_lazy("a registration", "Not confirmed")
        ENDED = "ended", pgettext_lazy("a registration", "Ended")
        CLAIMED = "claimed", pgettext_lazy("a wish", "Claimed")
        GIVEN_BACK = "given_back", pgettext_lazy("a wish", "Given back")
        REPORTED = "reported", _("Reported as fulfilled")
        FULFILLED = "fulfilled", pgettext_lazy("a wish", "Confirmed by the person helped")
        RETURNED = "returned", pgettext_lazy("a wish", "Returned: not fulfilled yet")
        CLOSED = "closed", pgettext_lazy("a wish", "Closed")
        TAKEN_UP = "taken_up", pgettext_lazy("a need", "Taken up")
        NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("a need", "Not taken up")

    sign_up = models.ForeignKey(SignUp, null=True, on_delete=models.PROTECT, related_name="steps")
    registration = models.ForeignKey(CommunityRegistration, null=True, on_delete=models.PROTECT, related_name="steps")
    wish = models.ForeignKey(Wish, null=True, on_delete=models.PROTECT, related_name="steps")
    need = models.ForeignKey(RelayedNeed, null=True, on_delete=models.PROTECT, related_name="steps")
    pair = models.ForeignKey(HelpPair, null=True, on_delete=models.PROTECT, related_name="steps")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="service_steps")
    what = models.CharField(max_length=12, choices=What.choices)
    words = models.CharField(max_length=500, blank=True)
    minutes = models.PositiveIntegerField(null=True)
    on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="service_step_of_one_thing", condition=_of_one_thing()),
            models.CheckConstraint(
                name="service_step_against_with_a_reason",
                condition=~Q(what__in=["declined", "not_taken_up", "returned", "closed"]) | ~Q(words=""),
            ),
        ]
