"""The page on which a member can do what is still possible of a probation."""

from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme


class _PossibleDuty(Protocol):
    """What could still be done, as far as it matters here."""

    @property
    def kind(self) -> str: ...


def deed(duty: _PossibleDuty, scheme: Scheme) -> dict[str, Any]:
    """Returns the address and the button for a step that the member hands in, empty for any other duty."""
    rule = scheme.probation
    own = {step.fact for step in rule.steps.values() if step.done_by == "member"} if rule else set()
    return {"url": reverse("my_probation"), "deed": _("Hand in")} if duty.kind in own else {}
