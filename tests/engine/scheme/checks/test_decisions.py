"""What a scheme says about decisions has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
decisions:
  appeal: {to: {en: The body above, zh: 上级}, within_days: 30}
  kinds:
    medal: {title: {en: Medal, zh: 奖章}, side: award, bodies: [beyond], entry: medal.given}
    warning:
      title: {en: Warning, zh: 警告}
      side: discipline
      bodies: [beyond]
      ends: date
      months: {least: 6, most: 12}
"""
KINDS = """\
  medal.given: {en: Medal, zh: 奖章, at_most: 1, recorded_by: [officer]}
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
    plain, richer = scheme_of(tmp_path / "plain"), scheme_of(tmp_path / "richer")
    assert (plain.decisions, richer.decisions is None) == (None, False)
    assert scheme_fingerprint(plain) == scheme_fingerprint(richer)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("entry: medal.given", "entry: medal.gone", "not declared in fact_kinds"),
        ("entry: medal.given", "entry: half.made", "cannot be 1"),
        ("entry: medal.given", "entry: medal.given, recorded_by: [secretary]", "may not record medal.given"),
        ("entry: medal.given", "entry: medal.given, each_year: true", "a year more is counted only"),
        ("bodies: [beyond], entry", "bodies: [moon], entry", "is no level of units"),
        ("      months: {least: 6, most: 12}\n", "", "for how long"),
        ("least: 6", "least: 13", "the least is more than the most"),
        ("ends: date", "ends: lifted", "does not end by a date"),
        ("{en: Warning, zh: 警告}", "{en: Place in a family quarrel, zh: 家庭矛盾}", "never scored"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, old, new)), faults(tmp_path / "again", old, new)
