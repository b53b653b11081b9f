"""Forms about assignments: giving one, handing it in, and what a person decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.assignments.answers import MOST_WORDS
from goodstanding.actions.assignments.giving import MOST_TEXT, MOST_TITLE, Task
from goodstanding.actions.assignments.moving import MOST_REASON
from goodstanding.models import Assignment
from goodstanding.queries.assignments.recipients import Recipients
from goodstanding.web.shell.forms.fields import DayField

Choices = Sequence[tuple[str, Any]]
Whom = Assignment.Whom


def _reason(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 2}), **more)


class GiveForm(forms.Form):
    """What is to be done, by when, and by whom."""

    form = forms.CharField(widget=forms.HiddenInput, max_length=40)
    kind = forms.ChoiceField(label=_("Kind of assignment"))
    title = forms.CharField(label=_("What is to be done"), max_length=MOST_TITLE)
    text = forms.CharField(
        label=_("More about it"), max_length=MOST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = DayField(label=_("By"))
    whom = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    word = forms.ChoiceField(label=_("Class"), required=False)
    people = forms.MultipleChoiceField(label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple)
    find = forms.CharField(
        label=_("Find members of the units below"), max_length=60, required=False,
        help_text=_("By number or name; the beginning is enough."),
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Choices, whom: Choices, classes: Choices, people: Choices, can_find: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        fields: Mapping[str, Any] = self.fields
        fields["kind"].choices, fields["whom"].choices, fields["people"].choices = kinds, whom, people
        fields["word"].choices = [("", "—"), *classes]
        # Without a list to choose from, only what finds people is shown.
        if not people:
            fields["people"].widget = forms.MultipleHiddenInput()
        if not can_find:
            del self.fields["find"]

    def clean(self) -> dict[str, Any]:
        """Chosen people are chosen, and so is a class."""
        data = super().clean() or {}
        if data.get("whom") == Whom.PEOPLE and not data.get("people"):
            self.add_error("people" if "find" not in self.fields else "find", _("Choose at least one person."))
        if data.get("whom") == Whom.CLASS and not data.get("word"):
            self.add_error("word", _("Choose a class."))
        return data

    def say_found(self, text: str, count: int, most: int, unit: str) -> None:
        """Says, beside the field, who was looked for without finding anyone, or with finding too many."""
        if not text:
            self.fields["find"].help_text = _("Type a number, or the beginning of a name.")
        elif count <= 0:
            self.fields["find"].help_text = _("No member of %(unit)s matches this.") % {"unit": unit}
        elif count >= most:
            self.fields["find"].help_text = _("Only the first %(most)s are shown. Type more of the name.") % {
                "most": most
            }

    def task(self) -> Task:
        """What it says is to be done."""
        data = self.cleaned_data
        return Task(title=data["title"], text=data["text"], due_on=data["due_on"])

    def recipients(self) -> Recipients:
        """To whom."""
        data = self.cleaned_data
        people = tuple(data["people"]) if data["whom"] == Whom.PEOPLE else ()
        return Recipients(people=people, word=data["word"] if data["whom"] == Whom.CLASS else "")


class HandInForm(forms.Form):
    """What a member did: words, a file, or both."""

    text = forms.CharField(
        label=_("What you did"), max_length=MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    attachment = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, PNG, JPEG or plain text, at most 5 MB. Only you and those who check it can open it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.txt"}),
    )


class DeclineForm(forms.Form):
    """Why a member cannot."""

    reason = _reason(_("Reason"), help_text=_("In a few words; nothing about health or family belongs here."))


class TimeForm(forms.Form):
    """Until when a member needs more time, and why."""

    until = DayField(label=_("Until"))
    reason = _reason(_("Reason"))


class FinishForm(forms.Form):
    """How good the work is. asks_quality: whether the rules ask for it. needs_reason: where a decision is corrected."""

    quality = forms.TypedChoiceField(
        label=_("Quality"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    on = DayField(label=_("Done on"))
    reason = _reason(_("Reason"), required=False)

    def __init__(
        self, *args: Any, asks_quality: bool, reason_below: int, has_day: bool, needs_reason: bool, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        fields: Mapping[str, Any] = self.fields
        fields["quality"].choices = [("", _("Not rated")), *((str(n), str(n)) for n in range(5, 0, -1))]
        fields["reason"].required = needs_reason
        if needs_reason:
            fields["reason"].help_text = _("It is stored with your name; the member is notified and can read it.")
        elif asks_quality:
            fields["reason"].help_text = _("Needed for a quality under %(count)s.") % {"count": reason_below}
        if not asks_quality:
            del self.fields["quality"]
        if has_day:
            del self.fields["on"]


class ReturnForm(forms.Form):
    """What is missing, and by when."""

    reason = _reason(_("What is missing"))
    until = DayField(label=_("New day"))


class OnBehalfForm(forms.Form):
    """What a member said or did, written down for them. what: which of the three."""

    what = forms.ChoiceField(
        label=_("What the member said or did"),
        widget=forms.RadioSelect,
        choices=[
            ("accept", _("Takes it on")), ("decline", _("Declines, with a reason")), ("hand_in", _("Has done it")),
        ],
    )  # fmt: skip
    on = DayField(label=_("On"))
    words = _reason(
        _("In a few words"), required=False, help_text=_("The reason for declining, or what was done and how you know.")
    )


class DecideForm(forms.Form):
    """A decision with its reason. choices: those that are possible now."""

    what = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = _reason(
        _("Reason"), help_text=_("It is stored with your name; the member is notified and can read it.")
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = decisions  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    """A new day, or why there is none."""

    until = DayField(label=_("New day"), required=False)
    reason = _reason(_("Reason"), required=False, help_text=_("Needed where no more time is given."))
