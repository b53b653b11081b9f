"""What a scheme says about the duties of units has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
offices:
  secretary: {en: Secretary, zh: 书记}
meetings:
  general: {title: {en: Meeting, zh: 会议}, fact: meeting.held}
unit_duties:
  owners: {city: [secretary]}
  duties:
    closing:
      fact: unit.closed
      of: closing
      within_days: 3
      still: {en: Close it., zh: 请办结。}
    objections: {fact: unit.answered, of: objections, still: {en: Answer., zh: 请答复。}}
"""
KINDS = """\
  unit.closed: {en: Meeting to close, zh: 应办结的会议, at_most: 1}
  unit.answered: {en: Objection, zh: 异议, at_most: 1}
unit_levels:
"""


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    broken = write_scheme(folder, (FILE, "unit: {", f"{text}unit: {{"), (FILE, "unit_levels:\n", KINDS))
    return [fault.message for fault in check_scheme(load_scheme(broken)).faults]


def test_what_makes_sense_is_clean_and_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    assert faults(tmp_path / "richer") == []
    rules = scheme_of(tmp_path / "richer")
    assert rules.unit_duties is not None
    assert rules.unit_duties.owners_of(rules.unit_duties.duties["closing"]) == {"city": ("secretary",)}
    without = rules.model_copy(update={"unit_duties": None})
    assert scheme_fingerprint(without) == scheme_fingerprint(rules)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fact: unit.closed", "fact: made.up", "not declared in fact_kinds"),
        ("fact: unit.closed", "fact: study.hours", "give it at_most: 1"),
        ("fact: unit.closed", "fact: meeting.held", "not about a unit"),
        ("fact: unit.answered", "fact: unit.closed", "stands twice"),
        ("      within_days: 3\n", "", "say within_days"),
        ("of: objections", "of: objections, within_days: 3", "leave within_days out"),
        ("of: objections", "of: objections, kinds: [general]", "has no kinds"),
        ("of: closing", "of: closing\n      kinds: [other]", "other is not declared in meetings"),
        ("of: objections", "of: suggestions", "leave the duty out"),
        ("of: objections", "of: assignments", "leave the duty out"),
        ("owners: {city: [secretary]}", "owners: {city: [mayor]}", "mayor is not declared in offices"),
        ("owners: {city: [secretary]}", "owners: {moon: [secretary]}", "at the level city"),
        ("of: objections", "of: objections, units: [moon]", "moon is not declared in unit_levels or unit_types"),
    ],
)
def test_what_makes_no_sense_is_named_with_what_to_do(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, old, new))
