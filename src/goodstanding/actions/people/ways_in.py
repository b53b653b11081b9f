"""Ways in: everything by which an account can be used or read, and how it is taken away at once.

A new one belongs here: what is opened under an account and outlives a visit is shut with it.
"""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from goodstanding.access.viewer import Viewer
from goodstanding.actions.people import calendar_feeds
from goodstanding.models import Account, Challenge, Invitation


def shut(account: Account, *, by: Viewer | None, at: datetime) -> None:
    """Ends what is open: visits, the calendar address, printed codes, challenges. With what people sign in stays."""
    _end(UserSession.objects.filter(user=account).values_list("session_key", flat=True))
    withdraw_codes(account, by=by, at=at)
    calendar_feeds.end(account=account, by=by, at=at)
    Challenge.objects.filter(account=account).delete()
    account.shut_at = at
    account.save(update_fields=["shut_at"])


def take_away(account: Account, *, by: Viewer | None, at: datetime) -> None:
    """Ends what is open, and takes the password and every factor away as well."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()
    shut(account, by=by, at=at)


def withdraw_codes(account: Account, *, by: Viewer | None, at: datetime) -> None:
    """Makes printed codes that nobody has used good no more."""
    open_ones = Invitation.objects.filter(account=account, used_at=None, withdrawn_at=None)
    if by is None:
        open_ones.delete()
    else:
        open_ones.update(withdrawn_at=at, withdrawn_by=by.account)


def end_opened_with(account: Account, factors: Iterable[int], *, but: str | None = None) -> int:
    """Ends the visits in which one of these factors was used, by their numbers. Gives how many. but: one that stays."""
    gone = set(factors)
    keys = UserSession.objects.filter(user=account).values_list("session_key", flat=True)
    used = [
        session.session_key
        for session in Session.objects.filter(session_key__in=list(keys))
        if gone & _factors_of(session)
    ]
    return _end([key for key in used if key != but])


def _factors_of(session: Session) -> set[int]:
    records = session.get_decoded().get(AUTHENTICATION_METHODS_SESSION_KEY)
    return {record["id"] for record in records or [] if record.get("method") == "mfa" and "id" in record}


def _end(keys: Iterable[str]) -> int:
    ended = list(keys)
    UserSession.objects.filter(session_key__in=ended).delete()
    return Session.objects.filter(session_key__in=ended).delete()[0]
