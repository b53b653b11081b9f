"""Puts a simulated lake's facts of one month into the application's ledger with COPY, after `benchmarks.house.fill`.

`DATABASE_URL=postgresql://... python -m benchmarks.house.facts LAKE MONTH`. Prints a line of JSON.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.house.fill import batches, copy

_RECORDED = datetime(2016, 2, 1, tzinfo=UTC)
_COLUMNS = (
    "id", "month", "member_id", "unit_id", "kind", "value", "occurred_on", "recorded_at", "source", "source_key",
    "reference", "reason",
)  # fmt: skip


def main(lake: Path, month: str) -> None:
    """Fills the ledger and says how many facts that were."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from goodstanding.actions.ledger import ledger  # noqa: PLC0415
    from goodstanding.engine.period import parse_month  # noqa: PLC0415
    from goodstanding.models import Fact, LedgerHead  # noqa: PLC0415
    from goodstanding.models.ledger.ledger_table import part_off  # noqa: PLC0415

    begun, number = time.monotonic(), parse_month(month)
    part_off(number, number)
    rows = batches(
        duckdb.connect(),
        f"SELECT subject, subject_id, kind, value, occurred_on FROM '{lake}/facts/month={month}/*.parquet'",
    )
    copy(Fact, _COLUMNS, _facts(rows, number))
    LedgerHead.objects.update_or_create(id=1, defaults={"last_recorded_at": _RECORDED + timedelta(days=1)})
    frozen = ledger.freeze(at=datetime.now(UTC))
    count = Fact.objects.count()
    print(json.dumps({"facts": count, "recorded_in_s": round(time.monotonic() - begun, 1), "until": str(frozen)}))


def _facts(rows: Iterator[tuple[Any, ...]], month: int) -> Iterator[tuple[Any, ...]]:
    for place, (subject, subject_id, kind, value, day) in enumerate(rows, start=1):
        at = _RECORDED + timedelta(microseconds=place)
        mine = (subject_id, None) if subject == "member" else (None, subject_id)
        yield place, month, *mine, kind, value, day, at, "import", str(place), "simulated", ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
