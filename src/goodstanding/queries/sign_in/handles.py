"""By what devices and passkeys know an account."""

from goodstanding.models import Account


def handle_of(account: Account) -> bytes:
    """What a passkey remembers its account by: no name and no number of a person."""
    return str(account.pk).encode()
