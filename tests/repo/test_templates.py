"""Templates are small, say what their parts need, and stand where they are looked for."""

import re
from collections import Counter
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "src" / "goodstanding" / "web" / "templates"
_INCLUDE = re.compile(r"{%\s*include\s.*?%}", re.DOTALL)
#: A folder of parts with more files than this is not looked over any more.
_MOST_PARTS = 14
#: The most characters of a line.
_WIDEST = 160


def templates() -> dict[str, str]:
    """The text of each template, by its name."""
    found = {str(path.relative_to(TEMPLATES)): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    assert found
    return found


def test_every_include_names_what_its_part_needs() -> None:
    open_ones = [
        f"{name}: {tag}"
        for name, text in templates().items()
        for tag in _INCLUDE.findall(text)
        if not re.search(r"\sonly\s*%}$", tag)
    ]
    assert open_ones == []


def test_parts_stand_in_folders_that_can_be_looked_over() -> None:
    folders = Counter(str(Path(name).parent) for name in templates() if name.startswith("parts/"))
    assert "parts" not in folders
    assert {folder: count for folder, count in folders.items() if count > _MOST_PARTS} == {}


def test_no_line_is_too_long_to_read() -> None:
    long = [
        f"{name}:{number}: {len(line)} characters"
        for name, text in templates().items()
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > _WIDEST
    ]
    assert long == []


def test_a_tag_asks_at_most_two_things() -> None:
    """What depends on more is decided by the presenter, which can be read and tested."""
    deciding = [
        f"{name}: {tag}"
        for name, text in templates().items()
        for tag in re.findall(r"{%\s*(?:el)?if\s[^%]*%}", text)
        if len(re.findall(r"\s(?:and|or)\s", tag)) > 1
    ]
    assert deciding == []


#: A field into which people write, or a form that may have one.
_WRITTEN = re.compile(
    r'<textarea|<input(?![^>]*type="(?:hidden|radio|checkbox|file|submit|password)")|forms/(?:form|field|reason)\.html'
)
#: Forms whose words are not stored on the device, and why.
_NOT_STORED = {
    "account/": "passwords",
    "mfa/": "codes and passwords",
    "sign_in/security/code.html": "an invitation and a password",
    "sign_in/help/page.html": "before signing in, on a device that may be another person's",
    "check_in/typed_code.html": "a code of ten seconds",
    "check_in/roll/scan.html": "a code of two minutes",
    "check_in/roll/line.html": "what is typed here goes into the queue of the roll at once, with or without a visit",
}


def test_what_is_written_into_a_form_outlives_the_end_of_a_visit() -> None:
    """Each says where typed_forms.js stores it, so that a session that ended loses no sentence."""
    forms = [
        (name, form)
        for name, text in templates().items()
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL)
        if 'method="post"' in form.partition("csrf_token")[0] and _WRITTEN.search(form)
    ]
    losing = [name for name, form in forms if "data-keep=" not in form.partition("csrf_token")[0]]
    assert len(forms) > 30
    assert [name for name in losing if not name.startswith(tuple(_NOT_STORED))] == []
    assert [start for start in _NOT_STORED if not any(name.startswith(start) for name in losing)] == []


#: Kept on the phone without signal, where no token lives long enough: its script asks for one when it delivers.
_WITHOUT_SIGNAL = {"check_in/roll/offline.html"}


def test_a_form_that_is_included_gets_its_token() -> None:
    """`only` leaves the token out, and the browsers of tests do not ask for it."""
    with_form = {name for name, text in templates().items() if "{% csrf_token %}" in text}
    without = [
        f"{name}: {included}"
        for name, text in templates().items()
        for included, more in re.findall(r"""{%\s*include\s+['"]([^'"]+)['"]([^%]*)%}""", text)
        if included in with_form and re.search(r"\bonly\b", more) and "csrf_token" not in more
    ]
    assert [one for one in without if one.split(":")[0] not in _WITHOUT_SIGNAL] == []
