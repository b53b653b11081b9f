"""Bringing a roster in: choose a file, match its columns, look at the check, import."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.refusal import Refusal
from goodstanding.flows.roster import exports, files, imports, jobs
from goodstanding.flows.roster import refusals as refused_rows
from goodstanding.flows.roster.columns import NEEDED
from goodstanding.flows.roster.encodings import GB18030
from goodstanding.flows.roster.sheets import CSV, TYPES, XLSX, write_sheet
from goodstanding.models import RosterImport, Unit
from goodstanding.queries import roster as reading
from goodstanding.queries import units as unit_reading
from goodstanding.queries.organization import the_scheme
from goodstanding.web.door import desk_page, now, viewer
from goodstanding.web.forms import roster as forms
from goodstanding.web.presenters import roster as shown
from goodstanding.web.presenters import units as units_shown
from goodstanding.web.presenters import words
from goodstanding.web.views.answers import attempt

State = RosterImport.State
_FIRST_ROWS, _FIRST_REFUSED, _EARLIER = 5, 10, 10
#: A workbook with more rows takes too long to write while somebody waits.
_MOST_IN_WORKBOOK = 50_000


def address(brought: RosterImport) -> str:
    """An import's page."""
    return reverse("roster_import_page", args=[brought.key])


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Takes a file, and goes on to matching its columns."""
    who, unit = viewer(request), _unit(request, code)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.BringRoster(*sent, too_large=getattr(request, "too_large", False))
    kept: list[RosterImport] = []

    def keep(data: dict[str, Any]) -> None:
        file = data["file"]
        kept.append(imports.bring(unit=unit, name=file.name, pieces=file.chunks(), by=who, at=now()))

    if request.method == "POST" and attempt(form, keep):
        return redirect(address(kept[0]))
    earlier = reading.imports(who).filter(unit=unit)[:_EARLIER]
    context = {
        "title": _("Import members"),
        "lead": unit.name,
        "unit": unit,
        "form": form,
        "steps": shown.steps(None),
        "entries": [shown.entry(one) for one in earlier],
        "breadcrumbs": _trail(request, unit, _("Import")),
        "formats": [(XLSX, "XLSX"), (CSV, "CSV")],
        "classes": words.listed(title for _word, title in words.choices(the_scheme().classes)),
    }
    return render(request, "roster/bring.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@desk_page
def template(request: HttpRequest, code: str) -> FileResponse:
    """An empty roster to fill in."""
    _unit(request, code)
    kind = _kind(request)
    path = files.fresh(kind)
    exports.template(path, kind, _("Members"))
    return sent_once(path, kind, _("roster-template"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Where an import stands, and what can be done next."""
    brought = _own(request, key)
    if jobs.is_busy(brought):
        return _waiting(request, brought)
    if request.htmx:  # type: ignore[attr-defined]
        # What was waited for is over: the whole page has something new to say.
        return HttpResponse(headers={"HX-Refresh": "true"})
    matching = brought.state == State.BROUGHT or (brought.state == State.CHECKED and "match" in request.GET)
    if matching or (request.method == "POST" and brought.state == State.CHECKED):
        return _match(request, brought)
    return _outcome(request, brought)


@require_POST
@desk_page
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Imports all rows or the good ones."""
    brought = _own(request, key)
    good_only = request.POST.get("rows") == "good"
    try:
        jobs.ask_to_write(brought=brought, good_only=good_only, by=viewer(request), at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(address(brought))


@require_POST
@desk_page
def give_up(request: HttpRequest, key: str) -> HttpResponse:
    """Deletes the file; nothing is imported."""
    brought = _own(request, key)
    try:
        if jobs.is_busy(brought):
            raise Refusal(_("The file is being read. Wait until that is over."))
        imports.give_up(brought=brought, by=viewer(request), at=now())
        messages.success(request, _("The import is given up, and its file is deleted."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("roster_import", code=brought.unit.code)


@require_safe
@desk_page
def refusals(request: HttpRequest, key: str) -> FileResponse:
    """Every refused row, as a sheet."""
    brought = _own(request, key)
    kind = _kind(request) if brought.refused <= _MOST_IN_WORKBOOK else CSV
    path = files.fresh(kind)

    def rows() -> Any:
        yield refused_rows.headings()
        yield from refused_rows.lines(brought)

    write_sheet(path, kind, _("Refused rows"), rows())
    return sent_once(path, kind, _("refused-rows"))


def sent_once(path: Any, kind: str, name: str) -> FileResponse:
    """Sends a file, which is gone afterwards."""
    file = path.open("rb")
    path.unlink()
    name = f"{name}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])


def _waiting(request: HttpRequest, brought: RosterImport) -> HttpResponse:
    job = brought.job
    assert job is not None, "what is busy has a job"
    stages = {"check": _("Checking rows"), "write": _("Importing rows")}
    context = _context(request, brought) | {
        "job": job,
        "stage": stages.get(job.stage, ""),
        "figure": f"{job.done:,} / {job.total:,}" if job.total else "",
    }
    name = "roster/waiting_part.html" if request.htmx else "roster/waiting.html"  # type: ignore[attr-defined]
    return render(request, name, context)


def _match(request: HttpRequest, brought: RosterImport) -> HttpResponse:
    found = imports.survey_of(brought)
    matched = brought.columns.get("matched", {})
    # UTF-8 is certain; other letters are, where the columns' names make sense.
    asks = brought.encoding == GB18030 and not set(NEEDED) <= set(found.guessed)
    initial = {name: str(place) for name, place in matched.items()}
    form = forms.MatchColumns(request.POST or None, headers=found.headers, asks=asks, initial=initial)
    if request.method == "POST" and attempt(form, lambda _data: _check(request, brought, form)):
        return redirect(address(brought))
    rows = _first_rows(brought)
    context = _context(request, brought, matching=True) | {
        "form": form,
        "asks": asks,
        "table": shown.table(_("The first rows of the file"), found.headers, rows),
        "other_sheets": found.other_sheets,
    }
    return render(request, "roster/match.html", context, status=422 if request.method == "POST" else 200)


def _check(request: HttpRequest, brought: RosterImport, form: forms.MatchColumns) -> None:
    jobs.ask_to_check(brought=brought, places=form.places, by=viewer(request), at=now())


def _first_rows(brought: RosterImport) -> list[list[str]]:
    try:
        return imports.first_rows(brought, _FIRST_ROWS)
    except Refusal:
        return []


def _outcome(request: HttpRequest, brought: RosterImport) -> HttpResponse:
    context = _context(request, brought) | {
        "counts": shown.counts(brought),
        "good": brought.added + brought.changed,
        "done": brought.state == State.DONE,
        "given_up": brought.state == State.GIVEN_UP,
        "table": shown.refused(refused_rows.lines(brought, _FIRST_REFUSED)),
        "formats": [(XLSX, "XLSX"), (CSV, "CSV")] if brought.refused <= _MOST_IN_WORKBOOK else [(CSV, "CSV")],
    }
    return render(request, "roster/outcome.html", context)


def _context(request: HttpRequest, brought: RosterImport, *, matching: bool = False) -> dict[str, Any]:
    return {
        "title": _("Import members"),
        "lead": shown.lead(brought),
        "brought": brought,
        "unit": brought.unit,
        "steps": shown.steps(brought, matching=matching),
        "trouble": shown.trouble(brought.job),
        "breadcrumbs": _trail(request, brought.unit, _("Import")),
    }


def _trail(request: HttpRequest, unit: Unit, label: str) -> list[dict[str, str]]:
    return units_shown.trail(unit_reading.ancestors(viewer(request), unit), unit, label)


def _own(request: HttpRequest, key: str) -> RosterImport:
    return get_object_or_404(reading.imports(viewer(request)), key=key)


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(scope.units(viewer(request), Allowed.IMPORT_ROSTER), code=code, closed_on=None)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("format", XLSX)
    if kind not in TYPES:
        raise Http404
    return kind
