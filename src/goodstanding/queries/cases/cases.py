"""Cases: who sees one, who can have the order, who replies, and who checks."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.cases import CaseRules
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import CaseStep, DutyCase, Fact, Meeting, Member, Post, Unit
from goodstanding.models.people.post import in_office
from goodstanding.queries.ledger.in_force import in_force

State, About = DutyCase.State, DutyCase.About
_RELATED = ("member__unit", "unit", "post__account__member", "owner__member", "opened_by__member", "replied_by__member")
_WITH_OWNER = (State.ORDERED, State.LATE)
#: So many entries and meetings can be referred to, of so many days.
MOST_EVIDENCE, EVIDENCE_DAYS = 30, 120


def rules_of(scheme: Scheme) -> CaseRules | None:
    """What the rules say of cases, if they know any."""
    return scheme.cases


def own(member: Member) -> QuerySet[DutyCase]:
    """The cases about a member, or about an office that the member holds, the newest first."""
    return DutyCase.objects.filter(member=member).select_related(*_RELATED, "above_unit").order_by("-opened_on", "-pk")


def steps(case: DutyCase) -> QuerySet[CaseStep]:
    """Every step of a case with what it refers to, in order."""
    found = CaseStep.objects.filter(case=case).select_related("by__member").order_by("pk")
    return found.prefetch_related("evidence__fact", "evidence__meeting")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[DutyCase]:
    """The cases that the viewer sees by office: with the order, over the unit, to check, or late from below.

    A case about a member is seen by those who open cases over the member, by the owner of the order, and by those who
    check while it waits for that. Nobody sees a case about themselves here but with the order of it.
    """
    rules = scheme.cases
    if rules is None or not named_offices.held(viewer, rules.offices()):
        return DutyCase.objects.none()
    opened = named_offices.covered(viewer, rules.opened_by).order_by().values("pk")
    checked = named_offices.covered(viewer, rules.checked_by).order_by().values("pk")
    seen = Q(unit__in=opened) | Q(owner=viewer.account) | Q(above_unit__in=named_offices.near(viewer, rules.owned_by))
    seen |= Q(unit__in=checked) & (~Q(about=About.MEMBER) | Q(state=State.REPLIED))
    found = DutyCase.objects.filter(seen).select_related(*_RELATED, "above_unit")
    return _about_others(found, viewer)


def _about_others(found: QuerySet[DutyCase], viewer: Viewer) -> QuerySet[DutyCase]:
    if viewer.member_id is None:
        return found
    return found.exclude(Q(member=viewer.member_id) & ~Q(owner=viewer.account))


def orders(viewer: Viewer, scheme: Scheme) -> QuerySet[DutyCase]:
    """The orders to which the viewer has to reply."""
    mine = DutyCase.objects.filter(owner=viewer.account, state__in=_WITH_OWNER)
    return (mine if scheme.cases else mine.none()).select_related(*_RELATED, "above_unit").order_by("due_on", "pk")


def to_check(viewer: Viewer, scheme: Scheme) -> QuerySet[DutyCase]:
    """The replies that the viewer can check: never an own one, nor a case about the viewer."""
    rules = scheme.cases
    if rules is None:
        return DutyCase.objects.none()
    units = named_offices.covered(viewer, rules.checked_by).order_by().values("pk")
    found = DutyCase.objects.filter(unit__in=units, state=State.REPLIED)
    found = found.exclude(owner=viewer.account).exclude(replied_by=viewer.account)
    if viewer.member_id is not None:
        found = found.exclude(member=viewer.member_id)
    return found.select_related(*_RELATED, "above_unit").order_by("due_on", "pk")


def waiting_checks(viewer: Viewer, scheme: Scheme) -> QuerySet[DutyCase]:
    """Of these, those that lie near: of the unit in which the viewer holds office, and those that the viewer opened."""
    rules = scheme.cases
    near = named_offices.near(viewer, rules.checked_by) if rules else set()
    return to_check(viewer, scheme).filter(Q(unit__in=near) | Q(opened_by=viewer.account))


def late_below(viewer: Viewer, scheme: Scheme) -> QuerySet[DutyCase]:
    """The orders from below that are late, for the people of the unit above."""
    rules = scheme.cases
    if rules is None:
        return DutyCase.objects.none()
    near = named_offices.near(viewer, rules.owned_by)
    found = DutyCase.objects.filter(above_unit__in=near, state=State.LATE).exclude(owner=viewer.account)
    return _about_others(found, viewer).select_related(*_RELATED, "above_unit").order_by("due_on", "pk")


def leads(viewer: Viewer, case: DutyCase, scheme: Scheme) -> bool:
    """Whether the viewer can give more time or call a case off: an office that opens cases, and not the owner's."""
    rules = scheme.cases
    if rules is None or case.owner_id == viewer.account.pk:
        return False
    if viewer.member_id is not None and case.member_id == viewer.member_id:
        return False
    return named_offices.may_answer(viewer, case.unit, rules.opened_by)


def owners(unit: Unit, rules: CaseRules, on: date, *, without: Member | None = None) -> list[Post]:
    """The offices whose holders an order about a unit can go to: of the unit and of those above it, the nearest first.

    without: the member whom the case is about, who does not own it.
    """
    units = [unit, *reversed(list(Unit.objects.get_ancestors(unit)))]
    found = Post.objects.filter(in_office(on), unit__in=units, role__in=list(rules.owned_by), account__is_active=True)
    if without is not None:
        found = found.exclude(account__member=without)
    order = {one.pk: place for place, one in enumerate(units)}
    return sorted(found.select_related("account__member", "unit"), key=lambda post: (order[post.unit_id], post.role))


def unit_above(case: DutyCase, rules: CaseRules, on: date) -> Unit | None:
    """The nearest unit above that of a case in which another person holds an office that sees late orders."""
    above: list[Unit] = list(Unit.objects.get_ancestors(case.unit))
    for unit in reversed(above):
        held = Post.objects.filter(in_office(on), unit=unit, role__in=list(rules.owned_by), account__is_active=True)
        others = held.exclude(account=case.owner)
        if (others.exclude(account__member=case.member) if case.member_id else others).exists():
            return unit
    return None


def entries_for(case: DutyCase, on: date) -> QuerySet[Fact]:
    """The newest entries about the member, or about the unit, to which a reply can refer."""
    mine = Fact.objects.filter(member=case.member) if case.member_id else Fact.objects.filter(unit=case.unit)
    found = in_force(mine.filter(occurred_on__gt=on - timedelta(days=EVIDENCE_DAYS)))
    return found.order_by("-occurred_on", "-pk")[:MOST_EVIDENCE]


def meetings_for(case: DutyCase, on: date) -> QuerySet[Meeting]:
    """The newest meetings of the unit that were closed, to which a reply can refer."""
    found = Meeting.objects.filter(unit=case.unit, state=Meeting.State.CLOSED)
    return found.filter(starts_at__date__gt=on - timedelta(days=EVIDENCE_DAYS)).order_by("-starts_at")[:MOST_EVIDENCE]
