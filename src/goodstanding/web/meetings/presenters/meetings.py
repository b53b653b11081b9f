"""Meetings on pages: what they are called, when, where they stand, who is on the list and how many came."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.models import AttendanceConflict, Attendee, Meeting, MeetingLeave, Proof, Receipt
from goodstanding.names.sounds import heard
from goodstanding.queries.meetings.meetings import AttendanceCount
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

TONES = {"planned": "muted", "noticed": "info", "open": "warn", "closed": "good", "cancelled": "muted"}
VERDICT_TONES = {"present": "good", "late": "warn", "leave": "info", "absent": "bad", "": "muted"}


def title(meeting: Meeting) -> str:
    """What kind of meeting it is, in the reader's words."""
    return type_title(meeting.type)


def type_title(word: str) -> str:
    """A kind of meeting in the reader's words."""
    kind = the_scheme().meetings.get(word)
    return terms.text(kind.title) if kind else word


def when(meeting: Meeting) -> str:
    """Sat 15 Oct, 19:00 to 20:30; a later day is named."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    until = ends.strftime("%H:%M") if ends.date() == starts.date() else terms.moment(meeting.ends_at)
    told = {"day": terms.weekday(starts.date()), "from": starts.strftime("%H:%M"), "until": until}
    return _("%(day)s, %(from)s to %(until)s") % told


def short_when(meeting: Meeting) -> str:
    """Sat 15 Oct, 19:00."""
    starts = timezone.localtime(meeting.starts_at)
    return f"{terms.weekday(starts.date())}{' ' if terms.is_chinese() else ', '}{starts:%H:%M}"


def full_title(meeting: Meeting) -> str:
    """The kind of meeting with its topic, where it has one."""
    return terms.pair(title(meeting), meeting.topic) if meeting.topic else title(meeting)


def entry(meeting: Meeting, *, with_unit: bool = False) -> dict[str, Any]:
    """One meeting in a list at the desk."""
    parts = [short_when(meeting), meeting.place, meeting.unit.name if with_unit else ""]
    return {
        "url": reverse("meeting", args=[meeting.key]),
        "icon": "meeting",
        "label": full_title(meeting),
        "detail": " · ".join(part for part in parts if part),
        "badge": meeting.get_state_display(),
        "tone": TONES[meeting.state],
    }


def closed_already(meeting: Meeting) -> str:
    """That somebody has closed it, who and when."""
    if meeting.ended_at is None or meeting.ended_by is None:
        return _("Closed already.")
    ended = timezone.localtime(meeting.ended_at)
    moment = ended.strftime("%H:%M") if ended.date() == timezone.localdate() else terms.moment(meeting.ended_at)
    return _("Closed already, at %(moment)s by %(name)s.") % {"moment": moment, "name": meeting.ended_by.shown_name}


def cancel_words(meeting: Meeting) -> str:
    """What cancelling it means."""
    if meeting.state == Meeting.State.OPEN:
        return _("What was marked is void then. Everyone on the list is notified that it is cancelled, and why.")
    return _("Everyone who was notified is notified that it is cancelled, and why.")


def why_not_closed(meeting: Meeting) -> str:
    """Why it cannot be closed now."""
    if meeting.state == Meeting.State.CLOSED:
        return closed_already(meeting)
    if meeting.state == Meeting.State.CANCELLED:
        return _("The meeting was cancelled.")
    return _("It has not started yet.") if meeting.state == Meeting.State.OPEN else _("Start check-in first.")


def own_entry(attendee: Attendee) -> dict[str, Any]:
    """One meeting in a list of the member's own."""
    meeting = attendee.meeting
    badge, tone = meeting.get_state_display(), TONES[meeting.state]
    if meeting.state != Meeting.State.CANCELLED and attendee.verdict:
        badge, tone = verdict(attendee), VERDICT_TONES[attendee.verdict]
    elif meeting.state == Meeting.State.NOTICED:
        badge, tone = attendee.get_role_display(), "muted"
    parts = [short_when(meeting), meeting.place, meeting.unit.name]
    return {
        "url": reverse("my_meeting", args=[meeting.key]),
        "icon": "meeting",
        "label": full_title(meeting),
        "detail": " · ".join(part for part in parts if part),
        "badge": badge,
        "tone": tone,
    }


def rows(meeting: Meeting) -> list[dict[str, Any]]:
    """The particulars."""
    found = [{"label": _("When"), "value": when(meeting)}, {"label": _("Place"), "value": meeting.place}]
    if meeting.topic:
        found.append({"label": _("Topic"), "value": meeting.topic})
    found.append({"label": _("Branch"), "value": meeting.unit.name})
    return found


def because(attendee: Attendee) -> str:
    """Why somebody is on the list, where it is not that everybody is."""
    kind, _colon, word = attendee.because.partition(":")
    if kind == "office":
        return terms.role(word)
    if kind == "class":
        return terms.member_class(word)
    return _("added manually") if kind == "hand" and attendee.role == Attendee.Role.DUE else ""


def verdict(attendee: Attendee) -> str:
    """What holds about somebody, in the reader's words; that their entry was taken back; or nothing."""
    if attendee.verdict:
        return str(Proof.Verdict(attendee.verdict).label)
    return _("Entry taken back") if attendee.recorded is not None else ""


def person(attendee: Attendee, receipt: Receipt | None = None) -> dict[str, Any]:
    """One line of the list of people."""
    leave = next(iter(attendee.leaves_now), None)  # type: ignore[attr-defined]
    role = "" if attendee.role == Attendee.Role.DUE else attendee.get_role_display()
    notes = [role, because(attendee), _("hosted here") if attendee.hosted else ""]
    return {
        "attendee": attendee,
        "name": attendee.member.shown_as,
        "number": attendee.member.number,
        "pinyin": " ".join([*heard(attendee.member.name), attendee.member.name, attendee.member.number]),
        "note": " · ".join(note for note in notes if note),
        "verdict": verdict(attendee),
        "tone": VERDICT_TONES[attendee.verdict],
        "leave": leave if leave and leave.state in {"asked", "granted", "refused"} else None,
        "reached": receipt_words(receipt),
        "is_reached": receipt is not None and receipt.seen_at is not None,
    }


def receipt_words(receipt: Receipt | None) -> str:
    """Whether the notice reached somebody, and how."""
    if receipt is None:
        return _("Not notified: cannot sign in")
    if receipt.seen_at is None:
        return _("Sent, not read yet")
    how = receipt.get_channel_display()
    return f"{how} · {terms.moment(receipt.seen_at)}"


def count(tally: AttendanceCount) -> str:
    """12 of 18 are here."""
    told = {"came": tally.came, "due": tally.due, "guests": tally.guests}
    text = _("%(came)s of %(due)s are here") % told
    return text + (_(", and %(guests)s who are not due") % told if tally.guests else "")


def quorum(tally: AttendanceCount) -> dict[str, str] | None:
    """What the quorum's rule says by now; nothing where there is none."""
    if tally.needed is None:
        return None
    told = {"there": tally.voters_there, "needed": tally.needed, "voters": tally.voters}
    if tally.is_quorate:
        return {
            "tone": "good",
            "text": _("Quorum reached: %(there)s of %(voters)s with a vote, needed %(needed)s") % told,
        }
    return {"tone": "warn", "text": _("No quorum yet: %(there)s of %(voters)s with a vote, needed %(needed)s") % told}


def proof(one: Proof) -> dict[str, Any]:
    """One word about somebody, in a timeline."""
    undone = getattr(one, "undone_by", None)
    if one.undoes_id is not None:
        told, tone, icon = _("Taken back"), "", "close"
    else:
        told, tone, icon = one.get_verdict_display(), "", "check"
    text = one.reason or f"{how(one)} · {terms.moment(one.occurred_at)}"
    return {
        "title": _("%(verdict)s (taken back)") % {"verdict": told} if undone else told,
        "text": text,
        "when": terms.moment(one.recorded_at),
        "datetime": one.recorded_at.isoformat(timespec="minutes"),
        "by": one.by.shown_name,
        "icon": icon,
        "tone": tone,
    }


def how(one: Proof) -> str:
    """How it is known."""
    if not one.scanned:
        return str(one.get_assurance_display())
    return (
        _("The host scanned the member's code")
        if one.scanned == "shown"
        else _("The host scanned the member's code (code only)")
    )


def case_entries(cases: Iterable[AttendanceConflict]) -> list[dict[str, Any]]:
    """Cases in a list; of equal names, with the number."""
    return [case_entry(case) for case in apart_anywhere(cases, lambda case: case.attendee.member)]


def case_entry(conflict: AttendanceConflict) -> dict[str, Any]:
    """A case in the work list."""
    meeting = conflict.attendee.meeting
    return {
        "url": reverse("meeting_case", args=[conflict.key]),
        "icon": "question",
        "about": conflict.attendee.member,
        "label": _("The attendance records for %(name)s disagree") % {"name": conflict.attendee.member.shown_as},
        "detail": f"{title(meeting)} · {short_when(meeting)}",
    }


def leave_entry(leave: MeetingLeave) -> dict[str, Any]:
    """A request for leave in the work list."""
    meeting = leave.attendee.meeting
    return {
        "url": reverse("meeting", args=[meeting.key]) + "#leave",
        "icon": "clock",
        "about": leave.attendee.member,
        "label": _("%(name)s asks for leave") % {"name": leave.attendee.member.shown_as},
        "detail": f"{title(meeting)} · {short_when(meeting)}",
        "due": timezone.localtime(meeting.starts_at).date(),
    }


def not_reached(people: Sequence[Attendee], receipts: Mapping[int, Receipt]) -> list[Attendee]:
    """Whom what was told last has not reached."""
    return [attendee for attendee in people if (got := receipts.get(attendee.pk)) is None or got.seen_at is None]


def is_over(meeting: Meeting) -> bool:
    """Whether its time has passed by a day."""
    return timezone.now() > meeting.ends_at + timedelta(days=1)
