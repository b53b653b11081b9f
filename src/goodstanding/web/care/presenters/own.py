"""The pages on which a member can do what is still possible: a talk, and contact while away."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme

Entry = dict[str, Any]


def deed(kind: str, scheme: Scheme) -> Entry:
    """Returns the address and the button for a kind of entry, empty for those of other areas."""
    rules = scheme.care
    if rules is None:
        return {}
    if any(rule.held == kind for rule in rules.talks.values()):
        return {"url": reverse("my_talk_new"), "deed": _("Arrange a talk")}
    if any(rule.kept == kind and rule.own for rule in rules.contacts.values()):
        return {"url": reverse("my_talks"), "deed": _("Be in touch")}
    return {}
