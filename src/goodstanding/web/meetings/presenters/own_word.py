"""Whether a member can say that they were there, and what became of what they said."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.actions.attendance.own_word import MOST_WORDS
from goodstanding.models import AttendanceConflict, Attendee, Fact, Meeting, Proof
from goodstanding.queries.attendance.own_word import why_not
from goodstanding.queries.ledger.in_force import now_in_place
from goodstanding.queries.meetings.recorded import key_of
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Verdict = Proof.Verdict


def of(attendee: Attendee, meeting: Meeting) -> dict[str, Any] | None:
    """What the page of their meeting says of it; nothing where nothing was said and nothing can be."""
    said = AttendanceConflict.objects.filter(attendee=attendee, second__assurance=Proof.Assurance.OWN_WORD)
    case = said.select_related("settled_by__member", "chosen").order_by("-pk").first()
    can_say = why_not(attendee, meeting) is None
    if case is None and not can_say:
        return None
    return {
        "can_say": can_say,
        "label": _label(attendee),
        "waits": case is not None and case.state == AttendanceConflict.State.OPEN,
        "answer": _answer(case) if case is not None else "",
        "object_url": _object_url(attendee, meeting) if case is not None and not can_say else "",
        "most": MOST_WORDS,
    }


def deed(attendee: Attendee) -> dict[str, Any]:
    """What a line of a list of meetings offers: saying that they were there, on the form itself; nothing otherwise."""
    if why_not(attendee, attendee.meeting) is not None:
        return {}
    return {"url": f"{reverse('my_meeting', args=[attendee.meeting.key])}#i-was-there", "deed": _label(attendee)}


def _label(attendee: Attendee) -> str:
    return _("I was there in time") if attendee.verdict == Verdict.LATE else _("I was there")


def _answer(case: AttendanceConflict) -> str:
    if case.settled_at is None or case.settled_by is None:
        return ""
    verdict = case.chosen.get_verdict_display() if case.chosen else ""
    told = {"verdict": verdict, "when": terms.said_moment(case.settled_at), "name": case.settled_by.shown_name}
    return terms.pair(_("%(verdict)s, decided %(when)s by %(name)s") % told, case.reason)


def _object_url(attendee: Attendee, meeting: Meeting) -> str:
    """Where the entry is objected to, once it was decided against them."""
    kind = the_scheme().meetings.get(meeting.type)
    if (
        kind is None
        or attendee.verdict not in {Verdict.ABSENT, Verdict.LATE}
        or attendee.conflicts.filter(state="open").exists()
    ):
        return ""
    names = (
        [rule.fact for rule in kind.also if rule.says == "on_time"] if attendee.verdict == Verdict.LATE else [kind.fact]
    )
    keys = [key_of(meeting, name, attendee.member) for name in names]
    fact = Fact.objects.filter(source=Fact.Source.MEETING, source_key__in=keys).first()
    return reverse("objection_entry", args=[now_in_place(fact).pk]) if fact is not None else ""
