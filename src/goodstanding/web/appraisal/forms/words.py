"""What members write in a round, by themselves or typed in from paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.appraisal.objections import MOST
from goodstanding.actions.appraisal.words import MOST_PLAN, MOST_REMARK, MOST_TEXT, RemarkText, SelfText
from goodstanding.models.appraisal.words import HandedIn

_PAPER = HandedIn.PAPER
_OTHERS = [choice for choice in HandedIn.choices if choice[0] != HandedIn.OWN]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SelfForm(forms.Form):
    """The self-appraisal. It can be saved without a word in it."""

    text = forms.CharField(
        label=_("How was your year?"), max_length=MOST_TEXT, required=False, widget=_area(12),
        help_text=_("What your record holds is written down for you already. Change it as you like."),
    )  # fmt: skip
    plan = forms.CharField(
        label=_("What I want to do better"), max_length=MOST_PLAN, required=False, widget=_area(4),
        help_text=_("Two or three things that you can come back to."),
    )  # fmt: skip

    def said(self) -> SelfText:
        """What was written."""
        return SelfText(self.cleaned_data["text"], self.cleaned_data["plan"])


class PaperSelfForm(SelfForm):
    """A self-appraisal that another person types in."""

    how = forms.ChoiceField(
        label=_("How it was handed in"), choices=_OTHERS, widget=forms.RadioSelect, initial=_PAPER
    )  # fmt: skip
    field_order = ("how", "text", "plan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What the member wrote")
        self.fields["text"].help_text = ""
        self.fields["text"].required = True
        self.fields["plan"].label = _("What the member wants to do better")
        self.fields["plan"].help_text = ""


class RemarkForm(forms.Form):
    """A short word to another member."""

    valued = forms.CharField(label=_("What I value"), max_length=MOST_REMARK, required=False, widget=_area(3))
    better = forms.CharField(
        label=_("What could be better"), max_length=MOST_REMARK, required=False, widget=_area(3),
        help_text=_("Say it as you would say it in person. Your name stands with it."),
    )  # fmt: skip

    def said(self) -> RemarkText:
        """What was written."""
        return RemarkText(self.cleaned_data["valued"], self.cleaned_data["better"])


class PaperRemarkForm(RemarkForm):
    """A word of a member that another person types in."""

    about = forms.ChoiceField(label=_("For whom the word is"))
    how = forms.ChoiceField(
        label=_("How it was handed in"), choices=_OTHERS, widget=forms.RadioSelect, initial=_PAPER
    )  # fmt: skip
    field_order = ("about", "how", "valued", "better")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("Choose a member")), *people]  # type: ignore[attr-defined]
        self.fields["better"].help_text = ""


class GradeObjectionForm(forms.Form):
    """What should be looked at again."""

    text = forms.CharField(label=_("What should be reviewed, and why"), max_length=MOST, widget=_area(6))


class GradeAnswerForm(forms.Form):
    """The answer to an objection."""

    upheld = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect,
        choices=[("yes", _("Upheld: the grade is decided anew")), ("no", _("Not upheld: the grade stands"))],
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Reason"), max_length=MOST, widget=_area(5), help_text=_("The member who objected reads it.")
    )
