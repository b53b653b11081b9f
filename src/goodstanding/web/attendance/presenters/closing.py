"""What closing a meeting is about to write, on its page: everyone by name, how many entries, what is there before."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.models import Attendee, Proof
from goodstanding.queries.attendance.foreseen import UNTOLD, Foreseen
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ledger.presenters import facts as fact_presenters
from goodstanding.web.meetings.presenters.meetings import VERDICT_TONES

Verdict = Proof.Verdict
_ORDER = (Verdict.ABSENT.value, UNTOLD, Verdict.LATE.value, Verdict.LEAVE.value, Verdict.PRESENT.value)


def groups(found: Foreseen, unmarked: Collection[int]) -> list[dict[str, Any]]:
    """Everyone by what would be recorded, who is absent first. unmarked: the ids of those whom no one marked."""
    titles = {
        Verdict.ABSENT.value: _("Will be recorded as absent"),
        UNTOLD: _("Not notified of it: nothing is recorded"),
        Verdict.LATE.value: _("Will be recorded as late"),
        Verdict.LEAVE.value: _("On leave: excused, not counted"),
        Verdict.PRESENT.value: _("Will be recorded as present"),
    }
    nexts = {
        Verdict.ABSENT.value: _("Was someone here, or on leave? Mark them on the roll first."),
        UNTOLD: _("Did you tell someone yourself, in time? Mark them on the roll first."),
    }
    return [
        {
            "verdict": verdict,
            "title": titles[verdict],
            "tone": VERDICT_TONES.get(verdict, "muted"),
            "people": [_person(attendee, unmarked) for attendee in found.people[verdict]],
            "next": nexts.get(verdict, ""),
        }
        for verdict in _ORDER
        if found.people.get(verdict)
    ]


def _person(attendee: Attendee, unmarked: Collection[int]) -> dict[str, Any]:
    role = "" if attendee.role == Attendee.Role.DUE else attendee.get_role_display()
    notes = [str(role), _("not marked") if attendee.pk in unmarked else ""]
    return {"name": attendee.member.shown_as, "note": " · ".join(note for note in notes if note)}


def entries(found: Foreseen) -> str:
    """How many entries closing would write as it stands."""
    text = ngettext(
        "As it stands, closing records %(count)s entry.", "As it stands, closing records %(count)s entries.",
        found.entries,
    )  # fmt: skip
    return text % {"count": found.entries}


def doubled(found: Foreseen) -> list[dict[str, Any]]:
    """What a form or an import recorded before of the same thing, each with the way to it."""
    apart_at_home(fact.member for fact in found.doubled if fact.member is not None)
    return [
        {
            "name": fact_presenters.about(fact),
            "what": f"{fact_presenters.title(fact.kind, the_scheme())} · {fact.get_source_display()}",
            "url": fact_presenters.address(fact),
        }
        for fact in found.doubled
    ]
