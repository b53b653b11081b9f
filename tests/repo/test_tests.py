"""The tests are in order themselves: what they share has a place of its own, and their clock is one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
#: A clock that is replaced: by the name of what tells the time, and by a library for it.
CLOCKS = re.compile(
    r"setattr\([^()]*\b(?:now|today|localdate|localtime|time|monotonic)[\"'],|\bfreezegun\b|\btime_machine\b"
)


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a module may import from, with the names that may be modules themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{one.name}" for one in node.names)


def from_tests(source: str) -> list[str]:
    """What a module imports from modules of tests."""
    return [name for name in imported(ast.parse(source)) if any(part.startswith("test_") for part in name.split("."))]


def test_no_test_is_a_shelf_for_others() -> None:
    found = {str(path.relative_to(TESTS)): from_tests(path.read_text("utf-8")) for path in TESTS.rglob("*.py")}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from tests.proofs.test_verified import one",
        "from tests.proofs import test_verified as them",
        "import tests.proofs.test_verified",
        "from .test_verified import one",
        "from . import test_verified",
        "def one():\n    from tests.proofs.test_verified import one",
    ],
)
def test_every_way_to_import_from_a_test_is_found(source: str) -> None:
    assert len(from_tests(source)) == 1


def test_the_clock_is_set_in_one_place() -> None:
    own = {TESTS / "clock.py", Path(__file__)}
    set_by = [path for path in TESTS.rglob("*.py") if path not in own and CLOCKS.search(path.read_text("utf-8"))]
    assert [str(path.relative_to(TESTS)) for path in set_by] == []
    assert CLOCKS.search((TESTS / "clock.py").read_text("utf-8"))
