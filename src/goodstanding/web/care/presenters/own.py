"""The pages on which a member can do what is still possible: a talk, and contact while away."""

from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme

Entry = dict[str, Any]


class _PossibleDuty(Protocol):
    """What could still be done, as far as it matters here."""

    @property
    def kind(self) -> str: ...


def deed(duty: _PossibleDuty, scheme: Scheme) -> Entry:
    """Returns the address and the button for a duty, empty for duties of other areas."""
    rules = scheme.care
    if rules is None:
        return {}
    if any(rule.held == duty.kind for rule in rules.talks.values()):
        return {"url": reverse("my_talk_new"), "deed": _("Arrange a talk")}
    if any(rule.kept == duty.kind and rule.own for rule in rules.contacts.values()):
        return {"url": reverse("my_talks"), "deed": _("Be in touch")}
    return {}
