"""What a scheme says about secret ballots has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.ballots import ChoiceShare
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
ballots:
  cast: word.given
  kinds:
    appraisal:
      title: {en: Appraisal, zh: 测评}
      subjects: members
      voters: [full]
      not_for: [guest]
      choices:
        excellent: {title: {en: Excellent, zh: 优秀}, at_most: {part: 1, of: 3}}
        qualified: {title: {en: Qualified, zh: 合格}}
      usual: qualified
"""
KINDS = """\
  word.given: {en: Word given, zh: 已提交, at_most: 1}
  half.made: {en: Half, zh: 一半, at_most: 0.5}
unit_levels:
"""


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    changes = ((FILE, "unit: {", f"{text}unit: {{"), (FILE, "unit_levels:\n", KINDS))
    return [fault.message for fault in check_scheme(load_scheme(write_scheme(folder, *changes))).faults]


def test_what_makes_sense_is_clean_and_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    assert faults(tmp_path / "richer") == []
    write_scheme(tmp_path / "plain", (FILE, "unit_levels:\n", KINDS))
    assert scheme_fingerprint(scheme_of(tmp_path / "plain")) == scheme_fingerprint(scheme_of(tmp_path / "richer"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cast: word.given", "cast: word.lost", "not declared in fact_kinds"),
        ("cast: word.given", "cast: half.made", "cannot be 1"),
        ("voters: [full]", "voters: [stranger]", "a class nobody can have"),
        ("not_for: [guest]", "not_for: [full]", "has a vote and has none"),
        ("usual: qualified", "usual: good", "not one of the choices"),
        ("usual: qualified", "usual: excellent", "cannot be given to all"),
        ("{part: 1, of: 3}", "{part: 3, of: 3}", "holds nothing back"),
        ("zh: 合格}}", "zh: 合格}, at_most: {part: 1, of: 2}}", "no vote can be complete"),
    ],
)
def test_what_cannot_be_is_said_with_a_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in fault for fault in faults(tmp_path, old, new))


def test_a_third_is_rounded_down_for_every_number_of_lines() -> None:
    third = ChoiceShare(part=1, of=3)
    assert [third.at_most(lines) for lines in (1, 2, 3, 5, 6, 8, 9, 100)] == [0, 0, 1, 1, 2, 2, 3, 33]
