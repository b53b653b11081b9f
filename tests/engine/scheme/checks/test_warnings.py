"""What a scheme says about warnings and cases has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
warnings:
  kinds:
    low:
      title: {en: Low, zh: 偏低}
      kind: threshold
      below: 60
      tells: [member]
      remedy: {en: See what helps., zh: 看看能做什么。}
      pages: [standing]
      case: true
    office_low:
      title: {en: Office low, zh: 机构偏低}
      about: unit
      kind: streak
      below: 60
      months: 3
      tells: [officer]
      remedy: {en: Ask for help., zh: 请上级帮助。}
cases:
  closed: study.hours
  weak_units:
    title: {en: To help, zh: 帮扶}
    levels: [city]
    signs:
      vacant: {title: {en: Nobody leads, zh: 无人负责}, kind: vacant, office: secretary, days: 90}
      low: {title: {en: Low, zh: 偏低}, kind: warning, warning: office_low}
"""


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new, 1) if old else RULES
    assert not old or text != RULES
    return [
        f"{fault.line}: {fault.message}"
        for fault in check_scheme(load_scheme(write_scheme(folder, (FILE, "unit: {", f"{text}unit: {{")))).faults
    ]


def test_what_makes_sense_is_clean_and_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    assert faults(tmp_path / "richer") == []
    write_scheme(tmp_path / "plain")
    assert scheme_of(tmp_path / "richer").cases is not None
    assert scheme_fingerprint(scheme_of(tmp_path / "plain")) == scheme_fingerprint(scheme_of(tmp_path / "richer"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("      below: 60\n", "", "says below; add it"),
        ("      below: 60\n", "      below: 60\n      by: 5\n", "by has no meaning for the kind threshold"),
        ("kind: threshold\n      below: 60", "kind: missing\n      indicator: NO01\n      day: 3", "no indicator"),
        ("kind: threshold\n      below: 60", "kind: ahead\n      indicator: ORG01\n      days: 3", "by itself"),
        ("below: 60", "below: 60\n      category: NO", "is no category"),
        ("below: 60", "below: 60\n      not_for: [nobody]", "nobody is declared nowhere"),
        ("tells: [member]", "tells: [office]", "add member"),
        ("tells: [officer]", "tells: [member]", "goes to no member"),
        ("      pages: [standing]\n", "", "say in pages where"),
        ("closed: study.hours", "closed: made.up", "not declared in fact_kinds"),
        ("closed: study.hours", "checked_by: [secretary]", "add officer"),
        ("closed: study.hours", "most_days: 7", "say fewer days"),
        ("levels: [city]", "levels: [team]", "team is no level"),
        ("office: secretary, days: 90", "days: 90", "say which office"),
        ("warning: office_low", "warning: low", "no warning about a unit"),
    ],
)
def test_what_makes_no_sense_is_named_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    found = faults(tmp_path, old, new)
    assert any(says in fault and int(fault.split(":")[0]) > 1 for fault in found), found


def test_no_case_opens_from_a_warning_without_rules_for_cases(tmp_path: Path) -> None:
    text = RULES[: RULES.index("cases:")]
    loaded = load_scheme(write_scheme(tmp_path, (FILE, "unit: {", f"{text}unit: {{")))
    assert any("add it, or leave case out" in fault.message for fault in check_scheme(loaded).faults)
