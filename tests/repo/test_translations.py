"""Every sentence on screen exists in Chinese, and what is installed is what was translated."""

import re

import polib
import pytest

from tests.repo.catalogue import CATALOGUE, SOURCE

_BETWEEN = r"(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')"
#: Where texts are marked in code and in templates. Blocks are looked up by their trimmed text.
_CALLS = re.compile(r"(?:\b_|\bgettext|\bgettext_lazy)\(\s*" + _BETWEEN)
_TAGS = re.compile(r"{%\s*translate\s+" + _BETWEEN)
_BLOCKS = re.compile(r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*(?:plural\s*%}|endblocktranslate)", re.DOTALL)


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    """The Chinese texts."""
    return polib.pofile(str(CATALOGUE))


def marked() -> set[str]:
    """Every text that is marked for translation."""
    found: set[str] = set()
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.js"), *SOURCE.rglob("*.webmanifest")]:
        text = path.read_text("utf-8")
        for pattern in (_CALLS, _TAGS):
            found |= {
                (double or single).replace("\\'", "'").replace('\\"', '"') for double, single in pattern.findall(text)
            }
        for options, block in _BLOCKS.findall(text):
            lines = " ".join(line.strip() for line in block.strip().splitlines()) if "trimmed" in options else block
            found.add(re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", lines))
    return found


def test_no_sentence_is_without_its_chinese(catalogue: polib.POFile) -> None:
    known = {entry.msgid for entry in catalogue if entry.msgstr or entry.msgstr_plural.get(0)}
    assert sorted(marked() - known) == []


def test_nothing_is_fuzzy_obsolete_or_empty(catalogue: polib.POFile) -> None:
    assert catalogue.untranslated_entries() == []
    assert catalogue.fuzzy_entries() == []
    assert catalogue.obsolete_entries() == []


def test_placeholders_are_the_same_in_both_languages(catalogue: polib.POFile) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", text))

    for entry in catalogue:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert names(text) <= names(entry.msgid) | names(entry.msgid_plural), entry.msgid
            assert not text or names(entry.msgid) <= names(text) | {"count"}, entry.msgid


def test_the_installed_catalogue_is_the_translated_one(catalogue: polib.POFile) -> None:
    installed = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    told = [{(entry.msgctxt, entry.msgid): entry.msgstr for entry in one} for one in (installed, catalogue)]
    assert told[0] == told[1]
