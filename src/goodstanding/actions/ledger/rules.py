"""What can stand in the ledger: known kinds, possible values, days of membership, written down by whoever may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Held, Viewer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.working_days import today
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Hosting, Member, Membership, Unit
from goodstanding.models.valid_time import valid_on


class CheckedEntry(Protocol):
    """What is said about somebody; see ledger.Entry."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> Member | Unit: ...
    @property
    def value(self) -> int | None: ...
    @property
    def occurred_on(self) -> date: ...


@dataclass(frozen=True)
class EntryError:
    """Why one entry cannot stand: its place among the entries, the field, and a sentence."""

    place: int
    field: str
    message: str | Promise


class Faulty(ActionRefused):
    """Nothing was written. `faults` has every entry that stands in the way."""

    def __init__(self, faults: Sequence[EntryError]) -> None:
        super().__init__(faults[0].message, faults[0].field)
        self.faults = faults


def faults_of(
    entries: Sequence[CheckedEntry], scheme: Scheme, by: Viewer | None, at: datetime, *, over: Unit | None = None
) -> list[EntryError]:
    """Every entry that cannot stand. Raises Denied where the viewer may not write that down of somebody.

    over: the unit that answers for all of it, as for its meeting, instead of where each member belongs.
    """
    day = today(at)
    kinds = subjects_by_kind(scheme)
    found = [EntryError(place, *why) for place, one in enumerate(entries) if (why := _fault(one, scheme, kinds, day))]
    if by is not None and not found:
        for one in entries:
            if over is not None:
                refuse_kind(by, one.kind, [over], scheme)
            elif not _may(by, one.kind, _unit_today(one), scheme):
                refuse_kind(by, one.kind, office_units(one), scheme)
    return found


def kinds_for(scheme: Scheme, subject: str, held: Sequence[Held]) -> list[str]:
    """The kinds of fact about members or units that somebody in these offices may write down, in the scheme's order."""
    kinds = subjects_by_kind(scheme)
    roles = {one.role.value for one in held}
    return [
        kind
        for kind, rule in scheme.fact_kinds.items()
        if subject in kinds[kind] and (rule.recorded_by is None or roles.intersection(rule.recorded_by))
    ]


def refuse_kind(by: Viewer, kind: str, units: Sequence[Unit], scheme: Scheme) -> None:
    """Raises Denied unless the viewer holds, over one of the units, an office that may write that kind down."""
    if not _may(by, kind, units, scheme):
        raise Denied(f"{kind} is not theirs to record here")


def _may(by: Viewer, kind: str, units: Sequence[Unit], scheme: Scheme) -> bool:
    allowed = scheme.fact_kinds[kind].recorded_by if kind in scheme.fact_kinds else None
    held = [one for one in by.held(Permission.RECORD_FACT) if allowed is None or one.role.value in allowed]
    return any(one.covers(unit) for one in held for unit in units)


def _unit_today(entry: CheckedEntry) -> list[Unit]:
    """Where it is about now, which mostly settles it without a look at the past."""
    unit = entry.subject if isinstance(entry.subject, Unit) else entry.subject.unit
    return [unit] if unit else []


def office_units(entry: CheckedEntry) -> list[Unit]:
    """The units whose officers may write it down: where the member belonged and was hosted that day, and belongs."""
    if isinstance(entry.subject, Unit):
        return [entry.subject]
    spans = [model.objects.filter(valid_on(entry.occurred_on), member=entry.subject) for model in (Membership, Hosting)]
    units = [span.unit for held in spans for span in held.select_related("unit")]
    return [*units, entry.subject.unit] if entry.subject.unit else units


def home_of(subject: Member | Unit) -> Unit:
    """The unit that has to do with a subject now: itself, or where the member belongs, or belonged last."""
    if isinstance(subject, Unit):
        return subject
    if subject.unit is not None:
        return subject.unit
    last = subject.memberships.select_related("unit").order_by("-from_on").first()
    assert last is not None, "a member belonged somewhere"
    return last.unit


def subjects_by_kind(scheme: Scheme) -> dict[str, set[str]]:
    """Whom each kind is about, by the rules it feeds; a kind that feeds none can be about both."""
    about = {kind: set[str]() for kind in scheme.fact_kinds}
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    return {kind: subjects or {"member", "unit"} for kind, subjects in about.items()}


def _fault(
    one: CheckedEntry, scheme: Scheme, kinds: dict[str, set[str]], day: date
) -> tuple[str, str | Promise] | None:
    rule = scheme.fact_kinds.get(one.kind)
    if rule is None:
        return "kind", _("The rules have no such kind of entry.")
    subject = "member" if isinstance(one.subject, Member) else "unit"
    if subject not in kinds[one.kind]:
        return "kind", _("This kind of entry is not for members.") if subject == "member" else _(
            "This kind of entry is not for units."
        )
    if one.value is not None and one.value < 0:
        return "value", _("A value is never negative.")
    if one.value is not None and rule.at_most is not None and one.value > rule.at_most:
        return "value", _("This value is larger than this kind of entry allows.")
    return _day_fault(one.subject, one.occurred_on, day)


def _day_fault(subject: Member | Unit, on: date, day: date) -> tuple[str, str | Promise] | None:
    if on > day:
        return "occurred_on", _("That day is still to come.")
    if isinstance(subject, Unit):
        return None if subject.is_open(on) else ("occurred_on", _("The unit did not exist on that day."))
    if on < subject.joined_on:
        return "occurred_on", _("That is before the member joined.")
    if subject.left_on is not None and on >= subject.left_on:
        return "occurred_on", _("The member had left by that day.")
    return None
