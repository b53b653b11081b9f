"""Texts that people give with what they do: needed or not, and never longer than is kept."""

import pytest

from goodstanding.actions.refusal import ActionRefused, at_most, needed


def test_a_text_is_kept_without_the_blanks_around_it() -> None:
    assert needed("  because \n", "reason", missing="Say why.", most=7) == "because"
    assert at_most("  ", "words", 0) == ""


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", "\u3000"])
def test_where_nothing_is_left_the_refusal_says_what_is_missing_and_where(blank: str) -> None:
    with pytest.raises(ActionRefused, match="Say why") as refused:
        needed(blank, "reason", missing="Say why.", most=5)
    assert refused.value.field == "reason"


def test_one_character_too_many_is_refused() -> None:
    with pytest.raises(ActionRefused, match="At most 7 characters") as refused:
        needed("because!", "reason", missing="Say why.", most=7)
    assert refused.value.field == "reason"
