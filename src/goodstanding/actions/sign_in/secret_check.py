"""Whether the secret key is the one with which this database was written. A wrong one would sign everyone out and
leave every sealed value closed, and what it wrote itself could not be read with the right one."""

from cryptography.fernet import InvalidToken

from goodstanding.engine.problems import InputError
from goodstanding.models import Organization
from goodstanding.models.encrypted import decrypt
from goodstanding.queries.sign_in.sealed import sealed_values

_WORD = "the key of this house"
#: How many values of each kind are tried where nothing was sealed to compare with yet.
_TRIED = 20


def refuse_foreign_key() -> None:
    """Raises InputError where no key opens what is sealed here; seals a word to compare with where there is none
    yet.
    """
    found = next(iter(sealed_values(Organization, "key_check", 1)), None)
    if found is not None:
        if not _opens(found):
            raise InputError(_sentence())
        return
    values = list(sealed_values(None, "", _TRIED))
    if values and not any(_opens(value) for value in values):
        raise InputError(_sentence())
    # Sealed by the field as it is written.
    Organization.objects.update(key_check=_WORD)


def _opens(sealed: str) -> bool:
    try:
        decrypt(sealed)
    except InvalidToken:
        return False
    return True


def _sentence() -> str:
    return (
        "The secret key opens nothing in this database, so it was written with another; give that one as SECRET_KEY, "
        "in the file secret-key of the data folder, or among the old_secret_keys."
    )
