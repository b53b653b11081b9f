"""Chinese names are found by the letters of their sounds."""

import pytest

from goodstanding.models.keys import new_key
from goodstanding.models.pinyin import initials, letters


@pytest.mark.parametrize(
    ("name", "sound", "firsts"),
    [
        ("张三", "zhangsan", "zs"),
        ("示例·乙", "shili·yi", "sl·y"),
        ("Mary Lee", "marylee", "ml"),
        ("王Bob", "wangbob", "wb"),
        ("", "", ""),
    ],
)
def test_the_letters_of_a_name(name: str, sound: str, firsts: str) -> None:
    assert (letters(name), initials(name)) == (sound, firsts)


def test_what_is_kept_fits_the_columns_however_long_a_name_is() -> None:
    assert len(letters("长" * 200)) <= 200
    assert len(initials("长" * 200)) <= 40


def test_keys_are_long_safe_in_addresses_and_never_the_same() -> None:
    keys = {new_key() for _ in range(10_000)}
    assert len(keys) == 10_000
    assert all(len(key) == 22 and key.replace("-", "").replace("_", "").isalnum() for key in keys)
