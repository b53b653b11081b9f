"""Assignments: what one, several or all members of a unit are given to do, and where it stands for each of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.assignments.moves import AGAINST, DECIDED, AssigneeState
from goodstanding.models.meetings.minutes import FollowUp
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Assignment(models.Model):
    """What is to be done, by a day. kind: a word of the scheme's assignments. unit: for which unit it was given.

    whom, word: to chosen people, to everyone of the unit and below, or of them to those of a class, which is the word.
    form: a digest of what the giver's form was known by, so that the same form sent again gives nothing twice.
    """

    class Whom(models.TextChoices):
        """To whom it was given."""

        PEOPLE = "people", _("Chosen people")
        UNIT = "unit", _("Everyone of the unit and the units below")
        CLASS = "class", _("Everyone of a class, in the unit and the units below")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=4000, blank=True)
    whom = models.CharField(max_length=8, choices=Whom.choices)
    word = models.CharField(max_length=40, blank=True)
    given_on = models.DateField()
    due_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=64, null=True, editable=False)
    follow_up = models.OneToOneField(FollowUp, null=True, on_delete=models.PROTECT, related_name="assignment")

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(name="assignment_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="assignment_says_something", condition=~Q(title="")),
            models.CheckConstraint(name="assignment_due_once_given", condition=Q(due_on__gte=F("given_on"))),
            models.CheckConstraint(
                name="assignment_class_has_a_word",
                condition=Q(whom="class") & ~Q(word="") | Q(whom__in=["people", "unit"], word=""),
            ),
            models.UniqueConstraint(
                name="assignment_once_a_form", fields=["given_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["unit", "-given_on"], name="assignment_of_unit")]


class Assignee(models.Model):
    """Where an assignment stands for one member. welcome: doing it is their own choice; it never counts against them.

    due_on: their own day, with an extension. notified_on: since when they know of it; none for a member without a
    usable account whom nobody informed. answer_by: the last day for an answer, where the rules ask for one and they
    know. done_on: the day on which they did it. reminders: how many came after the day. extension_to: the day they
    ask for.
    """

    State = AssigneeState

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="assignees", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assigned", db_index=False)
    state = models.CharField(max_length=10, choices=AssigneeState.choices, default=AssigneeState.GIVEN)
    welcome = models.BooleanField(default=False)
    due_on = models.DateField()
    notified_on = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    quality = models.PositiveSmallIntegerField(null=True)
    reminded_before = models.BooleanField(default=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)
    extension_to = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="assignee_once", fields=["assignment", "member"]),
            models.CheckConstraint(name="assignee_knows_its_states", condition=Q(state__in=AssigneeState.values)),
            models.CheckConstraint(
                name="assignee_decided_by_a_person",
                condition=~Q(state__in=DECIDED) | Q(decided_at__isnull=False),
            ),
            paired("assignee_decided", "decided_at", "decided_by"),
            models.CheckConstraint(
                name="assignee_welcome_never_loses", condition=Q(welcome=False) | ~Q(state__in=AGAINST)
            ),
            models.CheckConstraint(
                name="assignee_lapsed_unanswered_and_reminded",
                condition=~Q(state="lapsed") | Q(answered_on__isnull=True, notified_on__isnull=False, reminders__gte=1),
            ),
            models.CheckConstraint(
                name="assignee_done_on_a_day", condition=~Q(state__in=["handed_in", "done"]) | Q(done_on__isnull=False)
            ),
            models.CheckConstraint(
                name="assignee_quality_of_what_is_done",
                condition=Q(quality__isnull=True) | Q(quality__gte=1, quality__lte=5, state="done"),
            ),
            models.CheckConstraint(
                name="assignee_extended_to_a_later_day",
                condition=Q(extension_to__isnull=True) | Q(extension_to__gt=F("due_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["member", "state"], name="assignee_of_member"),
            models.Index(
                fields=["due_on"], name="assignee_to_do", condition=Q(state__in=["given", "accepted", "returned"])
            ),
            models.Index(fields=["assignment"], name="assignee_handed_in", condition=Q(state="handed_in")),
        ]


class AssignmentStep(models.Model):
    """One thing that became of an assignment of a member, with its words and its file. Never changed.

    on: the day it was, where another person recorded it; the new day, of an extension. by: none for the system.
    """

    class What(models.TextChoices):
        """What it was."""

        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        HANDED_IN = "handed_in", _("Handed in")
        RETURNED = "returned", _("Returned for rework")
        DONE = "done", _("Accepted as done")
        NOT_DONE = "not_done", _("Recorded as not done")
        LAPSED = "lapsed", _("Recorded as lapsed without an answer")
        REFUSED = "refused", _("Recorded as refused without a reason")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ASKED = "asked", _("More time asked for")
        EXTENDED = "extended", _("More time given")
        KEPT_DAY = "kept_day", _("More time not given")
        REMINDED = "reminded", _("Reminded")
        INFORMED = "informed", _("Informed in person")

    assignee = models.ForeignKey(Assignee, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.CharField(max_length=4000, blank=True)
    on = models.DateField(null=True)
    quality = models.PositiveSmallIntegerField(null=True)
    attachment = models.CharField(max_length=100, blank=True)
    attachment_name = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="assignment_step_against_with_a_reason",
                condition=~Q(
                    what__in=["declined", "returned", "not_done", "lapsed", "refused", "withdrawn", "asked", "kept_day"]
                )
                | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="assignment_step_file_has_a_name", condition=Q(attachment="") | ~Q(attachment_name="")
            ),
        ]
