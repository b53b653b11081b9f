"""Accountability: one file for a unit or for a person in office, and every step of it. Nothing here is proposed."""

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.post import Post
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class FileState(models.TextChoices):
    """Where a file stands."""

    OPENED = "opened", pgettext_lazy("an accountability file", "Opened")
    FACTS = "facts", pgettext_lazy("an accountability file", "Findings recorded")
    HEARD = "heard", pgettext_lazy("an accountability file", "Hearing held")
    DECIDED = "decided", pgettext_lazy("an accountability file", "Decided")
    ANNOUNCED = "announced", pgettext_lazy("an accountability file", "Announced")
    APPEALED = "appealed", pgettext_lazy("an accountability file", "Appeal made")
    IN_EFFECT = "in_effect", pgettext_lazy("an accountability file", "In effect")
    REVOKED = "revoked", pgettext_lazy("an accountability file", "Revoked on appeal")
    ENDED = "ended", pgettext_lazy("an accountability file", "Ended")
    DROPPED = "dropped", pgettext_lazy("an accountability file", "Closed without accountability")


class FileMove(StrEnum):
    """What is done with a file."""

    ESTABLISH = "establish"
    HEAR = "hear"
    DECIDE = "decide"
    ANNOUNCE = "announce"
    APPEAL = "appeal"
    TAKE_EFFECT = "take_effect"
    CONFIRM = "confirm"
    REVOKE = "revoke"
    END = "end"
    DROP = "drop"


_S, _M = FileState, FileMove
#: The way from each state by each move; what is not here is refused: no decision without a hearing.
FILE_MOVES: dict[tuple[FileState, FileMove], FileState] = {
    (_S.OPENED, _M.ESTABLISH): _S.FACTS,
    (_S.FACTS, _M.HEAR): _S.HEARD,
    (_S.HEARD, _M.DECIDE): _S.DECIDED,
    (_S.DECIDED, _M.ANNOUNCE): _S.ANNOUNCED,
    (_S.ANNOUNCED, _M.APPEAL): _S.APPEALED,
    (_S.ANNOUNCED, _M.TAKE_EFFECT): _S.IN_EFFECT,
    (_S.APPEALED, _M.CONFIRM): _S.IN_EFFECT,
    (_S.APPEALED, _M.REVOKE): _S.REVOKED,
    (_S.IN_EFFECT, _M.END): _S.ENDED,
    **{(state, _M.DROP): _S.DROPPED for state in (_S.OPENED, _S.FACTS, _S.HEARD)},
}
#: The way of a file on which nothing is dropped and nobody appeals.
FILE_ONWARD: dict[FileState, FileMove] = {
    _S.OPENED: _M.ESTABLISH, _S.FACTS: _M.HEAR, _S.HEARD: _M.DECIDE, _S.DECIDED: _M.ANNOUNCE,
    _S.ANNOUNCED: _M.TAKE_EFFECT, _S.IN_EFFECT: _M.END,
}  # fmt: skip


class AccountabilityFile(models.Model):
    """A file about a unit, or about a person in office there. basis, circumstance: words of the scheme.

    appeal_until: until when an appeal can be made; answer_by: until when one is answered.
    """

    State = FileState

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="accountability_files")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="accountability_files")
    basis = models.CharField(max_length=40)
    circumstance = models.CharField(max_length=40)
    state = models.CharField(max_length=9, choices=FileState.choices, default=FileState.OPENED)
    appeal_until = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(name="accountability_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="accountability_knows_its_states", condition=Q(state__in=FileState.values)),
            models.CheckConstraint(
                name="accountability_of_a_person_in_office", condition=Q(member__isnull=True) | Q(post__isnull=False)
            ),
            models.CheckConstraint(
                name="accountability_appeal_has_a_clock",
                condition=~Q(state__in=["announced", "appealed"]) | Q(appeal_until__isnull=False),
            ),
        ]


class AccountabilityStep(models.Model):
    """One step of a file. Never changed: what was written wrong is corrected by another row.

    on: the day of it; body_unit: whose body decided or answered; form, layer: words of the scheme, chosen by people.
    corrects: the step that this one says otherwise.
    """

    class What(models.TextChoices):
        """What happened."""

        OPEN = "open", pgettext_lazy("an accountability file", "Opened")
        ESTABLISH = "establish", pgettext_lazy("an accountability file", "Findings recorded")
        HEAR = "hear", pgettext_lazy("an accountability file", "Own statement of the person concerned")
        DECIDE = "decide", pgettext_lazy("an accountability file", "Decision of the body")
        ANNOUNCE = "announce", pgettext_lazy("an accountability file", "Announced")
        APPEAL = "appeal", pgettext_lazy("an accountability file", "Appeal made")
        TAKE_EFFECT = "take_effect", pgettext_lazy("an accountability file", "In effect")
        CONFIRM = "confirm", pgettext_lazy("an accountability file", "Appeal answered: confirmed")
        REVOKE = "revoke", pgettext_lazy("an accountability file", "Appeal answered: revoked")
        END = "end", pgettext_lazy("an accountability file", "Ended")
        DROP = "drop", pgettext_lazy("an accountability file", "Closed without accountability")
        CORRECT = "correct", pgettext_lazy("an accountability file", "Corrected")

    file = models.ForeignKey(AccountabilityFile, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=11, choices=What.choices)
    words = models.CharField(max_length=4000)
    on = models.DateField()
    document = models.CharField(max_length=100, blank=True)
    body = models.CharField(max_length=200, blank=True)
    body_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=40, blank=True)
    layer = models.CharField(max_length=40, blank=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="accountability_step_with_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="accountability_decided_by_a_body",
                condition=~Q(what__in=["decide", "confirm", "revoke"])
                | (~Q(document="") & ~Q(body="") & Q(body_unit__isnull=False)),
            ),
            models.CheckConstraint(
                name="accountability_form_and_layer_are_decided",
                condition=Q(what="decide") & ~Q(form="") & ~Q(layer="") | ~Q(what="decide") & Q(form="", layer=""),
            ),
            models.CheckConstraint(
                name="accountability_correction_of_a_step",
                condition=Q(what="correct", corrects__isnull=False) | ~Q(what="correct") & Q(corrects__isnull=True),
            ),
            models.UniqueConstraint(
                name="accountability_step_once", fields=["file", "what"], condition=~Q(what="correct")
            ),
        ]
