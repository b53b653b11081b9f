"""A comparison of two schemes to read and, as JSON, for machines. Amounts are exact decimals in both."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from goodstanding.cli.page import page
from goodstanding.engine.explain.wording import places
from goodstanding.engine.impact import Impact, Mover, Shift
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.rating.whatif import Compared
from goodstanding.flows.rules.impact_json import (
    NO_BAND,
    NOT_RATED,
    Json,
    all_moves,
    band_word,
    directions,
    exact,
    groups,
    reach_word,
    reaches,
    steps,
)


def show(found: Compared) -> None:
    """Prints the comparison as tables."""
    impact = found.impact
    page().print(Text("\n".join(_summary(found))))
    _figures("From band (down) to band (across)", *_matrix(found))
    moves = [[move["from"], move["to"], f"{move['members']:,}", signed(move["mean_change"])] for move in _moves(impact)]
    _figures("Who changes band", ["from", "to", "members", "mean change"], moves, left=2)
    _figures(
        "By how much", ["change of the total", "members"], [[reach_word(key), f"{n:,}"] for key, n in reaches(impact)]
    )
    _figures(
        "How the totals lie", ["total", "before", "after"], [[name, *map(_count, n)] for name, *n in steps(impact)]
    )
    columns = ["members", "before", "after", "mean change", "gain", "lose"]
    for title, shifts in groups(found):
        _figures(f"Mean total by {title}", [title, *columns], [[name, *_shift(shift)] for _, name, shift in shifts])
    _movers("Largest gains", impact.gainers)
    _movers("Largest losses", impact.losers)


def signed(hundredths: int | str | None) -> str:
    """A change with its sign: '+1.20', '-0.35', '0.00'; a dash where there is none."""
    if hundredths is None:
        return "–"
    text = hundredths if isinstance(hundredths, str) else places(hundredths)
    return text if text.startswith("-") or text == "0.00" else f"+{text}"


def _summary(found: Compared) -> list[str]:
    impact, ways = found.impact, directions(found)
    everyone = impact.everyone
    names = f"From {found.before.name} to {found.after.name}"
    sources = [
        "a published run" if taken else "computed now" for taken in (found.before_from_run, found.after_from_run)
    ]
    return [
        f"{names} (before: {sources[0]}, after: {sources[1]})",
        f"  {impact.rated(True, True):,} members are rated under both, {impact.rated(True, False):,} only before, "
        f"{impact.rated(False, True):,} only after, {impact.rated(False, False):,} under neither.",
        f"  {impact.moved:,} change band: {ways['up']:,} up, {ways['down']:,} down.",
        f"  {everyone.gained:,} gain and {everyone.lost:,} lose; the mean change is {signed(everyone.mean_change)}.",
    ]


def _order(scheme: Scheme) -> list[str]:
    bands = sorted(scheme.member.bands, key=lambda band: -band.at_least)
    return [*[band.name for band in bands], NO_BAND, NOT_RATED]


def _matrix(found: Compared) -> tuple[list[str], list[list[str]]]:
    counts = {
        (band_word(band.rated_before, band.before), band_word(band.rated_after, band.after)): band.members
        for band in found.impact.bands
    }
    downs = [name for name in _order(found.before) if any(old == name for old, _ in counts)]
    across = [name for name in _order(found.after) if any(new == name for _, new in counts)]
    return ["", *across], [[old, *[_count(counts.get((old, new), 0)) for new in across]] for old in downs]


def _moves(impact: Impact) -> list[Json]:
    """The rows of the matrix in which a member, rated under both, changes band; the most numerous first."""
    moved = [row for row in all_moves(impact) if row["from"] != row["to"] and row["mean_change"] is not None]
    return sorted(moved, key=lambda row: -int(row["members"]))


def _shift(shift: Shift) -> list[str]:
    means = [_places(shift.mean_before), _places(shift.mean_after), signed(shift.mean_change)]
    return [_count(shift.members), *means, _count(shift.gained), _count(shift.lost)]


def _movers(title: str, movers: Sequence[Mover]) -> None:
    rows = [
        [str(mover.member_id), str(mover.unit_id), places(mover.before), places(mover.after), signed(mover.change)]
        for mover in movers
    ]
    _figures(title, ["member", "unit", "before", "after", "change"], rows)


def _count(count: int) -> str:
    return f"{count:,}"


def _places(hundredths: int | None) -> str:
    return exact(hundredths) or "–"


def _figures(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> None:
    """Prints a table whose first columns are words and whose others are figures; nothing where it has no rows."""
    kept = list(rows)
    if not kept:
        return
    table = Table(box=None, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place < left else "right", header_style="dim", overflow="fold")
    for row in kept:
        table.add_row(*map(Text, row))
    # Above the table and not its title: a title is folded at the table's width.
    page().print(Text(f"\n{title}", "bold"))
    page().print(table)
