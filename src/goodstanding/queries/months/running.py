"""The running month: what a member's rating would be if it ended now. Provisional until it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.explain.explanation import Explanation, Published, UnitNode, adds_up
from goodstanding.engine.period import last_day, month_of, month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.single.rate import Alone, rate_one
from goodstanding.models import Fact, Member, MemberClass, Membership, RosterEntry, RosterSnapshot
from goodstanding.models.valid_time import Span
from goodstanding.queries.ledger import facts as ledger
from goodstanding.queries.months.explanations import Lived, chain, explained_months, explanation_of, first_looked_at
from goodstanding.queries.months.lines import suspending
from goodstanding.queries.people.organization import the_scheme

#: Unit and class of a member at the end of a month.
Line = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Provisional:
    """A member's rating of a month that is not published, as the ledger and the roster have it now."""

    member: Member
    month: int
    scheme: Scheme
    lived: Lived
    alone: Alone

    @property
    def total(self) -> int | None:
        """Hundredths; none: not rated."""
        return self.alone.total

    @property
    def explanation(self) -> Explanation:
        """Its reasons; there are no places before everybody is rated. Raises InputError where they do not add up."""
        alone = self.alone
        published = Published(alone.sums, None, alone.total, alone.band, alone.peer_group)
        units: tuple[UnitNode, ...] = chain(self.member.unit) if self.member.unit else ()
        found = explanation_of(self.member.pk, self.scheme, self.month, self.lived, alone, units, published, ())
        if not adds_up(found):
            raise InputError(f"What is known of {month_text(self.month)} does not add up yet; nothing is shown.")
        return found


def provisional(member: Member, today: date, rows: Sequence[Fact] | None = None) -> Provisional | None:
    """A member's rating of the month that holds today; none where they belong nowhere, or no rules are in force.

    rows: the ledger of the months that are looked at, if read already.
    """
    month = month_of(today)
    scheme = the_scheme()
    if not scheme.effective.holds(month):
        return None
    lived = lived_now(member, month, today, scheme, rows)
    if lived.tags.get(month) is None:
        return None
    return Provisional(member, month, scheme, lived, rate_one(scheme, "member", month, lived.tags, lived.facts))


def lived_now(member: Member, month: int, today: date, scheme: Scheme, rows: Sequence[Fact] | None = None) -> Lived:
    """A member's year as a draft made now would see it: rosters that were taken stay, the others are as of today."""
    first = first_looked_at(month)
    entries = ledger.about(member, first, month) if rows is None else ledger.known(rows, first, month)
    return Lived(explained_months(month, _roster(member, month, today)), entries, _suspended(member, scheme))


def _roster(member: Member, month: int, today: date) -> dict[int, Line]:
    lines, frozen_months = _frozen_lines(member, month)
    spans = list(Membership.objects.filter(member=member))
    class_spans = list(MemberClass.objects.filter(member=member))
    for roster_month in range(first_looked_at(month), month + 1):
        if (
            roster_month not in frozen_months
            and (line := _on(min(last_day(roster_month), today), spans, class_spans)) is not None
        ):
            lines[roster_month] = line
    return lines


def _frozen_lines(member: Member, month: int) -> tuple[dict[int, Line], set[int]]:
    """The member's lines in the rosters of earlier months that count, and the months that have one."""
    rows = RosterSnapshot.objects.filter(month__gte=first_looked_at(month), month__lt=month).order_by("number")
    latest = {snapshot_month: pk for pk, snapshot_month in rows.values_list("pk", "month")}
    found = RosterEntry.objects.filter(member=member, snapshot__in=latest.values())
    lines = {
        snapshot_month: (unit, tuple(classes.split(";")) if classes else ())
        for snapshot_month, unit, classes in found.values_list("snapshot__month", "unit", "classes")
    }
    return lines, set(latest)


def _on(day: date, memberships: Sequence[Membership], classes: Sequence[MemberClass]) -> Line | None:
    units = [membership.unit_id for membership in memberships if _holds(membership, day)]
    names = {member_class.word for member_class in classes if _holds(member_class, day)}
    return (units[0], tuple(sorted(names))) if units else None


def _holds(span: Span, day: date) -> bool:
    return span.holds(day)


def _suspended(member: Member, scheme: Scheme) -> frozenset[int]:
    """Facts that take points away and are objected to: they count nowhere before the ruling."""
    waiting = suspending(scheme).filter(member=member)
    return frozenset(pk for pk in waiting.values_list("fact_id", flat=True) if pk is not None)
