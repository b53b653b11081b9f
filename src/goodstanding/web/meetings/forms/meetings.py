"""Forms about meetings: planning one, changing it, minutes, votes and what follows."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.attendance.catch_up import MOST_HOW
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.meetings.minutes import MOST_FOLLOW_UP, MOST_RESOLUTION, MOST_WORDS, Votes
from goodstanding.actions.meetings.preconditions import MOST_REASON
from goodstanding.models import Meeting, Proof, Resolution
from goodstanding.web.shell.forms.fields import DayField, ReasonField

_LENGTHS = (30, 45, 60, 90, 120, 180, 240, 480)
_LENGTH_WORDS = {
    30: _("Half an hour"), 45: _("45 minutes"), 60: _("1 hour"), 90: _("1½ hours"), 120: _("2 hours"),
    180: _("3 hours"), 240: _("4 hours"), 480: _("8 hours"),
}  # fmt: skip


class TimeField(forms.TimeField):
    """A time of day, typed or picked."""

    widget = forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H%M", "%H：%M"], **kwargs)


class MeetingForm(forms.Form):
    """When, how long, where and about what."""

    on = DayField(label=_("Day"))
    at = TimeField(label=_("Time"))
    minutes = forms.TypedChoiceField(label=_("How long"), coerce=int, choices=())
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)
    agenda = forms.CharField(
        label=_("Agenda"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lasting = self.initial.get("minutes")
        lengths = sorted({*_LENGTHS, *([lasting] if lasting else [])})
        choices = [
            (minutes, _LENGTH_WORDS.get(minutes, _("%(count)s minutes") % {"count": minutes})) for minutes in lengths
        ]
        self.fields["minutes"].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """What a meeting's form begins with."""
        starts = timezone.localtime(meeting.starts_at)
        return {
            "on": starts.date(), "at": starts.time(), "place": meeting.place, "topic": meeting.topic,
            "minutes": round((meeting.ends_at - meeting.starts_at).total_seconds() / 60), "agenda": meeting.agenda,
        }  # fmt: skip

    def particulars(self) -> Particulars:
        """What it says, by the organization's clock."""
        data = self.cleaned_data
        at: time = data["at"]
        starts = timezone.make_aware(datetime.combine(data["on"], at.replace(second=0)))
        texts = {name: data[name] for name in ("place", "topic", "agenda")}
        return Particulars(starts, starts + timedelta(minutes=data["minutes"]), **texts)


class PlanForm(MeetingForm):
    """The same for a new one, with the request from above that asks for it, where the unit received any of late."""

    asked_by = forms.ChoiceField(
        label=_("Asked for from above"),
        required=False,
        help_text=_("If the request came too late for a notice in time, the unit that asked answers for it."),
    )

    def __init__(self, *args: Any, requests: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if requests:
            self.fields["asked_by"].choices = [("", _("No, our own plan")), *requests]  # type: ignore[attr-defined]
        else:
            del self.fields["asked_by"]


def sure_of(form: MeetingForm) -> str:
    """What a form carries once it was asked back about: the moment it was asked about, and no other."""
    return form.particulars().starts_at.isoformat() if form.is_bound and form.is_valid() else ""


class MinutesForm(forms.Form):
    """The minutes."""

    chair = forms.ChoiceField(label=_("Chaired by"), required=False)
    text = forms.CharField(
        label=_("What was said and agreed"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 14})
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=100_000, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )


class ResolutionForm(forms.Form):
    """What was voted on, and the count."""

    text = forms.CharField(
        label=_("What was voted on"), max_length=MOST_RESOLUTION, widget=forms.Textarea(attrs={"rows": 2})
    )
    votes_for = _count(_("For"))
    votes_against = _count(_("Against"))
    abstained = _count(_("Abstained"))

    def votes(self) -> Votes:
        """The count."""
        data = self.cleaned_data
        return Votes(data["votes_for"], data["votes_against"], data["abstained"])


class CorrectResolutionForm(ResolutionForm):
    """The same as it is right, and why."""

    reason = ReasonField(label=_("Reason"), help_text=_("It is shown with the old resolution, with your name."))

    @staticmethod
    def of(wrong: Resolution) -> dict[str, Any]:
        """What the form begins with."""
        names = ("text", "votes_for", "votes_against", "abstained")
        return {name: getattr(wrong, name) for name in names}


class FollowUpForm(forms.Form):
    """Who does what by when."""

    member = forms.ChoiceField(label=_("Who"))
    text = forms.CharField(label=_("What"), max_length=MOST_FOLLOW_UP)
    due_on = DayField(label=_("By"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = people  # type: ignore[attr-defined]


class MadeUpForm(forms.Form):
    """When and how a person made up for a meeting they missed."""

    on = DayField(label=_("Day"))
    how = forms.CharField(label=_("How, in a few words"), max_length=MOST_HOW)


class CorrectAttendance(forms.Form):
    """What is right about a person at a closed meeting, and how it is known."""

    verdict = forms.ChoiceField(choices=Proof.Verdict.choices, error_messages={"required": _("Choose what is right.")})
    reason = forms.CharField(max_length=MOST_REASON, error_messages={"required": _("Give a reason.")})


class SettleForm(forms.Form):
    """Which of the proofs holds, and why."""

    chosen = forms.ChoiceField(label=_("Record that is right"), widget=forms.RadioSelect)
    reason = ReasonField(
        label=_("Reason"), help_text=_("It is stored with your name and can be read by those concerned.")
    )

    def __init__(self, *args: Any, proofs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = proofs  # type: ignore[attr-defined]
