"""Yearly documents at the desk: made for a branch at once, for all below a unit by a job, and downloaded for filing."""

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.dossiers import Dossiers
from goodstanding.flows.dossiers import jobs, office, store
from goodstanding.flows.dossiers.making import Making, make_packs
from goodstanding.models import Dossier, DossierFile, RecordView, Unit
from goodstanding.queries.dossiers import dossiers
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dossiers.presenters import dossiers as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST = 200


def _rules() -> Dossiers:
    rules = the_scheme().dossiers
    if rules is None:
        raise Http404
    return rules


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(dossiers.units(viewer(request), the_scheme()), code=code)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The units whose documents the viewer makes; of a single one, its own page."""
    rules, who = _rules(), viewer(request)
    if not dossiers.makes(who, the_scheme()):
        raise Http404
    found = list(dossiers.units(who, the_scheme())[:_MOST])
    if len(found) == 1:
        return redirect("dossiers_unit", found[0].code)
    context = {"title": presenters.title(rules), "units": [presenters.unit_entry(unit) for unit in found]}
    return render(request, "dossiers/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def unit_page(request: HttpRequest, code: str) -> HttpResponse:
    """A unit: its settled years, each with its issues and the button that makes one."""
    rules, unit, who = _rules(), _unit(request, code), viewer(request)
    if request.method == "POST":
        return _make(request, unit)
    issues = list(dossiers.issues(unit))
    counted = dossiers.counts(issues)
    years = [
        presenters.year_line(year, [one for one in issues if one.year == year], counted)
        for year in dossiers.years_of(unit, who.on)
    ]
    is_branch = unit.level in rules.held_in
    below = 0 if is_branch else len(dossiers.branches(unit, the_scheme()))
    context = {
        "title": presenters.title(rules),
        "lead": terms.aside(unit.name, terms.level(unit.level)),
        "unit": unit,
        "years": years,
        "is_branch": is_branch,
        "below": ngettext("%(count)s branch below", "%(count)s branches below", below) % {"count": below},
        "breadcrumbs": [
            {"label": presenters.title(rules), "url": reverse("dossiers")},
            {"label": unit.name, "url": ""},
        ],
    }
    return render(request, "dossiers/unit.html", context)


def _make(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Makes the sheets of a branch at once; those of all branches below a unit are made by a job."""
    rules, who = _rules(), viewer(request)
    asked = {str(year): year for year in dossiers.years_of(unit, who.on)}
    year = asked.get(request.POST.get("year", ""))
    if year is None:
        raise Http404
    with saying_refusals(request):
        if unit.level not in rules.held_in:
            return redirect("job", key=jobs.ask_to_make(unit=unit, year=year, by=who, at=now()).key)
        making = Making(year, the_scheme(), get_language() or "en", who, now())
        (made,) = make_packs([unit], making, lambda _done, _total: None)
        if made.was_there:
            messages.info(request, _("Nothing has changed since this issue was made, so it still counts."))
        else:
            text = ngettext("Made: %(count)s sheet.", "Made: %(count)s sheets.", made.sheets) % {"count": made.sheets}
            messages.success(request, text)
    return redirect("dossiers_unit", unit.code)


@require_safe
@desk_page
def file(request: HttpRequest, key: str) -> HttpResponse | FileResponse:
    """A file of an issue. Every member whose sheet stands in it can read who took it."""
    found = dossiers.issue(viewer(request), key, the_scheme())
    form = request.GET.get("form", "pdf")
    if found is None or form not in presenters.forms_of(found):
        raise Http404
    path = _path(request, found, form)
    if path is None:
        return redirect("dossiers_unit", found.unit.code)
    if found.kind == Dossier.Kind.PACK:
        members = dossiers.members_in(found)
        record_views.leave(request, members, RecordView.How.EXPORT, Permission.SEE_MEMBER, always=True)
    name = f"{presenters.title(_rules())}-{found.unit.name}-{found.year}-{found.number}.{form}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _path(request: HttpRequest, found: Dossier, form: str) -> Path | None:
    """Where the file lies; what offices work with is made when it is first asked for. None where it cannot be had."""
    if form == DossierFile.Form.PDF:
        kept = found.files.filter(form=form).order_by("pk").first()
        path = store.path_of(found, form, kept.language) if kept is not None else None
        if path is not None and path.is_file():
            return path
        gone = _("This file is no longer here. Make the documents of the year again: the same comes out.")
        messages.error(request, gone)
        return None
    try:
        return office.make(found, form, get_language() or "en", the_scheme(), now())
    except InputError as error:
        messages.error(request, str(error))
        return None
