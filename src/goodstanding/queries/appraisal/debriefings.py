"""Yearly debriefings as the people who give them, the members of the unit, and the unit above see them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.debriefing import DebriefingRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    Debriefing,
    DebriefingComment,
    DebriefingGrade,
    DebriefingReport,
    Meeting,
    Member,
    Post,
    Unit,
)
from goodstanding.models.appraisal.moves import DebriefingState
from goodstanding.models.people.post import in_office
from goodstanding.queries.appraisal.sheet import Sheet, SheetGroup, sheet_of

State = DebriefingState
#: What was handed in and was not returned: members and the unit above read it.
HANDED_IN = (State.OPEN, State.GRADED)
#: A debriefing of the last year is asked for until the end of this month.
_LATEST_MONTH = 2
_RELATED = ("unit", "member__unit")


@dataclass(frozen=True)
class OfficeYear:
    """What the records hold of a year in office: meetings that were held, by kind, and the entries about duties."""

    meetings: tuple[tuple[str, int], ...]
    sheet: Sheet


def rule_of(scheme: Scheme) -> DebriefingRule | None:
    """What the rules say of debriefings, if they know any."""
    return scheme.debriefing


def year_of(rule: DebriefingRule, on: date) -> int:
    """For which year a debriefing is given on a day."""
    return on.year if on.month >= rule.from_month else on.year - 1


def is_asked(rule: DebriefingRule, on: date) -> bool:
    """Whether debriefings are asked for at this time of the year."""
    return on.month >= rule.from_month or on.month <= _LATEST_MONTH


def own_units(viewer: Viewer, rule: DebriefingRule) -> QuerySet[Unit]:
    """The units over which the viewer is in office and for which the viewer gives a debriefing."""
    near = named_offices.near(viewer, rule.given_by) if viewer.member_id is not None else set()
    found: QuerySet[Unit] = Unit.objects.filter(pk__in=near, level__in=rule.held_in, closed_on=None)
    return found.order_by("path")


def in_charge(unit: Unit, rule: DebriefingRule, on: date) -> QuerySet[Member]:
    """The members who give the debriefing of a unit on a day."""
    posts = Post.objects.filter(in_office(on), unit=unit, role__in=rule.given_by).values("account__member")
    return Member.objects.filter(pk__in=posts, left_on=None).select_related("unit").order_by("initials", "number")


def decides(viewer: Viewer, unit: Unit, rule: DebriefingRule) -> bool:
    """Whether the viewer holds an office above a unit that writes down what its body decided."""
    held = named_offices.held(viewer, rule.decided_by)
    return any(office.covers(unit) and office.unit_id != unit.pk for office in held)


def units_below(viewer: Viewer, rule: DebriefingRule) -> QuerySet[Unit]:
    """The units of whose people in office the viewer reads debriefings from above."""
    above = named_offices.near(viewer, rule.decided_by)
    covered = named_offices.covered(viewer, rule.decided_by)
    return covered.filter(level__in=rule.held_in).exclude(pk__in=above)


def own(viewer: Viewer) -> QuerySet[Debriefing]:
    """The debriefings that the viewer gave or is writing, the newest first."""
    found = Debriefing.objects.filter(member=viewer.member_id) if viewer.member_id else Debriefing.objects.none()
    return found.select_related(*_RELATED)


def at_desk(viewer: Viewer, rule: DebriefingRule) -> QuerySet[Debriefing]:
    """The debriefings that the viewer reads from above: never a draft, never the own one; the newest first."""
    below = units_below(viewer, rule).order_by().values("pk")
    found = Debriefing.objects.filter(unit__in=below).exclude(state=State.WRITING).exclude(member=viewer.member_id)
    return found.select_related(*_RELATED).order_by("-year", "unit__path", "pk")


def without_report(viewer: Viewer, rule: DebriefingRule) -> QuerySet[Unit]:
    """The units below for which no report of the year is in."""
    handed_in = Debriefing.objects.filter(unit=OuterRef("pk"), year=year_of(rule, viewer.on))
    return units_below(viewer, rule).filter(~Exists(handed_in.exclude(state=State.WRITING)))


def in_unit(member: Member) -> QuerySet[Debriefing]:
    """The debriefings that a member reads in the own unit, the newest first."""
    found = Debriefing.objects.filter(unit=member.unit_id, state__in=HANDED_IN) if member.unit_id else None
    return (Debriefing.objects.none() if found is None else found).select_related(*_RELATED)


def may_comment(found: Debriefing, member: Member, on: date) -> bool:
    """Whether a member of the unit can comment on a report on a day; never on the own one."""
    is_open = found.state == State.OPEN and found.comments_until is not None and on <= found.comments_until
    return is_open and member.pk != found.member_id and member.unit_id == found.unit_id and member.left_on is None


def report_of(found: Debriefing) -> DebriefingReport | None:
    """The report that counts."""
    return found.reports.select_related("by__member").order_by("-pk").first()


def grade_of(found: Debriefing) -> DebriefingGrade | None:
    """The grade that counts."""
    return found.grades.select_related("by__member").order_by("-pk").first()


def comments_on(found: Debriefing) -> list[DebriefingComment]:
    """The comments that count, of each author the newest; those of the unit above first."""
    newest = dict[int | None, DebriefingComment]()
    for comment in found.comments.select_related("author__unit", "by__member").order_by("pk"):
        newest[comment.author_id] = comment
    return sorted(newest.values(), key=lambda one: (one.author_id is not None, one.pk))


def comment_by(found: Debriefing, member: int) -> DebriefingComment | None:
    """What a member wrote last about a report."""
    return found.comments.filter(author=member).order_by("-pk").first()


def evidence(unit: Unit, member: Member, year: int, scheme: Scheme, rule: DebriefingRule) -> OfficeYear:
    """What the records hold of a member's year in office; with it a report begins."""
    held = Meeting.objects.filter(unit=unit, state=Meeting.State.CLOSED, on__year=year).values_list("type", flat=True)
    counted = Counter(held)
    meetings = tuple((word, counted[word]) for word in scheme.meetings if counted[word])
    kinds = _of_office(scheme, rule)
    groups = (
        SheetGroup(group.title, tuple(line for line in group.lines if line.kind in kinds))
        for group in sheet_of(member, year, scheme).groups
    )
    return OfficeYear(meetings, Sheet(tuple(group for group in groups if group.lines), ()))


def _of_office(scheme: Scheme, rule: DebriefingRule) -> set[str]:
    """The kinds of entry that rules ask of the office alone: of members with the class of its name."""
    own_result = set(rule.facts().values())
    asked = (one for one in scheme.indicators if one.applies_to and set(one.applies_to) & set(rule.given_by))
    return {kind for one in asked for kind in one.facts} - own_result


def to_give(viewer: Viewer, scheme: Scheme) -> QuerySet[Unit]:
    """The units for which the viewer owes the debriefing of the year, in the months in which it is asked for."""
    rule = scheme.debriefing
    if rule is None or not is_asked(rule, viewer.on):
        none: QuerySet[Unit] = Unit.objects.none()
        return none
    mine = Debriefing.objects.filter(unit=OuterRef("pk"), member=viewer.member_id, year=year_of(rule, viewer.on))
    return own_units(viewer, rule).filter(~Exists(mine.filter(state__in=HANDED_IN)))


def to_grade(viewer: Viewer, scheme: Scheme) -> QuerySet[Debriefing]:
    """The debriefings of the units right below whose days for comments are over and that have no grade."""
    rule = scheme.debriefing
    if rule is None:
        return Debriefing.objects.none()
    below = Q(pk__in=())
    for office in named_offices.held(viewer, rule.decided_by):
        below |= Q(unit__path__startswith=office.path, unit__depth=len(office.path) // Unit.steplen + 1)
    found = Debriefing.objects.filter(below, state=State.OPEN, comments_until__lt=viewer.on, unit__closed_on=None)
    found = found.exclude(member=viewer.member_id) if viewer.member_id is not None else found
    return found.select_related(*_RELATED).order_by("unit__path", "pk")
