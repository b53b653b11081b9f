"""Decisions about members: which are in effect, who sees them, and what of them stands in the ledger."""

import calendar
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.decisions import BEYOND, DecisionRule, Decisions
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DecisionChange, Member, MemberDecision, Unit

Side, What = MemberDecision.Side, DecisionChange.What
_VOID = (What.CORRECTED, What.REVOKED)
_RELATED = ("member__unit", "unit", "body_unit", "made_by__member")


def rules_of(scheme: Scheme) -> Decisions | None:
    """What the rules say of decisions, if they know any."""
    return scheme.decisions


def in_effect(member: Member, on: date) -> QuerySet[MemberDecision]:
    """The decisions about a member that have effect on a day, the newest first; `side` says award or discipline.

    A decision that was corrected or revoked later never had effect; one that was lifted had it until then.
    """
    return having_effect(on).filter(member=member)


def having_effect(on: date) -> QuerySet[MemberDecision]:
    """The decisions about any member that have effect on a day."""
    changes = DecisionChange.objects.filter(decision=OuterRef("pk"))
    ended = changes.filter(Q(what__in=_VOID) | Q(what=What.LIFTED, on__lte=on))
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return MemberDecision.objects.filter(lasts, ~Exists(ended), effective_from__lte=on).select_related(*_RELATED)


def own(member: Member) -> QuerySet[MemberDecision]:
    """Every decision about a member with what became of it, the newest first."""
    changes = Prefetch("changes", DecisionChange.objects.select_related("by__member").order_by("pk"))
    return MemberDecision.objects.filter(member=member).select_related(*_RELATED).prefetch_related(changes)


def members_for(viewer: Viewer, scheme: Scheme) -> QuerySet[Member]:
    """The members whose decisions the viewer sees by office, which are never the viewer's own."""
    rules = scheme.decisions
    if rules is None:
        return Member.objects.none()
    units = named_offices.covered(viewer, rules.seen_by).order_by().values("pk")
    found = Member.objects.filter(unit__in=units, left_on=None)
    return found if viewer.member_id is None else found.exclude(pk=viewer.member_id)


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[MemberDecision]:
    """The decisions about these members, the newest first."""
    mine = members_for(viewer, scheme).order_by().values("pk")
    return MemberDecision.objects.filter(member__in=mine).select_related(*_RELATED)


def recordable(viewer: Viewer, member: Member, scheme: Scheme) -> dict[str, DecisionRule]:
    """The kinds of decisions about a member that the viewer writes down, in the order of the rules."""
    rules = scheme.decisions
    if rules is None or member.pk == viewer.member_id:
        return {}
    found = rules.kinds.items()
    return {word: rule for word, rule in found if named_offices.may_answer(viewer, member.unit, rule.recorded_by)}


def bodies_of(rule: DecisionRule, member: Member) -> list[Unit]:
    """The units above a member, or the member's own, whose bodies decide such a thing; the nearest first."""
    if member.unit is None:
        return []
    above = [member.unit, *reversed(list(Unit.objects.get_ancestors(member.unit)))]
    return [unit for unit in above if unit.level in rule.bodies]


def decides_beyond(rule: DecisionRule) -> bool:
    """Whether a body above the whole organization decides such a thing."""
    return BEYOND in rule.bodies


def last_day(start: date, months: int) -> date:
    """The last day of an effect that lasts so many months from a day on."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    end = date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    return date.fromordinal(end.toordinal() - 1)


def entry_days(decision: MemberDecision, rule: DecisionRule, on: date, lifted_on: date | None) -> list[date]:
    """The days for which a decision that holds leaves an entry by that day: its first, and of each further year one.

    lifted_on: from when its effect is lifted. Nothing is left ahead of its day.
    """
    if rule.entry is None or decision.effective_from > on:
        return []
    found = [decision.effective_from]
    if rule.each_year:
        years = range(decision.effective_from.year + 1, on.year + 1)
        found += [day for year in years if _lasts(decision, day := date(year, 1, 1), lifted_on)]
    return found


def _lasts(decision: MemberDecision, on: date, lifted_on: date | None) -> bool:
    return (decision.ends_on is None or on <= decision.ends_on) and (lifted_on is None or on < lifted_on)


def change_of(decision: MemberDecision, *what: str) -> DecisionChange | None:
    """The change of one of these kinds that a decision had, if it had any."""
    return next((one for one in decision.changes.all() if one.what in what), None)


def is_void(decision: MemberDecision) -> bool:
    """Whether it was corrected or revoked."""
    return change_of(decision, *_VOID) is not None


def lifted_on(decision: MemberDecision) -> date | None:
    """From when its effect is lifted."""
    change = change_of(decision, What.LIFTED)
    return change.on if change is not None else None
