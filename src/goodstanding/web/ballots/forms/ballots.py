"""Forms at the desk: a new ballot, and why one is cancelled."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.ballots.ballots import MOST_TITLE
from goodstanding.engine.scheme.ballots import BallotRules
from goodstanding.models import Member, Unit
from goodstanding.web.shell.forms.fields import DayField, MemberChoice, MemberChoices
from goodstanding.web.shell.presenters import terms


class BallotForm(forms.Form):
    """What is voted on, who counts, and until when."""

    kind = forms.ChoiceField(label=_("What is voted on"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title on the ballot"), max_length=MOST_TITLE)
    members = MemberChoices(
        label=_("Members voted on"), queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    lines = forms.CharField(
        label=_("Motions, each on a line of its own"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    first = MemberChoice(label=_("First teller"), queryset=Member.objects.none())
    second = MemberChoice(
        label=_("Second teller"), queryset=Member.objects.none(),
        help_text=_("Two members whom the meeting trusts to count. Both are needed to open the ballot."),
    )  # fmt: skip
    closes_on = DayField(label=_("Open until the end of"), help_text=_("It can be closed earlier."))
    form = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, unit: Unit, rules: BallotRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        kinds = [(word, terms.text(kind.title)) for word, kind in rules.kinds.items()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        here = Member.objects.filter(unit=unit, left_on=None).order_by("pinyin", "number")
        for name in ("members", "first", "second"):
            self.fields[name].queryset = here  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is voted on belongs to the kind."""
        found = super().clean() or {}
        if (kind := self.rules.kinds.get(found.get("kind", ""))) is not None:
            is_of_members = kind.subjects == "members"
            found["subjects"] = list(found.get("members", ())) if is_of_members else self._lines(found)
            if not found["subjects"]:
                where = "members" if is_of_members else "lines"
                self.add_error(where, _("Say what is voted on: at least one line."))
        return found

    @staticmethod
    def _lines(found: dict[str, Any]) -> list[str]:
        return [line.strip() for line in found.get("lines", "").splitlines() if line.strip()]

    def closes_at(self) -> datetime:
        """The midnight after the last day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["closes_on"] + timedelta(days=1), time()))


class BallotCancelForm(forms.Form):
    """Why a ballot is not counted."""

    reason = forms.CharField(
        label=_("Reason"), max_length=MOST_TITLE,
        help_text=_("For example that a teller lost the code. Every voter can read it."),
    )  # fmt: skip
