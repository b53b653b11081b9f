"""`python -m tests.flows.read_roster FILE NAME`: reads a roster in a process of its own that may not take much memory.

Prints one JSON line: what was refused, how many rows there were, seconds of work, and MiB that reading took.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django
from django.utils import translation

MOST_MIB = 512


def main() -> None:
    """Reads the file as an import does, up to what a row says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
    django.setup()
    translation.activate("en")
    from goodstanding.actions.refusal import ActionRefused
    from goodstanding.flows.imports.preview import survey
    from goodstanding.flows.roster.columns import COLUMNS

    path, name = Path(sys.argv[1]), sys.argv[2]
    before, begun = _peak(), time.process_time()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + (MOST_MIB << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    told = {"refused": "", "rows": 0, "matched": 0}
    try:
        found = survey(path, name, COLUMNS)
        told["matched"] = len(found.guessed)
        for _row in found.rows(path):
            told["rows"] += 1  # type: ignore[operator]
    except ActionRefused as refusal:
        told["refused"] = str(refusal)
    sys.stdout.write(json.dumps(told | {"seconds": time.process_time() - begun, "mib": _peak() - before}))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
