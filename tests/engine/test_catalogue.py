"""The words of all that knows no Django: each text in both languages."""

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from goodstanding.engine.catalogue import Catalogue

SOURCE = Path(str(resources.files("goodstanding")))


def is_catalogue(path: Path) -> bool:
    """Whether a file has the languages at its top; schemes have both languages beside each other instead."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return isinstance(found, dict) and {"en", "zh"} & set(found) != set()


FILES = [path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("*.yaml")) if is_catalogue(path)]


def texts(tree: Any, above: str = "") -> dict[str, str]:
    """Texts by their dotted keys."""
    if not isinstance(tree, dict):
        return {above.removeprefix("."): str(tree)}
    return {key: text for step, one in tree.items() for key, text in texts(one, f"{above}.{step}").items()}


def test_the_catalogues_are_found() -> None:
    assert {"engine/explain/words.yaml", "engine/explain/explanation.yaml", "flows/card/labels.yaml"} <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_each_text_is_there_in_both_languages(file: str) -> None:
    found = yaml.safe_load((SOURCE / file).read_text(encoding="utf-8"))
    english, chinese = texts(found["en"]), texts(found["zh"])
    assert set(found) == {"en", "zh"}
    assert list(english) == list(chinese)
    assert all(english.values())
    assert all(text for key, text in chinese.items() if english[key] != " ")


@pytest.mark.parametrize("path", sorted(SOURCE.glob("engine/**/*.py")) + sorted(SOURCE.glob("lake/**/*.py")), ids=str)
def test_no_module_of_the_engine_or_the_lake_has_chinese_sentences_of_its_own(path: Path) -> None:
    code = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if '"""' not in line)
    assert re.findall(r"[\u4e00-\u9fff]{5,}", code) == []


def test_a_text_is_filled_with_what_it_has_places_for() -> None:
    words = Catalogue("goodstanding.engine.explain", "explanation.yaml")
    assert words.say("en", "rank", rank=1, of=3, more=5) == "1 of 3"
    assert words.say("zh", "rank", rank=1, of=3) == "第1名，共3"
    with pytest.raises(KeyError):
        words.say("en", "no_such_word")
