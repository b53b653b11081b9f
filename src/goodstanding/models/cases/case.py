"""Cases: an order to a named person in office, every step of it, and what a reply refers to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.cases.moves import CaseState
from goodstanding.models.cases.warning import EarlyWarning
from goodstanding.models.ledger.fact import Fact
from goodstanding.models.meetings.meeting import Meeting
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.post import Post
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class DutyCase(models.Model):
    """A case about a unit, about the duties of a person in office, or about a member.

    member: whom it is about, the person in office included; post: the office whose duties it is about. owner: who has
    the order, in the office that is named beside. due_on: until when a reply is due. above_unit: which sees it since it
    was late. form: a digest, to know a form sent again.
    """

    State = CaseState

    class About(models.TextChoices):
        """What a case is about."""

        UNIT = "unit", pgettext_lazy("a case", "The work of the unit")
        OFFICE = "office", pgettext_lazy("a case", "The duties of a person in office")
        MEMBER = "member", pgettext_lazy("a case", "A member")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    about = models.CharField(max_length=6, choices=About.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="cases")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    warning = models.ForeignKey(EarlyWarning, null=True, on_delete=models.PROTECT, related_name="cases")
    reason = models.CharField(max_length=1000)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=2000)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="cases_owned")
    owner_office = models.CharField(max_length=260)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.ORDERED)
    due_on = models.DateField()
    above_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    replied_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_on = models.DateField(null=True)
    reminded = models.BooleanField(default=False)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=64, null=True, editable=False)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(name="case_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="case_knows_its_states", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(name="case_with_an_order", condition=~Q(reason="") & ~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="case_about_what_it_says",
                condition=Q(about="unit", member__isnull=True, post__isnull=True)
                | Q(about="office", post__isnull=False)
                | Q(about="member", member__isnull=False, post__isnull=True),
            ),
            models.CheckConstraint(name="case_due_after_it_opens", condition=Q(due_on__gte=F("opened_on"))),
            models.CheckConstraint(
                name="case_replied_by_a_person",
                condition=~Q(state__in=["replied", "closed"]) | Q(replied_by__isnull=False),
            ),
            models.CheckConstraint(
                name="case_closed_on_a_day",
                condition=~Q(state__in=["closed", "called_off"]) | Q(closed_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="case_once_a_form", fields=["opened_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="case_of_unit"),
            models.Index(fields=["above_unit"], name="case_late_above", condition=Q(above_unit__isnull=False)),
        ]


class CaseStep(models.Model):
    """One step of a case, with its words. place: the unit above; due_on: the new last day. Never changed."""

    class What(models.TextChoices):
        """What happened."""

        OPENED = "opened", pgettext_lazy("a case", "Opened with an order")
        REPLIED = "replied", pgettext_lazy("a case", "Replied")
        CLOSED = "closed", pgettext_lazy("a case", "Checked and closed")
        RETURNED = "returned", pgettext_lazy("a case", "Checked and returned")
        EXTENDED = "extended", pgettext_lazy("a case", "Given more time")
        LATE = "late", _("Overdue: the unit above sees it now")
        CALLED_OFF = "called_off", pgettext_lazy("a case", "Called off")
        SAID = "said", pgettext_lazy("a case", "Own words of the member")

    case = models.ForeignKey(DutyCase, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.CharField(max_length=2000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="case_step_with_words", condition=Q(what="late") | ~Q(words="")),
            models.CheckConstraint(
                name="case_step_by_a_person", condition=Q(what="late", by__isnull=True) | Q(by__isnull=False)
            ),
        ]


class CaseEvidence(models.Model):
    """What a reply refers to: an entry of the ledger, or a meeting. Never changed."""

    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="evidence")
    # Facts of different months lie apart on PostgreSQL, so the database cannot hold the reference.
    fact = models.ForeignKey(Fact, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="case_evidence_is_one_thing",
                condition=Q(fact__isnull=False, meeting__isnull=True) | Q(fact__isnull=True, meeting__isnull=False),
            ),
        ]
