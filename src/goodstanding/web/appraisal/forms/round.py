"""Forms of the people who lead a round, and of the unit above."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.appraisal.above import MOST_BODY, MOST_REASON
from goodstanding.actions.appraisal.grades import MOST_PRESENT, GivenGrade, Sitting
from goodstanding.models import Appraisee, GradeDecision, Member
from goodstanding.web.shell.forms.fields import DayField, MemberChoice, ReasonField

Basis = GradeDecision.Basis


class RoundForm(forms.Form):
    """For which year a round is opened."""

    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int,
        help_text=_("All members are taken in. Nobody is notified until you open the sheets."),
    )  # fmt: skip

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in (this_year, this_year - 1)]  # type: ignore[attr-defined]


class RoundReasonForm(forms.Form):
    """Why a round is cancelled."""

    reason = ReasonField(label=_("Reason"))


class AppraisalBallotForm(forms.Form):
    """The ballot of a round: until when, who counts, and how many representatives of the public vote on paper."""

    title = forms.CharField(label=_("Title"), max_length=200)
    closes_on = DayField(label=_("Open until the end of"))
    first = MemberChoice(label=_("First teller"), queryset=Member.objects.none())
    second = MemberChoice(
        label=_("Second teller"), queryset=Member.objects.none(),
        help_text=_("The votes can only be opened by both tellers together."),
    )  # fmt: skip
    guests = forms.IntegerField(
        label=_("Representatives of the public"), min_value=0, max_value=500, initial=0,
        help_text=_("They vote on paper. Leave 0 where none are asked."),
    )  # fmt: skip

    def __init__(self, *args: Any, unit: int, has_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Member.objects.filter(unit=unit, left_on=None).order_by("initials", "number")
        for name in ("first", "second"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        if not has_public:
            del self.fields["guests"]


class ViewForm(forms.Form):
    """The committee's view of a member's daily work."""

    score = forms.IntegerField(label=_("Of 100"), min_value=0, max_value=100)
    reason = ReasonField(label=_("Reason"), help_text=_("The member reads it once the grades are open."))
    on = DayField(label=_("Day of the decision"))


class SittingForm(forms.Form):
    """Which body decided, when, and who was there."""

    body = forms.CharField(label=_("Body that decided"), max_length=MOST_BODY)
    present = forms.CharField(
        label=_("Present"), max_length=MOST_PRESENT, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The names of those who were there."),
    )  # fmt: skip
    on = DayField(label=_("Day of the decision"))

    def sitting(self) -> Sitting:
        """What was written."""
        return Sitting(self.cleaned_data["body"], self.cleaned_data["present"], self.cleaned_data["on"])


class GradeForm(forms.Form):
    """The grade of one member, with its reason. Left without a grade, the member is left out."""

    grade = forms.ChoiceField(label=_("Grade"), required=False)
    basis = forms.ChoiceField(label=_("Why"), choices=Basis.choices, widget=forms.RadioSelect, initial=Basis.REASON)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip
    measure = forms.CharField(
        label=_("Help and education that come first"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        appraisee: Appraisee,
        grades: list[tuple[str, str]],
        balloted: bool,
        initial: Any = None,
    ) -> None:
        super().__init__(data, prefix=appraisee.key, initial=initial)
        self.appraisee = appraisee
        self.fields["grade"].choices = [("", _("Not decided now")), *grades]  # type: ignore[attr-defined]
        if not balloted:
            del self.fields["basis"]

    def given(self) -> GivenGrade | None:
        """What was decided, if a grade was chosen."""
        data = self.cleaned_data
        if not data["grade"]:
            return None
        basis = data.get("basis") or Basis.REASON
        return GivenGrade(self.appraisee, data["grade"], basis, data["reason"], data["measure"])


class ConfirmRoundForm(forms.Form):
    """The unit above confirms the result."""

    body = forms.CharField(label=_("Body that confirmed it"), max_length=MOST_BODY)
    words = forms.CharField(
        label=_("Note"), max_length=MOST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip


class ReturnRoundForm(forms.Form):
    """The unit above returns the round."""

    body = forms.CharField(label=_("Body that returned it"), max_length=MOST_BODY)
    reason = forms.CharField(
        label=_("What is to be decided again, and why"), max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
