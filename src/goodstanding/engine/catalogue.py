"""The words of all that knows no Django, in English and in Chinese: YAML files beside the code that says them.

A file has the languages at its top, and below each the same keys, nested where that helps; a text has its places in
braces. Pages have Django's catalogue instead (locale/), whose keys are the English sentences themselves.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Lang = Literal["en", "zh"]


@dataclass(frozen=True)
class Catalogue:
    """The words of one file. package: the package that the file lies in."""

    package: str
    file: str = "words.yaml"

    def say(self, lang: Lang, key: str, /, *amounts: object, **values: object) -> str:
        """The text under a dotted key, filled; words that it has no place for are left out. Raises KeyError."""
        found: Any = read(self.package, self.file)[lang]
        for step in key.split("."):
            found = found[step]
        return str(found).format(*amounts, **values)


@cache
def read(package: str, file: str) -> dict[str, Any]:
    """A file's texts: language -> keys, nested as they are written."""
    raw: dict[str, Any] = yaml.safe_load(files(package).joinpath(file).read_text(encoding="utf-8"))
    return raw
