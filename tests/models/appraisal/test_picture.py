"""The picture of a round in the docs is drawn from the dict of moves."""

import importlib.util
from pathlib import Path

from goodstanding.models.appraisal.moves import ONWARD, ROUND_MOVES, RoundState

ROOT = Path(__file__).parents[3]
_spec = importlib.util.spec_from_file_location("draw_appraisal", ROOT / "scripts" / "draw_appraisal.py")
assert _spec is not None and _spec.loader is not None
draw_appraisal = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(draw_appraisal)


def test_the_picture_is_drawn_from_the_moves_and_shows_every_state() -> None:
    drawn = draw_appraisal.picture(ROUND_MOVES, ONWARD)
    assert draw_appraisal.PICTURE.read_text(encoding="utf-8") == drawn, "run python scripts/draw_appraisal.py"
    assert [state for state in RoundState if f">{state}</text>" not in drawn] == []
