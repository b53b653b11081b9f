"""What every template can use."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.queries.people.organization import the_organization, the_scheme
from goodstanding.queries.personal import badge
from goodstanding.web import menus
from goodstanding.web.shell.auth import now, viewer
from goodstanding.web.shell.presenters import terms


def shell(request: HttpRequest) -> dict[str, Any]:
    """The look that the visitor chose, what this installation is, and the menus of both shells."""
    account = getattr(request, "user", None)
    organization = the_organization()
    name = (organization.name_zh or organization.name) if organization and terms.is_chinese() else None
    found = {
        "product": _("Goodstanding"),
        "organization": name or (organization.name if organization else ""),
        "theme": getattr(account, "theme", "auto"),
        "large_type": getattr(account, "large_type", False),
        "is_demo": settings.DEMO,
    }
    if account is None or not account.is_authenticated:
        return found
    # Says whether two pages are the same account's, and no more; see typed_forms.js.
    found["visit_of"] = salted_hmac("goodstanding.visit_of", str(account.pk)).hexdigest()[:22]
    return found | _signed_in(request, viewer(request))


def _signed_in(request: HttpRequest, who: Viewer) -> dict[str, Any]:
    # Looked up when a template asks: what is only a part of a page, such as a venue's next code, has no menus.
    found: dict[str, Any] = {
        "person_name": cache(lambda: who.account.shown_name),
        "open_count": cache(lambda: badge.open_count(who, the_scheme(), now())),
        "desk_url": reverse("desk") if who.is_staff else "",
        "home_url": reverse("desk" if who.member_id is None else "home"),
        "bar": menus.bar(who),
    }
    if who.is_staff:
        first = who.offices[0]
        found["post_title"] = f"{terms.role(first.role)} · {first.unit_name}"
    if who.verified and who.is_staff:
        found["desk_menu"] = cache(lambda: menus.desk(who, request.path))
        found["tree_url"] = reverse("tree") if who.may(Permission.SEE_UNIT) else ""
    return found
