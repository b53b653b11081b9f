"""What the host is asked about those who came, and who can make up for what they missed."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance.catch_up import MOST_HOW
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import AttendanceConflict, Attendee, Fact, Meeting
from goodstanding.queries.attendance import catch_up
from goodstanding.queries.attendance.catch_up import Missed, how_of
from goodstanding.queries.attendance.values import is_asked_about, seats
from goodstanding.web.ledger.presenters import facts as fact_presenters
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.shell.presenters import terms


def rows(meeting: Meeting, people: Sequence[Attendee], kind: MeetingType, scheme: Scheme) -> list[dict[str, Any]]:
    """Those who came, each with what is asked about them. No one about whom two proofs disagree: nothing is written."""
    if not kind.asked:
        return []
    cases = AttendanceConflict.objects.filter(attendee__in=people, state=AttendanceConflict.State.OPEN)
    waiting = set(cases.values_list("attendee_id", flat=True))
    seated = seats(people, meeting, kind)
    came = [
        attendee for attendee in people if attendee.pk not in waiting and is_asked_about(attendee, seated[attendee.pk])
    ]
    return [
        {
            "key": attendee.member.key,
            "name": attendee.member.shown_as,
            "verdict": attendee.counted.get_verdict_display() if attendee.counted else "",
            "asked": [
                {"fact": rule.fact, "label": fact_presenters.title(rule.fact, scheme), "ticked": rule.ticked}
                for rule in kind.asked
            ],
        }
        for attendee in came
    ]


def missed(who: Viewer, meeting: Meeting, kind: MeetingType | None, people: Sequence[Attendee]) -> dict[str, Any]:
    """Who missed a closed meeting and can make up for it, or has; for anyone who records facts of the unit."""
    if kind is None or kind.made_up is None or not who.may(Permission.RECORD_FACT, meeting.unit):
        return {}
    found = catch_up.missed(meeting, kind, people)
    last = catch_up.last_day(meeting, kind.made_up)
    return {
        "lines": [_line(missed_meeting, who, meeting) for missed_meeting in found],
        "first": meeting.on,
        "last": last,
        "initial": min(max(who.on, meeting.on), last),
        "most": MOST_HOW,
        "is_over": who.on > last,
    }


def _line(missed_meeting: Missed, who: Viewer, meeting: Meeting) -> dict[str, Any]:
    attendee = missed_meeting.attendee
    return {
        "attendee": attendee,
        "name": attendee.member.shown_as,
        "verdict": meeting_presenters.verdict(attendee),
        "tone": meeting_presenters.VERDICT_TONES[attendee.verdict],
        "own": attendee.member_id == who.member_id,
        "done": done(missed_meeting.fact, meeting, holds=missed_meeting.holds),
        "fact_url": fact_presenters.address(missed_meeting.fact) if missed_meeting.fact else "",
        "elsewhere": _elsewhere(missed_meeting.elsewhere)[:MOST_HOW] if missed_meeting.elsewhere else "",
        "elsewhere_on": missed_meeting.elsewhere.on if missed_meeting.elsewhere else None,
    }


def done(fact: Fact | None, meeting: Meeting, *, holds: bool = True) -> str:
    """That a person made up for a meeting, when and how."""
    if fact is None:
        return ""
    if not holds:
        return _("Caught up, then taken back")
    return _("Caught up on %(day)s: %(how)s") % {"day": terms.said_day(fact.occurred_on), "how": how_of(fact, meeting)}


def _elsewhere(meeting: Meeting) -> str:
    return _("Guest at %(unit)s on %(day)s") % {"unit": meeting.unit.name, "day": terms.said_day(meeting.on)}
