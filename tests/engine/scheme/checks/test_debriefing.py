"""What a scheme says about debriefings has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
debriefing:
  title: {en: Debriefing, zh: 述职}
  held_in: [city]
  grades:
    good: {title: {en: Good, zh: 好}, value: 2}
    poor: {title: {en: Poor, zh: 差}, value: 1}
  grade: debriefing.grade
"""
KIND = "  debriefing.grade: {en: Grade, zh: 等次, at_most: 2}\n"


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    there = write_scheme(folder, (FILE, "unit_levels:", f"{KIND}unit_levels:"), (FILE, "unit: {", f"{text}unit: {{"))
    return [fault.message for fault in check_scheme(load_scheme(there)).faults]


def test_what_makes_sense_is_clean_and_moves_no_point(tmp_path: Path) -> None:
    assert faults(tmp_path / "richer") == []
    write_scheme(tmp_path / "plain", (FILE, "unit_levels:", f"{KIND}unit_levels:"))
    assert scheme_of(tmp_path / "richer").debriefing is not None
    assert scheme_fingerprint(scheme_of(tmp_path / "plain")) == scheme_fingerprint(scheme_of(tmp_path / "richer"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[city]", "[moon]", "moon is no level of a unit"),
        ("value: 2", "value: 3", "cannot be 3: raise its at_most"),
        ("value: 2", "value: 1", "the best first"),
        ("debriefing.grade", "made.up", "not declared in fact_kinds"),
        ("held_in", "from_month: 1\n  held_in", "greater than or equal to 2"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, old, new))
