"""Bringing a bank statement in; see imports."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.flows.dues.importer import DUES
from goodstanding.models import Unit
from goodstanding.queries.dues import statements
from goodstanding.web.operations.import_pages import Pages


def _explains(who: Viewer, unit: Unit) -> dict[str, Any]:
    del who, unit
    return {}


PAGES = Pages(
    DUES,
    prefix="dues",
    mine=statements.imports,
    units=statements.units,
    says={
        "title": _("Import a bank statement"),
        "empty": _("Empty sheet to fill in"),
        "sheet": _("Bank statement"),
        "empty_file": _("bank-statement-template"),
        "fill": _("Save the statement of the bank as CSV or XLSX, and upload it as it is."),
        "given_up": _("This import was cancelled. Nothing from the file is booked."),
        "done": _("What is certain is booked, and the file is deleted."),
        "show": _("Show the dues"),
        "nothing": _("All of this is already booked. There is nothing to import."),
        "give_up": _("The file is deleted. None of it is booked."),
    },
    done_url="dues_lines",
    template="dues/bring.html",
    explains=_explains,
)
