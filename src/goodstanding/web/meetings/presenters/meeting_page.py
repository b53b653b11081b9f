"""The page of one meeting at the desk: what can be done now, and what each line of it shows."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import Meeting

State = Meeting.State
Action = dict[str, Any]


def actions(meeting: Meeting, *, holds_all: bool, is_told: bool, can_open: bool, may_close: bool) -> list[Action]:
    """What the host can do next, as links and as buttons, the most likely first.

    holds_all: whether the viewer holds every meeting of the unit, not only this kind.
    is_told: whether the notice was sent. can_open: whether check-in may begin by now.
    """
    found = {
        State.PLANNED: _before(meeting, is_told=is_told and holds_all, can_open=can_open),
        State.NOTICED: _before(meeting, is_told=is_told and holds_all, can_open=can_open),
        State.OPEN: _while_open(meeting, holds_all=holds_all, may_close=may_close),
        State.CLOSED: [_link(meeting, "meeting_roll", "list", _("Roll"), quiet=True)],
    }.get(State(meeting.state), [])
    if holds_all and meeting.opened_at:
        if meeting.state == State.OPEN:
            found.append(_paper(meeting))
        found.append(_link(meeting, "meeting_minutes", "edit", _("Minutes"), quiet=True))
    return found


def _before(meeting: Meeting, *, is_told: bool, can_open: bool) -> list[Action]:
    found = []
    if meeting.state == State.PLANNED:
        found.append(_link(meeting, "meeting_notice", "bell", _("Notify everyone"), is_post=True))
    if is_told:
        found.append(_paper(meeting))
    if can_open:
        found.append(_link(meeting, "meeting_open", "check", _("Start check-in"), is_post=True))
    return [*found, _link(meeting, "meeting_change", "edit", _("Change the meeting"), quiet=True)]


def _while_open(meeting: Meeting, *, holds_all: bool, may_close: bool) -> list[Action]:
    found = [_link(meeting, "meeting_door", "scan", _("Screen and entrance"))] if holds_all else []
    found.append(_link(meeting, "meeting_roll", "list", _("Roll"), quiet=holds_all))
    if may_close:
        found.append(_link(meeting, "meeting_close", "done", _("Close the meeting"), quiet=True))
    return found


def _paper(meeting: Meeting) -> Action:
    return _link(meeting, "meeting_paper", "print", _("Paper roll"), quiet=True)


def _link(meeting: Meeting, page: str, icon: str, label: str, *, quiet: bool = False, is_post: bool = False) -> Action:
    return {"url": reverse(page, args=[meeting.key]), "icon": icon, "label": label, "quiet": quiet, "is_post": is_post}


def badge(line: dict[str, Any], *, is_told: bool) -> dict[str, str]:
    """The badge of a person on the list: the verdict, else the leave, else that the notice was read."""
    if line["verdict"]:
        return {"text": line["verdict"], "tone": line["tone"]}
    if line["leave"]:
        return {"text": line["leave"].get_state_display(), "tone": "info"}
    return {"text": _("informed"), "tone": "good"} if is_told and line["is_reached"] else {}


def to_answer(lines: Sequence[dict[str, Any]], own_member: int | None) -> list[dict[str, Any]]:
    """Requests for leave that wait for an answer; the host's own is answered by another person."""
    return [
        line | {"is_own": line["attendee"].member_id == own_member}
        for line in lines
        if line["leave"] and line["leave"].state == "asked"
    ]
