"""`python -m benchmarks.house.fact_file FILE UNIT`: brings a sheet of facts in as the pages do. Prints a line of JSON.

The database is the one in the environment.
"""

import json
import sys
import time
from pathlib import Path


def main(file: Path, code: str) -> None:
    """Brings it, checks it, and writes all rows or none; tells how long each took and what became of the rows."""
    import django  # noqa: PLC0415

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.flows.imports import files  # noqa: PLC0415
    from goodstanding.flows.imports import run as import_run  # noqa: PLC0415
    from goodstanding.flows.ledger.importer import FACTS  # noqa: PLC0415
    from goodstanding.models import Unit  # noqa: PLC0415

    now, begun = timezone.now(), time.monotonic()

    def since() -> float:
        return round(time.monotonic() - begun, 1)

    def quiet(_done: int, _total: int) -> None:
        return

    unit = Unit.objects.get(code=code)
    one = import_run.bring(FACTS, unit=unit, name=file.name, pieces=files.pieces_of(file), by=None, at=now)
    import_run.check_file(FACTS, brought=one, by=None, at=now, tell=quiet)
    checked = since()
    one = import_run.write(FACTS, brought=one, good_only=False, by=None, at=now, tell=quiet)
    counts = {name: getattr(one, name) for name in ("read", *one.BECAME, "refused")}
    print(json.dumps({"checked_s": checked, "written_s": round(since() - checked, 1), **counts}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
