"""Draws docs/explanation/cases.svg from the dict of moves: the states of a case, and every way between them.

Usage: python scripts/draw_cases.py
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from draw_appraisal import ROOT, picture

PICTURE = ROOT / "docs" / "explanation" / "cases.svg"


def drawn() -> str:
    """The picture as SVG, as the moves have it now."""
    from goodstanding.models.cases.moves import CASE_MOVES, CASE_ONWARD  # noqa: PLC0415 - once Django is set up

    return picture(CASE_MOVES, CASE_ONWARD, "A case")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
    os.environ.setdefault("GOODSTANDING_DATA", str(ROOT / "build" / "data"))
    import django

    django.setup()
    PICTURE.write_text(drawn(), encoding="utf-8")
