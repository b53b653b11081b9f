"""Invitations on screen and on paper: a code with its link, and who waits for one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access.office_grants import offices_of
from goodstanding.actions.sign_in.invitations import Printed
from goodstanding.models import Member, SignInRequest, Unit
from goodstanding.web.shell import qr
from goodstanding.web.shell.presenters import terms
from goodstanding.web.sign_in.invitation_pdf import Slip

_Until = Mapping[int, datetime]


def slip(printed: Printed) -> Slip:
    """What is handed over to one person. The code stands behind the # of its link, which no server is sent."""
    account, until = printed.invitation.account, terms.day(timezone.localdate(printed.invitation.good_until))
    address = settings.ORIGIN + reverse("use_code")
    name = account.member.name if account.member else ""
    return Slip(name, account.login, printed.code, f"{address}#{printed.code}", address, until)


def handed(slip: Slip) -> dict[str, Any]:
    """The page of one invitation: its picture, its link and what is sent with the link."""
    text = _("Your invitation to sign in, valid once, until %(until)s:") % {"until": slip.until}
    picture = qr.drawn(slip.link, "invitation-code", "invitation-ink")
    lead = f"{slip.name} · {slip.number}" if slip.name else slip.number
    return {"slip": slip, "lead": lead, "picture": picture, "text": text, "message": f"{text} {slip.link}"}


def unit_entry(unit: Unit, count: int, is_asked: bool) -> dict[str, Any]:
    """A unit in the overview."""
    detail = ngettext("%(count)s member cannot sign in yet", "%(count)s members cannot sign in yet", count)
    entry = {"url": reverse("invitations_of", args=[unit.code]), "label": unit.name, "icon": "key"}
    asked = {"badge": _("Help asked for"), "tone": "warn", "badge_icon": "question"} if is_asked else {}
    return {**entry, "detail": detail % {"count": count}, **asked}


def person(member: Member, until: _Until) -> dict[str, Any]:
    """A member who cannot sign in yet."""
    return {"member": member, "name": member.name, "number": member.number, "until": _until(member, until)}


def asking(request: SignInRequest, member: Member, until: _Until, on: date) -> dict[str, Any]:
    """A member who asked for help. is_reset: they could sign in, so what is lost is taken away first.

    is_operators: they hold an office, so only an operator takes their way in away.
    """
    account = getattr(member, "account", None)
    is_reset = account is not None and account.has_usable_password()
    is_operators = is_reset and account is not None and offices_of(account, on).exists()
    return {**person(member, until), "asked": terms.moment(request.asked_at), "is_reset": is_reset,
            "is_operators": is_operators, "reset": {"reset": "yes"}}  # fmt: skip


def _until(member: Member, until: _Until) -> str:
    return terms.day(timezone.localdate(until[member.pk])) if member.pk in until else ""
