"""How long a visit lasts: kept on the server, for office-holders shorter than for members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.models import Account, Post
from goodstanding.models.valid_time import valid_on
from goodstanding.web.shell.auth import now
from goodstanding.web.shell.rate_limits import address_of
from goodstanding.web.sign_in.session_store import looked_up

#: How often it is written down that a visitor is still there.
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Bounds:
    """How long a visit lasts without a page being opened, and in all."""

    idle: timedelta
    total: timedelta

    def are_passed(self, *, began_at: datetime, seen_at: datetime, at: datetime) -> bool:
        """Whether a visit is over."""
        return at - seen_at >= self.idle or at - began_at >= self.total


class Visits:
    """Ends visits that have lasted too long, and notes when the others were seen."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, for anyone who is still signed in."""
        with looked_up(request.session):
            account = request.user if request.user.is_authenticated else None
        if account is not None:
            _look_at_visit(request, account, at=now())
        return self._answer(request)


def is_over(visit: UserSession, account: Account, *, at: datetime) -> bool:
    """Whether a visit has lasted too long for what its account is."""
    times = {"began_at": visit.created_at, "seen_at": visit.last_seen_at, "at": at}
    if Bounds(**settings.MEMBER_VISITS).are_passed(**times):
        return True
    # Offices are only looked up for those who have been away or here for long.
    return Bounds(**settings.OFFICE_VISITS).are_passed(**times) and _holds_office(account, at)


def _look_at_visit(request: HttpRequest, account: Account, *, at: datetime) -> None:
    visit = getattr(request.session, "visit", None)
    if visit is None or visit.user_id != account.pk:
        UserSession.objects.create_from_request(request)
    elif is_over(visit, account, at=at):
        visit.delete()
        logout(request)
        messages.info(request, _("You were signed out because some time has passed. Please sign in again."))
    elif at - visit.last_seen_at >= _NOTED_EVERY:
        UserSession.objects.filter(pk=visit.pk).update(last_seen_at=at, ip=address_of(request))


def _holds_office(account: Account, at: datetime) -> bool:
    return Post.objects.filter(valid_on(timezone.localdate(at)), account=account).exists()
