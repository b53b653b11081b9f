"""A comparison of two schemes to read and, as JSON, for machines. Amounts are exact decimals in both."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from goodstanding.cli.page import page
from goodstanding.engine.explain_words import places
from goodstanding.engine.impact import REACHES, SIZES, STEP, Impact, Mover, Shift
from goodstanding.engine.scheme import Scheme
from goodstanding.engine.scheme import Text as Words
from goodstanding.flows.whatif import Compared

Json = dict[str, Any]

#: A group's name in the scheme, on screen, and what changes for it.
Group = tuple[str, str, Shift]

_NOT_RATED, _NO_BAND = "not rated", "no band"


def show(found: Compared) -> None:
    """Prints the comparison as tables."""
    impact = found.impact
    page().print(Text("\n".join(_summary(found))))
    _figures("From band (down) to band (across)", *_matrix(found))
    moves = [[one["from"], one["to"], f"{one['members']:,}", signed(one["mean_change"])] for one in _moves(impact)]
    _figures("Who changes band", ["from", "to", "members", "mean change"], moves, left=2)
    _figures(
        "By how much", ["change of the total", "members"], [[_reach(key), f"{n:,}"] for key, n in _reaches(impact)]
    )
    _figures(
        "How the totals lie", ["total", "before", "after"], [[name, *map(_count, n)] for name, *n in _steps(impact)]
    )
    columns = ["members", "before", "after", "mean change", "gain", "lose"]
    for title, shifts in _groups(found):
        _figures(f"Mean total by {title}", [title, *columns], [[name, *_shift(shift)] for _, name, shift in shifts])
    _movers("Largest gains", impact.gainers)
    _movers("Largest losses", impact.losers)


def as_json(found: Compared) -> Json:
    """The comparison as one document."""
    impact, everyone = found.impact, found.impact.everyone
    return {
        "before": {"scheme": found.before.name, "from_run": found.before_from_run},
        "after": {"scheme": found.after.name, "from_run": found.after_from_run},
        "members": {
            "rated_in_both": impact.rated(True, True),
            "rated_only_before": impact.rated(True, False),
            "rated_only_after": impact.rated(False, True),
            "rated_in_neither": impact.rated(False, False),
        },
        "everyone": _shift_json(everyone),
        "change_band": {"members": impact.moved, **_directions(found)},
        "bands": _all_moves(impact),
        "changes": [{"change": _reach(key), "members": count} for key, count in _reaches(impact)],
        "distribution": [{"total": name, "before": old, "after": new} for name, old, new in _steps(impact)],
        **{
            key: [{"name": name, "title": title, **_shift_json(shift)} for name, title, shift in shifts]
            for key, (_, shifts) in zip(("classes", "unit_types", "branch_sizes"), _groups(found), strict=True)
        },
        "gainers": [_mover_json(one) for one in impact.gainers],
        "losers": [_mover_json(one) for one in impact.losers],
    }


def signed(hundredths: int | str | None) -> str:
    """A change with its sign: '+1.20', '-0.35', '0.00'; a dash where there is none."""
    if hundredths is None:
        return "–"
    text = hundredths if isinstance(hundredths, str) else places(hundredths)
    return text if text.startswith("-") or text == "0.00" else f"+{text}"


def _summary(found: Compared) -> list[str]:
    impact, ways = found.impact, _directions(found)
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


def _directions(found: Compared) -> dict[str, int]:
    """How many change to a band that starts higher, or lower."""
    old, new = _floors(found.before), _floors(found.after)
    ways = {"up": 0, "down": 0}
    for one in found.impact.bands:
        if one.moved and new[one.after] != old[one.before]:
            ways["up" if new[one.after] > old[one.before] else "down"] += one.members
    return ways


def _floors(scheme: Scheme) -> dict[str | None, int]:
    return {None: -1, **{band.name: band.at_least for band in scheme.member.bands}}


def _band(rated: bool, name: str | None) -> str:
    return (name or _NO_BAND) if rated else _NOT_RATED


def _order(scheme: Scheme) -> list[str]:
    bands = sorted(scheme.member.bands, key=lambda band: -band.at_least)
    return [*[band.name for band in bands], _NO_BAND, _NOT_RATED]


def _matrix(found: Compared) -> tuple[list[str], list[list[str]]]:
    counts = {
        (_band(one.rated_before, one.before), _band(one.rated_after, one.after)): one.members
        for one in found.impact.bands
    }
    downs = [name for name in _order(found.before) if any(old == name for old, _ in counts)]
    across = [name for name in _order(found.after) if any(new == name for _, new in counts)]
    return ["", *across], [[old, *[_count(counts.get((old, new), 0)) for new in across]] for old in downs]


def _all_moves(impact: Impact) -> list[Json]:
    rows = [
        {
            "from": _band(one.rated_before, one.before),
            "to": _band(one.rated_after, one.after),
            "members": one.members,
            "mean_change": None if one.mean_change is None else places(one.mean_change),
        }
        for one in impact.bands
    ]
    return sorted(rows, key=lambda row: (row["from"], row["to"]))


def _moves(impact: Impact) -> list[Json]:
    """The rows of the matrix in which somebody, rated under both, changes band; the most numerous first."""
    moved = [row for row in _all_moves(impact) if row["from"] != row["to"] and row["mean_change"] is not None]
    return sorted(moved, key=lambda row: -int(row["members"]))


def _reaches(impact: Impact) -> list[tuple[int, int]]:
    return [(key, impact.changes.get(key, 0)) for key in range(len(REACHES), -len(REACHES) - 1, -1)]


def _reach(key: int) -> str:
    if key == 0:
        return "none"
    sign, place = ("+" if key > 0 else "-"), abs(key)
    least = places(REACHES[place - 1])
    return f"{sign}{least} to {sign}{places(REACHES[place] - 1)}" if place < len(REACHES) else f"{sign}{least} and more"


def _steps(impact: Impact) -> list[tuple[str, int, int]]:
    keys = sorted({*impact.before, *impact.after})
    span = range(keys[0], keys[-1] + 1) if keys else range(0)
    return [(_step(key), impact.before.get(key, 0), impact.after.get(key, 0)) for key in span]


def _step(key: int) -> str:
    least = key * STEP
    return f"{least // 100} to {places(least + STEP - 1)}" if least + STEP < 12_000 else f"{least // 100} to 120"


def _groups(found: Compared) -> list[tuple[str, list[Group]]]:
    """Every way of drawing members together, with the groups' names in the scheme and as on screen."""
    impact = found.impact

    classes = {**found.before.classes, **found.after.classes}
    types = {**found.before.unit_types, **found.after.unit_types}
    return [
        ("class", _titled(impact.classes, classes)),
        ("unit type", _titled(impact.types, types)),
        ("members of the branch", [(_size(place), _size(place), shift) for place, shift in impact.sizes.items()]),
    ]


def _titled(shifts: Mapping[str, Shift], titles: Mapping[str, Words]) -> list[Group]:
    return [(word, titles[word].en if word in titles else word, shift) for word, shift in shifts.items()]


def _size(place: int) -> str:
    return f"{SIZES[place]} to {SIZES[place + 1] - 1}" if place + 1 < len(SIZES) else f"{SIZES[place]} and more"


def _shift(shift: Shift) -> list[str]:
    means = [_places(shift.mean_before), _places(shift.mean_after), signed(shift.mean_change)]
    return [_count(shift.members), *means, _count(shift.gained), _count(shift.lost)]


def _shift_json(shift: Shift) -> Json:
    return {
        "members": shift.members,
        "mean_before": _exact(shift.mean_before),
        "mean_after": _exact(shift.mean_after),
        "mean_change": _exact(shift.mean_change),
        "gain": shift.gained,
        "lose": shift.lost,
    }


def _mover_json(one: Mover) -> Json:
    amounts = {"before": places(one.before), "after": places(one.after), "change": places(one.change)}
    return {"member": one.member_id, "unit": one.unit_id, **amounts}


def _movers(title: str, movers: Sequence[Mover]) -> None:
    rows = [
        [str(one.member_id), str(one.unit_id), places(one.before), places(one.after), signed(one.change)]
        for one in movers
    ]
    _figures(title, ["member", "unit", "before", "after", "change"], rows)


def _count(count: int) -> str:
    return f"{count:,}"


def _exact(hundredths: int | None) -> str | None:
    return None if hundredths is None else places(hundredths)


def _places(hundredths: int | None) -> str:
    return _exact(hundredths) or "–"


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
