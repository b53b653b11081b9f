"""Forms of decisions: what the document says, and what a later document says of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.decisions.decisions import (
    MOST_BODY,
    MOST_DOCUMENT,
    MOST_REASON,
    ChangePaper,
    DecisionPaper,
)
from goodstanding.engine.scheme.decisions import DecisionRule
from goodstanding.models import Member
from goodstanding.queries.decisions import decisions
from goodstanding.web.shell.forms.fields import DayField, ReasonField
from goodstanding.web.shell.presenters import terms


class DecisionPaperForm(forms.Form):
    """What the document of one kind of decision says. What the rules can tell is left out, or may be left empty."""

    form = forms.ChoiceField(label=_("Form"), widget=forms.RadioSelect)
    body_unit = forms.ChoiceField(label=_("Decided by a body of"), required=False)
    body = forms.CharField(
        label=_("Name of the body"), max_length=MOST_BODY, required=False,
        help_text=_("Leave it empty where the document names the unit itself."),
    )  # fmt: skip
    document = forms.CharField(label=_("Number of the document"), max_length=MOST_DOCUMENT)
    dated_on = DayField(label=_("Date of the document"))
    informed_on = DayField(
        label=_("The member was informed on"),
        help_text=_("Inform the member in person first, and say how to appeal. It is recorded only then."),
    )
    effective_from = DayField(
        label=_("In effect from"), required=False, help_text=_("Leave it empty where it is the date of the document.")
    )
    ends_on = DayField(
        label=_("Last day of its effect"), required=False, help_text=_("Leave it empty for what the rules say.")
    )
    appeal_until = DayField(
        label=_("Time to appeal, until"), required=False, help_text=_("Leave it empty for what the rules say.")
    )
    sent = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rule: DecisionRule, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {unit.code: unit for unit in decisions.bodies_of(rule, member)}
        units = [(code, unit.name) for code, unit in self._units.items()]
        beyond = [("", _("A body above this organization"))] if decisions.decides_beyond(rule) else []
        self.fields["body_unit"].choices = [*units, *beyond]  # type: ignore[attr-defined]
        self.fields["form"].choices = terms.choices(rule.forms)  # type: ignore[attr-defined]
        self.fields["body_unit"].required = not beyond
        self._leave_out(rule, has_units=bool(units))

    def _leave_out(self, rule: DecisionRule, *, has_units: bool) -> None:
        if not has_units:
            self.fields["body"].required = True
            self.fields["body"].help_text = ""
        left_out = [
            ("form", not rule.forms),
            ("body_unit", not has_units),
            ("ends_on", rule.ends != "date" or (rule.months is not None and rule.months.least == rule.months.most)),
            ("informed_on", rule.side == "award"),
            ("appeal_until", rule.side == "award"),
        ]
        for name, is_left_out in left_out:
            if is_left_out:
                del self.fields[name]

    def paper(self) -> DecisionPaper:
        """What is to be written down."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("sent", "reason")}
        given["body_unit"] = self._units.get(given.get("body_unit") or "")
        return DecisionPaper(**given)


class CorrectionForm(DecisionPaperForm):
    """What the document says instead, and why it was written down otherwise."""

    reason = ReasonField(label=_("Why it is corrected"), help_text=_("The member can read it."))


class ChangeForm(forms.Form):
    """What a later document says of a decision: revoked, or its effect lifted."""

    document = forms.CharField(label=_("Number of the document"), max_length=MOST_DOCUMENT)
    body = forms.CharField(label=_("Body"), max_length=MOST_BODY)
    on = DayField(label=_("In effect from"))
    reason = forms.CharField(
        label=_("Reason"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The member can read it."),
    )  # fmt: skip

    def paper(self) -> ChangePaper:
        """What is to be written down."""
        return ChangePaper(**self.cleaned_data)
