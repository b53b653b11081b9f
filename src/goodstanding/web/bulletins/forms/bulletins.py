"""Forms about announcements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.bulletins.bulletins import MOST_REASON, MOST_TEXT, MOST_TITLE, Words
from goodstanding.web.shell.forms.fields import DayField


class BulletinForm(forms.Form):
    """What is announced, and until when it stands."""

    title = forms.CharField(label=_("In a few words"), max_length=MOST_TITLE)
    text = forms.CharField(
        label=_("What members should know"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    until_on = DayField(
        label=_("Shown until"),
        help_text=_("Until then it waits on the home page of each member who has not confirmed it."),
    )
    form = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def words(self) -> Words:
        """What is announced."""
        return Words(self.cleaned_data["title"], self.cleaned_data["text"], self.cleaned_data["until_on"])


class BulletinWithdrawForm(forms.Form):
    """Why an announcement no longer holds."""

    reason = forms.CharField(label=_("Reason"), max_length=MOST_REASON)
