"""Forms of probation: a step that is done or moved, and a decision. No form asks what a report says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.probation.decisions import MOST_BODY, MOST_DOCUMENT, Decision
from goodstanding.actions.probation.steps import MOST_REASON
from goodstanding.models import Probation, ProbationDecision
from goodstanding.web.shell.forms.fields import DayField

What = ProbationDecision.What


class DoneForm(forms.Form):
    """On which day a step was done."""

    on = DayField(label=_("Done on"))


class MoveForm(forms.Form):
    """To which day a step is moved, and why."""

    to = DayField(label=_("Due until"))
    reason = forms.CharField(
        label=_("Reason"), max_length=MOST_REASON,
        help_text=_("For example an approved absence; never a diagnosis. The member can read it."),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """What a body decided, with its document."""

    what = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    body = forms.CharField(label=_("Body"), max_length=MOST_BODY)
    document = forms.CharField(label=_("Number of the document"), max_length=MOST_DOCUMENT)
    on = DayField(label=_("Day of the decision"))
    until_on = DayField(label=_("Extended until"), required=False, help_text=_("Only where it is extended."))

    def __init__(self, *args: Any, probation: Probation, can_extend: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        can_extend = can_extend and probation.extended_on is None
        choices = [(value, label) for value, label in What.choices if can_extend or value != What.EXTENDED]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        if not can_extend:
            del self.fields["until_on"]

    def decision(self) -> Decision:
        """What is to be written down."""
        given = {"until_on": None} | self.cleaned_data
        return Decision(**given)
