"""Where a rule comes from is said in the reader's language."""

from pathlib import Path

import pytest

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.wording import text_in
from goodstanding.engine.scheme.load import load_scheme

SCHEMES = Path(__file__).parents[2] / "schemes"


@pytest.mark.parametrize(
    ("lang", "named"), [("en", "Regulations on Branch Work"), ("zh", "《中国共产党支部工作条例（试行）》")]
)
def test_a_source_is_named_as_the_reader_knows_it(lang: Lang, named: str) -> None:
    scheme = load_scheme(SCHEMES / "vanguard-136").scheme
    assert scheme is not None
    assert text_in(scheme.indicator("ORG01").source, lang).startswith(named)


def test_every_source_of_the_reference_scheme_is_there_in_both_languages() -> None:
    scheme = load_scheme(SCHEMES / "vanguard-136").scheme
    assert scheme is not None
    assert [one.code for one in scheme.indicators if isinstance(one.source, str)] == []


def test_a_source_in_one_language_stands_for_both() -> None:
    scheme = load_scheme(SCHEMES / "volunteer-corps").scheme
    assert scheme is not None
    first = scheme.indicators[0].source
    assert text_in(first, "en") == text_in(first, "zh") == first
