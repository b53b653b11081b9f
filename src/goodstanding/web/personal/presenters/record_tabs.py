"""The pages of a member's own record, as tabs: points, all data, who viewed it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def record_tabs(current: str) -> list[dict[str, Any]]:
    """The tabs in their order. current: the route of the page that is shown."""
    labels = {"my_record": _("Points"), "my_data": _("All my data"), "my_record_viewers": _("Viewed by")}
    return [{"url": reverse(name), "label": label, "current": name == current} for name, label in labels.items()]
