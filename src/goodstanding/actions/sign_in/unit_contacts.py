"""How members reach those who look after their unit: what the unit says of it, and the secret address of its page."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.people.particulars import telephone
from goodstanding.models import Unit, UnitContact


@transaction.atomic
def say(*, unit: Unit, phone: str, text: str, by: Viewer, at: datetime) -> UnitContact:
    """Stores how the unit is reached. The address of its page stays, as it may hang on a wall. Raises Denied.

    Raises ActionRefused for a telephone number that cannot be called.
    """
    check(by, Permission.INVITE, unit)
    written = {"phone": telephone(phone), "text": text.strip(), "set_at": at, "set_by": by.account}
    contact, _is_new = UnitContact.objects.update_or_create(unit=unit, defaults=written)
    audit.record("change", "unit_contact", unit.code, by=by, at=at, unit=unit, fields=("phone", "text"))
    return contact
