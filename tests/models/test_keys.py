"""Keys that stand in addresses."""

from goodstanding.models.public_id import new_key


def test_keys_are_long_safe_in_addresses_and_never_the_same() -> None:
    keys = {new_key() for _ in range(10_000)}
    assert len(keys) == 10_000
    assert all(len(key) == 22 and key.replace("-", "").replace("_", "").isalnum() for key in keys)
