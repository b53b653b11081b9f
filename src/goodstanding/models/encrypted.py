"""What is kept encrypted: fields of our own, and secrets that libraries keep. What is empty stays empty, and not NULL.

Everything is sealed with a key derived from the secret of the installation; what was sealed with an older one can be
read as long as that stands among the old ones.
"""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from encrypted_fields.fields import EncryptedCharField


class SealedCharField(EncryptedCharField):  # type: ignore[misc]
    """Text that a copy of the database does not give away."""

    def get_prep_value(self, value: Any) -> str:
        """The text encrypted; the library would turn an empty one into NULL."""
        return super().get_prep_value(value) or ""

    @property
    def f(self) -> MultiFernet:
        """The keys, derived once for all fields; deriving is slow on purpose."""
        return keys()


def encrypt(text: str) -> str:
    """Text encrypted with the newest key."""
    return keys().encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """What was encrypted with any of our keys. Raises InvalidToken on anything else."""
    return keys().decrypt(sealed.encode()).decode()


def reseal(sealed: str) -> str | None:
    """The same, encrypted with the newest key; None where it is already. Raises InvalidToken where no key opens it."""
    try:
        newest().decrypt(sealed.encode())
    except InvalidToken:
        return keys().rotate(sealed.encode()).decode()
    return None


def newest() -> Fernet:
    """The key that new things are sealed with."""
    return _all()[0]


def keys() -> MultiFernet:
    """All keys, the newest first."""
    return MultiFernet(_all())


def _all() -> list[Fernet]:
    return _derived(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS), tuple(settings.SALT_KEY))


@lru_cache(maxsize=4)
def _derived(secret: str, older: tuple[str, ...], salts: tuple[str, ...]) -> list[Fernet]:
    """The keys as the library derives them from secrets and salts."""
    del secret, older, salts  # The library reads them from the settings; here they say which keys these are.
    return [Fernet(key) for key in EncryptedCharField().keys]
