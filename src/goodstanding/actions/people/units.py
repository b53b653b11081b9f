"""What becomes of units: created, renamed, moved, merged, split, closed. Their past stays as it was."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import arrivals, audit
from goodstanding.actions.people import memberships
from goodstanding.actions.people.identifiers import refuse_code
from goodstanding.actions.refusal import ActionRefused, refuse_closed, refuse_future
from goodstanding.actions.valid_time import end_all, end_one
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Hosting, Member, Organization, Post, Unit, UnitChange, UnitName, UnitPlace
from goodstanding.names.sounds import initials, letters

Verb = UnitChange.Verb
_TOO_EARLY = _("That is before the last change of this unit; choose a later day.")


@transaction.atomic
def create(  # noqa: PLR0913
    *,
    parent: Unit,
    code: str,
    name: str,
    level: str,
    type: str,
    on: date,
    scheme: Scheme,
    by: Viewer | None,
    at: datetime,
) -> Unit:
    """A new unit right below another. Raises ActionRefused on a code in use or on words that the scheme does not
    have.
    """
    parent = _current(parent)
    check(by, Permission.CHANGE_UNIT, parent)
    refuse_closed(parent, "")
    refuse_future(on, at)
    _refuse_unfit(parent, code, level, type, on, scheme)
    unit: Unit = Unit.objects.add_child(
        parent,
        instance=Unit(
            code=code, name=name, level=level, type=type, opened_on=on, pinyin=letters(name), initials=initials(name)
        ),
    )
    UnitName.objects.create(unit=unit, name=name, from_on=on)
    UnitPlace.objects.create(unit=unit, parent=parent, from_on=on)
    _log_change(unit, Verb.CREATED, on=on, by=by, at=at, becomes=name, fields=("code", "name", "level", "type"))
    return unit


@transaction.atomic
def rename(*, unit: Unit, name: str, on: date, by: Viewer | None, at: datetime, reason: str = "") -> None:
    """Gives a unit another name from a day on."""
    unit = _current(unit)
    check(by, Permission.CHANGE_UNIT, unit)
    refuse_closed(unit, "")
    refuse_future(on, at)
    if name == unit.name:
        raise ActionRefused(_("The unit already has this name."), "name")
    held = unit.names.get(until_on=None)
    end_one(held, on, _TOO_EARLY)
    UnitName.objects.create(unit=unit, name=name, from_on=on)
    was, unit.name, unit.pinyin, unit.initials = unit.name, name, letters(name), initials(name)
    unit.save(update_fields=["name", "pinyin", "initials"])
    _log_change(unit, Verb.RENAMED, on=on, by=by, at=at, was=was, becomes=name, reason=reason, fields=("name",))


@transaction.atomic
def move(*, unit: Unit, to: Unit, on: date, by: Viewer | None, at: datetime, reason: str = "", scheme: Scheme) -> None:
    """Puts a unit, with all below it, right below another from a day on. It takes the right over both places."""
    unit, to = _current(unit), _current(to)
    was = Unit.objects.get_parent(unit)
    if was is None:
        raise ActionRefused(_("The top of the tree cannot be moved."), "to")
    check(by, Permission.CHANGE_UNIT, unit, was, to)
    refuse_closed(unit, "")
    refuse_closed(to, "to")
    refuse_future(on, at)
    _refuse_before(on, to.opened_on)
    if to.pk == was.pk:
        raise ActionRefused(_("The unit is already there."), "to")
    if to.path.startswith(unit.path):
        raise ActionRefused(_("A unit cannot go below itself."), "to")
    _refuse_level(to, unit.level, scheme, "to")
    held = unit.places.get(until_on=None)
    end_one(held, on, _TOO_EARLY)
    UnitPlace.objects.create(unit=unit, parent=to, from_on=on)
    Unit.objects.move(unit, to, pos="last-child")
    _log_change(
        unit,
        Verb.MOVED,
        on=on,
        by=by,
        at=at,
        was=was.name,
        becomes=to.name,
        other=to,
        reason=reason,
        fields=("parent",),
    )


@transaction.atomic
def merge(*, unit: Unit, into: Unit, on: date, by: Viewer | None, at: datetime, reason: str, scheme: Scheme) -> None:
    """Ends a unit by putting its members and the units below it into another. It takes the right over both."""
    unit, into = _current(unit), _current(into)
    above = Unit.objects.get_parent(unit)
    if above is None:
        raise ActionRefused(_("The top of the tree cannot be merged into another unit."), "into")
    check(by, Permission.CHANGE_UNIT, unit, into)
    refuse_closed(unit, "")
    refuse_closed(into, "into")
    refuse_future(on, at)
    _refuse_before(on, into.opened_on)
    if into.path.startswith(unit.path):
        raise ActionRefused(_("A unit cannot be merged into itself or into one below it."), "into")
    for child in _open_children(unit):
        move(unit=child, to=into, on=on, by=by, at=at, reason=reason, scheme=scheme)
    memberships.move_all(Member.objects.filter(unit=unit), to=into, on=on)
    memberships.host_all(unit, to=into, on=on)
    _end(_current(unit), on=on, merged_into=into)
    arrivals.came([into], at=at)
    _log_change(into, Verb.TOOK_OVER, on=on, by=by, at=at, other=unit, was=unit.name, reason=reason)
    _log_change(
        unit, Verb.MERGED, on=on, by=by, at=at, other=into, becomes=into.name, reason=reason, fields=("merged_into",)
    )


@transaction.atomic
def split(  # noqa: PLR0913
    *,
    unit: Unit,
    code: str,
    name: str,
    members: Sequence[Member],
    on: date,
    by: Viewer | None,
    at: datetime,
    reason: str,
    scheme: Scheme,
) -> Unit:
    """A new unit beside this one, with some of its members. Raises ActionRefused when a member is not of this unit."""
    unit = _current(unit)
    above = Unit.objects.get_parent(unit)
    if above is None:
        raise ActionRefused(_("The top of the tree cannot be split."))
    check(by, Permission.CHANGE_UNIT, unit, above)
    refuse_closed(unit, "")
    chosen = {member.pk for member in members}
    own = Member.objects.filter(unit=unit, pk__in=chosen)
    if not chosen or own.count() != len(chosen):
        raise ActionRefused(_("Choose members of this unit who go to the new one."), "members")
    if len(chosen) == unit.members_here:
        raise ActionRefused(_("At least one member must stay. To give the unit another name, rename it."), "members")
    new = create(
        parent=above, code=code, name=name, level=unit.level, type=unit.type, on=on, scheme=scheme, by=by, at=at
    )
    memberships.move_all(own, to=new, on=on)
    arrivals.came([new], at=at)
    _log_change(unit, Verb.SPLIT, on=on, by=by, at=at, other=new, becomes=name, reason=reason)
    return new


@transaction.atomic
def close(*, unit: Unit, on: date, by: Viewer | None, at: datetime, reason: str) -> None:
    """Ends an empty unit. Raises ActionRefused while it has members or open units below it."""
    unit = _current(unit)
    check(by, Permission.CHANGE_UNIT, unit)
    refuse_closed(unit, "")
    refuse_future(on, at)
    # An office-holder who is about to enrol a member here waits for this row, and then finds it closed.
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if Unit.objects.get_parent(unit) is None:
        raise ActionRefused(_("The top of the tree cannot be closed."))
    if unit.members_here:
        raise ActionRefused(_("The unit still has members. Transfer them first, or merge it into another unit."))
    if _open_children(unit):
        raise ActionRefused(_("There are open units below. Move or close them first."))
    _end(unit, on=on, merged_into=None)
    _log_change(unit, Verb.CLOSED, on=on, by=by, at=at, reason=reason, fields=("closed_on",))


def _current(unit: Unit) -> Unit:
    """The unit as it is now, with the tree locked until the end of the transaction."""
    list(Organization.objects.select_for_update())
    current: Unit = Unit.objects.get(pk=unit.pk)
    return current


def _open_children(unit: Unit) -> list[Unit]:
    return list(Unit.objects.get_children(unit).filter(closed_on=None))


def _end(unit: Unit, *, on: date, merged_into: Unit | None) -> None:
    for spans in (unit.names, unit.places):
        held = spans.get(until_on=None)
        end_one(held, on, _TOO_EARLY)
    for spans in (Post.objects.filter(unit=unit), Hosting.objects.filter(unit=unit)):
        end_all(spans, on)
    unit.closed_on, unit.merged_into = on, merged_into
    unit.save(update_fields=["closed_on", "merged_into"])


def _log_change(  # noqa: PLR0913
    unit: Unit,
    verb: Verb,
    *,
    on: date,
    by: Viewer | None,
    at: datetime,
    other: Unit | None = None,
    was: str = "",
    becomes: str = "",
    reason: str = "",
    fields: Sequence[str] = (),
) -> None:
    UnitChange.objects.create(
        unit=unit,
        verb=verb,
        other=other,
        was=was,
        becomes=becomes,
        reason=reason,
        on=on,
        at=at,
        by=by.account if by else None,
    )
    audit.record(verb.value, "unit", unit.code, by=by, at=at, unit=unit, fields=fields)


def _refuse_unfit(parent: Unit, code: str, level: str, type: str, on: date, scheme: Scheme) -> None:
    refuse_code(code)
    if Unit.objects.filter(code=code).exists():
        raise ActionRefused(_("Another unit has this code."), "code")
    if type not in scheme.unit_types:
        raise ActionRefused(_("The scheme has no such type of unit."), "type")
    _refuse_level(parent, level, scheme, "level")
    _refuse_before(on, parent.opened_on)


def _refuse_level(parent: Unit, level: str, scheme: Scheme, field: str) -> None:
    order = list(scheme.unit_levels)
    if level not in order:
        raise ActionRefused(_("The scheme has no such level."), "level")
    if parent.level in order and order.index(level) < order.index(parent.level):
        raise ActionRefused(_("A unit cannot be below one of a lower level."), field)


def _refuse_before(on: date, earliest: date) -> None:
    if on < earliest:
        raise ActionRefused(_TOO_EARLY, "on")
