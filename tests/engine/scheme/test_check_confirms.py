"""What members may confirm of themselves has to be something, and moves no point by itself."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

KIND = "meeting.held"


def written(folder: Path, confirms: str) -> Path:
    """A scheme in which one kind of fact says what it confirms."""
    before = next(
        line for line in (write_scheme(folder) / "scheme.yaml").read_text().splitlines() if f"{KIND}:" in line
    )
    after = before.replace("}", f", confirms: {confirms}}}") if confirms else before
    return write_scheme(folder, ("scheme.yaml", before, after))


@pytest.mark.parametrize("confirms", ["contact", "record", KIND])
def test_what_every_member_has_and_what_was_recorded_can_be_confirmed(tmp_path: Path, confirms: str) -> None:
    assert check_scheme(load_scheme(written(tmp_path, confirms))) == CheckedScheme((), ())


def test_what_is_neither_is_refused_with_its_line(tmp_path: Path) -> None:
    faults = check_scheme(load_scheme(written(tmp_path, "shoe_size"))).faults
    assert [fault for fault in faults if "shoe_size is none of contact, record" in fault.message and fault.line > 0]


def test_it_is_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    plain, richer = written(tmp_path / "plain", ""), written(tmp_path / "richer", "contact")
    assert scheme_of(richer).fact_kinds[KIND].confirms == "contact"
    assert scheme_fingerprint(scheme_of(plain)) == scheme_fingerprint(scheme_of(richer))
