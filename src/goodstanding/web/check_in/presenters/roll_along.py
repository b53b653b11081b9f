"""A roll that goes along on the host's phone: names, how to find them, what they are to the meeting; nothing more."""

from datetime import timedelta
from typing import Any

from goodstanding.actions.check_in.offline_delivery import DeliveredMark
from goodstanding.actions.check_in.offline_roll import Along
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee
from goodstanding.names.sounds import heard
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.web.meetings.presenters import meetings


def taken(along: Along, scheme: Scheme) -> dict[str, Any]:
    """What the phone keeps, encrypted there."""
    kind = scheme.meetings.get(along.meeting.type)
    grace = timedelta(minutes=kind.grace_minutes if kind else 0)
    tally = meeting_queries.tally(along.people, kind)
    return {
        "meeting": along.meeting.key,
        "word": along.word,
        "title": meetings.title(along.meeting),
        "when": meetings.when(along.meeting),
        "late_after": int((along.meeting.starts_at + grace).timestamp()),
        "needed": tally.needed,
        "people": [_person(one) for one in along.people],
    }


def _person(one: Attendee) -> dict[str, Any]:
    due = one.role == Attendee.Role.DUE
    return {
        "member": one.member.key,
        "name": one.member.shown_as,
        "number": one.member.number,
        "find": " ".join(heard(one.member.name)),
        "role": "" if due else one.get_role_display(),
        "due": due,
        "votes": one.votes,
        "said": one.counted.verdict if one.counted else "",
    }


def result(one: DeliveredMark) -> dict[str, str]:
    """What became of one item."""
    found = {"once": one.idempotency_key, "state": one.state.value, "text": str(one.text)}
    return found | {name: value for name, value in (("member", one.member), ("verdict", one.verdict)) if value}
