"""`goodstanding chart` and `goodstanding tour`."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli import options, output
from goodstanding.cli.explain import explain
from goodstanding.cli.rate import rate
from goodstanding.cli.simulate import simulate
from goodstanding.engine.backend import Backend
from goodstanding.engine.period import parse_month
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.shipped import scheme_folder
from goodstanding.flows.rating.chart import draw_bands
from goodstanding.lake import read, run_account
from goodstanding.lake.layout import Lake


def chart(
    lake: options.LakeFolder,
    month: options.Month,
    scheme: Annotated[str, typer.Option("--scheme", help="The scheme's name.", metavar="NAME")],
    to: Annotated[Path, typer.Option("--output", help="The file to write: .svg or .png.", metavar="FILE")],
    lang: options.Language = options.LanguageName.en,
) -> None:
    """Draw how many members have which total, coloured by band.

    Example: goodstanding chart lake --scheme vanguard-136 --month 2016-10 --output bands.svg
    """
    with options.Machine().backend(lake) as backend:
        draw_bands(backend, Lake(lake), scheme, month, to, lang.value)
    output.results.print(f"Drawn to {to}", markup=False)


def tour(
    folder: Annotated[Path, typer.Option(help="Where it lives.", metavar="DIR")] = Path("tour"),
    scheme: Annotated[
        Path, typer.Option(help="The scheme to rate with: a folder or a name.", metavar="SCHEME")
    ] = options.DEFAULT_SCHEME,
    members: Annotated[int, typer.Option(min=100, help="How many members.")] = 20_000,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make the organization again.")] = False,
) -> None:
    """Make up a district of 20,000 members, rate October 2016, and look at one member.

    Everything stays in that folder; nobody in it exists.

    Example: goodstanding tour --folder tour --members 2000
    """
    scheme_folder(scheme)
    lake, month = folder / "lake", parse_month("2016-10")
    if fresh:
        _clear(folder)
    if not (lake / "units.parquet").is_file():
        _print_heading(f"1. A made-up district of {members:,} members, January to October 2016")
        simulate(lake, members=members, first=parse_month("2016-01"), last=month, scheme=scheme)
        (folder / _MARK).write_text("Made by 'goodstanding tour'; --fresh takes it away.\n", encoding="utf-8")
    else:
        _print_heading(f"1. The made-up district in {lake} is already there (make it again with --fresh)")
    _print_heading("2. Rating October with the 136 indicators")
    rate(lake, scheme, month)
    with options.Machine().backend(lake) as backend:
        name = run_account.run_manifest(_run(lake, month)).get("scheme", scheme.name)
        picture = draw_bands(backend, Lake(lake), name, month, folder / "bands.svg", "en")
        member = _somebody(backend, lake, month)
    _print_heading(f"3. Why member {member} stands where they stand")
    explain(lake, month, name, member=member)
    _what_next(lake, name, member, picture)


#: Lies in a folder that a tour made, and nowhere else.
_MARK = ".tour"


def _clear(folder: Path) -> None:
    """Takes an earlier tour away, and never anything else."""
    if folder.exists() and not (folder / _MARK).is_file():
        raise InputError(f"{folder} was not made by a tour, so --fresh leaves it alone; name another with --folder.")
    shutil.rmtree(folder / "lake", ignore_errors=True)
    (folder / "bands.svg").unlink(missing_ok=True)


def _run(lake: Path, month: int) -> Path:
    runs = sorted(Lake(lake).runs(month).glob("scheme=*"))
    return runs[0].resolve()


def _somebody(backend: Backend, lake: Path, month: int) -> int:
    """A member with a middling total, so that there is something to see."""
    totals = read.run_table(backend, _run(lake, month), "totals")
    middling = totals.filter(totals.total.between(8_000, 8_800) & (totals.bonus > 0) & (totals.deduction > 0))
    ((member,),) = backend.rows(middling.member_id.min().as_table())
    ((first,),) = backend.rows(totals.member_id.min().as_table())
    return int(first if member is None else member)


def _print_heading(what: str) -> None:
    output.results.print(f"\n[bold]{what}[/]\n")


def _what_next(lake: Path, name: str, member: int, picture: Path) -> None:
    folder = ".venv/bin/" if Path(".venv/bin/goodstanding").exists() else ""
    options_text = f"--month 2016-10 --scheme {name}"
    output.results.print(f"\n[bold]The distribution of the totals is drawn in {picture}[/]\n\nTry next:")
    for line in (
        f"goodstanding explain {lake} {options_text} --member {member} --lang zh",
        f"goodstanding verify {lake} {options_text}",
        f"goodstanding scheme show {name} ORG04",
        f"goodstanding scheme copy {name} my-rules    # change a rule in my-rules, then see whom it moves:",
        f"goodstanding whatif {lake} --month 2016-10 --scheme {name} --against my-rules",
    ):
        output.results.print(f"  {folder}{line}", markup=False)
