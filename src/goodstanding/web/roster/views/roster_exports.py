"""Taking a roster out: at once where it is small, as a job where it is large."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.operations.imports import FILES_KEPT
from goodstanding.flows.imports import files
from goodstanding.flows.roster import exports, jobs
from goodstanding.models import Job, RecordView, Unit
from goodstanding.queries.operations.jobs import jobs as seen_jobs
from goodstanding.queries.people.organization import the_scheme
from goodstanding.sheets.limits import MOST_AT_ONCE
from goodstanding.sheets.write import TYPES
from goodstanding.web.operations.downloads import sent_once
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.roster.forms import roster as roster_forms
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.presenters import terms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def export(request: HttpRequest, code: str) -> HttpResponseBase:
    """Asks what should be in the sheet, and gives it."""
    who = viewer(request)
    unit = get_object_or_404(scope.units(who, Allowed.EXPORT_ROSTER), code=code)
    asked = {name: request.GET.get(name, "") for name in ("q", "word")}
    form = roster_forms.ExportRoster(
        request.POST or None, initial={**asked, "below": "no" if any(asked.values()) else "yes"}
    )
    if request.method == "POST" and form.is_valid():
        return _given(request, _wanted(request, unit, form.cleaned_data))
    chosen = form.cleaned_data if request.method == "POST" else asked
    narrowed = [chosen.get("q", ""), terms.member_class(chosen["word"]) if chosen.get("word") else ""]
    context = {
        "title": _("Export members"),
        "lead": unit.name,
        "unit": unit,
        "form": form,
        "narrowed": terms.listed(part for part in narrowed if part),
        "cancel_url": reverse("roster", args=[unit.code]),
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("Export")),
        "kept_days": FILES_KEPT.days,
    }
    return render(request, "roster/export.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@desk_page
def download(request: HttpRequest, key: str) -> FileResponse:
    """The file that one's own export left."""
    job = get_object_or_404(
        seen_jobs(viewer(request)),
        key=key,
        kind="roster_export",
        state=Job.State.DONE,
        asked_by=viewer(request).account,
    )
    unit = get_object_or_404(scope.units(viewer(request), Allowed.EXPORT_ROSTER), code=job.facts["unit"])
    path = jobs.exported_file(job)
    if path is None:
        raise Http404
    kind = job.facts["kind"]
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{_name(unit)}.{kind}", content_type=TYPES[kind])


def _given(request: HttpRequest, wanted: exports.ExportChoice) -> HttpResponseBase:
    who = viewer(request)
    if exports.members_of(wanted, who).count() > MOST_AT_ONCE:
        return redirect("job", key=jobs.ask_to_export(wanted=wanted, by=who, at=now()).key)
    path = files.fresh(wanted.kind)
    try:
        exports.export(wanted=wanted, path=path, scheme=the_scheme(), by=who, at=now(), tell=lambda _done, _total: None)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return sent_once(path, wanted.kind, _name(wanted.unit))


def _wanted(request: HttpRequest, unit: Unit, data: dict[str, Any]) -> exports.ExportChoice:
    return exports.ExportChoice(
        unit=unit,
        kind=data["kind"],
        below=data["below"] == "yes",
        text=data["q"],
        word=data["word"],
        purpose=(record_views.purpose_of(request) or RecordView.Purpose.ROSTER).value,
        chinese=terms.is_chinese(),
    )


def _name(unit: Unit) -> str:
    return f"{_('roster')}-{unit.code}-{now().date().isoformat()}"
