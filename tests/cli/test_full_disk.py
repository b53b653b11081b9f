"""A disk that is full is told as one, and leaves nothing half done; on a real file system of few megabytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import VANGUARD
from tests.cli.terminal import Said

#: A file system of its own: its size, what is put into it, how much of the room is left, and what is run there.
_WITHIN = """
mount -t tmpfs -o size={size} none "$ROOM" || exit 77
cp -a "$INTO"/. "$ROOM"/
free=$(df --output=avail -B1K "$ROOM" | tail -1)
if [ "$free" -gt {left} ]; then head -c $((free - {left}))K /dev/zero > "$ROOM/filler"; fi
"$@"; code=$?
rm -f "$ROOM/filler"
cp -a "$ROOM"/. "$AFTER"/
exit $code
"""
_FULL = ("The disk is full", "No space left on device")


def _on_a_full_disk(into: Path, left: int, *words: object) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Runs a command with so many KiB of room; what the file system held afterwards is copied beside."""
    room, after = into.parent / "room", into.parent / "after"
    for folder in (room, after):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    script = _WITHIN.format(size="64m", left=left)
    command = [sys.executable, "-m", "goodstanding", *map(str, words)]
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", *command],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, "ROOM": str(room), "INTO": str(into), "AFTER": str(after), "COLUMNS": "200"},
    )  # fmt: skip
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("this machine does not let a test mount a file system of its own")
    return done, after


def _hidden(folder: Path) -> list[str]:
    """What was not cleared away: scratch, staging and half a run."""
    names = (".scratch-*", ".staging-*", "building", ".*.building", "*.building")
    return sorted({str(path.relative_to(folder)) for name in names for path in folder.rglob(name)})


@pytest.mark.parametrize("left", [0, 160])
def test_a_run_on_a_full_disk_is_refused_and_the_last_run_stays(left: int, mine: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    mine.rename(into / "lake")
    room = tmp_path / "room"
    words = ("rate", room / "lake", "--scheme", VANGUARD, "--month", "2016-02", "--threads", 1)
    done, after = _on_a_full_disk(into, left, *words)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert any(word in done.stderr for word in _FULL)
    assert _hidden(after) == []
    run = "runs/month=2016-02/scheme=vanguard-136"
    before, now = into / "lake" / run, after / "lake" / run
    assert {path.name: path.read_bytes() for path in now.iterdir()} == {
        path.name: path.read_bytes() for path in before.iterdir()
    }


@pytest.mark.parametrize("left", [40, 600])
def test_a_lake_is_not_built_on_a_full_disk(left: int, simulated: tuple[Path, Said], tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    units = "unit_id,parent_id,level,type,name\n1,,city,city,City\n"
    members = "member_id,unit_id,classes,from,until\n7,1,full,2016-01,\n"
    lines = [f"{number},member,7,meeting.themed_day,1,2016-01-{1 + number % 28:02d}" for number in range(60_000)]
    facts = "fact_id,subject,subject_id,kind,value,occurred_on\n" + "\n".join(lines)
    for name, text in (("units", units), ("members", members), ("facts", facts)):
        (tmp_path / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    files = [word for name in ("units", "members", "facts") for word in (f"--{name}", tmp_path / f"{name}.csv")]
    room = tmp_path / "room"
    done, after = _on_a_full_disk(into, left, "lake", "build", room / "lake", *files, "--errors", room / "errors.csv")
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert any(word in done.stderr for word in _FULL), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert _hidden(after) == []
    assert not (after / "lake").exists()
