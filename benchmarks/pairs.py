"""Contestants measured in turn, A B A B, so that what disturbs the machine disturbs both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.measure import Measured, measured


@dataclass(frozen=True)
class Contestant:
    """A name and the command that is measured; `server` is the id of a process that works for it."""

    name: str
    command: Sequence[str]
    server: int | None = None
    env: dict[str, str] | None = None


def in_turn(contestants: Sequence[Contestant], *, times: int, limit: float | None = None) -> dict[str, list[Measured]]:
    """Runs each contestant `times` times, in turn. Raises Failed when one fails."""
    runs: dict[str, list[Measured]] = {one.name: [] for one in contestants}
    for number in range(times):
        for one in contestants:
            run = measured(one.command, watch=one.server, limit=limit, more_env=one.env)
            runs[one.name].append(run)
            tell(f"  {number + 1}/{times} {one.name}: {run.wall:.1f} s, CPU {run.cpu:.1f} s, {run.peak_mib:,.0f} MiB")
    return runs


tell: Callable[[str], None] = lambda line: print(line, flush=True)  # noqa: E731 (one place that speaks)
