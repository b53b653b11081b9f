"""The coming days at a glance, each with what it holds: for a member, and for the people of a branch."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access.viewer import Viewer
from goodstanding.queries.care import talks
from goodstanding.queries.dues import waiting as dues_queries
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.personal import week
from goodstanding.queries.personal.waiting import Waiting
from goodstanding.web.assignments.presenters import assignments as assignment_presenters
from goodstanding.web.care.presenters import care as care_presenters
from goodstanding.web.dues.presenters import waiting as dues_presenters
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.personal.presenters import waiting
from goodstanding.web.service.presenters import service as service_presenters
from goodstanding.web.shell.presenters import terms
from goodstanding.web.study.presenters import courses as course_presenters

Entry = dict[str, Any]


def of_member(who: Viewer, at: datetime) -> list[dict[str, Any]]:
    """The member's own: what is overdue first, then the days that hold something."""
    ahead = meeting_queries.own(who).filter(meeting__state__in=meeting_queries.AHEAD, meeting__ends_at__gte=at)
    found = [(one.meeting.on, meeting_presenters.own_entry(one)) for one in ahead[: week.MOST]]
    if who.member_id is not None:
        arranged = apart_anywhere(talks.ahead(who.member_id, who.on), lambda one: care_presenters.other_of(one, who))
        found += [(talk.on, care_presenters.talk_ahead(talk, who)) for talk in arranged]
    found += [(one.activity.on, service_presenters.own_entry(one)) for one in week.own_activities(who, at)]
    own = waiting.of_member(Waiting(who, the_scheme(), at))
    found += [(line["due"], line) for line in own if line.get("due") is not None]
    return _by_day(found, who.on)


def of_office(who: Viewer, at: datetime) -> list[dict[str, Any]]:
    """What the viewer's units have: meetings and activities to hold, and by when courses and assignments are due."""
    return _by_day(_of_office(who, at), who.on)


def _of_office(who: Viewer, at: datetime) -> Iterator[tuple[date, Entry]]:
    for meeting in week.meetings(who, the_scheme(), at):
        yield meeting.on, meeting_presenters.entry(meeting, with_unit=True)
    for activity in week.activities(who, the_scheme(), at):
        yield activity.on, service_presenters.desk_entry(activity, with_unit=True)
    for course in week.courses(who):
        assert course.due_on is not None, "an open course has a day"
        yield course.due_on, course_presenters.entry(course) | {"badge": ""}
    for assignment in week.assignments(who):
        count = assignment.n_open  # type: ignore[attr-defined]
        told = ngettext("%(count)s has not done it yet", "%(count)s have not done it yet", count) % {"count": count}
        line = assignment_presenters.desk_entry(assignment)
        yield assignment.due_on, line | {"detail": f"{assignment.unit.name} · {told}"}
    for unit in dues_queries.to_collect(who):
        line = dues_presenters.collect_waiting(unit, who.on)
        yield line["due"], line


def _by_day(found: Iterable[tuple[date, Entry]], on: date) -> list[dict[str, Any]]:
    """Days with their headings, those before today together; what is further away than a week is left out."""
    days = dict[date, list[Entry]]()
    for day, entry in sorted(found, key=lambda one: one[0]):
        if day < on + timedelta(days=week.DAYS):
            days.setdefault(max(day, on - timedelta(days=1)), []).append(entry)
    return [
        {"id": f"day-{(day - on).days}", "heading": _heading(day, on), "entries": days[day]} for day in sorted(days)
    ]


def _heading(day: date, on: date) -> str:
    said = terms.said_day(day)
    if day < on:
        return _("Overdue")
    if day == on:
        return terms.pair(_("Today"), said)
    return terms.pair(_("Tomorrow"), said) if day == on + timedelta(days=1) else said
