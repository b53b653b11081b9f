"""Forms that take rosters out."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExportRoster(forms.Form):
    """What goes into the sheet."""

    below = forms.ChoiceField(
        label=_("Whose members"),
        choices=[("yes", _("This unit and all units below")), ("no", _("This unit only"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("File"),
        choices=[("xlsx", _("Excel workbook (.xlsx)")), ("csv", "CSV (UTF-8)")],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    word = forms.CharField(required=False, widget=forms.HiddenInput)
