"""Bringing facts in; see imports."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.ledger_rules import kinds_for
from goodstanding.flows.facts.imports import FACTS
from goodstanding.flows.sheets import files
from goodstanding.flows.sheets.written import write_sheet
from goodstanding.models import Unit
from goodstanding.queries import recorded as reading
from goodstanding.queries.organization import the_scheme
from goodstanding.web.door import desk_page, viewer
from goodstanding.web.presenters import facts as shown
from goodstanding.web.views.imports import Pages, kind_of, sent_once

_SAYS = {
    "title": gettext_lazy("Import facts"),
    "fill": gettext_lazy("Fill the sheet in, save it, and bring it again."),
    "given_up": gettext_lazy("This import was given up. Nothing of the file is in the ledger."),
    "done": gettext_lazy("The facts are in the ledger, and the file is deleted."),
    "show": gettext_lazy("Show recorded facts"),
    "nothing": gettext_lazy("The ledger already says all of this. There is nothing to import."),
    "give_up": gettext_lazy("The file is deleted. Nothing of it is in the ledger."),
}
PAGES = Pages(FACTS, "fact", reading.imports, _SAYS, "facts")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Takes a file, and goes on to matching its columns."""
    unit, scheme = _unit(request, code), the_scheme()
    held = [one for one in viewer(request).held(Allowed.RECORD_FACT) if one.covers(unit)]
    names = dict.fromkeys([*kinds_for(scheme, "member", held), *kinds_for(scheme, "unit", held)])
    kinds = [{"label": shown.title(name, scheme), "name": name} for name in names]
    return PAGES.bring(request, unit, "facts/bring.html", {"kinds": kinds})


@require_safe
@desk_page
def template(request: HttpRequest, code: str) -> FileResponse:
    """An empty sheet of facts to fill in."""
    _unit(request, code)
    kind = kind_of(request)
    path = files.fresh(kind)
    write_sheet(path, kind, _("Facts"), [[str(column.title) for column in FACTS.columns]])
    return sent_once(path, kind, _("facts-template"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Where an import stands, and what can be done next."""
    return PAGES.page(request, key)


@require_POST
@desk_page
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Imports all rows or the good ones."""
    return PAGES.write(request, key)


@require_POST
@desk_page
def give_up(request: HttpRequest, key: str) -> HttpResponse:
    """Deletes the file; nothing is imported."""
    return PAGES.give_up(request, key)


@require_safe
@desk_page
def refusals(request: HttpRequest, key: str) -> FileResponse:
    """Every refused row, as a sheet."""
    return PAGES.refusals(request, key)


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(reading.units(viewer(request)), code=code, closed_on=None)
