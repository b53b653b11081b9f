"""Bringing a roster in; see imports."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.flows.roster.importer import ROSTER
from goodstanding.models import Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.roster import roster as roster_queries
from goodstanding.web.operations.import_pages import Pages
from goodstanding.web.shell.presenters import terms


def _units(who: Viewer) -> QuerySet[Unit]:
    return scope.units(who, Allowed.IMPORT_ROSTER)


def _classes(_who: Viewer, _unit: Unit) -> dict[str, Any]:
    return {"classes": terms.listed(title for _word, title in terms.choices(the_scheme().classes))}


PAGES = Pages(
    ROSTER,
    prefix="roster",
    mine=roster_queries.imports,
    units=_units,
    says={
        "title": _("Import members"),
        "empty": _("An empty roster to fill in"),
        "sheet": _("Members"),
        "empty_file": _("roster-template"),
        "fill": _("Fill in the roster, save it, and upload it."),
        "given_up": _("This import was cancelled. Nothing from the file is in the roster."),
        "done": _("The members are in the roster, and the file is deleted."),
        "show": _("Show the roster"),
        "nothing": _("All of this is already in the roster. There is nothing to import."),
        "give_up": _("The file is deleted. Nothing from it is in the roster."),
    },
    done_url="roster",
    template="roster/bring.html",
    explains=_classes,
)
