"""Fields that are kept encrypted. What is empty stays empty, and not NULL."""

from typing import Any

from encrypted_fields.fields import EncryptedCharField


class SealedCharField(EncryptedCharField):  # type: ignore[misc]
    """Text that a copy of the database does not give away."""

    def get_prep_value(self, value: Any) -> str:
        """The text encrypted; the library would turn an empty one into NULL."""
        return super().get_prep_value(value) or ""
