"""How often something may be tried, and whom a try counts against.

A stranger who only knows a member's number must not be able to lock that member out. So a try counts against the
account together with where it comes from; from a browser in which the account has signed in before, it counts against
that browser alone; and passkeys, where nothing can be guessed, are limited by address only.
"""

import ipaddress
import secrets
import unicodedata
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse

from goodstanding.actions.sign_in import rate_limits
from goodstanding.actions.sign_in.rate_limits import Limit, Permit
from goodstanding.models import Account
from goodstanding.web.shell.auth import now

#: A few at once, then one a minute; a visitor who goes on waits longer.
PASSWORD = Limit("password", 5, timedelta(minutes=1))
PASSWORD_LONG = Limit("password_long", 30, timedelta(minutes=15))
PASSWORD_BY_ADDRESS = Limit("password_by_address", 60, timedelta(seconds=30))
PASSWORD_BY_ACCOUNT = Limit("password_by_account", 100, timedelta(minutes=10))
SECOND_STEP = Limit("second_step", 5, timedelta(minutes=5))
SECOND_STEP_LONG = Limit("second_step_long", 20, timedelta(hours=1))
INVITATION = Limit("invitation", 20, timedelta(minutes=3))
SIGN_IN_REQUEST = Limit("sign_in_request", 5, timedelta(minutes=10))
PASSKEY = Limit("passkey", 30, timedelta(seconds=10))
TYPED_CODE = Limit("typed_code", 5, timedelta(minutes=1))
MEMBER_CODE = Limit("member_code", 10, timedelta(seconds=10))
ROLL_BATCH = Limit("roll_batch", 30, timedelta(seconds=1))
GUEST_NUMBER = Limit("guest_number", 20, timedelta(minutes=1))
REGISTERED_NUMBER = Limit("registered_number", 20, timedelta(minutes=1))
#: Of this only wrong tries count.
TAKEN_NUMBER = Limit("taken_number", 10, timedelta(minutes=1))
CHALLENGE = Limit("challenge", 120, timedelta(seconds=1))

_KNOWN_FOR = timedelta(days=365)
_KNOWN_SALT = "goodstanding.known-browser"
_IPV6_NETWORK = 64


def password_try(request: HttpRequest, name: str) -> Permit:
    """Takes a try at the password of the account with this number or e-mail, or of none. Raises TooMany."""
    account = account_named(name)
    who = str(account.pk) if account else f"nobody:{_plain(name)}"
    browser, address = _known_browser(request, account), address_of(request)
    near = f"{who}:{browser or address}"
    wanted = [(PASSWORD, near), (PASSWORD_LONG, near)]
    if not browser:
        wanted += [(PASSWORD_BY_ADDRESS, address), (PASSWORD_BY_ACCOUNT, who)]
    return rate_limits.consume(*wanted, at=now())


def account_named(name: str) -> Account | None:
    """The account with this number or e-mail, in any case. A number goes before an e-mail that is written like it."""
    # By what the two unique indexes are over; comparing in any other way would look at every account there is.
    accounts = Account.objects.alias(plain_login=Lower("login"), plain_email=Lower("email"))
    found = list(accounts.filter(Q(plain_login=_plain(name)) | Q(plain_email=_plain(name)))[:2])
    return next((account for account in found if account.login.lower() == _plain(name)), found[0] if found else None)


def second_step_try(request: HttpRequest, account: Account) -> Permit:
    """Takes a try at the code of an account whose password was right. Raises TooMany."""
    near = f"{account.pk}:{_known_browser(request, account)}"
    return rate_limits.consume((SECOND_STEP, near), (SECOND_STEP_LONG, near), at=now())


def typed_code_try(account: Account) -> Permit:
    """Takes a try at the short code that a host reads out. Raises TooMany."""
    return rate_limits.consume((TYPED_CODE, str(account.pk)), at=now())


def member_code_try(account: Account) -> Permit:
    """Takes a try at showing one's own code. Raises TooMany."""
    return rate_limits.consume((MEMBER_CODE, str(account.pk)), at=now())


def roll_batch_try(account: Account) -> Permit:
    """Takes a try at delivering what a kept roll says. Raises TooMany."""
    return rate_limits.consume((ROLL_BATCH, str(account.pk)), at=now())


def guest_number_try(account: Account) -> Permit:
    """Takes a try at putting a member of another unit on a list by number. Raises TooMany."""
    return rate_limits.consume((GUEST_NUMBER, str(account.pk)), at=now())


def registered_number_try(account: Account) -> Permit:
    """Takes a try at a number with a name on a registration from paper, which says whether they fit. Raises TooMany."""
    return rate_limits.consume((REGISTERED_NUMBER, str(account.pk)), at=now())


def taken_number_try(account: Account) -> Permit:
    """Takes a try at a number for a new member, which says whether it is taken. Raises TooMany."""
    return rate_limits.consume((TAKEN_NUMBER, str(account.pk)), at=now())


def address_try(request: HttpRequest, limit: Limit) -> Permit:
    """Takes a try at something that is nobody's in particular. Raises TooMany."""
    return rate_limits.consume((limit, address_of(request)), at=now())


def give_back(permit: Permit) -> None:
    """It was a good try."""
    rate_limits.refund(permit, at=now())


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; in IPv6 the network, because one visitor has all of its addresses."""
    text = get_adapter(request).get_client_ip(request)
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((address, _IPV6_NETWORK), strict=False).network_address)
    return str(address)


def remember_browser(request: HttpRequest, answer: HttpResponse, account: Account) -> None:
    """Remembers in the browser that this account has signed in there; it opens nothing."""
    browser = _known_browser(request, account) or secrets.token_urlsafe(16)
    answer.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([account.pk, browser], salt=_KNOWN_SALT),
        max_age=_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _plain(name: str) -> str:
    """A name as it was meant: full-width digits and capitals are the same to people."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def _known_browser(request: HttpRequest, account: Account | None) -> str:
    """The browser's own name where this account has signed in with it before, nothing otherwise."""
    sent = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME)
    if sent is None or account is None:
        return ""
    try:
        owner, browser = signing.loads(sent, salt=_KNOWN_SALT, max_age=_KNOWN_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(browser) if owner == account.pk else ""
