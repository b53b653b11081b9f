"""The pages on which a member, or who collects dues, can do what is still possible about dues."""

from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member


class _OpenDuty(Protocol):
    """What could still be done, as far as it matters here."""

    @property
    def kind(self) -> str: ...


def deed(duty: _OpenDuty, member: Member, scheme: Scheme) -> dict[str, Any]:
    """Returns the address and the button for a duty, empty for duties of other areas."""
    rules = scheme.dues
    if rules is None or member.unit is None:
        return {}
    if rules.public is not None and duty.kind == rules.public.fact:
        return {"url": reverse("unit_dues", args=[member.unit.code]), "deed": _("Post the totals")}
    if duty.kind == rules.confirmed:
        return {"url": reverse("my_dues"), "deed": _("Confirm")}
    if duty.kind in {rules.on_time, rules.in_full}:
        return {"url": reverse("my_dues"), "deed": _("See what is due")}
    return {}
