"""The timeline of a probation: made by the rules from the day of acceptance, at once or by the daily job."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.viewer import Viewer
from goodstanding.actions.probation import acting
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Probation, ProbationStep, Unit
from goodstanding.models.probation.moves import PROBATION_MOVES, Decided, ProbationState
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.probation import dates, probations
from goodstanding.queries.probation.dates import PlannedStep


@transaction.atomic
def begin(*, member: Member, accepted_on: date, scheme: Scheme, by: Viewer | None, at: datetime) -> Probation:
    """Makes the timeline of a member from the day of acceptance, and returns it; one that runs is returned as it is.

    by: None for the system. Raises Denied for anyone without an office that guides the member.
    """
    rule = acting.rule_of(scheme)
    if by is not None:
        acting.check_office(by, member, scheme)
    Member.objects.select_for_update().get(pk=member.pk)
    running = Probation.objects.filter(member=member, state=Probation.State.RUNNING).first()
    if running is not None:
        return running
    made = Probation.objects.create(
        member=member, accepted_on=accepted_on, end_on=dates.end_of(rule, accepted_on), made_at=at,
        made_by=by.account if by else None,
    )  # fmt: skip
    add(made, dates.planned(rule, accepted_on))
    acting.note("begin", made, by=by, at=at)
    acting.tell(member, "probation_begun", by=by, at=at, day=made.end_on.isoformat())
    return made


def add(probation: Probation, planned: Iterable[PlannedStep]) -> None:
    """Adds steps to a probation."""
    ProbationStep.objects.bulk_create(
        ProbationStep(probation=probation, kind=one.kind, number=one.number, due_on=one.due_on) for one in planned
    )  # fmt: skip


def came(units: Collection[Unit], *, at: datetime) -> None:
    """Makes the timelines of those who came to these units on probation, and ends those of members whose class was
    ended. See actions/arrivals.py."""
    scheme = the_scheme()
    end_with_class(probations.class_ended(scheme, today(at), list(units)), at=at)
    for span in list(probations.without_timeline(scheme, today(at), list(units))):
        begin(member=span.member, accepted_on=span.from_on, scheme=scheme, by=None, at=at)


@transaction.atomic
def end_with_class(found: Iterable[Probation], *, at: datetime) -> int:
    """Ends probations whose class was ended by hand, and notifies the members. Returns how many.

    It says nothing of a decision: what the bodies decide is recorded by them alone.
    """
    count = 0
    for probation in found:
        row = Probation.objects.select_for_update().get(pk=probation.pk)
        row.state = PROBATION_MOVES[ProbationState(row.state), Decided.CLASS_ENDED]
        row.save(update_fields=["state"])
        acting.note("end", probation, by=None, at=at)
        acting.tell(probation.member, "probation_ended", by=None, at=at)
        count += 1
    return count


@transaction.atomic
def begin_missing(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Makes the timelines that are missing and ends those whose class was ended, as after an import.

    Returns how many were made.
    """
    end_with_class(probations.class_ended(scheme, on), at=at)
    spans = list(probations.without_timeline(scheme, on))
    for span in spans:
        begin(member=span.member, accepted_on=span.from_on, scheme=scheme, by=None, at=at)
    return len(spans)
