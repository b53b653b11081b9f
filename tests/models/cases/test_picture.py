"""The picture of a case in the docs is drawn from the dict of moves."""

import importlib.util
from pathlib import Path

from goodstanding.models.cases.moves import CaseState

ROOT = Path(__file__).parents[3]
_spec = importlib.util.spec_from_file_location("draw_cases", ROOT / "scripts" / "draw_cases.py")
assert _spec is not None and _spec.loader is not None
draw_cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(draw_cases)


def test_the_picture_is_drawn_from_the_moves_and_shows_every_state() -> None:
    drawn = draw_cases.drawn()
    assert draw_cases.PICTURE.read_text(encoding="utf-8") == drawn, "run python scripts/draw_cases.py"
    assert [state for state in CaseState if f">{state}</text>" not in drawn] == []
