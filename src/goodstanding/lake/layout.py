"""Where everything in a lake is. Only this module spells a path of the lake."""

from dataclasses import dataclass
from pathlib import Path

from goodstanding.engine.period import month_text, parse_month


@dataclass(frozen=True)
class Lake:
    """A lake's folder and the places in it."""

    root: Path

    @property
    def units(self) -> Path:
        """The one file of all units."""
        return self.root / "units.parquet"

    def members(self, month: int) -> Path:
        """The folder of the members' snapshot at the end of a month."""
        return self.root / "members" / f"month={month_text(month)}"

    def facts(self, month: int) -> Path:
        """The folder of the facts that occurred in a month."""
        return self.root / "facts" / f"month={month_text(month)}"

    def runs(self, month: int) -> Path:
        """The folder of a month's runs, one for each scheme."""
        return self.root / "runs" / f"month={month_text(month)}"

    def run(self, month: int, scheme: str) -> Path:
        """The folder of the latest whole run of a scheme in a month."""
        return self.runs(month) / f"scheme={scheme}"

    def months(self, table: str) -> list[int]:
        """The months for which `members` or `facts` has at least one file, ascending."""
        return sorted(
            parse_month(folder.name.removeprefix("month="))
            for folder in (self.root / table).glob("month=*")
            if parquet_files(folder)
        )


def parquet_files(folder: Path) -> list[Path]:
    """The Parquet files of a table's folder, in a fixed order; none where the folder is not there.

    Hidden ones are left out, as a shell's `*.parquet` does: some systems put notes of their own beside a file.
    """
    return sorted(path for path in folder.glob("*.parquet") if path.is_file() and not path.name.startswith("."))


@dataclass(frozen=True)
class Store:
    """Where an application keeps its lakes. Rosters and facts are written once and shared: each run has a lake of its
    own, whose folders are links to them, so that it can be computed again as it was."""

    root: Path

    @property
    def scratch(self) -> Path:
        """For what is on its way."""
        folder = self.root / "scratch"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def roster(self, month: int, taking: str) -> Path:
        """A month's roster as it was taken once."""
        return self.root / "rosters" / f"{month_text(month)}-{taking}"

    def facts(self, month: int, stamp: str) -> Path:
        """A month's facts as far as a stamp tells."""
        return self.root / "facts" / f"{month_text(month)}-{stamp}"

    def units(self, run: str) -> Path:
        """The units as a run saw them."""
        return self.root / "units" / run

    def lake(self, month: int, number: int, run: str) -> Lake:
        """A run's own lake."""
        return Lake(self.root / "runs" / f"{month_text(month)}-{number}-{run}")
