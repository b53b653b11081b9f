"""The options that several commands share, with one wording."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.engine.backend import Backend
from goodstanding.engine.backends.duckdb import DuckDBBackend
from goodstanding.engine.period import parse_month
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.shipped import scheme_folder, shipped_schemes
from goodstanding.lake.diagnose import refusal
from goodstanding.lake.layout import Lake
from goodstanding.lake.read import run_folder
from goodstanding.lake.run_account import run_scheme
from goodstanding.lake.scratch import scratch_folder


class EngineName(StrEnum):
    """What computes."""

    duckdb = "duckdb"
    spark = "spark"


class LanguageName(StrEnum):
    """The language of words on screen."""

    en = "en"
    zh = "zh"


def month_number(text: str) -> int:
    """Reads a month, or tells how to write one."""
    try:
        return parse_month(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


_MEMORY = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT])i?B", re.IGNORECASE)
_KILOBYTES = {"K": 1, "M": 1_000, "G": 1_000_000, "T": 1_000_000_000}
#: DuckDB cannot put by what it works on with less; more than the other is a slip of the pen.
_LEAST_KILOBYTES, _MOST_KILOBYTES = 100_000, 1_000_000_000_000


def memory_size(text: str) -> str:
    """Reads an amount of memory, or tells how to write one."""
    match = _MEMORY.fullmatch(text.strip())
    kilobytes = float(match[1]) * _KILOBYTES[match[2].upper()] if match else 0
    if not _LEAST_KILOBYTES <= kilobytes <= _MOST_KILOBYTES:
        raise typer.BadParameter(f"{text!r} is not an amount of memory; write it like 3GB, and at least 100MB")
    return text.strip()


def _told_in_text(folder: Path) -> Path:
    """A folder whose whole path is text: nothing else can be told to a database or written into a manifest."""
    try:
        str(folder.absolute()).encode()
    except UnicodeEncodeError:
        raise typer.BadParameter(f"the path {str(folder)!r} is not UTF-8; give the folder another name") from None
    return folder


LakeFolder = Annotated[Path, typer.Argument(help="The lake's folder.", metavar="LAKE", callback=_told_in_text)]
Month = Annotated[
    int, typer.Option("--month", help="The month, for example 2016-10.", parser=month_number, metavar="YYYY-MM")
]
Language = Annotated[LanguageName, typer.Option("--lang", help="The language of the words.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of tables.")]
EngineOption = Annotated[EngineName, typer.Option("--engine", help="What computes: DuckDB in this process, or Spark.")]
Threads = Annotated[int | None, typer.Option(min=1, max=256, help="DuckDB: how many threads; all cores by default.")]
Memory = Annotated[
    str | None,
    typer.Option(
        help="DuckDB: how much memory, for example 3GB; beyond it, the disk is used.",
        parser=memory_size,
        metavar="SIZE",
    ),
]
SparkMaster = Annotated[str | None, typer.Option(help="Spark: the cluster, for example local[2] or spark://host:7077.")]
SparkRemote = Annotated[str | None, typer.Option(help="Spark: a Spark Connect server, for example sc://host:15002.")]
Shards = Annotated[
    int | None,
    typer.Option(min=1, help="In how many parts the members are worked through; chosen by size if not given."),
]


@dataclass(frozen=True)
class Machine:
    """What computes, as chosen on the command line."""

    engine: EngineName = EngineName.duckdb
    threads: int | None = None
    memory: str | None = None
    spark_master: str | None = None
    spark_remote: str | None = None

    @contextmanager
    def backend(self, lake: Path) -> Iterator[Backend]:
        """The backend, ended when the block ends. What does not fit into memory goes to a folder in the lake for that
        time."""
        with scratch_folder(lake_folder(lake)) as scratch:
            backend = self._open(scratch)
            try:
                yield backend
            except (InputError, typer.Exit, typer.BadParameter):
                raise
            except Exception as error:
                refused = refusal(error, lake)
                if refused is None:
                    raise
                raise refused from error
            finally:
                backend.close()

    def _open(self, scratch: Path) -> Backend:
        if self.engine == EngineName.duckdb:
            if self.spark_master or self.spark_remote:
                raise typer.BadParameter("--spark-master and --spark-remote need --engine spark")
            return DuckDBBackend(scratch, threads=self.threads, memory=self.memory)
        try:
            from goodstanding.engine.backends.spark import SparkBackend
        except ImportError:
            raise InputError(
                "Spark is not installed here; install it with: pip install 'goodstanding[spark]'."
            ) from None
        try:
            return SparkBackend(scratch, master=self.spark_master, remote=self.spark_remote)
        except Exception as error:
            # What stops it is told in as many exceptions as there are places where a cluster can be.
            where = self.spark_remote or self.spark_master or "this machine"
            message = next(iter(str(error).splitlines()), type(error).__name__)
            raise InputError(
                f"Spark did not start on {where} ({message}); see that it is there, and Java too."
            ) from error


def lake_folder(folder: Path) -> Path:
    """A folder that is there. Raises InputError."""
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}; name the folder of a lake.")
    return folder


#: The scheme that is meant where none is named: the one that the platform serves by default.
DEFAULT_SCHEME = Path("vanguard-136")


def scheme_in(named: Path) -> Scheme:
    """The scheme in a folder or of a name that comes along, free of faults. Raises InputError, with every fault."""
    loaded = load_scheme(scheme_folder(named))
    faults = check_scheme(loaded).faults
    if loaded.scheme is None or faults:
        raise InputError(f"The scheme in {named} has {len(faults)} fault(s); mend them first.", faults)
    return loaded.scheme


def scheme_or_run(lake: Lake, month: int, name: str) -> Scheme:
    """The scheme in a folder, the one that a run of the month was made with, or one that comes along."""
    rated = lake.run(month, name).exists()
    if Path(name).is_dir() or (not rated and name in shipped_schemes()):
        return scheme_in(Path(name))
    return run_scheme(run_folder(lake, month, name))
