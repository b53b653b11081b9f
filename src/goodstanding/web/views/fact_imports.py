"""Bringing facts in; see imports."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger_rules import kinds_for
from goodstanding.flows.facts.imports import FACTS
from goodstanding.models import Unit
from goodstanding.queries import recorded as reading
from goodstanding.queries.organization import the_scheme
from goodstanding.web.presenters import facts as shown
from goodstanding.web.views.imports import Pages


def _kinds(who: Viewer, unit: Unit) -> dict[str, Any]:
    scheme, held = the_scheme(), [one for one in who.held(Allowed.RECORD_FACT) if one.covers(unit)]
    names = dict.fromkeys([*kinds_for(scheme, "member", held), *kinds_for(scheme, "unit", held)])
    return {"kinds": [{"label": shown.title(name, scheme), "name": name} for name in names]}


PAGES = Pages(
    FACTS,
    prefix="fact",
    mine=reading.imports,
    units=reading.units,
    says={
        "title": _("Import facts"),
        "empty": _("An empty sheet to fill in"),
        "sheet": _("Facts"),
        "empty_file": _("facts-template"),
        "fill": _("Fill the sheet in, save it, and bring it again."),
        "given_up": _("This import was given up. Nothing of the file is in the ledger."),
        "done": _("The facts are in the ledger, and the file is deleted."),
        "show": _("Show recorded facts"),
        "nothing": _("The ledger already says all of this. There is nothing to import."),
        "give_up": _("The file is deleted. Nothing of it is in the ledger."),
    },
    done_url="facts",
    template="facts/bring.html",
    explains=_kinds,
)
