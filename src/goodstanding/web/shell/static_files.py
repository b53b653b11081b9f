"""Static files: stored under the hash of their content, and the JavaScript modules that another module needs."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

SCRIPTS = "goodstanding/js/"
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
