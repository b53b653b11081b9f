"""How long the running month of one member takes to compute, with its reasons: `python -m benchmarks.house.live MONTH`.

`DATABASE_URL=...`; looked at on the last day of a month whose facts are in the ledger. Prints a line of JSON.
"""

import json
import os
import sys
import time
from calendar import monthrange
from datetime import date
from statistics import median, quantiles


def main(month: str) -> None:
    """Computes it for everybody who can sign in."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from goodstanding.models import Member  # noqa: PLC0415
    from goodstanding.queries.months import own  # noqa: PLC0415

    year, number = map(int, month.split("-"))
    today = date(year, number, monthrange(year, number)[1])
    took, lines = list[float](), 0
    for member in Member.objects.exclude(account=None).select_related("unit"):
        begun = time.perf_counter()
        found = own.running(member, today)
        took.append(1000 * (time.perf_counter() - begun))
        assert found is not None, "the rules are in force, and it adds up"
        lines += sum(1 for _ in found[1].explanation.indicators)
    cuts = quantiles(took, n=100)
    print(json.dumps({
        "members": len(took), "indicators": lines, "p50_ms": round(median(took), 1), "p95_ms": round(cuts[94], 1),
        "most_ms": round(max(took), 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
