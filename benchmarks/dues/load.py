"""`DATABASE_URL=... python -m benchmarks.dues.load fill ROWS FOLDER | check FOLDER | book FOLDER`."""

import json
import os
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

_FEN = 2500
_BATCH = 5_000


def main(what: str, *more: str) -> None:
    """Fills the dues of a month and writes a statement, or matches and books it, and prints what that took."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    told = _fill(int(more[0]), Path(more[1])) if what == "fill" else _work(Path(more[0]), books=what == "book")
    print(json.dumps(told))


def _fill(rows: int, folder: Path) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.actions.dues import months  # noqa: PLC0415
    from goodstanding.engine.period import month_of  # noqa: PLC0415
    from goodstanding.models import DuesBase, Member  # noqa: PLC0415
    from goodstanding.queries.people.organization import the_scheme  # noqa: PLC0415

    now, on = timezone.now(), timezone.localdate()
    members = Member.objects.filter(left_on=None, unit__isnull=False).order_by("pk")
    ids, month = members.values_list("pk", flat=True), month_of(on)
    bases = (DuesBase(member_id=pk, fen=_FEN, month=month, on=on, at=now) for pk in ids)
    DuesBase.objects.bulk_create(bases, batch_size=_BATCH)
    begun = time.perf_counter()
    opened = months.begin(on=on, scheme=the_scheme(), at=now)
    opening = round(time.perf_counter() - begun, 1)
    chance = random.Random(_FEN)
    people = list(members.values_list("number", "name"))
    with (folder / "statement.csv").open("w", encoding="gb18030") as file:
        file.write("交易日期,交易金额,对方户名,附言,流水号\n")
        for row in range(rows):
            number, name = people[row % len(people)]
            kind = chance.random()
            amount = "25.00" if kind < 0.97 else "-25.00" if kind < 0.98 else "26.00"
            memo = f"党费 {number}" if kind < 0.5 else ""
            file.write(f"{on},{amount},{name},{memo},T{row:09}\n")
    return {"opened": opened, "opening_seconds": opening}


def _work(folder: Path, *, books: bool) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.flows.dues.importer import DUES  # noqa: PLC0415
    from goodstanding.flows.imports import run  # noqa: PLC0415
    from goodstanding.models import DuesImport, DuesPayment, Unit  # noqa: PLC0415

    root, now = Unit.objects.get(depth=1), timezone.now()
    told: dict[str, Any] = {}

    def brought() -> DuesImport:
        content = (folder / "statement.csv").read_bytes()
        return run.bring(DUES, unit=root, name="statement.csv", pieces=[content], by=None, at=now)

    def timed(name: str, act: Any) -> DuesImport:
        one, begun = brought(), time.perf_counter()
        act(DUES, brought=one, by=None, at=now, tell=lambda _done, _all: None)
        one.refresh_from_db()
        told[name] = {
            "seconds": round(time.perf_counter() - begun, 1), "added": one.added, "waiting": one.waiting,
            "unchanged": one.unchanged, "refused": one.refused,
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        }  # fmt: skip
        return one

    timed("matched", run.check_file)
    if books:
        timed("booked", lambda sort, **more: run.write(sort, good_only=True, **more))
        before = DuesPayment.objects.count()
        timed("again", lambda sort, **more: run.write(sort, good_only=True, **more))
        told["booked_twice"] = DuesPayment.objects.count() - before
    return told


if __name__ == "__main__":
    main(*sys.argv[1:])
