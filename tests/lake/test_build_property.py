"""Whatever is done to the rows, the build ends with counts that add up."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.lake.check import check_lake
from goodstanding.lake.layout import Lake
from tests.effort import examples
from tests.lake.files import HEADERS, SOUND, Rows, build, errors

OULAD = Path(__file__).parents[2].parent / "shared" / "data" / "oulad"

_SPITEFUL = [
    "",
    '"',
    ",",
    "\n",
    "\r",
    "\0",
    "-1",
    "1e9",
    "2016-02-30",
    "9" * 25,
    "NULL",
    "=1",
    " ",
    '""',
    "é",
    "\ufffd",
    "'",
]


@st.composite
def corrupted(draw: st.DrawFn) -> tuple[str, list[bytes]]:
    """A table's name and its lines, some of them repeated, replaced in part, cut or turned to garbage."""
    table = draw(st.sampled_from(sorted(HEADERS)))
    lines = [line.encode() for line in SOUND[table]]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        where = draw(st.integers(0, len(lines[at])))
        piece = draw(
            st.sampled_from(_SPITEFUL).map(str.encode) | st.text(max_size=4).map(str.encode) | st.binary(max_size=4)
        )
        change = draw(st.sampled_from(["insert", "cut", "repeat", "overwrite"]))
        if change == "insert":
            lines[at] = lines[at][:where] + piece + lines[at][where:]
        elif change == "cut":
            lines[at] = lines[at][:where]
        elif change == "repeat":
            lines.append(lines[at])
        else:
            cells = lines[at].split(b",")
            cells[where % len(cells)] = piece
            lines[at] = b",".join(cells)
    return table, lines


@given(corrupted(), st.booleans())
@settings(max_examples=examples(60), deadline=None)
def test_accepted_and_refused_rows_are_the_rows_read(change: tuple[str, list[bytes]], skip_errors: bool) -> None:
    table, lines = change
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = Rows().written(folder / "in")
        files[table][0].write_bytes(b"\n".join([HEADERS[table].encode(), *lines]) + b"\n")
        built = build(folder, files, skip_errors=skip_errors)
        counts = (built.units, built.members, built.facts)
        assert all(count.accepted + count.refused == count.read for count in counts)
        told = [found for found in errors(folder) if found["reason"] != "no unit is the root"]
        assert len(told) == sum(count.refused for count in counts)
        assert built.built == (folder / "lake" / "units.parquet").exists()
        if not skip_errors:
            assert built.built == (not told)
        if built.built:
            assert check_lake(Lake(folder / "lake"), []).faults == ()


@pytest.mark.skipif(not OULAD.is_dir(), reason="the OULAD files are not beside the repository (../shared/data/oulad)")
def test_real_data_builds_without_a_refusal(tmp_path: Path) -> None:
    files = {"units": [OULAD / "units.csv"], "members": [OULAD / "members.csv"], "facts": [OULAD / "facts.csv.gz"]}
    built = build(tmp_path, files)
    assert (built.built, built.units.read, built.members.read, built.facts.read) == (True, 30, 32_593, 548_531)
    assert check_lake(Lake(tmp_path / "lake"), []).faults == ()
