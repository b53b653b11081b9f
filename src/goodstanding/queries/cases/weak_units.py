"""Units that need help: the signs that are found, who puts one on the list, its help plan, and who checks."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.cases import WeakSign, WeakUnits
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import EarlyWarning, HelpStep, Post, Unit, WeakUnit
from goodstanding.models.people.post import in_office

State = WeakUnit.State
#: A step of a help plan stands on the work list so many days before it is due.
SOON_DAYS = 14


def rules_of(scheme: Scheme) -> WeakUnits | None:
    """What the rules say of units that need help, if they know any."""
    return scheme.cases.weak_units if scheme.cases else None


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[WeakUnit]:
    """The spells on the list that the viewer sees: of the units below the own office, and of the own unit."""
    rules = rules_of(scheme)
    if rules is None or scheme.cases is None:
        return WeakUnit.objects.none()
    over = named_offices.covered(viewer, (*rules.listed_by, *rules.accepted_by)).order_by().values("pk")
    here = named_offices.near(viewer, scheme.cases.owned_by)
    found = WeakUnit.objects.filter(Q(unit__in=over) | Q(unit__in=here) | Q(help_steps__owner=viewer.account))
    return found.select_related("unit", "listed_by__member").distinct().order_by("-listed_on", "-pk")


def lists(viewer: Viewer, unit: Unit, scheme: Scheme) -> bool:
    """Whether the viewer puts such a unit on the list: an office over it, and not one of the unit itself."""
    rules = rules_of(scheme)
    above = rules is not None and unit.level in rules.levels and unit.closed_on is None
    return above and rules is not None and _over(viewer, unit, rules.listed_by)


def accepts(viewer: Viewer, weak: WeakUnit, scheme: Scheme) -> bool:
    """Whether the viewer checks a unit on the list: never the person who put it there."""
    rules = rules_of(scheme)
    return rules is not None and weak.listed_by_id != viewer.account.pk and _over(viewer, weak.unit, rules.accepted_by)


def _over(viewer: Viewer, unit: Unit, offices: tuple[str, ...]) -> bool:
    held = named_offices.held(viewer, offices)
    return any(office.covers(unit) and office.unit_id != unit.pk for office in held)


def candidates(viewer: Viewer, scheme: Scheme, on: date) -> list[tuple[Unit, list[str]]]:
    """The units below the viewer's offices that have a sign that is found by itself, and are not on the list."""
    rules = rules_of(scheme)
    if rules is None:
        return []
    over = named_offices.covered(viewer, rules.listed_by).filter(level__in=rules.levels)
    free = over.exclude(weak_spells__state=State.LISTED)
    found = dict[int, list[str]]()
    for word, sign in rules.signs.items():
        for unit in _with(sign, free, on):
            found.setdefault(unit, []).append(word)
    units = Unit.objects.filter(pk__in=found).order_by("path")
    return [(unit, found[unit.pk]) for unit in units if lists(viewer, unit, scheme)]


def signs_of(unit: Unit, scheme: Scheme, on: date) -> list[str]:
    """The signs that are found about a unit by itself, as words of the rules."""
    rules = rules_of(scheme)
    mine: QuerySet[Unit] = Unit.objects.filter(pk=unit.pk)
    return [word for word, sign in rules.signs.items() if list(_with(sign, mine, on))] if rules else []


def _with(sign: WeakSign, units: QuerySet[Unit], on: date) -> QuerySet[Unit, int]:
    """The units among some that have such a sign; none for a sign that people say."""
    pks = units.order_by().values_list("pk", flat=True)
    if sign.kind == "warning":
        open_now = EarlyWarning.objects.filter(kind=sign.warning, state=EarlyWarning.State.OPEN, member=None)
        return pks.filter(pk__in=open_now.values("unit"))
    if sign.kind == "vacant":
        since = on - timedelta(days=sign.days or 0)
        held = Post.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=since), role=sign.office)
        return pks.filter(opened_on__lte=since).exclude(pk__in=held.filter(accepted_at__isnull=False).values("unit"))
    return pks.none()


def helpers(unit: Unit, scheme: Scheme, on: date) -> list[Post]:
    """The offices whose holders a step can go to: of the unit and of those above it, the nearest first."""
    units = [unit, *reversed(list(Unit.objects.get_ancestors(unit)))]
    roles = list(scheme.cases.owned_by) if scheme.cases else []
    found = Post.objects.filter(in_office(on), unit__in=units, role__in=roles, account__is_active=True)
    order = {one.pk: place for place, one in enumerate(units)}
    return sorted(found.select_related("account__member", "unit"), key=lambda post: (order[post.unit_id], post.role))


def own_steps(viewer: Viewer) -> QuerySet[HelpStep]:
    """The steps that the viewer has to take soon."""
    found = HelpStep.objects.filter(owner=viewer.account, done_on=None, weak_unit__state=State.LISTED)
    soon = found.filter(due_on__lte=viewer.on + timedelta(days=SOON_DAYS))
    return soon.select_related("weak_unit__unit").order_by("due_on", "pk")
