"""Check-ins: what came with a phone's proof of attendance, for those who look into a doubt; and the doubts.

No place and no address is kept, and nothing that tells one telephone from another outside a single meeting.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.attendance.proof import Proof
from goodstanding.models.meetings.meeting import Meeting
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class CheckIn(models.Model):
    """What came with one proof; never changed. digest: of what was sent, so that the same sent again is known.

    passkey: a digest of the credential, empty for "code only"; whether it can be and is backed up is what it said then.
    browser: a digest of the browser's random number and this meeting, the same for two check-ins at one meeting only.
    waited_ms: from when the code was first shown until it was here. kept: delivered later by a phone without signal.
    """

    proof = models.OneToOneField(Proof, on_delete=models.PROTECT, related_name="check_in")
    digest = models.CharField(max_length=64)
    passkey = models.CharField(max_length=64, blank=True)
    can_be_backed_up = models.BooleanField(null=True)
    is_backed_up = models.BooleanField(null=True)
    browser = models.CharField(max_length=64, blank=True)
    waited_ms = models.PositiveBigIntegerField()
    kept = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="check_in_says_what_its_passkey_is",
                condition=Q(passkey="", can_be_backed_up__isnull=True, is_backed_up__isnull=True)
                | ~Q(passkey="") & Q(can_be_backed_up__isnull=False, is_backed_up__isnull=False),
            ),
        ]


class HeadCount(models.Model):
    """How many people the host counted in the room. Counted again, it is another row; the last one holds."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="head_counts")
    heads = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class Doubt(models.Model):
    """Something about the check-ins of a meeting that a person should look at. By itself it changes nothing.

    about: what it is about, so that the same is not found twice. facts: numbers for its sentence. members: whom it
    concerns; none where it is about all of them.
    """

    class Kind(models.TextChoices):
        """What was seen."""

        HEADS = "heads", _("More check-ins than people counted")
        BROWSER = "browser", _("One browser for several members")
        TWO_PLACES = "two_places", _("One member at two meetings")
        COUNTER = "counter", _("A passkey that may have been copied")
        BURST = "burst", _("Many check-ins at the same moment")
        LATE = "late", _("Delivered very late")

    class Answer(models.TextChoices):
        """What the person who looked into it found."""

        SEEN = "seen", _("The person was there; I saw them")
        SHARED = "shared", _("They shared a device, and were there")
        PUT_RIGHT = "put_right", _("The roll was corrected")
        OTHER = "other", _("Something else")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="doubts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=100)
    facts = models.JSONField(default=dict)
    members = models.ManyToManyField(Member, related_name="doubts")
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="doubt_once", fields=["meeting", "kind", "about"]),
            models.CheckConstraint(
                name="doubt_cleared_with_an_answer",
                condition=Q(cleared_at__isnull=True, answer="") | Q(cleared_at__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(name="doubt_other_in_words", condition=~Q(answer="other") | ~Q(words="")),
            paired("doubt_cleared", "cleared_at", "cleared_by"),
        ]
        indexes = [models.Index(fields=["meeting", "cleared_at"], name="doubt_open_of_meeting")]
