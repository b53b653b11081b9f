"""A small, sound organization as input files, and a way to build a lake from any variation of it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.build import Built, build_lake
from goodstanding.lake.layout import Lake

HEADERS = {
    "units": "unit_id,parent_id,level,type,name",
    "members": "member_id,unit_id,classes,from,until",
    "facts": "fact_id,subject,subject_id,kind,value,occurred_on",
}
SOUND = {
    "units": ["1,,city,city,Root", "11,1,branch,community,甲支部", "12,1,branch,village,乙支部"],
    "members": ["1,11,full;secretary,2016-01,", "2,12,full,2016-01,2016-03", "2,11,full,2016-03,", "3,12,,2016-02,"],
    "facts": [
        "1,member,1,meeting.held,1,2016-01-15",
        "2,member,2,study.hours,0.125,2016-02-29",
        "3,member,3,meeting.held,,2016-03-31",
        "4,unit,11,branch.met,1000000,2016-03-01",
    ],
}


@dataclass
class Rows:
    """The lines of the three tables, without their headers."""

    units: list[str] = field(default_factory=lambda: list(SOUND["units"]))
    members: list[str] = field(default_factory=lambda: list(SOUND["members"]))
    facts: list[str] = field(default_factory=lambda: list(SOUND["facts"]))

    def lines(self, table: str) -> list[str]:
        """The lines of the table with that name."""
        lines: list[str] = getattr(self, table)
        return lines

    def written(self, folder: Path) -> dict[str, list[Path]]:
        """The tables as CSV files in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return {table: [write_csv(folder / f"{table}.csv", table, self.lines(table))] for table in HEADERS}


def write_csv(path: Path, table: str, lines: Iterable[str]) -> Path:
    """A CSV file of a table."""
    path.write_text("\n".join([HEADERS[table], *lines]) + "\n", encoding="utf-8")
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet of facts"
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def build(
    folder: Path,
    files: dict[str, list[Path]],
    *,
    skip_errors: bool = False,
    schemes: list[Scheme] | None = None,
    to: int | None = None,
) -> Built:
    """Builds folder/lake with folder/errors.csv."""
    return build_lake(
        Lake(folder / "lake"),
        units=files["units"],
        members=files["members"],
        facts=files["facts"],
        schemes=schemes or [],
        skip_errors=skip_errors,
        errors_file=folder / "errors.csv",
        to=to,
        progress=lambda stage, part: None,
    )


def errors(folder: Path) -> list[dict[str, str]]:
    """The lines of the errors file; none where there is no such file."""
    if not (folder / "errors.csv").exists():
        return []
    with (folder / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def content(lake: Path) -> dict[str, list[dict[str, object]]]:
    """All rows of a lake, by the path of the file they are in."""
    return {path.relative_to(lake).as_posix(): read(path).to_pylist() for path in sorted(lake.rglob("*.parquet"))}


def read(path: Path) -> pa.Table:
    """A Parquet file as it is, without columns from the names of its folders."""
    with pq.ParquetFile(path) as file:
        return file.read()


def facts_of(lake: Path) -> int:
    """How many facts a lake has."""
    return int(ds.dataset(lake / "facts", format="parquet").count_rows())
