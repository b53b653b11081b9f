"""`goodstanding whatif`."""

from typing import Annotated

import typer

from goodstanding.cli import options, output
from goodstanding.cli.whatif_text import show
from goodstanding.flows.rating.whatif import whatif as compare
from goodstanding.flows.rules.impact_json import as_json
from goodstanding.lake.layout import Lake
from goodstanding.lake.scratch import scratch_folder

_SCHEME = "A scheme's folder, or the name of one that the month was rated with."


def whatif(
    lake: options.LakeFolder,
    month: options.Month,
    scheme: Annotated[str, typer.Option("--scheme", help=f"The rules before. {_SCHEME}", metavar="A")],
    against: Annotated[str, typer.Option("--against", help=f"The rules after. {_SCHEME}", metavar="B")],
    engine: options.EngineOption = options.EngineName.duckdb,
    spark_master: options.SparkMaster = None,
    spark_remote: options.SparkRemote = None,
    threads: options.Threads = None,
    memory: options.Memory = None,
    json: options.Json = False,
) -> None:
    """Compare two schemes on the same month: who would change band, who gains and who loses, and by how much.

    Nothing is published. Where a run was made with the same rules from the same files, its totals are taken.

    Example: goodstanding whatif lake --month 2016-10 --scheme vanguard-136 --against drafts/vanguard-137
    """
    the_lake = Lake(lake)
    machine = options.Machine(engine, threads, memory, spark_master, spark_remote)
    # The backend first: it says so where there is no such folder.
    with machine.backend(lake) as backend, scratch_folder(lake) as scratch, output.progress(quiet=json) as report:
        schemes = (options.scheme_or_run(the_lake, month, scheme), options.scheme_or_run(the_lake, month, against))
        found = compare(the_lake, month, schemes, backend=backend, scratch=scratch, progress=report)
    output.as_json(as_json(found)) if json else show(found)
