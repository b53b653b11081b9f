"""Forms of units that need help: why one is on the list, a step of its plan, and a check."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.cases.weak_units import MOST_DOCUMENT, MOST_REASON, MOST_STEP, ListingPaper
from goodstanding.models import Post, WeakCheck
from goodstanding.web.cases.presenters import cases as presenters
from goodstanding.web.shell.forms.fields import DayField


class ListingForm(forms.Form):
    """The signs that a person saw, the reason and the document."""

    signs = forms.MultipleChoiceField(
        label=_("Signs"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing is ticked for you. Tick what you have seen yourself or can prove."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.CharField(label=_("Number of the document"), max_length=MOST_DOCUMENT)

    def __init__(self, *args: Any, signs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signs"].choices = signs  # type: ignore[attr-defined]

    def paper(self) -> ListingPaper:
        """The reason with its document."""
        return ListingPaper(self.cleaned_data["reason"], self.cleaned_data["document"])


class HelpStepForm(forms.Form):
    """A step of the help plan."""

    text = forms.CharField(
        label=_("What is to be done"), max_length=MOST_STEP, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ChoiceField(label=_("Who does it"))
    due_on = DayField(label=_("Until when"))

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._posts = {post.key: post for post in posts}
        self.fields["owner"].choices = presenters.seats(self._posts.values())  # type: ignore[attr-defined]

    def post(self) -> Post:
        """The office of the person who takes the step."""
        return self._posts[self.cleaned_data["owner"]]


class HelpResultForm(forms.Form):
    """What came of a step."""

    result = forms.CharField(label=_("What was done"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3}))


class WeakCheckForm(forms.Form):
    """What the check found, in words and with its document. Neither answer is chosen beforehand."""

    found = forms.ChoiceField(label=_("What you found"), choices=WeakCheck.Found.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What you checked"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    document = forms.CharField(label=_("Number of the document"), max_length=MOST_DOCUMENT)

    def paper(self) -> ListingPaper:
        """The words with their document."""
        return ListingPaper(self.cleaned_data["reason"], self.cleaned_data["document"])
