"""What a change of second factors leads to in the visit in which it is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from goodstanding.actions.sign_in import factors
from goodstanding.models import Account
from goodstanding.queries.sign_in.factors import factors_of
from goodstanding.web.shell.auth import now


def goes_on(request: HttpRequest) -> str:
    """Where the page that led here wants its reader back; only to a page of this site, else empty."""
    address = request.POST.get("next") or request.GET.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


@contextmanager
def watched(request: HttpRequest) -> Iterator[None]:
    """What is changed within is told of, and ends the visits that it opened, this one among them."""
    account = cast(Account, request.user)
    with transaction.atomic():
        before = factors_of(account)
        yield
        changed = factors.note(account, before, visit_key=request.session.session_key, at=now())
    if changed.removed:
        _stand_on_the_rest(request, account, set(changed.removed))


def _stand_on_the_rest(request: HttpRequest, account: Account, gone: set[int]) -> None:
    """A visit stays open where what is left of its proofs would have opened it."""
    records = get_authentication_records(request, account)
    rest = [record for record in records if record.get("id") not in gone]
    if len(rest) == len(records):
        return
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = rest
    proven = any(record.get("method") == "mfa" for record in rest)
    by_password_alone = any(record.get("method") == "password" for record in rest) and not factors_of(account)
    if not proven and not by_password_alone:
        logout(request)
        messages.info(request, _("You signed in with what you have just removed. Please sign in again."))
