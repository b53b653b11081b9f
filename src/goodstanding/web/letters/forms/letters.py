"""Forms of letters: what a member writes, and the answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.letters.letters import MOST_TEXT, MOST_TITLE, LetterText, PaperText
from goodstanding.web.shell.forms.fields import DayField


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 6}), **more)


class LetterForm(forms.Form):
    """What it is about, and the text."""

    about = forms.ChoiceField(
        label=_("Which unit is it about?"), help_text=_("It goes to the unit above this one, which alone reads it.")
    )
    title = forms.CharField(label=_("What it is about"), max_length=MOST_TITLE)
    text = _words(_("Text"))
    form = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            self.fields["about"].choices = units  # type: ignore[attr-defined]
        else:
            del self.fields["about"]

    def letter(self) -> LetterText:
        """What is sent."""
        return LetterText(self.cleaned_data["title"], self.cleaned_data["text"])


class PaperLetterForm(LetterForm):
    """A letter on paper, and when it was handed in."""

    handed_in_on = DayField(label=_("Handed in on"))
    field_order = ("about", "handed_in_on", "title", "text", "form")

    def paper(self) -> PaperText:
        """What is typed in."""
        data = self.cleaned_data
        return PaperText(data["title"], data["text"], data["handed_in_on"])


class LetterAnswerForm(forms.Form):
    """The answer."""

    words = _words(_("Your answer"), help_text=_("The member reads it with your name."))


class PassUpForm(forms.Form):
    """What is still open."""

    words = _words(_("What is still open"), required=False)
