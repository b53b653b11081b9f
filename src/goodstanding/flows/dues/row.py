"""What a row of a bank statement says."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from goodstanding.engine.scheme.dues import fen_of
from goodstanding.flows.dues.columns import COLUMNS
from goodstanding.flows.imports.row_reader import CellError, Meaning, Reader
from goodstanding.sheets.cells import InvalidCell, clean, identifier, number_of, plain, short
from goodstanding.sheets.cells import day as day_of
from goodstanding.sheets.row import SheetRow

_SIGNS = re.compile(r"[¥￥\s]|元$|CNY|RMB")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_TRAILING_ZEROS = re.compile(r"(\.\d\d)0+$")
_MOST_FEN = 100_000_000


@dataclass(slots=True)
class StatementRow:
    """A row's content. fen: the amount."""

    row: int
    day: date | None = None
    fen: int = 0
    payer: str = ""
    number: str = ""
    memo: str = ""
    reference: str = ""
    faults: list[CellError] = field(default_factory=list)

    @property
    def identity(self) -> str:
        """By what the row is recognized in any file: the bank's reference, else all that the row says."""
        parts = [str(self.day), str(self.fen)]
        parts += ["ref", self.reference] if self.reference else ["row", self.payer, self.number, self.memo]
        return hashlib.sha256(chr(0).join(parts).encode(errors="surrogatepass")).hexdigest()[:40]


class StatementRowReader:
    """Turns rows into content. places: where in a row each of our columns stands; width: how many the file has."""

    def __init__(self, places: Mapping[str, int], width: int) -> None:
        means: dict[str, Meaning] = {
            "day": lambda text: day_of(plain(text).split(" ")[0].split("T")[0]),
            "fen": amount,
            "payer": lambda text: short(clean(text), 1000)[:100],
            "number": lambda text: number_of(plain(text), 40),
            "memo": lambda text: short(clean(text), 1000)[:100],
            "reference": lambda text: identifier(plain(text), 100),
        }
        self._reader = Reader(COLUMNS, places, width, means, StatementRow)

    def entry(self, row: SheetRow) -> StatementRow:
        """What a row says, with every fault in it."""
        return self._reader.content(row)


def amount(text: str) -> int:
    """An amount as banks write it, in fen. Raises InvalidCell for anything but a positive amount."""
    text = _SIGNS.sub("", plain(text)).removeprefix("+")
    is_negative = text.startswith(("-", "−", "(")) or text.endswith("-")
    text = text.strip("-−()")
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    try:
        fen = fen_of(_TRAILING_ZEROS.sub(r"\1", text))
    except ValueError:
        raise InvalidCell("fen") from None
    if not fen:
        raise InvalidCell("nothing")
    if is_negative:
        raise InvalidCell("negative")
    if fen > _MOST_FEN:
        raise InvalidCell("fen")
    return fen
