"""Questions and complaints: who has each, until when, and every answer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.letters.moves import LetterState
from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class Letter(models.Model):
    """A question or a complaint, by a kind of the scheme. unit: where the member belonged.

    about_unit: the unit complained about, which never reads it. to_unit: which answered first; at_unit: which answers
    now; above_unit: which sees it once it is late, and to which the member can pass it up, where there is any. due_on:
    the last day for the answer; answered_on: the day of the last one. form: a digest, to know a form sent again.
    reminded_before, reminded_after: whether the people who answer were reminded. on_paper: typed in by another person;
    made_on is then the day on which it was handed in.
    """

    State = LetterState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="letters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    about_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="letters", db_index=False)
    above_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=9, choices=LetterState.choices, default=LetterState.WAITING)
    due_on = models.DateField()
    passed_up = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)
    reminded_before = models.BooleanField(default=False)
    reminded_after = models.BooleanField(default=False)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_paper = models.BooleanField(default=False)
    form = models.CharField(max_length=64, null=True, editable=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="letter_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="letter_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(name="letter_knows_its_states", condition=Q(state__in=LetterState.values)),
            models.CheckConstraint(
                name="letter_answered_on_a_day",
                condition=~Q(state__in=["answered", "settled"]) | Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_never_to_the_unit_complained_about",
                condition=Q(about_unit__isnull=True) | ~Q(to_unit=F("about_unit")) & ~Q(at_unit=F("about_unit")),
            ),
            models.UniqueConstraint(
                name="letter_once_a_form", fields=["made_by", "form"], condition=Q(form__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["at_unit", "due_on"], name="letter_waiting", condition=Q(state="waiting")),
            models.Index(fields=["above_unit", "due_on"], name="letter_late"),
            models.Index(fields=["at_unit", "-made_on"], name="letter_at_unit"),
        ]


class LetterStep(models.Model):
    """One step of a letter, with its words. place: the unit to which it was passed up. Never changed."""

    class What(models.TextChoices):
        """What happened."""

        MADE = "made", pgettext_lazy("a letter", "Sent")
        ANSWERED = "answered", pgettext_lazy("a letter", "Answered")
        SETTLED = "settled", _("The member: this answers it")
        PASSED_UP = "passed_up", _("Passed one level up by the member")
        LATE = "late", _("Overdue: the unit above sees it now")
        WITHDRAWN = "withdrawn", pgettext_lazy("a letter", "Taken back")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=9, choices=What.choices)
    words = models.CharField(max_length=2000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="letter_answer_says_something", condition=~Q(what="answered") | ~Q(words="")),
        ]
