"""What does the job of giving an assignment to very many members, which takes longer than a page."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from goodstanding.access.viewer import Viewer
from goodstanding.actions.assignments import giving
from goodstanding.actions.assignments.giving import Task
from goodstanding.flows.imports import jobs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Job, Unit
from goodstanding.queries.assignments.recipients import Recipients
from goodstanding.queries.people.organization import the_scheme

#: With more members than that, a page would keep its visitor waiting.
MOST_AT_ONCE = 20_000


def ask_to_give(*, unit: Unit, word: str, task: Task, to: Recipients, form: str, by: Viewer, at: datetime) -> Job:
    """Has an assignment given to very many."""
    facts = {
        "unit": unit.code, "word": word, "title": task.title, "text": task.text, "due_on": task.due_on.isoformat(),
        "class": to.word, "form": form, "language": jobs.language(),
    }  # fmt: skip
    return job_runs.ask(kind="assignment_give", facts=facts, by=by, at=at)


def give(progress: job_runs.Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Gives it; done again after a crash, it gives nothing twice."""
    with jobs.as_asked(progress.job) as (by, at):
        progress.at(0, None, "give")
        task = Task(facts["title"], date.fromisoformat(facts["due_on"]), facts["text"])
        made = giving.give(
            unit=Unit.objects.get(code=facts["unit"]), word=facts["word"], task=task,
            to=Recipients(word=facts["class"]), scheme=the_scheme(), by=by, at=at, form=facts["form"],
        )  # fmt: skip
        count = made.assignees.count()
        progress.at(count, count)
        return {"page": "assignment", "args": [made.key], "members": count}
