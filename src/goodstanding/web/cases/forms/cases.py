"""Forms of cases: the order, the reply, and a word with or without a new day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.cases.acting import MOST_REASON, MOST_TEXT, MOST_TITLE
from goodstanding.actions.cases.cases import Order
from goodstanding.models import Fact, Meeting, Post
from goodstanding.web.cases.presenters import cases as presenters
from goodstanding.web.shell.forms.fields import DayField


def words_field(label: Any, **more: Any) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(label=label, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), **more)


class OrderForm(forms.Form):
    """Why a case is opened, and what a named person is to do until when."""

    title = forms.CharField(label=_("What the case is about"), max_length=MOST_TITLE)
    reason = forms.CharField(
        label=_("Reason"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All people concerned read it, with your name."),
    )  # fmt: skip
    text = words_field(_("What is to be done"))
    owner = forms.ChoiceField(label=_("Who does it"))
    due_on = DayField(label=_("Until when"))
    form = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._posts = {post.key: post for post in posts}
        self.fields["owner"].choices = presenters.seats(self._posts.values())  # type: ignore[attr-defined]

    def order(self) -> Order:
        """What is ordered."""
        given = self.cleaned_data
        return Order(given["reason"], given["title"], given["text"], self._posts[given["owner"]], given["due_on"])


class ReplyForm(forms.Form):
    """What was done, and what it refers to."""

    words = words_field(_("What was done"))
    meetings = forms.MultipleChoiceField(
        label=_("Meetings that show it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    facts = forms.MultipleChoiceField(
        label=_("Entries that show it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, entries: Iterable[Fact], held: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._facts = {str(fact.pk): fact for fact in entries}
        self._meetings = {meeting.key: meeting for meeting in held}
        offered = {
            "facts": [(key, presenters.entry_words(fact)) for key, fact in self._facts.items()],
            "meetings": [(key, presenters.meeting_words(meeting)) for key, meeting in self._meetings.items()],
        }
        for name, choices in offered.items():
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def refers_to(self) -> tuple[list[Fact], list[Meeting]]:
        """The entries and meetings that were chosen."""
        facts = [self._facts[key] for key in self.cleaned_data.get("facts", ())]
        return facts, [self._meetings[key] for key in self.cleaned_data.get("meetings", ())]


class CheckedForm(forms.Form):
    """What the person who checks looked at."""

    words = words_field(_("What you checked"))


class CaseReasonForm(forms.Form):
    """Why."""

    words = words_field(_("Reason"), help_text=_("All people concerned read it, with your name."))


class CaseDayForm(CaseReasonForm):
    """Why, and the new last day."""

    due_on = DayField(label=_("New last day"))


class OwnWordsForm(forms.Form):
    """What the member concerned wants to say."""

    words = words_field(_("Your own words"), help_text=_("They stay with the case, whatever comes of it."))
