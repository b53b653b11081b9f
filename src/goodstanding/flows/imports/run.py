"""Bringing a sheet in: the file is kept, looked at, checked as often as one likes, and written once or not at all."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Generic, Protocol

from django.db import transaction
from django.db.utils import IntegrityError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.operations import imports
from goodstanding.actions.operations.imports import Brought
from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.imports import files, rejected_rows
from goodstanding.flows.imports.columns import ImportColumn
from goodstanding.flows.imports.preview import SheetChoice, Survey, survey, top_rows
from goodstanding.flows.imports.reasons import Reasons
from goodstanding.flows.imports.rejected_rows import RejectedRows
from goodstanding.flows.imports.row_reader import CellError
from goodstanding.models.operations.file_import import FileImport
from goodstanding.sheets.limits import CHUNK, MOST_ROWS
from goodstanding.sheets.row import SheetRow

State = FileImport.State
#: (rows done, rows there are, about)
Tell = Callable[[int, int], None]


class RowResult(Protocol):
    """What becomes of one row: refused, or what the import counts it as."""

    @property
    def row(self) -> int: ...
    @property
    def faults(self) -> list[CellError]: ...
    @property
    def became(self) -> str: ...


class Importer(Protocol):
    """Judges the rows of one file, a few at a time in their order, and writes what was judged."""

    def begin(self) -> None:
        """Locks what must hold still until all is written."""

    def judge(self, rows: list[SheetRow]) -> Sequence[Any]:
        """A verdict for each row."""

    def write(self, verdicts: Sequence[Any]) -> None:
        """Writes what is good of them."""

    def end(self) -> None:
        """Writes what follows from all of them."""


@dataclass(frozen=True)
class ImportKind(Generic[Brought]):
    """What is particular to one sort of sheet. clerk: (import, places, width, by, at, whether it will write).

    word: its jobs are `word_check` and `word_write`. masked: columns of whose values nothing is kept.
    """

    word: str
    model: type[Brought]
    columns: tuple[ImportColumn, ...]
    reasons: Reasons
    clerk: Callable[[Brought, Mapping[str, int], int, Viewer | None, datetime, bool], Importer]
    unmatched: Promise
    denied: Promise
    concurrent_change: Promise
    masked: Collection[str] = ()

    @property
    def needed(self) -> list[str]:
        """The columns that a file must have."""
        return [column.name for column in self.columns if column.needed]

    def lines(self, brought: Brought, most: int | None = None) -> Iterator[list[str]]:
        """The refused rows as people read them. most: only the first ones."""
        return rejected_rows.lines(brought, self.columns, self.reasons, most)


def bring(
    sort: ImportKind[Brought],
    *,
    unit: Any,
    name: str,
    pieces: Iterable[bytes],
    by: Viewer | None,
    at: datetime,
    wanted: SheetChoice | None = None,
) -> Brought:
    """Keeps a file and looks at it. Raises ActionRefused where it is no sheet, and keeps nothing then."""
    stored_as, digest = files.keep(pieces)
    try:
        found = survey(files.place(stored_as), name, sort.columns, wanted)
        return imports.bring(
            sort.model,
            unit=unit,
            file_name=name,
            stored_as=stored_as,
            digest=digest,
            encoding=found.encoding,
            columns=_kept(found),
            by=by,
            at=at,
        )
    except BaseException:
        files.drop(stored_as)
        raise


def look_again(sort: ImportKind[Brought], *, brought: Brought, wanted: SheetChoice) -> Brought:
    """Reads another sheet, or takes another row as the header; what was matched before holds no longer."""
    found = survey(_path(brought), brought.file_name, sort.columns, wanted)
    return imports.look_again(brought=brought, columns=_kept(found))


def _kept(found: Survey) -> dict[str, Any]:
    columns = {key: value for key, value in found.as_json().items() if key != "encoding"}
    # By its name, for those who read of refused rows.
    return columns | {"sheet": found.sheet, "matched": found.guessed}


def survey_of(brought: FileImport) -> Survey:
    """What the first look found."""
    names = Survey.__dataclass_fields__
    return Survey(
        **{name: value for name, value in brought.columns.items() if name in names}, encoding=brought.encoding
    )


def top_of(brought: FileImport) -> list[SheetRow]:
    """The first rows, titles and header among them."""
    return top_rows(_path(brought), survey_of(brought))


def first_rows(brought: FileImport, most: int) -> list[list[str]]:
    """The first rows below the header, as wide as the header; hidden ones only where they are taken along."""
    found = survey_of(brought)
    with closing(found.rows(_path(brought))) as rows:  # type: ignore[type-var]
        return [[row.cell(place)[:80] for place in range(len(found.headers))] for row in islice(rows, most)]


def check_file(sort: ImportKind[Brought], *, brought: Brought, by: Viewer | None, at: datetime, tell: Tell) -> None:
    """Counts what importing would do, and keeps every refused row. Changes nothing."""
    _allowed(sort, by, brought)
    counts = Counter[str]()
    clerk = _clerk(sort, brought, by, at, writes=False)
    with closing(RejectedRows(brought, sort.masked)) as aside:
        for verdicts in _verdicts(brought, clerk, tell):
            _tally(verdicts, counts, aside)
        imports.keep_check(brought=brought, counts=counts, refused=aside.rows())


def write(
    sort: ImportKind[Brought], *, brought: Brought, good_only: bool, by: Viewer | None, at: datetime, tell: Tell
) -> Brought:
    """Writes the rows in one transaction. Done twice, it has been done once.

    Raises ActionRefused, with nothing written, where a row is refused and not only the good ones are wanted.
    """
    brought.refresh_from_db()
    if brought.state == State.DONE:
        return brought
    _allowed(sort, by, brought)
    try:
        _write(sort, brought, good_only, by, at, tell)
    except _NotAllGood:
        check_file(sort, brought=brought, by=by, at=at, tell=tell)
        brought.refresh_from_db()
        told = _("%(count)s rows are refused, so nothing was imported. Correct them, or import only the valid rows.")
        raise ActionRefused(told % {"count": brought.refused}) from None
    except (IntegrityError, OperationalError) as error:
        raise ActionRefused(sort.concurrent_change) from error
    brought.refresh_from_db()
    return brought


def give_up(*, brought: Brought, by: Viewer | None, at: datetime) -> None:
    """The file will not be imported, and is deleted."""
    imports.give_up(brought=brought, by=by, at=at)
    files.drop(brought.stored_as)


class _NotAllGood(Exception):
    """A row is refused, and all were to be written or none."""


@transaction.atomic
def _write(
    sort: ImportKind[Brought], brought: Brought, good_only: bool, by: Viewer | None, at: datetime, tell: Tell
) -> None:
    clerk = _clerk(sort, brought, by, at, writes=True)
    clerk.begin()
    brought = sort.model._default_manager.select_for_update(of=("self",)).select_related("unit").get(pk=brought.pk)
    if brought.state == State.DONE:
        return
    counts = Counter[str]()
    with closing(RejectedRows(brought, sort.masked)) as aside:
        for verdicts in _verdicts(brought, clerk, tell):
            _tally(verdicts, counts, aside)
            if counts["refused"] and not good_only:
                raise _NotAllGood
            clerk.write(verdicts)
        clerk.end()
        fields = brought.columns.get("matched", {})
        imports.finish(brought=brought, counts=counts, refused=aside.rows(), fields=fields, by=by, at=at)
    transaction.on_commit(lambda: files.drop(brought.stored_as))


def _clerk(sort: ImportKind[Brought], brought: Brought, by: Viewer | None, at: datetime, *, writes: bool) -> Importer:
    matched: dict[str, Any] = brought.columns.get("matched", {})
    if survey_of(brought).asks:
        raise ActionRefused(_("The sheet has hidden rows. Say whether to import them."), "hidden_rows")
    if missing := [name for name in sort.needed if name not in matched]:
        raise ActionRefused(sort.unmatched, missing[0])
    places = {column.name: int(matched[column.name]) for column in sort.columns if column.name in matched}
    return sort.clerk(brought, places, len(survey_of(brought).headers), by, at, writes)


def _verdicts(brought: FileImport, clerk: Importer, tell: Tell) -> Iterator[Sequence[Any]]:
    found, done = survey_of(brought), 0
    with closing(found.rows(_path(brought))) as rows:  # type: ignore[type-var]
        while chunk := list(islice(rows, CHUNK)):
            yield clerk.judge(_few_enough(chunk, done))
            done += len(chunk)
            tell(done, max(done, found.lines - found.header))


def _few_enough(chunk: list[SheetRow], done: int) -> list[SheetRow]:
    if done + len(chunk) > MOST_ROWS:
        told = _("The sheet has more than %(most)s rows. Split it into several files.")
        raise ActionRefused(told % {"most": f"{MOST_ROWS:,}"})
    return chunk


def _tally(verdicts: Iterable[RowResult], counts: Counter[str], aside: RejectedRows) -> None:
    for row_result in verdicts:
        counts["read"] += 1
        if row_result.faults:
            aside.put(row_result.row, row_result.faults)
        counts["refused" if row_result.faults else row_result.became] += 1


def _path(brought: FileImport) -> Path:
    path = files.place(brought.stored_as)
    if not path.is_file():
        raise ActionRefused(_("The file is no longer stored here. Upload it again."))
    return path


def _allowed(sort: ImportKind[Brought], by: Viewer | None, brought: Brought) -> None:
    try:
        check(by, imports.needs(sort.model), brought.unit)
    except Denied:
        raise ActionRefused(sort.denied) from None
