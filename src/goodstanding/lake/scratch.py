"""A folder in the lake for what does not fit into memory, gone afterwards; what a killed process left is swept away."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_PREFIX = ".scratch-"


@contextmanager
def scratch_folder(root: Path) -> Iterator[Path]:
    """Yields a new empty folder that is removed when the block ends."""
    for left in root.glob(f"{_PREFIX}*"):
        if not _alive(left.name.removeprefix(_PREFIX)):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alive(owner: str) -> bool:
    """Whether the process is there whose number a folder's name begins with."""
    try:
        os.kill(int(owner.partition("-")[0]), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
