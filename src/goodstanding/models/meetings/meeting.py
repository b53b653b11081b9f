"""Meetings: planned, told, held and closed; and who is due at each, and why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.requests.request import UnitRequest
from goodstanding.models.valid_time import paired


class Meeting(models.Model):
    """One meeting of a unit. type: a word of the scheme's meetings. on: the organization's day it begins.

    form: a digest of what the planner's form was known by, so that the same form sent again plans nothing twice.
    revision counts what those due were told: 0 before the first notice, one more with each change they hear of.
    asked_by: the request from above that asked for it, where the planner named one.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("Planned")
        NOTICED = "noticed", _("Notice sent")
        OPEN = "open", _("Open for check-in")
        CLOSED = "closed", pgettext_lazy("a meeting", "Closed")
        CANCELLED = "cancelled", _("Cancelled")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")
    type = models.CharField(max_length=40)
    topic = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    revision = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=64, null=True, editable=False)
    asked_by = models.ForeignKey(UnitRequest, null=True, on_delete=models.PROTECT, related_name="meetings")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(name="meeting_key_is_made_here", condition=IsKey("key")),
            models.UniqueConstraint(
                name="meeting_once_a_form", fields=["unit", "planned_by", "form"], condition=Q(form__isnull=False)
            ),
            models.CheckConstraint(name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meeting_ended_has_a_time",
                condition=Q(state__in=["closed", "cancelled"], ended_at__isnull=False)
                | Q(state__in=["planned", "noticed", "open"], ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="meeting_open_has_a_time",
                condition=Q(state__in=["open", "closed"], opened_at__isnull=False) | ~Q(state__in=["open", "closed"]),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_a_reason", condition=~Q(state="cancelled") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="meeting_noticed_has_a_revision", condition=~Q(state="noticed") | Q(revision__gt=0)
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "on"], name="meeting_of_unit"),
            models.Index(fields=["state", "on"], name="meeting_by_state"),
        ]

    @property
    def has_ended(self) -> bool:
        """Whether it is closed or cancelled."""
        return self.state in {self.State.CLOSED, self.State.CANCELLED}


class Attendee(models.Model):
    """A member on a meeting's list, once: due, welcome or a guest. counted: the proof that holds, if any.

    recorded: what the ledger says of them, where a query has asked it; see queries/meetings/verdicts.py.

    because: `all`, `class:<word>`, `office:<word>` or `hand`. votes: whether they may vote once there. hosted: a
    floating member whom the unit hosts.
    """

    class Role(models.TextChoices):
        """What the meeting is to them."""

        DUE = "due", _("Due")
        WELCOME = "welcome", _("Welcome, not due")
        GUEST = "guest", _("Guest")
        OFF = "off", _("Removed from the list")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    role = models.CharField(max_length=8, choices=Role.choices)
    because = models.CharField(max_length=60)
    votes = models.BooleanField(default=False)
    hosted = models.BooleanField(default=False)
    counted = models.OneToOneField(
        "goodstanding.Proof", null=True, on_delete=models.PROTECT, related_name="counted_for"
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="attendee_once_a_meeting", fields=["meeting", "member"]),
            models.CheckConstraint(name="attendee_off_with_a_reason", condition=~Q(role="off") | ~Q(reason="")),
            models.CheckConstraint(
                name="attendee_votes_when_due_or_welcome", condition=Q(votes=False) | Q(role__in=["due", "welcome"])
            ),
        ]
        indexes = [models.Index(fields=["member", "meeting"], name="attendee_of_member")]

    #: A verdict, or empty where the entry was taken back; none where the ledger says nothing or was not asked.
    recorded: str | None = None

    @property
    def verdict(self) -> str:
        """What holds about them: by the ledger where that was asked, else by the proof that counts; empty for none."""
        if self.recorded is not None:
            return self.recorded
        return str(self.counted.verdict) if self.counted is not None else ""


class MeetingLeave(models.Model):
    """A member due asks to stay away from one meeting; the answer. words: what they chose to say, never asked for."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Waiting for an answer")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Not granted")
        WITHDRAWN = "withdrawn", _("Taken back")
        ENDED = "ended", _("Not answered before the meeting ended")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="leaves")
    words = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="meeting_leave_one_holds", fields=["attendee"], condition=Q(state__in=["asked", "granted"])
            ),
            models.CheckConstraint(
                name="meeting_leave_refused_with_a_reason", condition=~Q(state="refused") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="meeting_leave_answered_has_a_time",
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
            ),
            paired("meeting_leave_answered", "answered_at", "answered_by"),
        ]


class Receipt(models.Model):
    """That a member was told of a meeting, in which revision, and whether it reached them. One a channel.

    seen_at: when the notice was read, or when an officer told them in person (by).
    """

    class About(models.TextChoices):
        """What they were told."""

        NOTICE = "notice", _("Notice")
        CHANGE = "change", _("Change")
        CANCELLATION = "cancelled", _("Cancellation")

    class Channel(models.TextChoices):
        """How."""

        INBOX = "inbox", _("In the inbox")
        IN_PERSON = "in_person", _("In person, on paper or by telephone")

    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="receipts")
    about = models.CharField(max_length=10, choices=About.choices)
    revision = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey("goodstanding.Notice", null=True, on_delete=models.SET_NULL, related_name="receipts")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="receipt_once_a_channel", fields=["attendee", "about", "revision", "channel"]),
        ]
