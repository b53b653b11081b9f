"""The files that browsers load, put where they are served from: at the first start, and after they changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

#: Stands beside the collected files and says which sources they were made of.
_MARK = ".collected"


def collect() -> bool:
    """Puts the files that browsers load where they are served from; returns False where they were there already.

    A start after a start has nothing to do; what was cut off half-way is done again from the beginning.
    """
    mark, sources = Path(settings.STATIC_ROOT) / _MARK, _sources()
    if mark.exists() and mark.read_text(encoding="utf-8") == sources:
        return False
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(sources, encoding="utf-8")
    return True


def _sources() -> str:
    """What tells the files that are collected: their names, sizes and the times at which they were written."""
    found = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            found.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return found.hexdigest()
