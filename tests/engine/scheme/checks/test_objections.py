"""What a scheme says about answers to objections has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.conftest import REPO
from tests.engine.scheme_folder import write_scheme

TOLD = """\
offices: {secretary: {en: Secretary, zh: 书记}}
objections: {fact: meeting.held, offices: [secretary]}
"""


def checked(folder: Path, old: str = "", new: str = "") -> CheckedScheme:
    return check_scheme(
        load_scheme(write_scheme(folder, ("scheme.yaml", "unit: {", f"{TOLD.replace(old, new)}unit: {{")))
    )


def test_what_makes_sense_is_clean(tmp_path: Path) -> None:
    assert checked(tmp_path) == CheckedScheme((), ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fact: meeting.held", "fact: meeting.missed", "meeting.missed is not declared in fact_kinds"),
        ("offices: [secretary]", "offices: [bishop]", "bishop is not declared in offices"),
        ("offices: [secretary]", "offices: []", "at least 1 item"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert [fault for fault in checked(tmp_path, old, new).faults if says in fault.message and fault.line > 0]


def test_it_is_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    plain, richer = tmp_path / "plain", tmp_path / "richer"
    offices, told = TOLD.splitlines()
    write_scheme(plain, ("scheme.yaml", "unit: {", f"{offices}\nunit: {{"))
    write_scheme(richer, ("scheme.yaml", "unit: {", f"{offices}\n{told}\nunit: {{"))
    assert scheme_of(richer).objections is not None
    assert scheme_fingerprint(scheme_of(plain)) == scheme_fingerprint(scheme_of(richer))


def test_the_second_scheme_does_without() -> None:
    assert scheme_of(REPO / "schemes" / "volunteer-corps").objections is None
    assert scheme_of(REPO / "schemes" / "vanguard-136").objections is not None
