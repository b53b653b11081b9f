"""What a run came to, in a few figures."""

from dataclasses import dataclass
from pathlib import Path

from goodstanding.engine.backend import Backend
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake import read


@dataclass(frozen=True)
class Summary:
    """How many members there are, how many are rated, and how many in each band, the highest first."""

    members: int
    rated: int
    bands: tuple[tuple[str, int], ...]

    def share(self, count: int) -> str:
        """A count as a share of the rated members."""
        return f"{100 * count / self.rated:.1f}%" if self.rated else "-"


def summary_of(backend: Backend, folder: Path, scheme: Scheme) -> Summary:
    """The figures of a published run."""
    totals = read.run_table(backend, folder, "totals")
    counted = dict(backend.rows(totals.group_by("band").agg(count=totals.count())))
    bands = sorted(scheme.member.bands, key=lambda band: -band.at_least)
    listed = tuple((band.name, counted.get(band.name, 0)) for band in bands)
    return Summary(sum(counted.values()), sum(count for _, count in listed), listed)
