"""A roll that goes along on the host's phone: names, how to find them, what they are to the meeting; nothing more."""

from datetime import timedelta
from typing import Any

from goodstanding.actions.check_in.offline_delivery import DeliveredMark
from goodstanding.actions.check_in.offline_roll import OfflineRoll
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee
from goodstanding.names.sounds import heard
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.web.meetings.presenters import meetings


def offline_roll(roll: OfflineRoll, scheme: Scheme) -> dict[str, Any]:
    """What the phone keeps, encrypted there."""
    kind = scheme.meetings.get(roll.meeting.type)
    grace = timedelta(minutes=kind.grace_minutes if kind else 0)
    tally = meeting_queries.tally(roll.people, kind)
    return {
        "meeting": roll.meeting.key,
        "word": roll.ticket,
        "title": meetings.title(roll.meeting),
        "when": meetings.when(roll.meeting),
        "late_after": int((roll.meeting.starts_at + grace).timestamp()),
        "needed": tally.needed,
        "people": [_person(attendee) for attendee in roll.people],
    }


def _person(attendee: Attendee) -> dict[str, Any]:
    due = attendee.role == Attendee.Role.DUE
    return {
        "member": attendee.member.key,
        "name": attendee.member.shown_as,
        "number": attendee.member.number,
        "find": " ".join(heard(attendee.member.name)),
        "role": "" if due else attendee.get_role_display(),
        "due": due,
        "votes": attendee.votes,
        "said": attendee.counted.verdict if attendee.counted else "",
    }


def result(mark: DeliveredMark) -> dict[str, str]:
    """What became of one item."""
    found = {"once": mark.idempotency_key, "state": mark.state.value, "text": str(mark.text)}
    return found | {name: value for name, value in (("member", mark.member), ("verdict", mark.verdict)) if value}
