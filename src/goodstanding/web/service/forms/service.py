"""Forms about service: an activity, its hours, a wish, a need, a pair, a visit, and what is on paper."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.service.acting import MOST_TEXT, MOST_TITLE
from goodstanding.actions.service.activities import MOST_PLACES, ActivityPlan
from goodstanding.models import Member, ServiceActivity, Wish
from goodstanding.web.meetings.forms.meetings import TimeField
from goodstanding.web.shell.forms.fields import DayField, GivenField, MemberChoice

Choices = Sequence[tuple[str, Any]]
_LENGTHS = (60, 90, 120, 180, 240, 360, 480)
_LENGTH_WORDS = {
    60: _("1 hour"), 90: _("1½ hours"), 120: _("2 hours"), 180: _("3 hours"), 240: _("4 hours"), 360: _("6 hours"),
    480: _("8 hours"),
}  # fmt: skip
_NO_NAMES = _("Name no person and no household, and nothing about health, family or money.")


def _text(label: Any, most: int, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class ActivityForm(forms.Form):
    """What, when, where, and for how many. kinds: to choose from, where it is planned."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("What is done"), max_length=MOST_TITLE)
    on = DayField(label=_("Day"))
    at = TimeField(label=_("Time"))
    minutes = forms.TypedChoiceField(label=_("How long"), coerce=int)
    place = forms.CharField(label=_("Place"), max_length=MOST_TITLE, required=False)
    places = forms.IntegerField(
        label=_("Places available"), required=False, min_value=1, max_value=MOST_PLACES,
        help_text=_("Leave empty for no limit. Beyond it members wait, and move up in order."),
    )  # fmt: skip
    text = _text(_("What to know and to bring"), 1000, 2, required=False)
    form = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, kinds: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds is None:
            del self.fields["kind"]
        else:
            _choose(self, "kind", kinds)
        lasting = self.initial.get("minutes")
        lengths = sorted({*_LENGTHS, *([lasting] if lasting else [])})
        _choose(self, "minutes", [(str(one), _LENGTH_WORDS.get(one, _minutes(one))) for one in lengths])

    @staticmethod
    def of(activity: ServiceActivity) -> dict[str, Any]:
        """What the form of an activity begins with."""
        starts = timezone.localtime(activity.starts_at)
        return {
            "title": activity.title, "on": starts.date(), "at": starts.time(), "place": activity.place,
            "places": activity.places, "text": activity.text,
            "minutes": round((activity.ends_at - activity.starts_at).total_seconds() / 60),
        }  # fmt: skip

    def particulars(self) -> ActivityPlan:
        """What it says, by the organization's clock."""
        data = self.cleaned_data
        at: time = data["at"]
        starts = timezone.make_aware(datetime.combine(data["on"], at.replace(second=0)))
        ends = starts + timedelta(minutes=data["minutes"])
        return ActivityPlan(data["title"], starts, ends, data["place"], data["text"], data["places"])


def _minutes(count: int) -> str:
    return str(_("%(count)s minutes") % {"count": count})


class AddForm(forms.Form):
    """Whom the host signs up, from paper or because they came."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class WishForm(forms.Form):
    """What is wished for, never whose wish it is."""

    title = forms.CharField(label=_("What is wished for"), max_length=MOST_TITLE, help_text=_NO_NAMES)
    text = _text(_("What is needed for it"), MOST_TEXT, 2, required=False)
    form = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)


class NeedForm(forms.Form):
    """What people need, never which people."""

    title = forms.CharField(label=_("What is needed"), max_length=MOST_TITLE, help_text=_NO_NAMES)
    text = _text(_("Where, and what would help"), MOST_TEXT, 2, required=False)
    form = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)


class PaperNeedForm(NeedForm, AddForm):
    """A need on paper, typed in for its member."""

    on = DayField(label=_("Day"), help_text=_("The day on the paper."))


class ConfirmWishForm(forms.Form):
    """How the person helped confirmed it."""

    how = forms.ChoiceField(
        label=_("How did the person helped confirm it?"), choices=Wish.How.choices, widget=forms.RadioSelect
    )


class PairForm(forms.Form):
    """Who helps, and whom."""

    helper = MemberChoice(label=_("Who helps"), queryset=Member.objects.none())
    helped = MemberChoice(label=_("Whom"), queryset=Member.objects.none(), required=False)
    code = GivenField(label=_("Or which unit"), max_length=40, required=False, help_text=_("The code of the unit."))

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("helper", "helped"):
            self.fields[name].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Either a member or a unit is helped."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("helped")) == bool(data.get("code")) and not self.errors:
            self.add_error("helped", _("Choose a member, or give the code of a unit."))
        return data


class VisitForm(forms.Form):
    """The kind and the day, and nothing else."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds)


class PaperVisitForm(VisitForm, AddForm):
    """A visit on paper, typed in for its member."""


class PaperRegistrationForm(forms.Form):
    """A member of another branch who registers on paper: the number and the name have to fit."""

    number = GivenField(label=_("Member number"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=100)
    on = DayField(label=_("Day"), help_text=_("The day on the paper."))
