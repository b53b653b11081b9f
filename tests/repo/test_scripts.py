"""The browser's scripts: modules that import what they need, each tool written once, and no address but the page's."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "goodstanding" / "web"
FOLDER = SOURCE / "static" / "goodstanding" / "js"
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.js"))}
WORKER = (SOURCE / "templates" / "pwa" / "sw.js").read_text(encoding="utf-8")
PAGES = {path: path.read_text(encoding="utf-8") for path in (SOURCE / "templates").rglob("*.html")}
_TAG = re.compile(r"<script\b[^>]*goodstanding/js/[^>]*>")
_IMPORT = re.compile(r'^import (\{ [\w, ]+ \}|\* as \w+) from "\./(\w+\.js)";$', re.MULTILINE)
#: What more than one script needs, and the file in which alone it stands.
TOOLS = {
    r"indexedDB\.open": "indexed_db.js",
    r"\batob\(": "base64url.js",
    r"\bbtoa\(": "base64url.js",
    r"(?<!\.)\bfetch\(": "request.js",
    r"X-CSRFToken": "request.js",
    r"Retry-After\"": "backoff.js",
    r"Math\.random": "backoff.js",
    r"new BarcodeDetector": "qr_scanner.js",
    r"credentials\.get": "passkey.js",
    r"AES-GCM\", iv": "aes_gcm.js",
}


def code(text: str) -> str:
    """A script without its comments."""
    return re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)


def imports(name: str) -> list[str]:
    return [found[1] for found in _IMPORT.findall(SCRIPTS[name])]


def included() -> set[str]:
    return {name for text in PAGES.values() for name in re.findall(r"goodstanding/js/(\w+\.js)", text)}


def test_every_script_is_included_or_imported_and_every_included_one_is_there() -> None:
    used = included() | {name for script in SCRIPTS for name in imports(script)}
    assert used == set(SCRIPTS)


def test_pages_include_scripts_as_modules() -> None:
    tags = [tag for text in PAGES.values() for tag in _TAG.findall(text)]
    assert len(tags) > 10
    assert [tag for tag in tags if 'type="module"' not in tag] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_import_is_of_something_that_is_exported(name: str) -> None:
    text = SCRIPTS[name]
    assert len(re.findall(r"\bimport\b", code(text))) == len(_IMPORT.findall(text)), "each on one line, from ./"
    for names, other in _IMPORT.findall(text):
        exported = set(re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", SCRIPTS[other], re.MULTILINE))
        assert exported, other
        assert set(re.findall(r"\w+", names)) <= exported or names.startswith("*"), (name, other)


def test_no_script_imports_itself_by_a_detour() -> None:
    def reached(name: str, way: tuple[str, ...] = ()) -> None:
        assert name not in way, [*way, name]
        for other in imports(name):
            reached(other, (*way, name))

    for name in SCRIPTS:
        reached(name)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_leaves_anything_for_others_but_its_exports(name: str) -> None:
    text = code(SCRIPTS[name])
    assert re.findall(r"\b(?:window|globalThis|self|document)(?:\.\w+|\[[^\]]+\])\s*=(?!=)", text) == []
    assert re.findall(r"Object\.assign\((?:window|globalThis|self)\b", text) == []
    assert "dispatchEvent" not in text, "scripts call one another's functions"


@pytest.mark.parametrize(("tool", "only"), TOOLS.items())
def test_each_tool_stands_in_one_file(tool: str, only: str) -> None:
    assert [name for name, text in SCRIPTS.items() if re.search(tool, code(text))] == [only]


@pytest.mark.parametrize("name", SCRIPTS)
def test_addresses_come_from_the_page(name: str) -> None:
    assert re.findall(r"""["'`]/[\w-]+/?[^"'`]*["'`]""", code(SCRIPTS[name])) == []
    assert "http" not in code(SCRIPTS[name])


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_begins_with_what_it_does_and_can_be_read_at_once(name: str) -> None:
    text = SCRIPTS[name]
    assert re.match(r"// [A-Z][^\n]{20,}", text)
    assert len(text.splitlines()) <= 200


def test_what_phones_have_stored_keeps_its_names() -> None:
    check_ins, roll = SCRIPTS["check_in_store.js"], SCRIPTS["roll_store.js"]
    assert re.findall(r'databaseOf\("([\w-]+)"', check_ins + roll) == ["goodstanding", "goodstanding-roll"]
    assert re.findall(r'^const [A-Z_]+ = "(\w+)";$', check_ins + roll, re.MULTILINE) == ["kept", "who", "roll", "marks"]
    assert 'indexedDB.open("goodstanding")' in WORKER
    assert 'transaction("who").objectStore("who").get("me")' in WORKER
    assert 'database.get(ACCOUNT, "me")' in check_ins
