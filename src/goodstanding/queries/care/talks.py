"""Talks as the two sides see them, and the members with whom none took place for the longest time."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum, auto

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_day, last_day
from goodstanding.engine.scheme.care import HelpRule, TalkRule
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Post, Talk, Unit
from goodstanding.models.care.moves import TALK_OPEN, TalkState
from goodstanding.models.people.post import in_office
from goodstanding.queries.care.in_touch import members_for, period_on

State = TalkState
_RELATED = ("member__unit", "holder", "unit")


class TalkSide(StrEnum):
    """The two sides of a talk."""

    MEMBER = auto()
    HOLDER = auto()


def rules_of(scheme: Scheme) -> Mapping[str, TalkRule]:
    """The kinds of talk, in the order of the rules."""
    return scheme.care.talks if scheme.care else {}


def helps_of(scheme: Scheme) -> Mapping[str, HelpRule]:
    """The kinds of help of one member for another, in the order of the rules."""
    return scheme.care.helps if scheme.care else {}


def title_of(kind: str, scheme: Scheme) -> Text | None:
    """What people call a kind of talk, or of help; None for a kind that the rules do not have."""
    rule = helps_of(scheme).get(kind) or rules_of(scheme).get(kind)
    return rule.title if rule is not None else None


def side_of(talk: Talk, viewer: Viewer) -> TalkSide | None:
    """For which side the viewer speaks, None for a third person."""
    if viewer.member_id is None:
        return None
    return {talk.member_id: TalkSide.MEMBER, talk.holder_id: TalkSide.HOLDER}.get(viewer.member_id)


def has_said(talk: Talk, side: TalkSide) -> bool:
    """Whether a side said that it took place."""
    return (talk.member_at if side == TalkSide.MEMBER else talk.holder_at) is not None


def may_hold(holder: Member, rule: TalkRule, unit: Unit, on: date) -> bool:
    """Whether a member holds an office that has such talks with the members of a unit."""
    return _posts(rule, unit, on).filter(account__member=holder).exists()


def holders(rule: TalkRule, unit: Unit, on: date) -> QuerySet[Member]:
    """The members in office who have such talks with the members of a unit: its own first."""
    mine = Member.objects.filter(account__posts__in=_posts(rule, unit, on), left_on=None).distinct()
    return mine.order_by("initials", "number")


def _posts(rule: TalkRule, unit: Unit, on: date) -> QuerySet[Post]:
    """Offices of the unit itself, and officers above it, whose office reaches down."""
    above = [*Unit.objects.get_ancestors(unit)]
    reach = Q(unit=unit) | (Q(unit__in=above, role=Post.Role.OFFICER))
    return Post.objects.filter(in_office(on), reach, role__in=list(rule.held_by), account__is_active=True)


def of_person(member: int) -> QuerySet[Talk]:
    """Every talk of a person, on either side, the newest first."""
    found = Talk.objects.filter(Q(member=member) | Q(holder=member))
    return found.select_related(*_RELATED).order_by("-on", "-pk")


def waiting(viewer: Viewer, on: date) -> QuerySet[Talk]:
    """What waits for the viewer's word: said by the other side; and arranged, once the day is there, for the holder.

    The member is not asked about an appointment that the other side may have moved.
    """
    if viewer.member_id is None:
        return Talk.objects.none()
    me = viewer.member_id
    asked = Q(member=me, member_at=None) | Q(holder=me, holder_at=None)
    due = Q(holder=me, state=State.ARRANGED, on__lte=on)
    found = Talk.objects.filter((Q(state=State.SAID) & asked) | due)
    return found.select_related(*_RELATED).order_by("on", "pk")


def ahead(member: int, on: date) -> QuerySet[Talk]:
    """Talks that are arranged for a person, from a day on."""
    found = Talk.objects.filter(Q(member=member) | Q(holder=member), state=State.ARRANGED, on__gte=on)
    return found.select_related(*_RELATED).order_by("on", "pk")


def longest_ago(
    unit: Unit, kind: str, rule: TalkRule, since: date, on: date, *, unarranged: bool = False
) -> QuerySet[Member]:  # fmt: skip
    """The members of a unit with whom no such talk took place since a day, longest ago first, never first of all.

    Each has `last_on`, the day of the last one, and `open_on`, the day of one that is arranged or waits. unarranged:
    only those without such a day.
    """
    mine = Talk.objects.filter(kind=kind, member=OuterRef("pk")).order_by().values("member")
    last = mine.filter(state=State.CONFIRMED).annotate(day=Max("on")).values("day")
    open_ones = mine.filter(state__in=TALK_OPEN).annotate(day=Max("on")).values("day")
    found = members_for([unit.pk], rule.to, on).annotate(last_on=Subquery(last), open_on=Subquery(open_ones))
    silent = found.filter(Q(last_on=None) | Q(last_on__lt=since))
    if unarranged:
        silent = silent.filter(open_on=None)
    return silent.order_by(F("last_on").asc(nulls_first=True), "initials", "number")


def duty_key(talk: Talk, rule: TalkRule) -> str:
    """Under which key the ledger counts a member once a period for each person in office."""
    return f"talked:{talk.kind}:{period_on(talk.on, rule.period).name}:{talk.member_id}"


def confirmed_in_period(talk: Talk, rule: TalkRule) -> QuerySet[Talk]:
    """The other confirmed talks of this kind with the member in the same period."""
    period = period_on(talk.on, rule.period)
    within = Q(on__gte=first_day(period.first), on__lte=last_day(period.last))
    mine = Talk.objects.filter(within, kind=talk.kind, member=talk.member_id, state=State.CONFIRMED)
    return mine.exclude(pk=talk.pk)
