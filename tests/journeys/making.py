"""Makes the demonstration that the journeys walk through: `python -m tests.journeys.making FOLDER`.

`make test` does so while it looks at style and types; without it, the first journey does.
"""

import os
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
#: Names a folder in which it was made beforehand.
BEFOREHAND = "DEMONSTRATION_MADE"
_MAKE = (
    "import sys, pathlib; from goodstanding.cli import demo; demo.make(pathlib.Path(sys.argv[1]), 'http://localhost')"
)


def make(folder: Path) -> None:
    """Makes it, in a process of its own."""
    subprocess.run([sys.executable, "-c", _MAKE, str(folder)], env=settings_of(folder), cwd=REPO, check=True)


def settings_of(folder: Path) -> dict[str, str]:
    """The environment of a demonstration, with nothing of this process's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    own = {"GOODSTANDING_DATA": str(folder), "GOODSTANDING_SCHEME": str(REPO / "schemes" / "vanguard-136")}
    return kept | own


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve())
