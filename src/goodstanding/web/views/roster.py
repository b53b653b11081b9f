"""Bringing a roster in; see imports."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.flows.roster import exports
from goodstanding.flows.roster.imports import ROSTER
from goodstanding.flows.sheets import files
from goodstanding.models import Unit
from goodstanding.queries import roster as reading
from goodstanding.queries.organization import the_scheme
from goodstanding.web.door import desk_page, viewer
from goodstanding.web.presenters import words
from goodstanding.web.views.imports import Pages, kind_of, sent_once

_SAYS = {
    "title": gettext_lazy("Import members"),
    "fill": gettext_lazy("Fill the roster in, save it, and bring it again."),
    "given_up": gettext_lazy("This import was given up. Nothing of the file is in the roster."),
    "done": gettext_lazy("The members are in the roster, and the file is deleted."),
    "show": gettext_lazy("Show the roster"),
    "nothing": gettext_lazy("The roster already says all of this. There is nothing to import."),
    "give_up": gettext_lazy("The file is deleted. Nothing of it is in the roster."),
}
PAGES = Pages(ROSTER, "roster", reading.imports, _SAYS, "roster")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Takes a file, and goes on to matching its columns."""
    classes = words.listed(title for _word, title in words.choices(the_scheme().classes))
    return PAGES.bring(request, _unit(request, code), "roster/bring.html", {"classes": classes})


@require_safe
@desk_page
def template(request: HttpRequest, code: str) -> FileResponse:
    """An empty roster to fill in."""
    _unit(request, code)
    kind = kind_of(request)
    path = files.fresh(kind)
    exports.template(path, kind, _("Members"))
    return sent_once(path, kind, _("roster-template"))


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
    return get_object_or_404(scope.units(viewer(request), Allowed.IMPORT_ROSTER), code=code, closed_on=None)
