"""What closing a meeting is about to write, on its page: everybody by name, how many entries, what is there before."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.models import Attendee, Proof
from goodstanding.queries.attendance.foreseen import Foreseen
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ledger.presenters import facts as fact_presenters
from goodstanding.web.meetings.presenters.meetings import VERDICT_TONES

Verdict = Proof.Verdict
_ORDER = (Verdict.ABSENT, Verdict.LATE, Verdict.LEAVE, Verdict.PRESENT)


def groups(found: Foreseen, unmarked: Collection[int]) -> list[dict[str, Any]]:
    """Everybody by what would be recorded, who is absent first. unmarked: the ids of those whom nobody marked."""
    titles = {
        Verdict.ABSENT: _("Will be recorded as absent"),
        Verdict.LATE: _("Will be recorded as late"),
        Verdict.LEAVE: _("On leave: excused, not counted"),
        Verdict.PRESENT: _("Will be recorded as present"),
    }
    return [
        {
            "verdict": verdict.value,
            "title": titles[verdict],
            "tone": VERDICT_TONES[verdict.value],
            "people": [_person(one, unmarked) for one in found.people[verdict.value]],
            "is_absent": verdict is Verdict.ABSENT,
        }
        for verdict in _ORDER
        if found.people.get(verdict.value)
    ]


def _person(one: Attendee, unmarked: Collection[int]) -> dict[str, Any]:
    role = "" if one.role == Attendee.Role.DUE else one.get_role_display()
    notes = [str(role), _("not marked") if one.pk in unmarked else ""]
    return {"name": one.member.shown_as, "note": " · ".join(note for note in notes if note)}


def entries(found: Foreseen) -> str:
    """How many entries closing would write as it stands."""
    text = ngettext(
        "As it stands, closing records %(count)s entry.", "As it stands, closing records %(count)s entries.",
        found.entries,
    )  # fmt: skip
    return text % {"count": found.entries}


def doubled(found: Foreseen) -> list[dict[str, Any]]:
    """What a form or an import recorded before of the same thing, each with the way to it."""
    return [
        {
            "name": fact_presenters.about(fact),
            "what": f"{fact_presenters.title(fact.kind, the_scheme())} · {fact.get_source_display()}",
            "url": fact_presenters.address(fact),
        }
        for fact in found.doubled
    ]
