"""How letters of names are read where the general dictionary says otherwise; the facts are in readings.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pypinyin import lazy_pinyin


@dataclass(frozen=True)
class Readings:
    """surnames: the usual reading first. within: a letter elsewhere in a name, its general reading first."""

    surnames: Mapping[str, tuple[str, ...]]
    within: Mapping[str, tuple[str, ...]]
    stand_ins: Mapping[str, str]
    radicals: Mapping[str, str]

    def surname(self, name: str) -> str:
        """The surname at the beginning of a name, the longest that is listed; empty where none is."""
        return next((name[:most] for most in (3, 2, 1) if name[:most] in self.surnames), "")


@cache
def readings() -> Readings:
    """The table, read once."""
    table = yaml.safe_load(files("goodstanding.names").joinpath("readings.yaml").read_text(encoding="utf-8"))
    surnames = {letters: tuple(ways) for letters, ways in table["surnames"].items()}
    others = {letter: ways for letter, ways in surnames.items() if len(letter) == 1}
    for letter, ways in table["given"].items():
        others[letter] = (*others.get(letter, ()), *ways)
    within = {letter: tuple(dict.fromkeys([*lazy_pinyin(letter), *ways])) for letter, ways in others.items()}
    radicals = {pair[0]: pair[1:] for pair in table["radicals"].split()}
    return Readings(surnames, within, table["stand_ins"], radicals)
