"""Where the benchmarks read and write, and the sizes they are about."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SCHEME = REPOSITORY / "schemes" / "vanguard-136"
WORK = REPOSITORY / "benchmarks" / "work"
RESULTS = REPOSITORY / "benchmarks" / "results"
EXPLANATION = REPOSITORY / "docs" / "explanation"

CITY = 661_000
TENTH_OF_CITY = 66_100
TEN_CITIES = 6_610_000
NATION = 88_750_000

#: One month is this one; the year is the twelve from it.
MONTH = "2016-01"
LAST_MONTH = "2016-12"

GIB = 1024  # MiB

#: The tables of a run. Named here so that the measuring process need not load the engine: a child's peak memory
#: starts at its parent's.
TABLES = ("points", "totals", "ranks", "flags", "unit_totals", "unit_ranks")
