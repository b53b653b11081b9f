"""Dues of a unit and of a member: the month's list, arrears, payments, and what waits for a person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.roles import OFFICES, Reach, roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import month_of, period_holding
from goodstanding.engine.scheme.dues import Dues
from goodstanding.models import (
    Account,
    DuesBase,
    DuesConsent,
    DuesObligation,
    DuesPayment,
    DuesPublication,
    Member,
    Unit,
)
from goodstanding.queries.people import offices


@dataclass(frozen=True)
class Totals:
    """The sums of a unit's month, in fen, and how many members owe something, and how many have settled."""

    owed: int
    paid: int
    waived: int
    members: int
    settled: int

    @property
    def open(self) -> int:
        """What is still to be paid."""
        return self.owed - self.paid - self.waived


@dataclass(frozen=True)
class Arrears:
    """What a member owes for months that are over. months: how many; since: the first of them."""

    member: Member
    months: int
    fen: int
    since: int
    reminded_on: date | None


def units(viewer: Viewer) -> QuerySet[Unit]:
    """The open units with members whose dues the viewer collects or oversees."""
    here = Member.objects.filter(unit=OuterRef("pk"), left_on=None)
    return scope.units(viewer, Permission.COLLECT_DUES).filter(Exists(here), closed_on=None)


def near(viewer: Viewer) -> set[int]:
    """The units of which the viewer holds the office itself: what waits there, waits for the viewer."""
    held = viewer.held(Permission.COLLECT_DUES)
    return {office.unit_id for office in held if OFFICES[office.role].reach is Reach.UNIT}


def other_collectors(viewer: Viewer, unit: Unit) -> list[Account]:
    """The nearest accounts that book the viewer's own payment: of the unit, else of a unit above."""
    without = {viewer.account.pk}
    found = offices.nearest(unit, roles_with(Permission.COLLECT_DUES), viewer.on, without=without)
    return found.accounts if found else []


def members_of(unit: Unit) -> QuerySet[Member]:
    """The members of a unit, by name."""
    return Member.objects.filter(unit=unit, left_on=None).select_related("unit").order_by("initials", "number")


def base_of(member: Member, month: int) -> DuesBase | None:
    """Returns the set amount that holds for a member in a month, None without one."""
    return DuesBase.objects.filter(member=member, month__lte=month).order_by("-pk").first()


def newest_base(member: Member) -> DuesBase | None:
    """Returns the amount that was confirmed last, even where it holds from next month on."""
    return DuesBase.objects.filter(member=member).order_by("-pk").first()


def is_confirmed(member: Member, year: int) -> bool:
    """Whether the set amount was confirmed in a year."""
    return DuesBase.objects.filter(member=member, on__year=year).exists()


def without_base(unit: Unit) -> QuerySet[Member]:
    """The members of a unit for whom no amount is set yet."""
    return members_of(unit).filter(~Exists(DuesBase.objects.filter(member=OuterRef("pk"))))


def of_month(unit: Unit, month: int) -> QuerySet[DuesObligation]:
    """What the members of a unit owe for a month, by name."""
    found = DuesObligation.objects.filter(member__unit=unit, member__left_on=None, month=month)
    return found.select_related("member__unit", "unit").order_by("member__initials", "member__number")


def totals(unit: Unit, month: int) -> Totals:
    """The sums of the month that belongs to the unit, members who have left since included."""
    found = DuesObligation.objects.filter(unit=unit, month=month).aggregate(
        owed=Sum("owed", default=0), paid=Sum("paid", default=0), waived=Sum("waived", default=0),
        members=Count("pk"), settled=Count("pk", filter=Q(open=0)),
    )  # fmt: skip
    return Totals(**found)


def open_rows(member: Member) -> QuerySet[DuesObligation]:
    """The months of a member that are not settled, the oldest first."""
    return DuesObligation.objects.filter(member=member, open__gt=0).order_by("month")


def open_sum(member: Member, until: int) -> int:
    """What is open for a member up to a month."""
    found: int = open_rows(member).filter(month__lte=until).aggregate(sum=Sum("open", default=0))["sum"]
    return found


def arrears(unit: Unit, on: date) -> list[Arrears]:
    """The members of a unit who owe something for a month that is over, most months first."""
    rows = (
        DuesObligation.objects.filter(member__unit=unit, member__left_on=None, open__gt=0, due_on__lt=on)
        .order_by()
        .values("member")
        .annotate(months=Count("pk"), fen=Sum("open"), since=Min("month"), reminded=Max("reminded_on"))
    )
    found = {row["member"]: row for row in rows}
    members = Member.objects.in_bulk(list(found))
    lines = [
        Arrears(members[pk], row["months"], row["fen"], row["since"], row["reminded"]) for pk, row in found.items()
    ]
    return sorted(lines, key=lambda line: (-line.months, line.member.initials, line.member.number))


def payments(member: Member) -> QuerySet[DuesPayment]:
    """The payments of a member with their reversals, the newest first."""
    found = DuesPayment.objects.filter(member=member, reverses=None)
    return found.select_related("unit", "by__member", "reversal__by__member").prefetch_related("lines__obligation")


def rows_of(member: Member) -> QuerySet[DuesObligation]:
    """Every month of a member, the newest first."""
    return DuesObligation.objects.filter(member=member).order_by("-month")


def consents(member: Member) -> bool:
    """Whether the member agrees to pay ahead."""
    newest = DuesConsent.objects.filter(member=member).order_by("-pk").first()
    return newest is not None and newest.given


def last_payable(month: int, rules: Dues, *, consented: bool) -> int:
    """Returns the last month that can be paid now: with consent to the end of the period, else the running one."""
    if rules.advance is None or not consented:
        return month
    return period_holding(month, rules.advance).last


def published(unit: Unit, month: int) -> DuesPublication | None:
    """Returns the totals of a month as they were posted last, None before that."""
    found = DuesPublication.objects.filter(unit=unit, month=month).select_related("by__member")
    return found.order_by("-pk").first()


def newest_published(unit: Unit) -> DuesPublication | None:
    """Returns what was posted last to the members of a unit, None before the first time."""
    return DuesPublication.objects.filter(unit=unit).order_by("-month", "-pk").first()


def publishable(unit: Unit, on: date) -> list[int]:
    """The months whose totals a unit can post: the running one in its last days, and the two before it."""
    month = month_of(on)
    there = DuesObligation.objects.filter(unit=unit, month__in=[month, month - 1, month - 2])
    found = set(there.order_by().values_list("month", flat=True).distinct())
    return sorted(found, reverse=True)
