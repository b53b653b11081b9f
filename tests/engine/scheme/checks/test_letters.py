"""What a scheme says about letters has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
letters:
  kinds:
    question: {title: {en: Question, zh: 提问}, to: own, within_days: 5}
    complaint: {title: {en: Complaint, zh: 意见}, to: above, within_days: 10}
"""


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    return [
        fault.message
        for fault in check_scheme(load_scheme(write_scheme(folder, (FILE, "unit: {", f"{text}unit: {{")))).faults
    ]


def test_what_makes_sense_is_clean_and_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    assert faults(tmp_path / "richer") == []
    write_scheme(tmp_path / "plain")
    assert scheme_of(tmp_path / "richer").letters is not None
    assert scheme_fingerprint(scheme_of(tmp_path / "plain")) == scheme_fingerprint(scheme_of(tmp_path / "richer"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("to: above", "to: own", "add a kind that says to: above"),
        ("to: above", "to: above, answered_by: [secretary]", "add officer"),
        ("to: own", "to: own, entry: made.up", "not declared in fact_kinds"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, old, new))
