"""The host's roll on a page: its lines, and how many are there."""

from typing import Any

from goodstanding.models import Attendee, Meeting, Proof
from goodstanding.models.public_id import new_key
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.presenters import meetings as meeting_presenters

State, Verdict = Meeting.State, Proof.Verdict


def count_of(meeting: Meeting, people: list[Attendee]) -> dict[str, Any]:
    """How many are there, and the quorum's verdict."""
    tally = meeting_queries.tally(people, the_scheme().meetings.get(meeting.type))
    return {"tally": tally, "count": meeting_presenters.count(tally), "quorum": meeting_presenters.quorum(tally)}


def line(one: Attendee) -> dict[str, Any]:
    """One line of the roll. once: a key for the next mark, so that a tap sent twice is one tap."""
    counted = one.verdict
    by_hand = one.counted is not None and one.counted.assurance == Proof.Assurance.HOST and not one.counted.scanned
    return meeting_presenters.person(one) | {
        "once": new_key(),
        "counted": counted,
        "how": "" if one.counted is None or by_hand else meeting_presenters.how(one.counted),
        "has_case": one.conflicts.filter(state="open").exists() if counted else False,
        "verdicts": [(value, label, value == counted) for value, label in Verdict.choices],
    }


def answer_about(meeting: Meeting, one: Attendee | None, people: list[Attendee], error: str = "") -> dict[str, Any]:
    """What the roll is told after something was said about somebody: their line and the count."""
    mine = {} if one is None else {"line": line(one) | {"error": error}}
    return {"meeting": meeting, "is_open": meeting.state == State.OPEN, "live": True} | mine | count_of(meeting, people)
