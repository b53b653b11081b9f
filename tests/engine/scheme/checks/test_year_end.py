"""What a scheme says about the year's end has to fit the rest of it."""

from datetime import date
from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.year_end import YearEndItem
from tests.engine.scheme_folder import write_scheme

RULES = """\
offices:
  secretary: {en: Secretary, zh: 书记}
year_end:
  units: [city]
  items:
    objections: {title: {en: Objections, zh: 异议}, of: objections, by: 01-31, who: [secretary]}
    report: {title: {en: Report, zh: 小结}, of: report, by: 12-31, who: [secretary]}
"""


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    broken = write_scheme(folder, ("scheme.yaml", "unit: {", f"{text}unit: {{"))
    return [fault.message for fault in check_scheme(load_scheme(broken)).faults]


def test_what_makes_sense_is_clean(tmp_path: Path) -> None:
    assert faults(tmp_path) == []
    assert scheme_of(tmp_path).year_end is not None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("units: [city]", "units: [moon]", "moon is not declared in unit_levels or unit_types"),
        ("01-31, who: [secretary]", "01-31, who: [mayor]", "mayor is not declared in offices"),
        ("of: report", "of: objections", "objections stands twice"),
        ("of: report", "of: letters", "leave the item out"),
        ("by: 12-31", "by: 13-31", "should match pattern"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, old, new))


@pytest.mark.parametrize(
    ("by", "on"), [("12-31", date(2016, 12, 31)), ("01-31", date(2017, 1, 31)), ("02-30", date(2017, 2, 28))]
)
def test_a_day_of_the_first_half_year_is_of_the_year_after(by: str, on: date) -> None:
    item = YearEndItem(title=Text(en="Report", zh="小结"), of="report", by=by, who=("secretary",))
    assert item.due_on(2016) == on
