"""Forms of the door and of the desk for doubts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.attendance.doubts import MOST_HEADS
from goodstanding.models import Doubt


class CountHeads(forms.Form):
    """How many people are in the room."""

    heads = forms.IntegerField(label=_("People in the room"), min_value=0, max_value=MOST_HEADS)


class ClearDoubt(forms.Form):
    """What the person who looked at it found."""

    answer = forms.ChoiceField(label=_("What you found"), choices=Doubt.Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("Description"), max_length=500, required=False)
