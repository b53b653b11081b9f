"""From which month on an entry counts that came, or comes, after its month was published."""

from dataclasses import dataclass
from datetime import datetime

from goodstanding.engine.period import first_of_year
from goodstanding.models import Run


@dataclass(frozen=True)
class CountsLater:
    """An entry of a published month that did not count it.

    first: the month whose rating will, as it looks at the year so far; none where the year's last month is published.
    """

    month: int
    first: int | None


def counts_later(month: int, recorded_at: datetime | None = None) -> CountsLater | None:
    """Whether an entry of a month counts only later. recorded_at: of an entry that is there; none for a new one.

    None where its own month is still to come, or counts it already.
    """
    december = first_of_year(month) + 11
    published = Run.objects.filter(month__gte=month, month__lte=december, state=Run.State.PUBLISHED)
    frozen = dict(published.values_list("month", "frozen_at"))
    if month not in frozen:
        return None
    if recorded_at is not None and any(at is not None and at >= recorded_at for at in frozen.values()):
        return None
    return CountsLater(month, next((later for later in range(month, december + 1) if later not in frozen), None))


def last_published() -> int | None:
    """The latest month that is published."""
    run = Run.objects.filter(state=Run.State.PUBLISHED).order_by("-month").first()
    return run.month if run else None
