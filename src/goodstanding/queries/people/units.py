"""Units: the tree as a viewer sees it, today and on past days."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Substr

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Post, Unit, UnitChange, UnitName, UnitPlace
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.people import guarded

_STEP = Unit.steplen


@dataclass(frozen=True)
class Below:
    """How much there is at and below a unit. members: none where it is not shown, for it is of a handful."""

    members: int | None
    units: int


def units(viewer: Viewer) -> QuerySet[Unit]:
    """The units that a viewer may open."""
    return scope.units(viewer, Permission.SEE_UNIT)


def tops(viewer: Viewer) -> list[Unit]:
    """Where the viewer's part of the tree begins: the highest units of their offices."""
    held = viewer.held(Permission.SEE_UNIT)
    paths = sorted({office.path for office in held})
    highest = [path for path in paths if not any(path != above and path.startswith(above) for above in paths)]
    return list(Unit.objects.filter(path__in=highest).order_by("path"))


def children(unit: Unit) -> list[Unit]:
    """The open units right below."""
    return list(Unit.objects.get_children(unit).filter(closed_on=None).order_by("name"))


def below(units: list[Unit]) -> dict[str, Below]:
    """Members and open units at and below each of these units, by path; one look at the tree for siblings."""
    found: dict[str, Below] = {}
    for depth in {unit.depth for unit in units}:
        paths = [unit.path for unit in units if unit.depth == depth]
        parents = {path[:-_STEP] for path in paths}
        among = Q()
        for start in parents if len(parents) < len(paths) else paths:
            among |= Q(path__startswith=start)
        lines = (
            Unit.objects.filter(among, depth__gte=depth, closed_on=None)
            .annotate(top=Substr("path", 1, depth * _STEP))
            .order_by()
            .values("top")
            .annotate(members=Sum("members_here"), units=Count("pk"))
        )
        found |= {line["top"]: Below(line["members"], line["units"] - 1) for line in lines if line["top"] in set(paths)}
    return found


def seen_below(viewer: Viewer, units: list[Unit]) -> dict[str, Below]:
    """The same as a viewer may read it: numbers about a handful only of units whose members the viewer may see."""
    found, pattern = below(units), guarded.sizes()
    outside = {unit.path for unit in units if not viewer.may(Permission.SEE_ROSTER, unit)}
    hidden = {path for path in found if path in outside and pattern.hides(path)}
    return {path: Below(None, counts.units) if path in hidden else counts for path, counts in found.items()}


def seen_here(viewer: Viewer, unit: Unit) -> int | None:
    """How many members of its own a unit has, as a viewer may read it."""
    hidden = not viewer.may(Permission.SEE_ROSTER, unit) and guarded.sizes().hides_own(unit.path)
    return None if hidden else unit.members_here


def ancestors(viewer: Viewer, unit: Unit) -> list[Unit]:
    """The units above that the viewer may open, from the top down."""
    paths = [unit.path[: length * _STEP] for length in range(1, unit.depth)]
    return list(units(viewer).filter(path__in=paths).order_by("path"))


def changes(unit: Unit) -> QuerySet[UnitChange]:
    """What became of a unit, latest first."""
    return UnitChange.objects.filter(unit=unit).select_related("other", "by", "by__member")


def posts(unit: Unit, on: date) -> QuerySet[Post]:
    """Who holds an office of a unit on a day."""
    held = Post.objects.filter(valid_on(on), unit=unit).select_related("account", "account__member")
    return held.order_by("role", "from_on")


def name_on(unit: Unit, on: date) -> str | None:
    """What a unit was called on a day; none where it did not exist."""
    held = UnitName.objects.filter(valid_on(on), unit=unit).first()
    return held.name if held else None


def parent_on(unit: Unit, on: date) -> Unit | None:
    """The unit right above on a day; none for the top, or where the unit did not exist."""
    held = UnitPlace.objects.filter(valid_on(on), unit=unit).select_related("parent").first()
    return held.parent if held else None


def chain_on(unit: Unit, on: date) -> list[str]:
    """The names from the top down to a unit as they were on a day; empty where it did not exist."""
    names: list[str] = []
    step: Unit | None = unit
    while step is not None:
        name = name_on(step, on)
        if name is None:
            return []
        names.append(name)
        step = parent_on(step, on)
    return names[::-1]


def children_on(unit: Unit, on: date) -> list[Unit]:
    """The units that were right below on a day."""
    unit_places = UnitPlace.objects.filter(valid_on(on), parent=unit).select_related("unit")
    return [unit_place.unit for unit_place in unit_places.order_by("unit__code")]
