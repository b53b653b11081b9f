"""What a round says to the member: what is still possible, and why there is no grade."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Appraisee, Member
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import members, rounds
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal.presenters import people
from goodstanding.web.appraisal.presenters.rounds import grade

State = RoundState
_WRITES = (State.SELF, State.MUTUAL, State.BALLOT, State.VIEW)
#: In which steps a member can do what leaves each fact.
_OPEN: dict[str, tuple[RoundState, ...]] = {
    "sheet": (State.EVIDENCE, *_WRITES), "self": _WRITES, "plan": _WRITES, "mutual": (State.MUTUAL,),
    "advice": (State.MUTUAL,),
}  # fmt: skip


class AppraisalDeeds:
    """What a member can do in the round that runs; the round is looked up once, and only where a line needs it."""

    def __init__(self, member: Member, scheme: Scheme) -> None:
        self._member = member
        leaves = scheme.appraisal.leaves.by_key() if scheme.appraisal else {}
        self._open = {fact: _OPEN[key] for key, fact in leaves.items() if key in _OPEN}

    def of(self, kind: str) -> dict[str, Any]:
        """Returns the address and the button for a deed of the member, empty for other kinds and other steps."""
        if kind not in self._open or self._state not in self._open[kind]:
            return {}
        return {"url": reverse("my_appraisal"), "deed": _("Open my appraisal")}

    @cached_property
    def _state(self) -> RoundState | None:
        found = rounds.own(self._member.pk)
        return RoundState(found.round.state) if found is not None else None


def without_grade(found: Appraisee) -> str:
    """That the member is given no grade, and why; empty for the others."""
    rule = rounds.rule_of(the_scheme())
    if rule is None or found.graded:
        return ""
    why = members.without_grade(rule, [found.member], rounds.settled_on(found.round))
    return people.without_grade(found, why[found.member_id], own=True)


def other(one: Appraisee, *, is_written: bool) -> dict[str, Any]:
    """Another member, to whom a word can be written."""
    return {
        "url": reverse("my_appraisal_word", args=[one.key]),
        "icon": "done" if is_written else "person",
        "label": one.member.shown_as,
        "detail": _("Written. You can change it until the step ends.") if is_written else "",
    }


def best_line(one: Appraisee) -> dict[str, Any]:
    """A member who is proposed for the best grade."""
    return {
        "url": reverse("my_appraisal_object", args=[one.key]),
        "icon": "person",
        "label": one.member.shown_as,
        "detail": grade(one.grade),
        "deed": _("Say why not"),
    }
