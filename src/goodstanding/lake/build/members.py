"""Whether every member is in a unit that is there, and in one place at a time."""

# ruff: noqa: S608 - the pieces of these queries are names from this package, never text of the input.

from bisect import bisect_right
from collections.abc import Iterator

import pyarrow as pa

from goodstanding.lake.build.staging import Staging

#: After the last month there is: a membership without an end.
_NEVER = 1 << 30

#: Members for whom some row begins before an earlier one (by month) has ended, so that rows must be weighed one by one.
_CLASHING = """
    SELECT DISTINCT member_id FROM (
        SELECT member_id, "from", max(coalesce("until", $never)) OVER earlier AS ends FROM sound_members
        WINDOW earlier AS (PARTITION BY member_id ORDER BY "from", seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ) WHERE "from" < ends"""


def judge_members(staging: Staging) -> None:
    """Refuses rows of unknown units, then rows that would have a member twice in a month: the first row stays."""
    staging.sql.execute(
        "INSERT INTO late_members SELECT seq, 'unknown_unit@unit_id', unit_id"
        " FROM members ANTI JOIN sound_units USING (unit_id) WHERE fault IS NULL"
    )
    rows = staging.sql.execute(
        f'SELECT member_id, seq, "from", coalesce("until", $never)'
        f" FROM sound_members SEMI JOIN ({_CLASHING}) USING (member_id) ORDER BY member_id, seq",
        {"never": _NEVER},
    )
    late = list(_overlapping(iter(rows.fetchall())))
    staging.sql.register("overlapping", pa.table({"seq": pa.array(late, pa.int64())}))
    staging.sql.execute(
        "INSERT INTO late_members SELECT seq, 'overlap@from', member_id FROM members SEMI JOIN overlapping USING (seq)"
    )
    staging.sql.unregister("overlapping")


def _overlapping(rows: Iterator[tuple[int, int, int, int]]) -> Iterator[int]:
    """Of (member, place, from, until), sorted, the places of rows that overlap one that stays."""
    member, spans = None, list[tuple[int, int]]()
    for member_id, seq, start, end in rows:
        if member_id != member:
            member, spans = member_id, []
        at = bisect_right(spans, (start, end))
        if (at > 0 and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end):
            yield seq
        else:
            spans.insert(at, (start, end))
