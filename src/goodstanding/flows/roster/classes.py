"""The cell of a roster with a member's classes: read in any of their names, written so that it reads the same again."""

from collections.abc import Sequence
from functools import lru_cache

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.sheets.cells import InvalidCell, neutral, plain
from goodstanding.sheets.limits import MOST_CELL

#: What parts one class from the next. A title may hold any of them.
_BETWEEN = ";；、，,/|"


class Classes:
    """The classes of a scheme, by their words and by what people read in either language."""

    def __init__(self, scheme: Scheme) -> None:
        self._titles = scheme.classes
        found = {_plain(title): word for word, text in scheme.classes.items() for title in (text.en, text.zh)}
        self._words = found | {_plain(word): word for word in scheme.classes}
        self._most = max((len(_parts(name)) for name in self._words), default=1)
        self.of = lru_cache(maxsize=1 << 12)(self._of)
        self._written = lru_cache(maxsize=1 << 12)(self._write)

    def written(self, classes: Sequence[str], *, chinese: bool) -> str:
        """A cell with these classes; without those that the rules no longer know."""
        return self._written(tuple(name for name in classes if name in self._titles), chinese)

    def _write(self, classes: tuple[str, ...], chinese: bool) -> str:
        """The titles; the words themselves where the titles would be read as something else."""
        titles = [self._titles[name].zh if chinese else self._titles[name].en for name in classes]
        cell = "; ".join(titles)
        try:
            reads_right = len(cell) < MOST_CELL and self.of(neutral(cell)) == frozenset(classes)
        except InvalidCell:
            reads_right = False
        return cell if reads_right else "; ".join(classes)

    def _of(self, text: str) -> frozenset[str]:
        """The words of a cell. Raises Wrong with the first part that is no class."""
        parts = _parts(plain(text))
        found, start = set[str](), 0
        while start < len(parts):
            if not parts[start].strip():
                start += 2
                continue
            end = self._end(parts, start)
            if end is None:
                raise InvalidCell("class", word=parts[start].strip()[:60])
            found.add(self._words[_plain("".join(parts[start:end]))])
            start = end + 1
        return frozenset(found)

    def _end(self, parts: Sequence[str], start: int) -> int | None:
        """Where the longest class that begins at this part ends."""
        ends = range(min(len(parts), start + self._most), start, -1)
        return next((end for end in ends if _plain("".join(parts[start:end])) in self._words), None)


def _parts(text: str) -> list[str]:
    """What stands between the marks, and the marks: every second one is a mark."""
    found = [""]
    for letter in text:
        if letter in _BETWEEN:
            found += [letter, ""]
        else:
            found[-1] += letter
    return found


def _plain(text: str) -> str:
    return plain(text).lower().replace(" ", "")
