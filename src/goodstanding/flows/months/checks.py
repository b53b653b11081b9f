"""What is looked at before anybody reviews: nothing lost, nothing doubled, every sampled line explained exactly."""

import random
from typing import Any

from goodstanding.lake import read
from goodstanding.lake.layout import Lake, parquet_files
from goodstanding.models import Fact, RosterEntry, Run, Standing
from goodstanding.queries.ledger.in_force import holds_among, statements
from goodstanding.queries.months.explained_batch import unexplained

SAMPLE = 1_000

Check = dict[str, Any]


def checks(run: Run, lake: Lake, rows: dict[str, int], sample: int) -> list[Check]:
    """Every check: what was expected, what was found, and whether it holds. rows: of the tables that were written."""
    snapshot = run.snapshots[str(run.month)]
    members = RosterEntry.objects.filter(snapshot=snapshot).count()
    rated = Standing.objects.filter(run=run, total__isnull=False).count()
    not_rated = Standing.objects.filter(run=run, total__isnull=True).count()
    return [
        _check("members_in_out", members, rows["totals"]),
        _check("rated_and_not", members, rated + not_rated),
        _check("facts_in_out", _facts_known(run), _facts_written(run, lake)),
        _explained(run, sample),
    ]


def _check(name: str, expected: int, found: int) -> Check:
    return {"name": name, "expected": expected, "found": found, "holds": expected == found}


def _facts_known(run: Run) -> int:
    """The month's facts in force at the freeze, counted another way than the export does: those that are no reversals,
    less those on which an odd number of reversals hangs."""
    known = Fact.objects.filter(month=run.month, recorded_at__lte=run.frozen_at)
    plain = statements(known).count()
    back = dict(known.exclude(reverses=None).values_list("reverses_id", "pk"))
    roots = set(back) - set(back.values())
    return plain - sum(1 for root in roots if not holds_among(root, back)) - _suspended(run, roots, back)


def _suspended(run: Run, roots: set[int], back: dict[int, int]) -> int:
    """Of those that wait for a ruling, the ones that would count."""
    waiting = Fact.objects.filter(
        month=run.month, pk__in=run.figures.get("suspended", []), recorded_at__lte=run.frozen_at
    )
    return sum(1 for pk in waiting.values_list("pk", flat=True) if pk not in roots or holds_among(pk, back))


def _facts_written(run: Run, lake: Lake) -> int:
    return read.rows_in(parquet_files(lake.facts(run.month)))


def _explained(run: Run, sample: int) -> Check:
    """Whether the sampled lines can be explained; the sample is drawn by the run's key and can be drawn again."""
    everybody = list(Standing.objects.filter(run=run).order_by("member_id").values_list("member_id", flat=True))
    chosen = random.Random(run.key).sample(everybody, min(sample, len(everybody)))  # noqa: S311
    failing = sum(1 for _line in unexplained(run, chosen))
    return _check("explained", len(chosen), len(chosen) - failing)
