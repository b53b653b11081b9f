"""Drafts, reviews and publishes a month in the database of DATABASE_URL, and says how long each stage took: JSON.

`python -m benchmarks.house.close MONTH`.
"""

import json
import os
import resource
import sys
import time
from typing import Any


class Stages:
    """Told by the draft how far it is; keeps what each stage took."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}
        self._stage, self._since = "", time.monotonic()

    def at(self, done: int, total: int | None = None, stage: str = "") -> None:
        """A stage has begun."""
        del done, total
        now = time.monotonic()
        if self._stage:
            self.took[self._stage] = round(self.took.get(self._stage, 0) + now - self._since, 1)
        self._stage, self._since = stage, now


def main(month: str) -> None:
    """Closes the month and prints the stages."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.access.viewer import viewer_of  # noqa: PLC0415
    from goodstanding.actions.months import runs  # noqa: PLC0415
    from goodstanding.engine.period import parse_month  # noqa: PLC0415
    from goodstanding.flows.months import draft  # noqa: PLC0415
    from goodstanding.models import Account, Post, Unit  # noqa: PLC0415
    from goodstanding.queries.people.organization import the_scheme  # noqa: PLC0415

    now, day = timezone.now(), timezone.localdate()
    officer = Account.objects.get(login="officer-1")
    other = Account.objects.create(login="officer-other", name="Another officer", created_at=now)
    top = Unit.objects.get(depth=1)
    Post.objects.create(account=other, role="officer", unit=top, from_on=day, granted_at=now, accepted_at=now)
    first, second = (viewer_of(one, day, verified=True) for one in (officer, other))
    begun, stages = time.monotonic(), Stages()
    run = runs.begin(month=parse_month(month), scheme=the_scheme(), by=first, at=now)
    progress: Any = stages
    draft.draft(run, the_scheme(), at=now, progress=progress)
    stages.at(0)
    run.refresh_from_db()
    runs.review(run=run, note="", by=first, at=now)
    runs.publish(run=run, by=second, at=now)
    took = round(time.monotonic() - begun, 1)
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps({"stages_s": stages.took, "freeze_to_published_s": took, "peak_mib": peak, "checks": run.checks}))


if __name__ == "__main__":
    main(sys.argv[1])
