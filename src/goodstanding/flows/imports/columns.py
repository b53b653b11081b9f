"""Columns that a sheet can have, what they are called in files, and which column of a file is which."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise

from goodstanding.sheets.cells import clean
from goodstanding.sheets.row import SheetRow

_LANGUAGES = ("en", "zh-hans")
_NOISE = re.compile(r"[\s_\-:：*＊()（）]+")
Titles = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class ImportColumn:
    """One column. title: what our own files call it; names: what others do, in small letters without spaces.

    needed: the file has it, and every row fills it in unless it `may_be_empty`.
    filled: where the file has it, every row fills it in.
    decimals: whether a number with a fraction means itself; anywhere else it is a number that lost its digits.
    """

    name: str
    title: Promise
    names: tuple[str, ...]
    needed: bool = False
    may_be_empty: bool = False
    filled: bool = False
    decimals: bool = False


def titles(columns: Sequence[ImportColumn]) -> dict[str, list[str]]:
    """What our own files call the columns, in every language."""
    found: dict[str, list[str]] = {column.name: [] for column in columns}
    for language in _LANGUAGES:
        with translation.override(language):
            for column in columns:
                found[column.name].append(str(column.title))
    return found


def guess(headers: Sequence[str], columns: Sequence[ImportColumn], titles_by_column: Titles) -> dict[str, int]:
    """Which column of the file each of ours is, by its name. From 0.

    titles_by_column: our titles, in every language.
    """
    known = {
        _plain(name): column.name
        for column in columns
        for name in (*column.names, *titles_by_column.get(column.name, ()), column.name)
    }
    found: dict[str, int] = {}
    for index, header in enumerate(headers):
        name = known.get(_plain(header))
        if name is not None and name not in found:
            found[name] = index
    return found


def header_among(
    rows: Sequence[SheetRow], columns: Sequence[ImportColumn], titles_by_column: Titles
) -> SheetRow | None:
    """The row that names the columns: of the first rows, the one with most names that are known, or the first.

    Where cells of a header are merged downwards, the rows after it say the same; then the last of them.
    """
    best = max(rows, key=lambda row: (len(guess(row.cells, columns, titles_by_column)), -row.number), default=None)
    if best is None or not guess(best.cells, columns, titles_by_column):
        return best
    return next((row for row in reversed(rows) if row.cells == best.cells), best)


def _plain(header: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", clean(header))).lower()
