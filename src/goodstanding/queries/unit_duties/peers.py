"""How units of the same type and size stand in their own duties: a band, never a list of names."""

from dataclasses import dataclass
from math import sqrt
from statistics import mean, pstdev

from goodstanding.models import Run, Unit, UnitStanding

#: With fewer units of its kind, a unit could be told from the band.
LEAST_PEERS = 5
#: Of the same size: from half as many rated members to twice as many.
_SIZE = 2
_SURE = 1.96


@dataclass(frozen=True)
class PeerBand:
    """Where the mean of so many peers lies, in hundredths, as surely as chance lets it be said. own: the unit's own."""

    own: int | None
    low: int
    high: int
    peers: int

    @property
    def place(self) -> str:
        """`above`, `within` or `below` the band, or nothing without own points."""
        if self.own is None:
            return ""
        return "above" if self.own > self.high else "below" if self.own < self.low else "within"


def band(unit: Unit, run: Run) -> PeerBand | None:
    """The band of the units of its level, type and size, itself left out; None where they are too few."""
    line = UnitStanding.objects.filter(run=run, unit=unit).first()
    if line is None:
        return None
    like = UnitStanding.objects.filter(
        run=run, own__isnull=False, unit__level=unit.level, unit__type=unit.type, unit__closed_on=None,
        n__gte=line.n // _SIZE, n__lte=line.n * _SIZE,
    )  # fmt: skip
    others = like.exclude(unit=unit).order_by().values_list("own", flat=True)
    return band_of(line.own, [own for own in others if own is not None])


def band_of(own: int | None, others: list[int]) -> PeerBand | None:
    """The band that others' points give; None where they are too few."""
    if len(others) < LEAST_PEERS:
        return None
    middle, spread = mean(others), _SURE * pstdev(others) / sqrt(len(others))
    return PeerBand(own, max(0, round(middle - spread)), min(12000, round(middle + spread)), len(others))
