"""What is done once a day: reminders, and tidying up. However many workers look at the clock, it is done once."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from goodstanding.actions.assignments import answers
from goodstanding.actions.assignments import reminders as assignment_reminders
from goodstanding.actions.ballots import ballots
from goodstanding.actions.care import missed as care_missed
from goodstanding.actions.cases import cases
from goodstanding.actions.decisions import decisions
from goodstanding.actions.dues import months as dues_months
from goodstanding.actions.initiative import moved as moved_away
from goodstanding.actions.initiative import reminders as initiative_reminders
from goodstanding.actions.ledger import ledger
from goodstanding.actions.letters import letters
from goodstanding.actions.meetings import reminders
from goodstanding.actions.objections import deadlines, objections
from goodstanding.actions.operations import imports
from goodstanding.actions.people import transfers
from goodstanding.actions.probation import timeline
from goodstanding.actions.service import reminders as service_reminders
from goodstanding.actions.sign_in import challenges, invitations, rate_limits, sessions, sign_in_requests
from goodstanding.actions.study import lessons
from goodstanding.flows.cases import watching
from goodstanding.flows.imports import files
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.operations.jobs import Progress
from goodstanding.flows.unit_duties import monthly as unit_duties
from goodstanding.queries.people.organization import the_organization, the_scheme

DAILY = "daily"
#: The hour of the organization's clock from which the day's work is done: reminders are there in the morning.
_FROM = timedelta(hours=4)


def look_at_clock(at: datetime) -> bool:
    """Asks for the day's work when its hour has come, or was missed. Gives whether it was asked for now.

    What was missed on the days before is not done once for each: the work of today is about all that is due by now.
    """
    organization = the_organization()
    if organization is None:
        return False
    day = (at.astimezone(ZoneInfo(organization.time_zone)) - _FROM).date()
    return job_runs.ask_once(
        kind=DAILY, facts={"on": day.isoformat()}, idempotency_key=f"{DAILY}:{day.isoformat()}", at=at
    )


def match_requests(at: datetime) -> int:
    """Finds the members of those who asked for help with signing in. Returns how many were found."""
    return sign_in_requests.match(at=at)


def close_ballots(at: datetime) -> int:
    """Closes the ballots whose end has come, within a minute of it. Returns how many."""
    return ballots.close_due(scheme=the_scheme(), at=at) if the_organization() is not None else 0


def steps(on: date, at: datetime) -> Mapping[str, Callable[[], int]]:
    """The day's work by what it is called; each gives how many it was about, and may be done again."""
    return {
        "transfers_reminded": lambda: transfers.remind(today=on, at=at),
        # Days may have come with a new release; what is due later now does not go up today.
        "deadlines_counted_anew": lambda: deadlines.count_anew(scheme=the_scheme(), at=at),
        "objections_escalated": lambda: objections.escalate(on=on, scheme=the_scheme(), at=at),
        "meetings_reminded": lambda: reminders.remind(on=on, scheme=the_scheme(), at=at),
        "newcomers_called": lambda: reminders.call_newcomers(on=on, scheme=the_scheme(), at=at),
        "assignments_reminded": lambda: assignment_reminders.remind(on=on, scheme=the_scheme(), at=at),
        "posts_ended": lambda: moved_away.end_left(scheme=the_scheme(), at=at),
        "suggestions_reminded": lambda: initiative_reminders.remind(on=on, scheme=the_scheme(), at=at),
        "dues_begun": lambda: dues_months.begin(on=on, scheme=the_scheme(), at=at),
        "care_closed": lambda: care_missed.close(on=on, scheme=the_scheme(), at=at),
        "activities_reminded": lambda: service_reminders.remind(on=on, at=at),
        "probations_begun": lambda: timeline.begin_missing(on=on, scheme=the_scheme(), at=at),
        "decisions_counted": lambda: decisions.leave_yearly(on=on, scheme=the_scheme(), at=at),
        "letters_reminded": lambda: letters.remind(on=on, scheme=the_scheme(), at=at),
        "unit_duties_asked_for": lambda: unit_duties.ask(on=on, scheme=the_scheme(), at=at),
        "cases_reminded": lambda: cases.remind(on=on, scheme=the_scheme(), at=at),
        "warnings_found": lambda: watching.look(on=on, scheme=the_scheme(), at=at),
        "attachments_deleted": lambda: (
            objections.tidy_attachments() + answers.tidy_attachments() + lessons.tidy_files()
        ),
        "visits_ended": lambda: sessions.purge(at=at),
        "limits_forgotten": lambda: rate_limits.purge(at=at),
        "challenges_forgotten": lambda: challenges.purge(at=at),
        "sign_in_requests_forgotten": lambda: sign_in_requests.purge(at=at),
        "invitations_forgotten": lambda: invitations.purge(at=at),
        "roster_files_deleted": files.tidy,
        "refused_rows_forgotten": lambda: imports.forget(at=at),
        "months_made_ready": lambda: ledger.make_ready(on),
    }


def do_daily(progress: Progress, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Does the day's work; gives how many each step was about."""
    done: dict[str, int] = {}
    todo = steps(date.fromisoformat(facts["on"]), timezone.now())
    for number, (name, step) in enumerate(todo.items()):
        progress.at(number, len(todo), name)
        done[name] = step()
    progress.at(len(todo), len(todo))
    return done
