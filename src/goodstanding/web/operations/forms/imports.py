"""Forms that bring sheets in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goodstanding.flows.imports.columns import ImportColumn
from goodstanding.flows.imports.preview import Hidden, SheetChoice
from goodstanding.sheets.limits import MOST_BYTES
from goodstanding.sheets.row import SheetRow

_HIDDEN = [(Hidden.TAKE.value, _("Yes, import hidden rows too")), (Hidden.LEAVE.value, _("No, leave them out"))]


class BringFile(forms.Form):
    """A file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8 or GB18030) or Excel workbook (.xlsx). Nothing is imported before you confirm."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            sentence = _("The file is larger than %(most)s MiB. Split it into several files.")
            self.fields["file"].error_messages["required"] = sentence % {"most": MOST_BYTES >> 20}


class ReadAgain(forms.Form):
    """Which sheet is read, and which row names its columns. rows: the first ones of the sheet that was read."""

    again = forms.CharField(widget=forms.HiddenInput, initial="yes")

    def __init__(self, *args: Any, rows: Sequence[SheetRow], sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sheets) > 1:
            choices = [(str(index), name) for index, name in enumerate(sheets)]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=choices)
        self.fields["header"] = forms.ChoiceField(
            label=_("The row that names the columns"),
            choices=[(str(row.number), _row(row)) for row in rows],
            widget=forms.RadioSelect,
        )

    def wanted(self, sheet_index: int) -> SheetChoice:
        """What was chosen. sheet_index: of the sheet that was read; in another one the header is looked for anew."""
        sheet = int(self.cleaned_data.get("sheet", sheet_index))
        return SheetChoice(sheet, int(self.cleaned_data["header"]) if sheet == sheet_index else None)


class MatchColumns(forms.Form):
    """Which column is which. columns: ours; headers: the file's; asks: whether a person must look at the letters.

    hidden: how many rows below the header do not show.
    """

    def __init__(
        self,
        *args: Any,
        columns: Sequence[ImportColumn],
        headers: list[str],
        asks: bool,
        hidden: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._columns = columns
        choices = [(str(index), name or _column(index)) for index, name in enumerate(headers)]
        for column in columns:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.title), required=column.needed, choices=[("", _("Not in the file")), *choices]
            )
        if hidden:
            sentence = ngettext(
                "%(count)s hidden row; import it too?", "%(count)s hidden rows; import them too?", hidden
            )
            self.fields["hidden_rows"] = forms.ChoiceField(
                label=sentence % {"count": f"{hidden:,}"},
                choices=_HIDDEN,
                widget=forms.RadioSelect,
            )
        if asks:
            self.fields["reads_right"] = forms.BooleanField(label=_("The text in these rows is readable"))

    def clean(self) -> dict[str, Any]:
        """Refuses a column of the file that is chosen twice."""
        data = super().clean() or {}
        chosen_by: dict[str, str] = {}
        for column in self._columns:
            index = data.get(column.name, "")
            if index and index in chosen_by:
                self.add_error(column.name, _("Another field has this column already."))
            elif index:
                chosen_by[index] = column.name
        return data

    @property
    def places(self) -> dict[str, int]:
        """What was chosen."""
        chosen = {column.name: self.cleaned_data.get(column.name, "") for column in self._columns}
        return {name: int(index) for name, index in chosen.items() if index}


def _row(row: SheetRow) -> str:
    cells = " · ".join(cell.strip() for cell in row.cells if cell.strip())
    return _now("Row %(row)s: %(cells)s") % {"row": row.number, "cells": Truncator(cells).chars(100)}


def _column(index: int) -> str:
    return _now("Column %(number)s") % {"number": index + 1}
