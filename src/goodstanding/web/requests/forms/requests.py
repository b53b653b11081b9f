"""The form by which a ceiling is raised."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.requests.ceiling import MOST_MORE
from goodstanding.web.shell.forms.fields import ReasonField


class RaiseForm(forms.Form):
    """By how many, and why."""

    more = forms.IntegerField(label=_("By how many requests"), min_value=1, max_value=MOST_MORE, initial=1)
    reason = ReasonField(label=_("Reason"), help_text=_("The unit reads it with your name."))
