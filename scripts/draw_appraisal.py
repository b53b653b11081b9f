"""Draws docs/explanation/appraisal.svg from the dict of moves: the states of a round, and every way between them.

Usage: python scripts/draw_appraisal.py
"""

import os
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "explanation" / "appraisal.svg"
_WIDTH, _BOX, _ROW, _GAP, _LEFT, _TOP = 720, 250, 34, 22, 220, 20
_STYLE = """
    .page { fill: #ffffff; } .state { fill: #f4f6f3; stroke: #5c7a67; stroke-width: 1.5; }
    .way { stroke: #6b7280; stroke-width: 1.6; fill: none; } .tip { fill: #6b7280; }
    text { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2937; }
    .name { font-size: 14px; font-weight: 600; text-anchor: middle; } .note { font-size: 12px; fill: #4b5563; }
    @media (prefers-color-scheme: dark) {
      .page { fill: #12171a; } .state { fill: #1c2522; stroke: #86ab94; } .way { stroke: #9ca3af; }
      .tip { fill: #9ca3af; } text { fill: #e5e7eb; } .note { fill: #b6bdc7; }
    }
"""


def picture(
    moves: Mapping[tuple[Any, Any], Any], onward: Mapping[Any, Any], what: str = "A round of the appraisal"
) -> str:
    """The states as SVG: those of the way onward from the top down, every other way beside them."""
    main = _main(moves, onward)
    beside = [one for one in dict.fromkeys(moves.values()) if one not in main]
    height = _TOP * 2 + len(main) * (_ROW + _GAP)
    told = "; ".join(f"{was} goes to {becomes} by {move}" for (was, move), becomes in moves.items())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="t d">',
        f'  <title id="t">{what}: its states and the ways between them</title>',
        f'  <desc id="d">{told}.</desc>',
        f"  <style>{_STYLE}  </style>",
        f'  <rect class="page" width="{_WIDTH}" height="{height}"/>',
    ]
    place = {state: _TOP + number * (_ROW + _GAP) for number, state in enumerate(main)}
    for state in main:
        parts += _box(_LEFT, place[state], state)
    for was, becomes in pairwise(main):
        parts += _down(place[was] + _ROW, place[becomes], str(onward[was]))
    parts += _aside(moves, onward, place, beside)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _main(moves: Mapping[tuple[Any, Any], Any], onward: Mapping[Any, Any]) -> list[Any]:
    at = next(iter(onward))
    found = [at]
    while at in onward:
        at = moves[at, onward[at]]
        found.append(at)
    return found


def _aside(
    moves: Mapping[tuple[Any, Any], Any], onward: Mapping[Any, Any], place: dict[Any, int], beside: list[Any]
) -> list[str]:
    """The states that are not on the way onward, and every way that is not."""
    parts, tops = list[str](), dict[Any, int]()
    for state in beside:
        into = [place[was] for (was, _move), becomes in moves.items() if becomes == state and was in place]
        tops[state] = (min(into) + max(into)) // 2
        is_end = not any(was == state for was, _move in moves)
        left = 20 if is_end else _LEFT + _BOX + 70
        parts += _box(left, tops[state], state, 150)
        word = next(str(move) for (_was, move), becomes in moves.items() if becomes == state)
        x = left + 150 if is_end else left
        parts += [_line(_LEFT if is_end else _LEFT + _BOX, y + _ROW // 2, x, tops[state] + _ROW // 2) for y in into]
        tip = -10 if x == left else 10
        parts.append(f'  <path class="tip" d="M{x} {tops[state] + _ROW // 2} l{tip} -5 v10 z"/>')
        parts.append(f'  <text class="note" x="{left}" y="{tops[state] + _ROW + 16}">{word}</text>')
    for number, ((was, move), becomes) in enumerate(moves.items()):
        if becomes in beside or (onward.get(was) == move and was in place):
            continue
        start = place[was] + _ROW // 2 if was in place else tops[was]
        x = _LEFT + _BOX if was in place else _LEFT + _BOX + 145
        bend = _LEFT + _BOX + 40 + number if was in place else x
        end = place[becomes] + _ROW // 2
        turn = start if was in place else end
        parts.append(f'  <path class="way" d="M{x} {start} C {bend} {turn} {bend} {end} {_LEFT + _BOX + 8} {end}"/>')
        parts.append(f'  <path class="tip" d="M{_LEFT + _BOX} {end} l10 -5 v10 z"/>')
        parts.append(f'  <text class="note" x="{bend - 4}" y="{(start + end) // 2 + 4}">{move}</text>')
    return parts


def _box(left: int, top: int, state: Any, wide: int = _BOX) -> list[str]:
    return [
        f'  <rect class="state" x="{left}" y="{top}" width="{wide}" height="{_ROW}" rx="6"/>',
        f'  <text class="name" x="{left + wide // 2}" y="{top + 22}">{state}</text>',
    ]


def _down(top: int, bottom: int, word: str) -> list[str]:
    x = _LEFT + _BOX // 2
    return [
        f'  <line class="way" x1="{x}" y1="{top}" x2="{x}" y2="{bottom - 8}"/>'
        f'<path class="tip" d="M{x} {bottom} l-5 -10 h10 z"/>',
        f'  <text class="note" x="{x + 10}" y="{(top + bottom) // 2 + 4}">{word}</text>',
    ]


def _line(x1: int, y1: int, x2: int, y2: int) -> str:
    return f'  <line class="way" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
    os.environ.setdefault("GOODSTANDING_DATA", str(ROOT / "build" / "data"))
    import django

    django.setup()
    from goodstanding.models.appraisal.moves import ONWARD, ROUND_MOVES

    PICTURE.write_text(picture(ROUND_MOVES, ONWARD), encoding="utf-8")
