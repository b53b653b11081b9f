"""Templates are small, say what their parts need, and stand where they are looked for."""

import re
from collections import Counter
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "src" / "goodstanding" / "web" / "templates"
_INCLUDE = re.compile(r"{%\s*include\s.*?%}", re.DOTALL)
#: A folder of parts with more files than this is not looked over any more.
_MOST_PARTS = 14


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
