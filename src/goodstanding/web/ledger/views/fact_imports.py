"""Bringing facts in; see imports."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.access.fact_recorders import all_kinds_for
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.flows.ledger.importer import FACTS
from goodstanding.models import Unit
from goodstanding.queries.ledger import recorded as recorded_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ledger.presenters import facts as fact_presenters
from goodstanding.web.operations.import_pages import Pages


def _kinds(who: Viewer, unit: Unit) -> dict[str, Any]:
    scheme, held = the_scheme(), [one for one in who.held(Allowed.RECORD_FACT) if one.covers(unit)]
    names = all_kinds_for(scheme, held)
    return {"kinds": [{"label": fact_presenters.title(name, scheme), "name": name} for name in names]}


PAGES = Pages(
    FACTS,
    prefix="fact",
    mine=recorded_queries.imports,
    units=recorded_queries.units,
    says={
        "title": _("Import entries"),
        "empty": _("Empty sheet to fill in"),
        "sheet": _("Entries"),
        "empty_file": _("entries-template"),
        "fill": _("Fill in the sheet, save it, and upload it."),
        "given_up": _("This import was cancelled. Nothing from the file is recorded."),
        "done": _("The entries are recorded, and the file is deleted."),
        "show": _("Show recorded entries"),
        "nothing": _("All of this is already recorded. There is nothing to import."),
        "give_up": _("The file is deleted. None of it is recorded."),
    },
    done_url="facts",
    template="ledger/bring.html",
    explains=_kinds,
)
