"""Topics that members propose for the agenda of a meeting of their unit."""

from django.db import models
from django.db.models import Q

from goodstanding.models.initiative.moves import TopicState
from goodstanding.models.meetings.meeting import Meeting
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class AgendaTopic(models.Model):
    """A topic for a kind of meeting of a unit, which is the member's. meeting: on whose agenda it is."""

    State = TopicState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="topics")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="topics", db_index=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=12, choices=TopicState.choices, default=TopicState.PROPOSED)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="topics")
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=64, null=True, editable=False)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="topic_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="topic_says_something", condition=~Q(title="")),
            models.CheckConstraint(name="topic_knows_its_states", condition=Q(state__in=TopicState.values)),
            models.CheckConstraint(
                name="topic_taken_up_at_a_meeting", condition=~Q(state="taken_up") | Q(meeting__isnull=False)
            ),
            models.CheckConstraint(
                name="topic_decided_by_a_person",
                condition=~Q(state__in=["taken_up", "not_taken_up"]) | Q(decided_at__isnull=False),
            ),
            paired("topic_decided", "decided_on", "decided_at", "decided_by"),
            models.UniqueConstraint(
                name="topic_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["unit", "kind"], name="topic_proposed", condition=Q(state="proposed"))]
