"""Scratch folders: each its own, kept while its process lives, swept when it is gone."""

import subprocess
import sys
from pathlib import Path

from goodstanding.lake.scratch import scratch_folder


def test_a_second_scratch_folder_leaves_the_first_alone(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as first:
        (first / "spilled").write_text("needed", encoding="utf-8")
        with scratch_folder(tmp_path) as second:
            assert second != first
            assert not list(second.iterdir())
        assert (first / "spilled").read_text(encoding="utf-8") == "needed"
    assert not list(tmp_path.iterdir())


def test_what_a_dead_process_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".scratch-{ended.pid}-left"
    left.mkdir()
    with scratch_folder(tmp_path):
        assert not left.exists()
