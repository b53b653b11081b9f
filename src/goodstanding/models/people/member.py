"""Members: who they are to the organization, what they are classed as, and where they belong, through time."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from goodstanding.models.encrypted import SealedCharField
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsGiven, new_key
from goodstanding.models.valid_time import Span, in_order, one_open, paired


class Member(models.Model):
    """A person as a member. `unit` is where they belong today; the memberships tell it through time."""

    class Leaving(models.TextChoices):
        """Why a person is no longer a member here."""

        TRANSFERRED_OUT = "transferred_out", _("Transferred to another organization")
        RESIGNED = "resigned", _("Resigned")
        REMOVED = "removed", _("Removed from the roll")
        DIED = "died", _("Died")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    pinyin = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=40, blank=True)
    joined_on = models.DateField()
    full_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    leaving = models.CharField(max_length=20, choices=Leaving.choices, null=True, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="members")
    phone = SealedCharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="member_number_is_given", condition=IsGiven("number")),
            models.UniqueConstraint(Lower("number"), name="member_number_any_case"),
            models.CheckConstraint(
                name="member_full_after_joining", condition=Q(full_on__isnull=True) | Q(full_on__gte=F("joined_on"))
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining", condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on"))
            ),
            models.CheckConstraint(
                name="member_is_somewhere_or_has_left",
                condition=Q(left_on__isnull=True, unit__isnull=False) | Q(left_on__isnull=False, unit__isnull=True),
            ),
            paired("member_leaving", "left_on", "leaving"),
        ]
        indexes = [
            models.Index(fields=["unit", "initials", "number"], name="member_roster"),
            models.Index(fields=["name"], name="member_name", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["initials"], name="member_initials", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["pinyin"], name="member_pinyin", opclasses=["varchar_pattern_ops"]),
        ]

    #: Whether another of the same list has the same name; see queries.namesakes.
    has_namesake = False

    def __str__(self) -> str:
        return self.name

    @property
    def shown_as(self) -> str:
        """The name as it stands in a list: with the number beside it, where another there has the same name."""
        return f"{self.name} · {self.number}" if self.has_namesake else self.name


class Membership(Span):
    """Where a member belonged when."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [in_order("membership"), one_open("membership", "member")]
        indexes = [models.Index(fields=["unit", "from_on"], name="membership_of_unit")]


class Hosting(Span):
    """Which unit looked after a floating member when, besides the one where they belong."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="hostings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="hostings")

    class Meta:
        constraints = [in_order("hosting"), one_open("hosting", "member")]


class MemberClass(Span):
    """What a member was classed as when, in the scheme's words."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="classes")
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [in_order("member_class"), one_open("member_class", "member", "word")]
        indexes = [models.Index(fields=["word", "from_on"], name="member_class_word")]
