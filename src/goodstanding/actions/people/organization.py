"""Founding the organization."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.actions import audit
from goodstanding.actions.people.identifiers import refuse_code
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Organization, Unit, UnitChange, UnitName, UnitPlace
from goodstanding.names.sounds import initials, letters


@transaction.atomic
def found(  # noqa: PLR0913
    *,
    name: str,
    name_zh: str = "",
    root_name: str,
    code: str,
    scheme: Scheme,
    time_zone: str,
    on: date,
    at: datetime,
    is_demo: bool = False,
) -> Unit:
    """Makes the organization and the root of its tree. Raises ActionRefused where there is one already."""
    if Organization.objects.exists():
        raise ActionRefused(_("There is an organization here already."))
    refuse_code(code)
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ActionRefused(_("This time zone is not known; give one like Asia/Shanghai."), "time_zone") from error
    Organization.objects.create(
        name=name, name_zh=name_zh, scheme=scheme.name, time_zone=time_zone, is_demo=is_demo, founded_at=at
    )
    level = next(iter(scheme.unit_levels))
    kind = level if level in scheme.unit_types else next(iter(scheme.unit_types))
    root: Unit = Unit.objects.add_root(
        instance=Unit(
            code=code,
            name=root_name,
            level=level,
            type=kind,
            opened_on=on,
            pinyin=letters(root_name),
            initials=initials(root_name),
        )
    )
    UnitName.objects.create(unit=root, name=root_name, from_on=on)
    UnitPlace.objects.create(unit=root, parent=None, from_on=on)
    UnitChange.objects.create(unit=root, verb=UnitChange.Verb.CREATED, becomes=root_name, on=on, at=at, by=None)
    audit.record("found", "organization", scheme.name, by=None, at=at, unit=root)
    return root
