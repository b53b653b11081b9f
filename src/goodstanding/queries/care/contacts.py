"""Contact with members, and those with whom it is due in the running period."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_day, last_day
from goodstanding.engine.scheme.care import ContactRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Contact, Member, Unit
from goodstanding.queries.care.in_touch import is_for, members_for, period_on


def rules_of(scheme: Scheme) -> Mapping[str, ContactRule]:
    """The kinds of contact, in the order of the rules."""
    return scheme.care.contacts if scheme.care else {}


def of_member(member: int) -> QuerySet[Contact]:
    """Every contact with a member that stands, the newest first."""
    found = Contact.objects.filter(member=member, withdrawn_at=None)
    return found.select_related("unit", "made_by__member").order_by("-on", "-pk")


def in_period(member: Member, kind: str, rule: ContactRule, on: date) -> QuerySet[Contact]:
    """The contacts of a kind in the period of a day."""
    period = period_on(on, rule.period)
    return of_member(member.pk).filter(
        Q(on__gte=first_day(period.first), on__lte=last_day(period.last)), kind=kind
    )  # fmt: skip


def due_in(unit: Unit, kind: str, rule: ContactRule, on: date) -> QuerySet[Member]:
    """The members of a unit with whom there was no contact in the running period, longest ago first.

    Each has `last_on`, the day of the last one.
    """
    mine = Contact.objects.filter(kind=kind, member=OuterRef("pk"), withdrawn_at=None)
    last = mine.order_by().values("member").annotate(day=Max("on")).values("day")
    found = members_for([unit.pk], rule.to, on).annotate(last_on=Subquery(last))
    first = first_day(period_on(on, rule.period).first)
    silent = found.filter(Q(last_on=None) | Q(last_on__lt=first))
    return silent.order_by(F("last_on").asc(nulls_first=True), "initials", "number")


def own_due(member: Member, scheme: Scheme, on: date) -> list[tuple[str, ContactRule]]:
    """The kinds that a member can say of themselves in the running period, and has not."""
    found = [(word, rule) for word, rule in rules_of(scheme).items() if rule.own and is_for(rule.to, member, on)]
    return [(word, rule) for word, rule in found if not in_period(member, word, rule, on).exists()]


def may_record(viewer: Viewer, unit: Unit, rule: ContactRule) -> bool:
    """Whether the viewer records such contact with the members of a unit."""
    return named_offices.may_answer(viewer, unit, rule.by)
