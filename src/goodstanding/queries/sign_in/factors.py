"""The second factors that an account has."""

from allauth.mfa.models import Authenticator

from goodstanding.models import Account

#: Factors by number, with the type of each.
Factors = dict[int, str]


def factors_of(account: Account) -> Factors:
    """The factors that an account has."""
    return dict(Authenticator.objects.filter(user=account).values_list("pk", "type"))
