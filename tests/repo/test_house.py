"""The house is as its contracts, its picture and its description say."""

import ast
import importlib.util
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "goodstanding"
_spec = importlib.util.spec_from_file_location("draw_house", ROOT / "scripts" / "draw_house.py")
assert _spec is not None and _spec.loader is not None
draw_house = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(draw_house)
#: Names of classes inside classes, and what Django wants to be called so.
_OFTEN = {"Meta", "State", "Migration", "Command"}


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_picture_is_drawn_from_the_contracts() -> None:
    assert draw_house.PICTURE.read_text(encoding="utf-8") == draw_house.picture(), "run python scripts/draw_house.py"


def test_every_layer_and_area_stands_in_contributing() -> None:
    text = page("CONTRIBUTING.md")
    layers = {one for floor in draw_house.layers() for one in floor} - {"__main__"}
    assert [one for one in sorted(layers) if f"  {one}/" not in text] == []
    assert [one for one in draw_house.areas() if f"`{one}`" not in text] == []


@pytest.mark.parametrize("name", ["docs/explanation/architecture.md", "CONTRIBUTING.md"])
def test_every_place_that_is_named_is_there(name: str) -> None:
    named = re.findall(r"`((?:engine|sheets|proofs|lake|models|access|queries|actions|flows|web)/[\w/.]+)`", page(name))
    assert named
    assert [place for place in named if not (SOURCE / place).exists()] == []


def test_one_word_is_one_class() -> None:
    places = defaultdict[str, set[str]](set)
    for path in SOURCE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in _OFTEN:
                places[node.name].add(str(path.relative_to(SOURCE)))
    assert {name: sorted(where) for name, where in places.items() if len(where) > 1} == {}


def test_no_area_holds_more_files_than_can_be_looked_over() -> None:
    crowded = {}
    for layer in draw_house.with_areas():
        for area in draw_house.areas():
            for folder in (SOURCE / layer / area, *(SOURCE / layer / area).glob("*/")):
                count = len([one for one in folder.glob("*.py") if one.name != "__init__.py"])
                if count > 12:
                    crowded[str(folder.relative_to(SOURCE))] = count
    assert crowded == {}
