"""Whatever titles a scheme has, a cell of classes that goes out comes in again and says the same."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.engine.scheme.part import Text
from goodstanding.flows.imports.preview import survey
from goodstanding.flows.roster.classes import Classes
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.flows.roster.row import MemberRowReader
from goodstanding.sheets.write import write_sheet
from tests.effort import examples

#: What parts classes, what spreadsheets take for formulas, wide and padded letters, and words of other classes.
TITLES = st.text(st.sampled_from("ab党员;；、，,/|=+-@'\"（）() 　·Ａ一二"), min_size=1, max_size=8).filter(str.strip)
WORDS = ["a", "b", "full", "x_1"]


def scheme_of(titles: Sequence[tuple[str, str]]) -> Any:
    classes = {word: Text(en=en, zh=zh) for word, (en, zh) in zip(WORDS, titles, strict=False)}
    return SimpleNamespace(classes=classes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sheets")


@settings(max_examples=examples(60), deadline=None)
@given(
    titles=st.lists(st.tuples(TITLES, TITLES), min_size=4, max_size=4),
    held=st.sets(st.sampled_from(WORDS), min_size=1),
    kind=st.sampled_from(["csv", "xlsx"]),
    chinese=st.booleans(),
)
def test_classes_come_back_whatever_they_are_called(
    folder: Path, titles: list[tuple[str, str]], held: set[str], kind: str, chinese: bool
) -> None:
    scheme = scheme_of(titles)
    path = folder / f"roster.{kind}"
    cell = Classes(scheme).written(sorted(held), chinese=chinese)
    write_sheet(path, kind, "B111", [["Member number", "Name", "Classes"], ["N1", "李娜", cell]])
    found = survey(path, path.name, COLUMNS)
    reader = MemberRowReader(found.guessed, len(found.headers), scheme)
    entry = reader.entry(next(iter(found.rows(path))))
    assert (entry.faults, entry.classes) == ([], frozenset(held))


@pytest.mark.parametrize("chinese", [False, True])
def test_the_titles_of_the_shipped_schemes_are_written_as_titles(chinese: bool) -> None:
    from goodstanding.engine.scheme.load import scheme_of as read
    from tests.conftest import REPO

    for name in ("vanguard-136",):
        scheme = read(REPO / "schemes" / name)
        classes = Classes(scheme)
        cell = classes.written(list(scheme.classes), chinese=chinese)
        assert classes.of(cell) == frozenset(scheme.classes)
        assert all((text.zh if chinese else text.en) in cell for text in scheme.classes.values())


def test_what_the_rules_no_longer_know_is_in_no_cell() -> None:
    classes = Classes(scheme_of([("A", "甲")]))
    assert classes.written(["a", "gone"], chinese=False) == "A"
