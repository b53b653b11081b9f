"""How signing in is fitted to the house: no open sign-up, names people know, passkeys that verify the person."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from goodstanding.models import Account


def shown_name(account: Account) -> str:
    """What an account is called on screen."""
    return account.shown_name


class Accounts(DefaultAccountAdapter):
    """Accounts are made by those with the duty, never by visitors."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False


class Factors(DefaultMFAAdapter):
    """Second factors."""
