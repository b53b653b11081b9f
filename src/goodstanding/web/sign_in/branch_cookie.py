"""Whose branch a browser asks when its visit has ended: remembered at signing in, forgotten at signing out.

It opens nothing and names no member; it only spares its owner to look for the people of their own branch.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from goodstanding.models import Account, Unit

_SALT = "goodstanding.branch"
_GOOD_FOR = 365 * 24 * 3600


def remember(answer: HttpResponse, account: Account) -> None:
    """Remembers in the browser whose branch is asked; nothing for an account of no member."""
    if account.member_id is None:
        return
    answer.set_cookie(
        settings.BRANCH_COOKIE_NAME,
        signing.dumps(account.member_id, salt=_SALT),
        max_age=_GOOD_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget(answer: HttpResponse) -> None:
    """Forgets it, as on a device that several people use."""
    answer.delete_cookie(settings.BRANCH_COOKIE_NAME, samesite="Strict")


def unit_of(request: HttpRequest) -> Unit | None:
    """The open unit where the member of the browser's last visit belongs today, None where there is none."""
    try:
        member = signing.loads(request.COOKIES[settings.BRANCH_COOKIE_NAME], salt=_SALT, max_age=_GOOD_FOR)
    except (KeyError, signing.BadSignature):
        return None
    found: Unit | None = Unit.objects.filter(members=member, closed_on=None).first()
    return found
