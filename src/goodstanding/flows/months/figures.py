"""How a drafted month compares with the one before: who moved band, and how the totals lie."""

from collections import Counter
from typing import Any

from goodstanding.models import Run, Standing, UnitStanding

#: Totals are counted in steps of this many hundredths.
STEP = 500


def figures(run: Run) -> dict[str, Any]:
    """What people look at when they review a draft."""
    lines = Standing.objects.filter(run=run)
    bands: Counter[str] = Counter()
    totals: Counter[int] = Counter()
    for band, total in lines.exclude(total=None).values_list("band", "total").iterator():
        assert band is not None and total is not None, "who has a total has a band"
        bands[band] += 1
        totals[total // STEP * STEP] += 1
    before = Run.objects.filter(month__lte=run.month, state__in=("published",)).exclude(pk=run.pk).first()
    return {
        "members": lines.count(),
        "rated": sum(bands.values()),
        "bands": dict(bands),
        "totals": {str(step): totals[step] for step in sorted(totals)},
        "units": UnitStanding.objects.filter(run=run).count(),
        "compared_with": before.key if before else None,
        **(_moves(run, before) if before else {}),
    }


def _moves(run: Run, before: Run) -> dict[str, Any]:
    old = dict(Standing.objects.filter(run=before).values_list("member_id", "total").iterator())
    changes: Counter[str] = Counter()
    moved = list[tuple[int, int]]()
    for member, total in Standing.objects.filter(run=run).values_list("member_id", "total").iterator():
        was = old.pop(member, -1)
        if was == -1:
            changes["joined"] += 1
        elif was is None or total is None:
            changes[
                "newly_rated" if was is None and total is not None else "same" if was == total else "no_longer"
            ] += 1
        else:
            changes["up" if total > was else "down" if total < was else "same"] += 1
            moved.append((total - was, member))
    changes["left"] = len(old)
    size = sum(change for change, _member in moved)
    return {
        "changes": dict(changes),
        "mean_change": round(size / len(moved)) if moved else None,
        "largest": [[change, member] for change, member in sorted(moved, key=lambda move: -abs(move[0]))[:20]],
    }
