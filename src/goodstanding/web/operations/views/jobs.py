"""Jobs: how far they are, what they said, what came of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Job
from goodstanding.queries.operations import jobs as job_queries
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.presenters import terms

_TONES = {"waiting": "neutral", "running": "info", "done": "good", "refused": "warn", "failed": "bad"}


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The viewer's jobs, latest first."""
    page = Paginator(job_queries.jobs(viewer(request)), 30).get_page(request.GET.get("page"))
    context = {"title": _("Jobs"), "entries": [entry(job) for job in page], "page": page}
    return render(request, "operations/jobs/overview.html", context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One job; as a fragment while it runs."""
    job = get_object_or_404(job_queries.jobs(viewer(request)), key=key)
    context = {
        "title": _kind(job),
        "job": _shown(job),
        "breadcrumbs": [{"label": _("Jobs"), "url": reverse("jobs")}, {"label": _kind(job), "url": ""}],
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


def entry(job: Job) -> dict[str, Any]:
    """One line of a list."""
    return {
        "url": reverse("job", args=[job.key]),
        "icon": "jobs",
        "label": _kind(job),
        "detail": terms.moment(job.asked_at),
        "badge": job.get_state_display(),
        "tone": _TONES[job.state],
    }


def _shown(job: Job) -> dict[str, Any]:
    """How far a job is, what it said, and what can be done about it."""
    return {
        "url": reverse("job", args=[job.key]),
        "state": job.get_state_display(),
        "tone": _TONES[job.state],
        "asked": f"{job.asked_by.shown_name} · {terms.moment(job.asked_at)}" if job.asked_by else "",
        "running": job.state in {Job.State.WAITING, Job.State.RUNNING},
        "stage": _stage(job) or _("Waiting for a worker"),
        "done": job.done,
        "total": job.total,
        "figure": f"{job.done:,} / {job.total:,}" if job.total else "",
        "error": job.result.get("error", ""),
        "result_url": _result(job),
        "retry_url": reverse("job_retry", args=[job.key]) if job.state in {Job.State.FAILED, Job.State.REFUSED} else "",
        "lines": job.log[::-1],
    }


def _kind(job: Job) -> str:
    kinds = {
        "roster_check": _("Check of a roster import"),
        "roster_write": _("Roster import"),
        "roster_export": _("Roster export"),
        "facts_check": _("Check of an import of entries"),
        "facts_write": _("Import of entries"),
        "month_end": _("Draft of a month"),
        "rules_impact": _("Comparison of proposed rules"),
        "daily": _("Daily reminders and clean-up"),
    }
    return kinds.get(job.kind, job.kind)


def _stage(job: Job) -> str:
    stages = {
        "check": _("Checking rows"),
        "write": _("Importing rows"),
        "export": _("Exporting members"),
        "frozen": _("Freezing the ledger"),
        "exported": _("Writing the lake"),
        "rated": _("Rating"),
        "loaded": _("Laying the standings out"),
        "checked": _("Checking"),
    }
    return stages.get(job.stage, job.stage)


def _result(job: Job) -> str:
    """The page that shows what came of it, if the job names one."""
    name, args = job.result.get("page", ""), job.result.get("args", [])
    try:
        return reverse(name, args=args) if name else ""
    except NoReverseMatch:
        return ""
