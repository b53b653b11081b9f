"""`goodstanding roster`: brings members in from a file and takes them out, for whoever runs the installation."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodstanding.cli import output
from goodstanding.cli.database import set_up
from goodstanding.cli.options import Json
from goodstanding.engine.fault import Refused

if TYPE_CHECKING:
    from goodstanding.models import RosterImport, Unit

_SHOWN = 20
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
    as_json: Json = False,
) -> None:
    """Import members. All rows or none, unless only the good ones are asked for; the same file twice changes nothing.

    Example: goodstanding roster import members.xlsx --unit TOP --refused refused.xlsx
    """
    set_up()
    from django.utils import timezone

    from goodstanding.flows.roster.imports import ROSTER
    from goodstanding.flows.sheets import files, imports, refusals

    now, shown = timezone.now(), list[list[str]]()
    with _sentences(), output.progress(quiet=as_json) as report:
        if not file.is_file():
            raise Refused(f"There is no file {file}; name a .csv or .xlsx file.")
        one = imports.bring(ROSTER, unit=_unit(unit), name=file.name, pieces=files.pieces_of(file), by=None, at=now)
        try:
            imports.check_file(ROSTER, brought=one, by=None, at=now, tell=_telling(report, "checking"))
            one.refresh_from_db()
            shown = [refusals.headings(), *ROSTER.lines(one, _SHOWN)]
            _write_refused(one, refused)
            if not check and (good_rows_only or not one.refused):
                tell = _telling(report, "importing")
                one = imports.write(ROSTER, brought=one, good_only=good_rows_only, by=None, at=now, tell=tell)
        finally:
            if one.state != one.State.DONE:
                imports.give_up(brought=one, by=None, at=now)
    _tell(one, shown, as_json=as_json)
    if one.refused and not good_rows_only and not check:
        raise Refused("Nothing was imported. Mend the refused rows, or import the others with --good-rows-only.")


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
    from goodstanding.queries.organization import the_scheme

    kind = _kind(file)
    if file.exists():
        raise Refused(f"{file} is there already; name a new file.")
    wanted = exports.Wanted(unit=_unit(unit), kind=kind, chinese=chinese)
    with translation.override("zh-hans" if chinese else "en"), output.progress(quiet=False) as report:
        # Readable by nobody else: it holds telephone numbers.
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


def _write_refused(one: "RosterImport", place: Path | None) -> None:
    from goodstanding.flows.roster.imports import ROSTER
    from goodstanding.flows.sheets import refusals
    from goodstanding.flows.sheets.written import write_sheet

    if place is None or not one.refused:
        return

    def rows() -> Iterator[list[str]]:
        yield refusals.headings()
        yield from ROSTER.lines(one)

    write_sheet(place, _kind(place), "refused", rows())


def _tell(one: "RosterImport", shown: list[list[str]], *, as_json: bool) -> None:
    counts: dict[str, Any] = {name: getattr(one, name) for name in _COUNTS}
    if as_json:
        output.as_json({"imported": one.state == one.State.DONE, **counts})
        return
    output.table(one.file_name, list(_COUNTS), [[counts[name] for name in _COUNTS]])
    if one.refused:
        output.table("Refused", shown[0], shown[1:])


def _kind(file: Path) -> str:
    kind = file.suffix.lower().removeprefix(".")
    if kind not in {"csv", "xlsx"}:
        raise Refused(f"{file} ends neither in .csv nor in .xlsx; name it so.")
    return kind


def _unit(code: str) -> "Unit":
    from goodstanding.models import Unit

    found: Unit | None = Unit.objects.filter(code=code, closed_on=None).first()
    if found is None:
        raise Refused(f"There is no open unit with the code {code}.")
    return found


@contextmanager
def _sentences() -> Iterator[None]:
    """Turns what an action refuses into what a command refuses."""
    from goodstanding.actions.refusal import Refusal

    try:
        yield
    except Refusal as refusal:
        raise Refused(str(refusal)) from refusal
