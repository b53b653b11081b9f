"""What a scheme says about probation has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
probation:
  title: {en: Probation, zh: 预备期}
  of_class: guest
  becomes: full
  months: 12
  extension: {least: 6, most: 12}
  steps:
    report: {title: {en: Report, zh: 汇报}, fact: word.given, done_by: member, after_months: [3, 6]}
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
    plain, richer = scheme_of(tmp_path / "plain"), scheme_of(tmp_path / "richer")
    assert (plain.probation, richer.probation is None) == (None, False)
    assert scheme_fingerprint(plain) == scheme_fingerprint(richer)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fact: word.given", "fact: word.gievn", "the fact kind word.gievn is not declared in fact_kinds"),
        ("fact: word.given", "fact: half.made", "half.made cannot be 1, which is what it writes"),
        ("of_class: guest", "of_class: ghost", "ghost is a class nobody can have"),
        ("becomes: full", "becomes: guest", "probation leads to the class it begins with"),
        ("[3, 6]", "[3, 18]", "a step lies after the 12 months of probation"),
        ("[3, 6]", "[6, 3]", "name each month once, in order"),
        ("least: 6", "least: 13", "the least is more than the most"),
        ("months: 12", "months: 12\n  contact: word.given", "stands twice"),
        ("done_by: member", "done_by: machine", "'member' or 'office'"),
    ],
)
def test_what_does_not_is_said_with_its_remedy(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path / "scheme", old, new)), says
