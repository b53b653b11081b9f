"""`goodstanding check-bank` as a person types it."""

import json
from pathlib import Path

from tests.cli.terminal import typed

GOOD, FAULTY = "::Good::Two and two?{=four ~five}", "::Broken::Three and three?{~six ~seven}"


def test_files_of_questions_are_read_and_each_faulty_one_is_told_with_its_line(tmp_path: Path) -> None:
    good, mixed, other = tmp_path / "good.gift", tmp_path / "mixed.gift", tmp_path / "other.xml"
    good.write_text(GOOD, encoding="utf-8")
    mixed.write_text(f"{GOOD}\n\n{FAULTY}\n", encoding="utf-8")
    other.write_text("<roster/>", encoding="utf-8")
    assert typed("check-bank", good).code == 0
    said = typed("check-bank", good, mixed, other)
    assert said.code == 1
    assert "line 3, Broken: The right answers add up to 0 per cent" in said.message
    told = json.loads(typed("check-bank", mixed, "--json").out)
    assert (told[0]["taken"], told[0]["kinds"], told[0]["faults"][0]["line"]) == (1, {"single": 1}, 3)
