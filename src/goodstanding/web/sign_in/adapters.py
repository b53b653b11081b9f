"""How signing in is fitted to the house: no open sign-up, names people know, one answer for whatever is wrong."""

import logging
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from goodstanding.models import Account
from goodstanding.models.encrypted import decrypt, encrypt
from goodstanding.queries.sign_in.handles import handle_of
from goodstanding.web.shell import rate_limits
from goodstanding.web.sign_in import branch_cookie
from goodstanding.web.sign_in.session_store import account_looked_up

log = logging.getLogger(__name__)


def shown_name(account: Account) -> str:
    """What an account is called on screen."""
    return account.shown_name


class Passwords(AuthenticationBackend):
    """Finds an account by number or e-mail and tries the password, with the same work whatever is found."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        """The account, when the password is its own and it is open."""
        del request
        name, password = credentials.get("username") or credentials.get("email"), credentials.get("password")
        if not name or not password:
            return None
        account = rate_limits.account_named(name)
        if account is None:
            # As much work as for an account that exists, so that the time tells nothing.
            Account().set_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """The account of a session, as long as it is open; it mostly came with the session."""
        account = account_looked_up(user_id)
        if account is None:
            return cast(AbstractBaseUser | None, super().get_user(user_id))
        return account if self.user_can_authenticate(account) else None


class Accounts(DefaultAccountAdapter):
    """Accounts are made by those with the duty, never by visitors."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Tries a password, and counts the try unless it was the right one."""
        name = str(credentials.get("username") or credentials.get("email") or "")
        permit = rate_limits.password_try(request, name)
        found = authenticate(request, **credentials)
        if found is None:
            log.warning("a password was refused", extra={"facts": {"address": rate_limits.address_of(request)}})
            return None
        rate_limits.give_back(permit)
        return found

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **details: Any) -> HttpResponse:
        """Goes on, and remembers that this browser is one of theirs."""
        answer = cast(HttpResponse, super().post_login(request, user, **details))
        rate_limits.remember_browser(request, answer, cast(Account, user))
        branch_cookie.remember(answer, cast(Account, user))
        return answer


class Factors(DefaultMFAAdapter):
    """Second factors. What they keep secret is sealed, and passkeys belong to the address that people see."""

    def encrypt(self, text: str) -> str:
        """The secret of an app or of recovery codes, sealed."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret, opened."""
        return decrypt(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The address, and never what a request says it is."""
        return {"id": settings.RP_ID, "name": settings.RP_ID}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """By what a passkey remembers its account."""
        account = cast(Account, user)
        return {"id": handle_of(account), "display_name": account.shown_name, "name": account.login}
