"""Jobs: how far they are, what they said, what came of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.flows.operations import jobs as job_runs
from goodstanding.queries.operations import jobs as job_queries
from goodstanding.web.operations.presenters import jobs as job_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The viewer's jobs, latest first."""
    page = Paginator(job_queries.jobs(viewer(request)), 30).get_page(request.GET.get("page"))
    context = {"title": _("Jobs"), "entries": [job_presenters.entry(job) for job in page], "page": page}
    return render(request, "operations/jobs/overview.html", context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One job; as a fragment while it runs."""
    job = get_object_or_404(job_queries.jobs(viewer(request)), key=key)
    context = {
        "title": job_presenters.kind(job),
        "job": job_presenters.shown(job),
        "breadcrumbs": [{"label": _("Jobs"), "url": reverse("jobs")}, {"label": job_presenters.kind(job), "url": ""}],
    }
    name = "operations/jobs/state.html" if request.htmx else "operations/jobs/page.html"  # type: ignore[attr-defined]
    return render(request, name, context)


@require_POST
@desk_page
def retry(request: HttpRequest, key: str) -> HttpResponse:
    """Once more, after it failed."""
    job = get_object_or_404(job_queries.jobs(viewer(request)), key=key)
    if job_runs.again(job=job, at=now()):
        messages.success(request, _("The job has been requested again."))
    return redirect("job", key=key)
