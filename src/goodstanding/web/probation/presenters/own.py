"""The page on which a member can do what is still possible of a probation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme


def deed(kind: str, scheme: Scheme) -> dict[str, Any]:
    """Returns the address and the button for a step that the member hands in, empty for other kinds."""
    rule = scheme.probation
    own = {step.fact for step in rule.steps.values() if step.done_by == "member"} if rule else set()
    return {"url": reverse("my_probation"), "deed": _("Hand in")} if kind in own else {}
