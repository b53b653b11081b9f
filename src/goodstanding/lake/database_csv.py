"""Rows on their way between a database and the lake, as CSV files: sorted into Parquet going in, flattened coming out.

CSV, because every database writes and reads it fast. Whatever does not fit into memory goes to a scratch folder.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from goodstanding.engine.backends.files import literal, parquet_sql, written
from goodstanding.engine.tables import OUTPUTS
from goodstanding.lake.publish import place_new
from goodstanding.lake.scratch import scratch_folder

_ROW_GROUP = 122_880
#: What an export may hold in memory.
MEMORY = "1GB"

FACT_COLUMNS = ("fact_id", "subject", "subject_id", "kind", "value", "occurred_on")
MEMBER_COLUMNS = ("member_id", "unit_id", "classes")
UNIT_COLUMNS = ("unit_id", "parent_id", "level", "type", "name")
STANDING_COLUMNS = (
    "member_id", "unit_id", "peer_group", "earned", "attainable", "bonus", "deduction", "total", "band", "places",
)  # fmt: skip
UNIT_STANDING_COLUMNS = ("unit_id", "n", "members_part", "own", "total", "median", "spread", "bands", "places")

_FACTS = (
    "SELECT column0::BIGINT AS fact_id, column1 AS subject, column2::BIGINT AS subject_id, column3 AS kind, "
    "column4::BIGINT AS value, column5::DATE AS occurred_on FROM {rows} ORDER BY subject_id, occurred_on, fact_id"
)
_MEMBERS = (
    "SELECT column0::BIGINT AS member_id, column1::BIGINT AS unit_id, "
    "CASE WHEN column2 IS NULL THEN [] ELSE string_split(column2, ';') END AS classes FROM {rows} ORDER BY member_id"
)
_UNITS = (
    "SELECT column0::BIGINT AS unit_id, column1::BIGINT AS parent_id, column2 AS level, column3 AS type, "
    "column4 AS name FROM {rows} ORDER BY unit_id"
)
_STANDINGS = (
    "SELECT t.member_id, unit_id, peer_group, earned, attainable, bonus, deduction, total, band, "
    "places FROM {totals} t LEFT JOIN ("
    "SELECT member_id, string_agg(scope_id || ':' || rank || ':' || of, ',' ORDER BY of, scope_id DESC) AS places "
    "FROM {ranks} GROUP BY member_id) USING (member_id) ORDER BY member_id"
)
_UNIT_STANDINGS = (
    "WITH RECURSIVE above AS (SELECT unit_id, unit_id AS scope_id FROM {units} UNION ALL "
    "SELECT above.unit_id, u.parent_id FROM above JOIN {units} u ON u.unit_id = above.scope_id "
    "WHERE u.parent_id IS NOT NULL), "
    "counted AS (SELECT scope_id, band, total FROM {totals} JOIN above USING (unit_id) "
    "WHERE total IS NOT NULL), "
    "bands AS (SELECT scope_id, '{{' || string_agg('\"' || band || '\": ' || members, ', ' ORDER BY band) || '}}' "
    "AS bands FROM (SELECT scope_id, band, count(*) AS members FROM counted GROUP BY ALL) GROUP BY scope_id), "
    "looked AS (SELECT scope_id, quantile_disc(total, 0.5) AS median, "
    "CAST(round(stddev_samp(total) / sqrt(count(*))) AS BIGINT) AS spread FROM counted GROUP BY scope_id), "
    "ranked AS (SELECT unit_id, string_agg(scope_id || ':' || rank || ':' || of, ',' ORDER BY of, scope_id DESC) "
    "AS places FROM {unit_ranks} GROUP BY unit_id) "
    "SELECT unit_id, n, members_part, own, total, median, spread, coalesce(bands, '{{}}'), places "
    "FROM {unit_totals} LEFT JOIN bands ON bands.scope_id = unit_id "
    "LEFT JOIN looked ON looked.scope_id = unit_id LEFT JOIN ranked USING (unit_id) ORDER BY unit_id"
)

_SHARES = (
    "SELECT subject_id, CAST(sum(earned) AS BIGINT), CAST(sum(attainable) AS BIGINT) FROM {{points}} "
    "WHERE subject = 'member' AND indicator IN ({indicators}) GROUP BY subject_id "
    "HAVING sum(attainable) > 0 AND sum(earned) * 100 < {percent} * sum(attainable) ORDER BY subject_id"
)


class Converter:
    """Converts file after file with one DuckDB: to start one takes six times as long as to convert a small month."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def facts_in(self, rows: Path, destination: Path) -> None:
        """Puts a month's facts, in the columns FACT_COLUMNS, into a folder of the lake that is not there yet."""
        self._into(destination, _FACTS, rows, 6)

    def members_in(self, rows: Path, destination: Path) -> None:
        """Puts a month's roster, in the columns MEMBER_COLUMNS, into a folder of the lake that is not there yet."""
        self._into(destination, _MEMBERS, rows, 3)

    def units_in(self, rows: Path, destination: Path) -> None:
        """Puts the units, in the columns UNIT_COLUMNS, into a folder that is not there yet."""
        self._into(destination, _UNITS, rows, 5)

    def standings_out(self, run: Path, rows: Path) -> None:
        """Writes every member's line of a run with its places, in the columns STANDING_COLUMNS."""
        self._out(_STANDINGS, run, rows)

    def low_shares_out(self, run: Path, indicators: Sequence[str], percent: int, rows: Path) -> None:
        """Writes the members of a run who earned less than so many per cent of what some indicators could give them.

        Columns: the member, what was earned, what was attainable. Where nothing was attainable there is no share.
        """
        listed = ", ".join(f"'{code}'" for code in indicators)
        self._out(_SHARES.format(indicators=listed, percent=int(percent)), run, rows)

    def unit_standings_out(self, run: Path, units: Path, rows: Path) -> None:
        """Writes every unit's line with its places and, over its rated members, median, spread and bands.

        median: of the totals, rounded down; spread: the standard deviation over the square root of n, in hundredths:
        how far the mean of such a unit moves by chance. Columns: UNIT_STANDING_COLUMNS.
        """
        self._out(_UNIT_STANDINGS, run, rows, units)

    def _into(self, destination: Path, query: str, rows: Path, columns: int) -> None:
        names = ", ".join(f"'column{number}': 'VARCHAR'" for number in range(columns))
        # Nothing is guessed from the content: there may be none.
        form = "auto_detect = false, header = false, delim = ',', nullstr = '', quote = '\"', escape = '\"'"
        source = f"read_csv({literal(rows)}, {form}, hive_partitioning = false, columns = {{{names}}})"
        with place_new(destination) as folder:
            self._connection.execute(
                f"COPY ({query.format(rows=source)}) TO {written(folder / 'part-0000.parquet')} "
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
            )

    def _out(self, query: str, run: Path, rows: Path, units: Path | None = None) -> None:
        tables = {name: parquet_sql([run / f"{name}.parquet"]) for name in OUTPUTS}
        selected = query.format(**tables, units=parquet_sql([units]) if units else "")
        self._connection.execute(f"COPY ({selected}) TO {written(rows)} (FORMAT csv, HEADER false, NULLSTR '')")


@contextmanager
def converter(scratch: Path) -> Iterator[Converter]:
    """Yields a converter whose rows that do not fit into memory lie below a folder as long as the block lasts."""
    with scratch_folder(scratch) as folder:
        connection = duckdb.connect(config={"temp_directory": str(folder), "memory_limit": MEMORY})
        try:
            yield Converter(connection)
        finally:
            connection.close()
