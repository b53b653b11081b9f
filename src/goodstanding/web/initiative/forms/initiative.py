"""Forms about initiative: a pledge and its items, a suggestion, a topic, a post, and what people answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.initiative.acting import MOST_REASON, MOST_TITLE, MOST_WORDS
from goodstanding.actions.initiative.suggestions import MOST_TEXT, Idea
from goodstanding.engine.scheme.initiative import PledgeRule
from goodstanding.models import Member, PledgeItem
from goodstanding.models.initiative.moves import ITEM_DECIDED, ITEM_MOVES, ItemMove, ItemState
from goodstanding.web.shell.forms.fields import DayField, MemberChoice

Choices = Sequence[tuple[str, Any]]


def _text(label: Any, most: int, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class OnPaperForm(forms.Form):
    """What a member said on paper or in person: which member, and on which day."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())
    on = DayField(label=_("Day"), help_text=_("The day on the paper, or on which the member said so."))

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class PledgeForm(forms.Form):
    """The items of a pledge, each on a line of its own."""

    def __init__(self, *args: Any, rule: PledgeRule, now: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, rule.most_items + 1):
            self.fields[f"item{number}"] = forms.CharField(
                label=_("Item %(number)s") % {"number": number}, max_length=MOST_TITLE, required=number == 1,
                initial=now[number - 1] if number <= len(now) else "",
            )  # fmt: skip

    def texts(self) -> list[str]:
        """The items that were written."""
        return [value for name, value in self.cleaned_data.items() if name.startswith("item") and value]


class PaperPledgeForm(PledgeForm, OnPaperForm):
    """A pledge on paper, typed in for its member."""


class ReportForm(forms.Form):
    """How an item was fulfilled, in a sentence."""

    words = _text(_("What you did, in a sentence"), MOST_WORDS, 2)


class ItemForm(forms.Form):
    """What a person decides about an item."""

    move = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = _text(
        _("Reason"), MOST_REASON, 2, required=False,
        help_text=_("Needed unless it is fulfilled. It is stored with your name, and the member can read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, item: PledgeItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {
            ItemMove.FULFIL: _("Fulfilled"), ItemMove.MISS: _("Not fulfilled"), ItemMove.DROP: _("No longer applies"),
        }  # fmt: skip
        state = ItemState(item.state)
        choices = [(move.value, title) for move, title in titles.items() if (state, move) in ITEM_MOVES]
        self.fields["move"].choices = choices  # type: ignore[attr-defined]
        if item.state in ITEM_DECIDED:
            self.fields["reason"].help_text = _("It is stored with your name; the member is notified and can read it.")


class SuggestionForm(forms.Form):
    """A suggestion, and to whom it goes."""

    title = forms.CharField(label=_("In a few words"), max_length=MOST_TITLE)
    text = _text(_("What you suggest, and why"), MOST_TEXT, 5)
    to = forms.ChoiceField(label=_("To"))
    form = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = units  # type: ignore[attr-defined]

    def idea(self) -> Idea:
        """What is suggested."""
        return Idea(self.cleaned_data["title"], self.cleaned_data["text"])


class PaperSuggestionForm(SuggestionForm, OnPaperForm):
    """A suggestion on paper, typed in for its member."""


class AnswerForm(forms.Form):
    """What an office answers to a suggestion. passes_up: whether there is an office above that answers."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    reason = _text(
        _("Reason"), MOST_REASON, 3, required=False,
        help_text=_("Needed unless it is adopted. It is stored with your name, and the member can read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, answers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """A topic, and for which kind of meeting."""

    title = forms.CharField(label=_("Topic"), max_length=MOST_TITLE)
    text = _text(_("Why it should be discussed"), MOST_WORDS, 3, required=False)
    kind = forms.ChoiceField(label=_("For"))
    form = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class PaperTopicForm(TopicForm, OnPaperForm):
    """A topic that a member named on paper or in person."""


class PostForm(forms.Form):
    """A post that a unit sets up."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE)
    text = _text(_("Duties of the post"), MOST_WORDS, 3, required=False)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """To whom a post is offered, and for how long."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())
    until = DayField(label=_("Last day of the term"), required=False, help_text=_("Leave empty for no fixed term."))

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
