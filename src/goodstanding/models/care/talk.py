"""Talks between a member and a person in office: the day, the two people, the kind, and who confirmed. No content."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.care.moves import TalkState
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Talk(models.Model):
    """A talk, by a kind of the scheme. There is no column for a word of it, and there must never be one.

    member: with whom; holder: the member in office who held it; unit: the member's unit then. member_at, holder_at:
    when each side said that it took place; way: how the member said so where another person wrote it down.
    """

    State = TalkState

    class Way(models.TextChoices):
        """How a member confirmed a talk."""

        OWN = "own", _("On their own phone")
        PAPER = "paper", _("Signed on paper")
        IN_PERSON = "in_person", _("Said in person")
        TELEPHONE = "telephone", _("Said on the telephone")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="talks")
    holder = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="talks_held")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="talks")
    on = models.DateField()
    state = models.CharField(max_length=9, choices=TalkState.choices, default=TalkState.ARRANGED)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    member_at = models.DateTimeField(null=True)
    member_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=9, choices=Way.choices, blank=True)
    holder_at = models.DateTimeField(null=True)
    holder_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="talk_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="talk_knows_its_states", condition=Q(state__in=TalkState.values)),
            models.CheckConstraint(name="talk_of_two_people", condition=~Q(member=F("holder"))),
            models.CheckConstraint(
                name="talk_confirmed_by_both",
                condition=~Q(state="confirmed") | Q(member_at__isnull=False, holder_at__isnull=False),
            ),
            models.CheckConstraint(
                name="talk_said_by_one_side",
                condition=~Q(state="said")
                | Q(member_at__isnull=False, holder_at__isnull=True)
                | Q(member_at__isnull=True, holder_at__isnull=False),
            ),
            models.CheckConstraint(
                name="talk_member_said_somehow",
                condition=Q(member_at__isnull=True, way="") | (Q(member_at__isnull=False) & ~Q(way="")),
            ),
            paired("talk_member", "member_at", "member_by"),
            paired("talk_holder", "holder_at", "holder_by"),
            paired("talk_ended", "ended_at", "ended_by"),
            models.UniqueConstraint(
                name="talk_once_a_day",
                fields=["kind", "member", "holder", "on"],
                condition=Q(state__in=["arranged", "said", "confirmed"]),
            ),
        ]
        indexes = [models.Index(fields=["member", "kind", "-on"], name="talk_of_member")]
