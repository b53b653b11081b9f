"""Jobs on pages: what they are, how far they are, and what came of them."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from goodstanding.models import Job
from goodstanding.web.shell.presenters import terms

TONES = {"waiting": "neutral", "running": "info", "done": "good", "refused": "warn", "failed": "bad"}


def entry(job: Job) -> dict[str, Any]:
    """One line of a list."""
    return {
        "url": reverse("job", args=[job.key]),
        "icon": "jobs",
        "label": kind(job),
        "detail": terms.said_moment(job.asked_at),
        "badge": job.get_state_display(),
        "tone": TONES[job.state],
    }


def shown(job: Job) -> dict[str, Any]:
    """How far a job is, what it said, and what can be done about it."""
    may_retry = job.state in {Job.State.FAILED, Job.State.REFUSED}
    return {
        "url": reverse("job", args=[job.key]),
        "state": job.get_state_display(),
        "tone": TONES[job.state],
        "asked": f"{job.asked_by.shown_name} · {terms.said_moment(job.asked_at)}" if job.asked_by else "",
        "running": job.state in {Job.State.WAITING, Job.State.RUNNING},
        "stage": stage(job) or _("Waiting for a worker"),
        "done": job.done,
        "total": job.total,
        "figure": f"{job.done:,} / {job.total:,}" if job.total else "",
        "error": job.result.get("error", ""),
        "result_url": result_url(job),
        "retry_url": reverse("job_retry", args=[job.key]) if may_retry else "",
        "lines": job.log[::-1],
    }


def kind(job: Job) -> str:
    """What sort of job it is."""
    kinds = {
        "roster_check": _("Check of a roster import"),
        "roster_write": _("Roster import"),
        "roster_export": _("Roster export"),
        "dossiers_make": _("Yearly documents"),
        "dues_check": _("Check of a bank statement"),
        "dues_write": _("Import of a bank statement"),
        "facts_check": _("Check of an import of entries"),
        "facts_write": _("Import of entries"),
        "month_end": _("Draft of a month"),
        "rules_impact": _("Comparison of proposed rules"),
        "assignment_give": _("Assignment to many members"),
        "question_withdraw": _("Withdrawal of a question"),
        "unit_duties": _("Entries about units for a month"),
        "daily": _("Daily reminders and clean-up"),
    }
    return kinds.get(job.kind, job.kind)


def stage(job: Job) -> str:
    """What it is at."""
    stages = {
        "check": _("Checking rows"),
        "write": _("Importing rows"),
        "export": _("Exporting members"),
        "sheets": _("Making yearly sheets"),
        "give": _("Giving the assignment"),
        "mark": _("Marking attempts again"),
        "frozen": _("Freezing the ledger"),
        "exported": _("Writing the lake"),
        "rated": _("Rating"),
        "loaded": _("Laying the standings out"),
        "checked": _("Checking"),
    }
    return stages.get(job.stage, job.stage)


def result_url(job: Job) -> str:
    """The page that shows what came of it, if the job names one."""
    name, args = job.result.get("page", ""), job.result.get("args", [])
    try:
        return reverse(name, args=args) if name else ""
    except NoReverseMatch:
        return ""
