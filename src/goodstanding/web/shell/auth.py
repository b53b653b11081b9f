"""Who stands at the door: turns a request into a viewer, and keeps pages for those they are for."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.models import Account

#: Gives a page, or a file that is sent piece by piece.
View = Callable[..., Any]
DEMO_ENTRY = "demo_entry"


def now() -> datetime:
    """The moment of this page."""
    return timezone.now()


def is_verified(request: HttpRequest) -> bool:
    """Whether this visit was opened with a second factor or a passkey that verified the person."""
    if settings.DEMO and request.session.get(DEMO_ENTRY):
        return True
    account = cast(Account, request.user)
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, account))


def viewer(request: HttpRequest) -> Viewer:
    """The viewer of this request, found once."""
    found = getattr(request, "_viewer", None)
    if found is None:
        account = cast(Account, request.user)
        found = viewer_of(account, timezone.localdate(), verified=is_verified(request))
        request._viewer = found  # type: ignore[attr-defined]
    return cast(Viewer, found)


def own_page(view: View) -> View:
    """A page about the visitor, for everybody who is signed in."""
    return login_required(_without_what_is_denied(view))


def desk_page(view: View) -> View:
    """A page for office-holders, who need a second factor; visitors without one do not learn that it exists."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who = viewer(request)
        if not who.is_staff:
            raise Http404
        if not who.verified:
            return redirect("security_needed")
        return view(request, *args, **kwargs)

    return login_required(_without_what_is_denied(answer))


def kept_page(view: View) -> View:
    """A page that devices and stores on the way keep: the same for every visitor, down to its colours."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.user = AnonymousUser()
        return view(request, *args, **kwargs)

    return cache_control(max_age=3600, public=True)(answer)


def _without_what_is_denied(view: View) -> View:
    """What is denied looks like what does not exist."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Denied as denied:
            raise Http404 from denied

    return answer
