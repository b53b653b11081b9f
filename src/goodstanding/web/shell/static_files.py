"""Static files: stored under the hash of their content, and the JavaScript modules that another module needs."""

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

SCRIPTS = "goodstanding/js/"
#: Stands beside the collected files and says which sources they were made of.
_MARK = ".collected"
_Converter = Callable[[re.Match[str]], str]
_IMPORT = re.compile(r'^import (?:[^;"]* from )?"\./(\w+\.js)";$', re.MULTILINE)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Collects every file under its hash, and writes the hashed names into the imports of JavaScript modules as well.

    So each module has an address of its own that changes with its content or with that of a module it imports, and no
    browser runs old and new modules together.
    """

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, hashed_files: dict[str, str], template: str | None = None) -> _Converter:
        """Leaves imports in scripts of other packages as they are: a comment in one names a file that is not served."""
        if name.endswith(".js") and not name.startswith(SCRIPTS) and _is_import(template):
            return lambda found: found["matched"]
        converter: _Converter = super().url_converter(name, hashed_files, template)
        return converter


def _is_import(template: str | None) -> bool:
    return template is not None and template.startswith(("import", "export"))


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


def imported_by(script: str) -> list[str]:
    """The names of the modules that a script in the folder of scripts imports itself, in the order of its imports."""
    path = finders.find(SCRIPTS + script)
    if not isinstance(path, str):
        raise FileNotFoundError(SCRIPTS + script)
    return _IMPORT.findall(Path(path).read_text(encoding="utf-8"))


def with_imports(scripts: Iterable[str]) -> list[str]:
    """The scripts and every module that they import, directly or not: each once, in a fixed order."""
    found: dict[str, None] = {}
    ahead = list(scripts)
    while ahead:
        script = ahead.pop(0)
        if script not in found:
            found[script] = None
            ahead += imported_by(script)
    return list(found)
