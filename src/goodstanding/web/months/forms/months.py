"""Forms of the month's end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.months.fairness import MOST
from goodstanding.engine.period import parse_month


class BeginDraft(forms.Form):
    """Which month, and why again."""

    month = forms.CharField(label=_("Month"), max_length=7)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def clean_month(self) -> int:
        """The month's number."""
        try:
            return parse_month(str(self.cleaned_data["month"]))
        except ValueError as error:
            raise forms.ValidationError(_("Choose a month from the list.")) from error


class Note(forms.Form):
    """What a reviewer has to say."""

    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class GapForm(forms.Form):
    """Why a group of members lies behind."""

    gap = forms.CharField(max_length=120)
    text = forms.CharField(label=_("Answer"), max_length=MOST)


class Nothing(forms.Form):
    """A button is enough."""

    cleaned_data: dict[str, Any]
