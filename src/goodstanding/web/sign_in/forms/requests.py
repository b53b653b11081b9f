"""Forms of those who cannot sign in, and of those who help them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.web.shell.forms.fields import GivenField, PhoneField


class AskToSignIn(forms.Form):
    """Who asks. How to reach them is not asked: the branch knows it, and a stranger could write anything."""

    number = GivenField(label=_("Member number"), max_length=40, widget=forms.TextInput(attrs={"spellcheck": "false"}))
    name = forms.CharField(label=_("Name"), max_length=100)


class ContactForm(forms.Form):
    """How the people who look after a unit are reached."""

    phone = PhoneField(label=_("Telephone"), required=False)
    text = forms.CharField(
        label=_("Where and when"),
        help_text=_("For example: office on the second floor, Tuesdays from 9 to 11"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
