"""`goodstanding simulate`."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli import options, output
from goodstanding.engine.period import month_text
from goodstanding.flows.simulate import Simulated
from goodstanding.flows.simulate import simulate as simulate_lake
from goodstanding.lake.layout import Lake


def simulate(
    lake: options.LakeFolder,
    members: Annotated[int, typer.Option(min=1, help="How many members at the end of the first month.")],
    first: Annotated[
        int, typer.Option("--from", help="The first month.", parser=options.month_number, metavar="YYYY-MM")
    ],
    last: Annotated[int, typer.Option("--to", help="The last month.", parser=options.month_number, metavar="YYYY-MM")],
    scheme: Annotated[
        Path, typer.Option(help="The scheme whose facts are made up.", metavar="SCHEME", envvar="GOODSTANDING_SCHEME")
    ] = options.DEFAULT_SCHEME,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same organization.")] = 1,
    json: options.Json = False,
) -> None:
    """Make up an organization of any size: a tree of units, members who come, move and go, and what they did.

    Nobody in it exists. The same seed gives the same bytes. It streams to disk, so size is bounded by the disk only.

    Example: goodstanding simulate lake --members 20000 --from 2016-01 --to 2016-10
    """
    if last < first:
        raise typer.BadParameter(f"--to {month_text(last)} is before --from {month_text(first)}; give a later month")
    rules = options.scheme_in(scheme)
    with output.progress(quiet=json) as report:
        simulated = simulate_lake(
            Lake(lake),
            members=members,
            first=first,
            last=last,
            seed=seed,
            scheme=rules,
            progress=lambda done: report("making up an organization", done),
        )
    _show_json(simulated) if json else _show(lake, simulated)


def _show(lake: Path, simulated: Simulated) -> None:
    output.table(
        f"A made-up organization in {lake}: {simulated.units:,} units",
        ["month", "members", "facts"],
        [(month_text(month), simulated.members[month], simulated.facts[month]) for month in sorted(simulated.members)],
    )


def _show_json(simulated: Simulated) -> None:
    months = {
        month_text(month): {"members": simulated.members[month], "facts": simulated.facts[month]}
        for month in sorted(simulated.members)
    }
    output.as_json({"units": simulated.units, "months": months})
