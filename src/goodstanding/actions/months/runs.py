"""Runs: drafted from a frozen ledger, reviewed, published by another person. A published month is only issued again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.period import last_day, month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Job, Run, Unit
from goodstanding.queries.months import fairness
from goodstanding.queries.people.calendars import said_month, today

State = Run.State
#: From which state one may go to which; everything else is refused.
STEPS: Mapping[State, frozenset[State]] = {
    State.DRAFTING: frozenset({State.DRAFTED, State.WITHDRAWN}),
    State.DRAFTED: frozenset({State.REVIEWED, State.WITHDRAWN}),
    State.REVIEWED: frozenset({State.PUBLISHED, State.WITHDRAWN}),
    State.PUBLISHED: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


@transaction.atomic
def begin(*, month: int, scheme: Scheme, by: Viewer | None, at: datetime, reason: str = "") -> Run:
    """Begins to draft a month. Raises ActionRefused on a month that is not over, is being worked on, or has no rules.

    A month that was published is issued again, with a reason and a number of its own.
    """
    check(by, Permission.DRAFT_RUN, top())
    if last_day(month) >= today(at):
        raise ActionRefused(_("%(month)s is not over yet.") % {"month": said_month(month)}, "month")
    if not scheme.effective.holds(month):
        raise ActionRefused(_("The rules are not in force in %(month)s.") % {"month": said_month(month)}, "month")
    at_work = Run.objects.select_for_update().filter(
        month=month, state__in=(State.DRAFTING, State.DRAFTED, State.REVIEWED)
    )
    if at_work.exists():
        raise ActionRefused(
            _("The rating of %(month)s is already in progress.") % {"month": said_month(month)}, "month"
        )
    number = (Run.objects.filter(month=month).aggregate(last=Max("number"))["last"] or 0) + 1
    if Run.objects.filter(month=month, state=State.PUBLISHED).exists():
        needed(reason, "reason", missing=_("This month was published. Give the reason for issuing it again."))
    run = Run.objects.create(
        month=month,
        number=number,
        scheme=scheme.name,
        reason=reason.strip() or ("" if number == 1 else "drafted anew"),
        drafted_at=at,
        drafted_by=by.account if by else None,
    )
    _trail("draft", run, by, at)
    return run


@transaction.atomic
def anew(*, run: Run, scheme: Scheme, by: Viewer, at: datetime) -> Run:
    """Gives a draft up for another one that counts what came in since. Raises ActionRefused once it is published.

    The reason for issuing a published month again goes on with it.
    """
    withdraw(run=run, reason=gettext("Drafted again, with the entries that came in since"), by=by, at=at)
    return begin(month=run.month, scheme=scheme, by=by, at=at, reason=run.reason)


def follow(*, run: Run, job: Job) -> None:
    """Remembers which job is at it."""
    Run.objects.filter(pk=run.pk).update(job=job)


def keep(*, run: Run, **values: Any) -> None:
    """Keeps what a step of the draft found. Nothing of a run changes so once it is drafted."""
    Run.objects.filter(pk=run.pk, state=State.DRAFTING).update(**values)
    for name, value in values.items():
        setattr(run, name, value)


@transaction.atomic
def drafted(*, run: Run, at: datetime) -> None:
    """The draft is whole: its standings are there, and everything was checked."""
    _step(run, State.DRAFTED)
    _trail("drafted", run, None, at)


@transaction.atomic
def review(*, run: Run, note: str, by: Viewer, at: datetime) -> None:
    """A person has looked at the draft and stands for it. Raises ActionRefused where a check failed."""
    check(by, Permission.REVIEW_RUN, top())
    if any(not outcome["holds"] for outcome in run.checks):
        raise ActionRefused(_("A check failed. Withdraw this draft and find the cause."))
    _step(run, State.REVIEWED, reviewed_at=at, reviewed_by=by.account, review=note)
    _trail("review", run, by, at)


@transaction.atomic
def publish(*, run: Run, by: Viewer, at: datetime) -> None:
    """Another person publishes it: from now on members read it.

    Raises ActionRefused for the person who reviewed it, and while a gap between groups of members has no answer.
    """
    check(by, Permission.PUBLISH_RUN, top())
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.reviewed_by_id == by.account.pk:
        raise ActionRefused(_("You reviewed this. Another person must publish it."))
    if fairness.unanswered(run):
        raise ActionRefused(
            _("A group of members lies behind, and nobody has written why. Answer each such gap first.")
        )
    older = Run.objects.select_for_update().filter(month=run.month, state=State.PUBLISHED).first()
    if older is not None:
        _step(older, State.SUPERSEDED, ended_at=at)
    _step(run, State.PUBLISHED, published_at=at, published_by=by.account)
    _trail("publish", run, by, at)


@transaction.atomic
def withdraw(*, run: Run, reason: str, by: Viewer, at: datetime) -> None:
    """A draft is given up. What was published stays."""
    check(by, Permission.DRAFT_RUN, top())
    reason = needed(reason, "reason", missing=_("Give a reason."))
    _step(run, State.WITHDRAWN, ended_at=at, review=reason)
    _trail("withdraw", run, by, at)


def tell(*, accounts: Sequence[Account], run: Run, at: datetime) -> None:
    """Tells people that their standing can be read."""
    kind = "standing_again" if run.number > 1 and run.reason else "standing"
    facts = {"month": month_text(run.month), "reason": run.reason}
    for account in accounts:
        notices.tell(account, kind, facts, idempotency_key=f"standing:{run.key}", at=at, link="/my/record/")


def _step(run: Run, to: State, **values: Any) -> None:
    before = [state for state, after in STEPS.items() if to in after]
    if not Run.objects.filter(pk=run.pk, state__in=before).update(state=to, **values):
        raise ActionRefused(_("This run has changed meanwhile. Please check it again."))
    run.refresh_from_db()


def top() -> Unit:
    """The top of the tree, over which months are rated. Raises Denied where there is no organization yet."""
    found: Unit | None = Unit.objects.filter(depth=1).first()
    if found is None:
        raise Denied("there is no organization yet")
    return found


def _trail(verb: str, run: Run, by: Viewer | None, at: datetime) -> None:
    audit.record(verb, "run", run.key, by=by, at=at, unit=top(), fields=("state",))
