"""`goodstanding roster`: brings members in from a file and takes them out, for the operator of the installation."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodstanding.cli import output
from goodstanding.cli.database import set_up
from goodstanding.cli.options import Json
from goodstanding.engine.problems import InputError

if TYPE_CHECKING:
    from goodstanding.models import RosterImport, Unit

_SHOWN = 20


class HiddenRows(StrEnum):
    """What becomes of hidden rows."""

    TAKE = "take"
    LEAVE = "leave"


_COUNTS = ("read", "added", "changed", "unchanged", "refused")

app = typer.Typer(
    no_args_is_help=True,
    help=(
        "Bring members in from CSV or XLSX files, and take them out.\n\n"
        "Example: goodstanding roster import members.xlsx --unit TOP"
    ),
)
UnitCode = Annotated[str, typer.Option("--unit", help="The code of the unit: its members, and those of all below it.")]


@app.command("import")
def bring(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file with the columns' names on top.")],
    unit: UnitCode,
    good_rows_only: Annotated[bool, typer.Option(help="Import what is right even if other rows are refused.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only count what importing would do.")] = False,
    refused: Annotated[
        Path | None, typer.Option(help="Write every refused row, with reason and remedy, to this .csv or .xlsx file.")
    ] = None,
    header_row: Annotated[int | None, typer.Option(help="The number of the row that names the columns.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The name of the workbook's sheet.")] = None,
    hidden_rows: Annotated[HiddenRows | None, typer.Option(help="What becomes of rows that are hidden.")] = None,
    as_json: Json = False,
) -> None:
    """Import members. All rows or none, unless only the good ones are asked for; the same file twice changes nothing.

    Example: goodstanding roster import members.xlsx --unit TOP --refused refused.xlsx
    """
    set_up()
    from django.utils import timezone

    from goodstanding.flows.imports import files, rejected_rows
    from goodstanding.flows.imports import run as import_run
    from goodstanding.flows.roster.importer import ROSTER

    now, shown = timezone.now(), list[list[str]]()
    with _sentences(), output.progress(quiet=as_json) as report:
        if not file.is_file():
            raise InputError(f"There is no file {file}; name a .csv or .xlsx file.")
        one = import_run.bring(ROSTER, unit=_unit(unit), name=file.name, pieces=files.pieces_of(file), by=None, at=now)
        try:
            one = _read_as_told(one, sheet, header_row, hidden_rows)
            if not as_json:
                output.results.print(_header(one), markup=False)
            import_run.check_file(ROSTER, brought=one, by=None, at=now, tell=_telling(report, "checking"))
            one.refresh_from_db()
            shown = [rejected_rows.headings(), *ROSTER.lines(one, _SHOWN)]
            _write_refused(one, refused)
            if not check and (good_rows_only or not one.refused):
                tell = _telling(report, "importing")
                one = import_run.write(ROSTER, brought=one, good_only=good_rows_only, by=None, at=now, tell=tell)
        finally:
            if one.state != one.State.DONE:
                import_run.give_up(brought=one, by=None, at=now)
    _tell(one, shown, as_json=as_json)
    if one.refused and not good_rows_only and not check:
        raise InputError("Nothing was imported. Mend the refused rows, or import the others with --good-rows-only.")


def _read_as_told(
    roster_import: "RosterImport", sheet: str | None, header: int | None, hidden: HiddenRows | None
) -> "RosterImport":
    """The file as the options have it read. Raises InputError where it has hidden rows of which no option says a
    word.
    """
    from goodstanding.actions.operations.imports import match
    from goodstanding.flows.imports import run as import_run
    from goodstanding.flows.imports.preview import SheetChoice
    from goodstanding.flows.roster.importer import ROSTER

    found = import_run.survey_of(roster_import)
    if sheet is not None or header is not None:
        if sheet is not None and sheet not in found.sheets:
            raise InputError(
                f"There is no visible sheet {sheet!r}; the workbook has {', '.join(found.sheets) or 'none'}."
            )
        place = found.place if sheet is None else found.sheets.index(sheet)
        roster_import = import_run.look_again(ROSTER, brought=roster_import, wanted=SheetChoice(place, header))
        found = import_run.survey_of(roster_import)
    if found.hidden and hidden is None:
        raise InputError(f"{found.hidden:,} rows are hidden. Say --hidden-rows take to import them too, or leave.")
    return match(brought=roster_import, places=found.guessed, hidden_rows=hidden.value if hidden else "")


def _header(roster_import: "RosterImport") -> str:
    """What was taken as the names of the columns."""
    from goodstanding.flows.imports.run import survey_of

    found = survey_of(roster_import)
    where = f"sheet {found.sheet}, row {found.header}" if found.sheet else f"row {found.header}"
    return f"Columns are named in {where}: {', '.join(name for name in found.headers if name)}"


@app.command("export")
def take_out(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new .csv or .xlsx file.")],
    unit: UnitCode,
    chinese: Annotated[bool, typer.Option("--chinese", help="Name columns and classes in Chinese.")] = False,
) -> None:
    """Export the members of a unit and all below it. Imported again, the file changes nothing.

    Example: goodstanding roster export members.xlsx --unit TOP
    """
    set_up()
    from django.utils import timezone, translation

    from goodstanding.flows.roster import exports
    from goodstanding.queries.people.organization import the_scheme

    kind = _kind(file)
    if file.exists():
        raise InputError(f"{file} is there already; name a new file.")
    wanted = exports.ExportChoice(unit=_unit(unit), kind=kind, chinese=chinese)
    with translation.override("zh-hans" if chinese else "en"), output.progress(quiet=False) as report:
        # Readable by its owner only: it holds telephone numbers.
        file.touch(mode=0o600)
        try:
            tell = _telling(report, "exporting")
            count = exports.export(wanted=wanted, path=file, scheme=the_scheme(), by=None, at=timezone.now(), tell=tell)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
    output.results.print(f"{count:,} members written to {file}", markup=False)


def _telling(report: output.Report, what: str) -> Callable[[int, int], None]:
    return lambda done, total: report(f"{what} {done:,}", done / max(total, 1))


def _write_refused(roster_import: "RosterImport", place: Path | None) -> None:
    from goodstanding.flows.imports import rejected_rows
    from goodstanding.flows.roster.importer import ROSTER
    from goodstanding.sheets.write import write_sheet

    if place is None or not roster_import.refused:
        return

    def rows() -> Iterator[list[str]]:
        yield rejected_rows.headings()
        yield from ROSTER.lines(roster_import)

    write_sheet(place, _kind(place), "refused", rows())


def _tell(roster_import: "RosterImport", shown: list[list[str]], *, as_json: bool) -> None:
    counts: dict[str, Any] = {name: getattr(roster_import, name) for name in _COUNTS}
    if as_json:
        output.as_json({"imported": roster_import.state == roster_import.State.DONE, **counts})
        return
    output.table(roster_import.file_name, list(_COUNTS), [[counts[name] for name in _COUNTS]])
    if roster_import.refused:
        output.table("Refused", shown[0], shown[1:])


def _kind(file: Path) -> str:
    kind = file.suffix.lower().removeprefix(".")
    if kind not in {"csv", "xlsx"}:
        raise InputError(f"{file} ends neither in .csv nor in .xlsx; name it so.")
    return kind


def _unit(code: str) -> "Unit":
    from goodstanding.models import Unit

    found: Unit | None = Unit.objects.filter(code=code, closed_on=None).first()
    if found is None:
        raise InputError(f"There is no open unit with the code {code}.")
    return found


@contextmanager
def _sentences() -> Iterator[None]:
    """Turns what an action refuses into what a command refuses."""
    from goodstanding.actions.refusal import ActionRefused

    try:
        yield
    except ActionRefused as refusal:
        raise InputError(str(refusal)) from refusal
