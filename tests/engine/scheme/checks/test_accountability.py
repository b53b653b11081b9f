"""What a scheme says about accountability has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme
from tests.engine.scheme_folder import write_scheme

RULES = """\
accountability:
  title: {en: Accountability, zh: 问责}
  levels: [city]
  basis:
    old: {title: {en: Old rules, zh: 旧规}, from: 2016-07-08, until: 2019-09-01}
  circumstances:
    duty: {en: Duties undone, zh: 失职}
  layers:
    full: {en: All of them, zh: 集体}
  forms:
    words: {title: {en: Words, zh: 检查}, of: organization, from: 2016-07-08}
    leave: {title: {en: Leave, zh: 免职}, of: person, from: 2016-07-08}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("", "", ""),
        ("levels: [city]", "levels: [town]", "town is no level"),
        ("until: 2019-09-01", "until: 2016-07-08", "ends before it begins"),
        ("of: person", "of: organization", "of: person"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = RULES.replace(old, new) if old else RULES
    found = check_scheme(load_scheme(write_scheme(tmp_path, ("scheme.yaml", "unit: {", f"{text}unit: {{")))).faults
    assert [says in fault.message for fault in found] == ([True] if says else [])
