"""The host's roll on a page: its lines, and how many are there."""

import re
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.models import Attendee, Meeting, Proof
from goodstanding.models.public_id import new_key
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.presenters import meetings as meeting_presenters

State, Verdict = Meeting.State, Proof.Verdict
#: The key of a proof that waited on a host's phone: the account, and the phone's own number of the mark.
_FROM_PHONE = re.compile(r"(\d+):kept:([A-Za-z0-9_-]{22})")


def count_of(meeting: Meeting, people: list[Attendee]) -> dict[str, Any]:
    """How many are there, and the quorum's verdict."""
    tally = meeting_queries.tally(people, the_scheme().meetings.get(meeting.type))
    return {"tally": tally, "count": meeting_presenters.count(tally), "quorum": meeting_presenters.quorum(tally)}


def says() -> dict[str, str]:
    """What a phone counts by itself, with places for its numbers."""
    return {
        "count": _("%(came)s of %(due)s are here"),
        "guests": _(", and %(guests)s who are not due"),
        "reached": _("Quorum reached: %(there)s of %(voters)s with a vote, needed %(needed)s"),
        "needs": _("No quorum yet: %(there)s of %(voters)s with a vote, needed %(needed)s"),
        "many": _("%(count)s marks waiting"),
        "rest": _("Everyone else present (%(count)s)"),
        "sure": _("Mark %(count)s people as present?"),
        "away": _("Not those who asked for leave (%(count)s)."),
        "only_due": _("Not those who are welcome or guests (%(count)s)."),
        "confirm": _("Mark %(count)s present"),
        "take_back": _("Undo %(count)s"),
        "many_refused": _("%(count)s marks not accepted"),
    }


def line(attendee: Attendee, reader: int | None = None) -> dict[str, Any]:
    """One line of the roll. once: a key for the next mark, so that a tap sent twice is one tap.

    reader: the account that looks; `mine` is the number under which its own phone sent the mark that counts.
    """
    counted = attendee.verdict
    return meeting_presenters.person(attendee) | {
        "once": new_key(),
        "counted": counted,
        "how": _how(attendee),
        "mine": _mine(attendee, reader),
        "proof": str(attendee.counted.pk) if attendee.counted else "",
        "is_due": attendee.role == Attendee.Role.DUE,
        "asked_leave": _asked_leave(attendee),
        "leave_says": _leave_says(attendee),
        "has_case": attendee.conflicts.filter(state="open").exists() if counted else False,
        "verdicts": [(value, label, value == counted) for value, label in Verdict.choices],
    }


def standing_now(people: list[Attendee], reader: int) -> dict[str, dict[str, Any]]:
    """By the member's key, what counts now: for a roll that is open on a page, and already shows the names."""
    found = [(attendee.member.key, line(attendee, reader)) for attendee in people]
    return {key: {name: here[name] for name in ("counted", "how", "mine", "proof", "has_case")} for key, here in found}


def _how(attendee: Attendee) -> str:
    """How it is known, where it is not simply the host's mark: with the verdict, as the line says it."""
    if attendee.counted is None or (
        attendee.counted.assurance == Proof.Assurance.HOST and not attendee.counted.scanned
    ):
        return ""
    return f"{attendee.counted.get_verdict_display()} · {meeting_presenters.how(attendee.counted)}"


def _asked_leave(attendee: Attendee) -> bool:
    """Whether "everyone else present" leaves the member out: a request that no one answered counts as granted."""
    return bool(attendee.leaves_now) and attendee.leaves_now[0].state in {"asked", "granted"}  # type: ignore[attr-defined]


def _leave_says(attendee: Attendee) -> str:
    """What the line says of leave."""
    leave = next(iter(attendee.leaves_now), None)  # type: ignore[attr-defined]
    return _("Leave: %(value)s") % {"value": leave.get_state_display()} if leave else ""


def _mine(attendee: Attendee, reader: int | None) -> str:
    found = _FROM_PHONE.fullmatch(attendee.counted.idempotency_key) if attendee.counted else None
    return found[2] if found and int(found[1]) == reader else ""


def answer_about(
    meeting: Meeting, attendee: Attendee | None, people: list[Attendee], error: str = "", reader: int | None = None
) -> dict[str, Any]:
    """What the roll is told after something was said about a person: their line and the count."""
    mine = {} if attendee is None else {"line": line(attendee, reader) | {"error": error}}
    return {"meeting": meeting, "is_open": meeting.state == State.OPEN, "live": True} | mine | count_of(meeting, people)
