"""A comparison of two schemes as JSON, for machines and for keeping beside the rules. Amounts are exact decimals."""

from collections.abc import Mapping
from typing import Any

from goodstanding.engine.explain.wording import places
from goodstanding.engine.impact import REACHES, SIZES, STEP, Impact, Mover, Shift
from goodstanding.engine.scheme.part import Text as Words
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.rating.whatif import Compared

Json = dict[str, Any]

#: A group's name in the scheme, on screen, and what changes for it.
Group = tuple[str, str, Shift]

NOT_RATED, NO_BAND = "not rated", "no band"


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
        "change_band": {"members": impact.moved, **directions(found)},
        "bands": all_moves(impact),
        "changes": [{"change": reach_word(key), "members": count} for key, count in reaches(impact)],
        "distribution": [{"total": name, "before": old, "after": new} for name, old, new in steps(impact)],
        **{
            key: [{"name": name, "title": title, **_shift_json(shift)} for name, title, shift in shifts]
            for key, (_, shifts) in zip(("classes", "unit_types", "branch_sizes"), groups(found), strict=True)
        },
        "gainers": [_mover_json(gainer) for gainer in impact.gainers],
        "losers": [_mover_json(loser) for loser in impact.losers],
    }


def directions(found: Compared) -> dict[str, int]:
    """How many change to a band that starts higher, or lower."""
    old, new = _floors(found.before), _floors(found.after)
    ways = {"up": 0, "down": 0}
    for band in found.impact.bands:
        if band.moved and new[band.after] != old[band.before]:
            ways["up" if new[band.after] > old[band.before] else "down"] += band.members
    return ways


def _floors(scheme: Scheme) -> dict[str | None, int]:
    return {None: -1, **{band.name: band.at_least for band in scheme.member.bands}}


def band_word(rated: bool, name: str | None) -> str:
    """The band a member was in, or why in none."""
    return (name or NO_BAND) if rated else NOT_RATED


def all_moves(impact: Impact) -> list[Json]:
    """How many went from which band to which, in the order of the names."""
    rows = [
        {
            "from": band_word(band.rated_before, band.before),
            "to": band_word(band.rated_after, band.after),
            "members": band.members,
            "mean_change": None if band.mean_change is None else places(band.mean_change),
        }
        for band in impact.bands
    ]
    return sorted(rows, key=lambda row: (row["from"], row["to"]))


def reaches(impact: Impact) -> list[tuple[int, int]]:
    """How many changed by how much, largest gain first."""
    return [(key, impact.changes.get(key, 0)) for key in range(len(REACHES), -len(REACHES) - 1, -1)]


def reach_word(key: int) -> str:
    """A size of change in words."""
    if key == 0:
        return "none"
    sign, step = ("+" if key > 0 else "-"), abs(key)
    least = places(REACHES[step - 1])
    return f"{sign}{least} to {sign}{places(REACHES[step] - 1)}" if step < len(REACHES) else f"{sign}{least} and more"


def steps(impact: Impact) -> list[tuple[str, int, int]]:
    """How many have which total before and after."""
    keys = sorted({*impact.before, *impact.after})
    span = range(keys[0], keys[-1] + 1) if keys else range(0)
    return [(_step(key), impact.before.get(key, 0), impact.after.get(key, 0)) for key in span]


def _step(key: int) -> str:
    least = key * STEP
    return f"{least // 100} to {places(least + STEP - 1)}" if least + STEP < 12_000 else f"{least // 100} to 120"


def groups(found: Compared) -> list[tuple[str, list[Group]]]:
    """Every way of drawing members together, with the groups' names in the scheme and as on screen."""
    impact = found.impact

    classes = {**found.before.classes, **found.after.classes}
    types = {**found.before.unit_types, **found.after.unit_types}
    return [
        ("class", _titled(impact.classes, classes)),
        ("unit type", _titled(impact.types, types)),
        ("members of the branch", [(_size(number), _size(number), shift) for number, shift in impact.sizes.items()]),
    ]


def _titled(shifts: Mapping[str, Shift], titles: Mapping[str, Words]) -> list[Group]:
    return [(word, titles[word].en if word in titles else word, shift) for word, shift in shifts.items()]


def _size(number: int) -> str:
    return f"{SIZES[number]} to {SIZES[number + 1] - 1}" if number + 1 < len(SIZES) else f"{SIZES[number]} and more"


def _shift_json(shift: Shift) -> Json:
    return {
        "members": shift.members,
        "mean_before": exact(shift.mean_before),
        "mean_after": exact(shift.mean_after),
        "mean_change": exact(shift.mean_change),
        "gain": shift.gained,
        "lose": shift.lost,
    }


def _mover_json(mover: Mover) -> Json:
    amounts = {"before": places(mover.before), "after": places(mover.after), "change": places(mover.change)}
    return {"member": mover.member_id, "unit": mover.unit_id, **amounts}


def exact(hundredths: int | None) -> str | None:
    """Hundredths as a decimal."""
    return None if hundredths is None else places(hundredths)
