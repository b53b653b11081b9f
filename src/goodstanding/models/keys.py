"""Names for things in addresses: random, so that nobody can count or guess them."""

import secrets


def new_key() -> str:
    """128 random bits, safe in an address."""
    return secrets.token_urlsafe(16)
