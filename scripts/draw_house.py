"""Draws docs/explanation/house.svg from the contracts in pyproject.toml: layers as rows, areas as columns.

Usage: python scripts/draw_house.py
"""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "goodstanding"
PICTURE = ROOT / "docs" / "explanation" / "house.svg"
_WIDTH, _ROW, _GAP, _LEFT, _TOP, _RIGHT = 1280, 44, 8, 132, 66, 150
_STYLE = """
    .page { fill: #ffffff; } .layer { fill: #f4f6f3; stroke: #5c7a67; stroke-width: 1.5; }
    .area { fill: #ffffff; stroke: #94763a; stroke-width: 1; } .way { stroke: #6b7280; stroke-width: 1.6; }
    .tip { fill: #6b7280; }
    text { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2937; }
    .name { font-size: 15px; font-weight: 600; } .room { font-size: 12px; text-anchor: middle; }
    .note { font-size: 13px; fill: #4b5563; }
    @media (prefers-color-scheme: dark) {
      .page { fill: #12171a; } .layer { fill: #1c2522; stroke: #86ab94; } .area { fill: #12171a; stroke: #c9a561; }
      .way { stroke: #9ca3af; } .tip { fill: #9ca3af; } text { fill: #e5e7eb; } .note { fill: #b6bdc7; }
    }
"""


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["name"]: one for one in project["tool"]["importlinter"]["contracts"]}


def layers() -> list[list[str]]:
    """The layers from the top down; those that do not know each other stand on one floor."""
    floors = contracts()["Imports point down"]["layers"]
    return [[_bare(one) for one in floor.split("|")] for floor in floors]


def areas() -> list[str]:
    """The areas from the ground up, without the single modules that the contract names as well."""
    contract = contracts()["Areas have one order, the same in every layer"]
    folders = {container.rpartition(".")[2] for container in contract["containers"]}
    floors = [[_bare(one) for one in floor.split("|")] for floor in contract["layers"]]
    found = [one for floor in reversed(floors) for one in floor]
    return [one for one in found if sum((SOURCE / layer / one).is_dir() for layer in folders) > 1]


def with_areas() -> set[str]:
    """The layers that have the areas inside."""
    contract = contracts()["Areas have one order, the same in every layer"]
    return {container.rpartition(".")[2] for container in contract["containers"]}


def picture() -> str:
    """The whole house as SVG."""
    floors, rooms, inside = layers(), areas(), with_areas()
    height = _TOP + len(floors) * (_ROW + _GAP) + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="t d">',
        '  <title id="t">The house: layers and areas</title>',
        f'  <desc id="d">From the top down: {"; ".join(" and ".join(one) for one in floors)}. Inside the layers '
        f"{', '.join(sorted(inside))} the areas, from the ground up: {', '.join(rooms)}.</desc>",
        f"  <style>{_STYLE}  </style>",
        f'  <rect class="page" width="{_WIDTH}" height="{height}"/>',
        f'  <text class="note" x="{_LEFT}" y="24">areas: each knows those to its left</text>',
        _arrow(_WIDTH - 24, 38, _LEFT, 38),
        f'  <text class="note" x="14" y="{_TOP - 12}">imports point down</text>',
    ]
    for place, floor in enumerate(floors):
        parts += _floor(floor, _TOP + place * (_ROW + _GAP), rooms if inside.intersection(floor) else [], inside)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _bare(name: str) -> str:
    return name.strip().strip("()")


def _floor(floor: list[str], top: int, rooms: list[str], inside: set[str]) -> list[str]:
    found = [f'  <rect class="layer" x="8" y="{top}" width="{_WIDTH - 16}" height="{_ROW}" rx="6"/>']
    names = [one for one in floor if one in inside] or floor
    found.append(f'  <text class="name" x="18" y="{top + 27}">{", ".join(names)}</text>')
    wide = (_WIDTH - _LEFT - _RIGHT) // len(rooms) if rooms else 0
    for place, room in enumerate(rooms):
        if not (SOURCE / names[0] / room).is_dir():
            continue
        left = _LEFT + place * wide
        found.append(f'  <rect class="area" x="{left}" y="{top + 8}" width="{wide - 4}" height="{_ROW - 16}" rx="4"/>')
        found.append(f'  <text class="room" x="{left + (wide - 4) // 2}" y="{top + 26}">{room}</text>')
    if beside := [one for one in floor if one not in names]:
        found.append(f'  <text class="name" x="{_WIDTH - _RIGHT + 6}" y="{top + 27}">{", ".join(beside)}</text>')
    return found


def _arrow(x1: int, y1: int, x2: int, y2: int) -> str:
    return (
        f'  <line class="way" x1="{x1}" y1="{y1}" x2="{x2 + 8}" y2="{y2}"/>'
        f'<path class="tip" d="M{x2} {y2} l10 -5 v10 z"/>'
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
