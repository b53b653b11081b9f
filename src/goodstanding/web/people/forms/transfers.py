"""Forms of transfers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.models import Unit
from goodstanding.web.shell.forms.fields import GivenField, ReasonField


class AskTransfer(forms.Form):
    """Where to, and why."""

    code = GivenField(
        label=_("Code of the unit to go to"),
        max_length=40,
        help_text=_("Ask the secretary of that unit or your own."),
    )
    reason = ReasonField(label=_("Reason"))

    def clean_code(self) -> Unit:
        """The open unit with that code. Units are no secret; their members are."""
        unit = Unit.objects.filter(code=self.cleaned_data["code"].strip(), closed_on=None).first()
        if unit is None:
            raise forms.ValidationError(_("There is no open unit with this code."))
        return unit


class AnswerTransfer(forms.Form):
    """Yes, or no with a reason."""

    side = forms.CharField(widget=forms.HiddenInput)
    agrees = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Agree")), ("no", _("Refuse"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("Reason"), required=False, help_text=_("A refusal needs one."))
