"""`python -m tests.flows.read_roster`: reads each roster in a process of its own that may not take much memory.

Takes lines of JSON, [file, name], and answers each with one: what was refused, how many rows there were, seconds of
work, and MiB that reading took; or how the process died. Everything is imported once, and each process is a fork.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
django.setup()

# Models are imported once Django is set up.
from goodstanding.actions.refusal import ActionRefused  # noqa: E402
from goodstanding.flows.imports.preview import survey  # noqa: E402
from goodstanding.flows.roster.columns import COLUMNS  # noqa: E402

MOST_MIB = 512


def main() -> None:
    """Answers until there is nothing more to read."""
    translation.activate("en")
    for line in sys.stdin:
        path, name = json.loads(line)
        inside, outside = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.write(outside, json.dumps(read(Path(path), name)).encode())
            finally:
                sys.stderr.flush()
                os._exit(0)
        os.close(outside)
        with os.fdopen(inside) as pipe:
            answer = pipe.read()
        _child, status = os.waitpid(child, 0)
        sys.stdout.write((answer or json.dumps({"died": status})) + "\n")
        sys.stdout.flush()


def read(path: Path, name: str) -> dict[str, object]:
    """Reads the file as an import does, up to what a row says."""
    before, begun = _peak(), time.process_time()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + (MOST_MIB << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    refused, rows, matched = "", 0, 0
    try:
        found = survey(path, name, COLUMNS)
        matched = len(found.guessed)
        for _row in found.rows(path):
            rows += 1
    except ActionRefused as refusal:
        refused = str(refusal)
    seconds, mib = time.process_time() - begun, _peak() - before
    return {"refused": refused, "rows": rows, "matched": matched, "seconds": seconds, "mib": mib}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
