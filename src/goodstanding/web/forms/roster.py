"""Forms that bring rosters in and take them out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.flows.roster.limits import MOST_BYTES


class BringRoster(forms.Form):
    """A file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8 or GB18030) or Excel workbook (.xlsx). Nothing is imported before you say so."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            told = _("The file is larger than %(most)s MiB. Bring the roster in several files.")
            self.fields["file"].error_messages["required"] = told % {"most": MOST_BYTES >> 20}


class MatchColumns(forms.Form):
    """Which column is which. headers: the file's own names; asks: whether somebody must look at the letters."""

    def __init__(self, *args: Any, headers: list[str], asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(place), name or _column(place)) for place, name in enumerate(headers)]
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.title), required=column.needed, choices=[("", _("Not in the file")), *columns]
            )
        if asks:
            self.fields["reads_right"] = forms.BooleanField(label=_("The rows shown here read as they should"))

    def clean(self) -> dict[str, Any]:
        """Refuses a column of the file that is chosen twice."""
        data = super().clean() or {}
        taken: dict[str, str] = {}
        for column in COLUMNS:
            place = data.get(column.name, "")
            if place and place in taken:
                self.add_error(column.name, _("Another field has this column already."))
            elif place:
                taken[place] = column.name
        return data

    @property
    def places(self) -> dict[str, int]:
        """What was chosen."""
        chosen = {column.name: self.cleaned_data.get(column.name, "") for column in COLUMNS}
        return {name: int(place) for name, place in chosen.items() if place}


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


def _column(place: int) -> str:
    return _now("Column %(number)s") % {"number": place + 1}
