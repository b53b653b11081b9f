"""A name is stored in one way, whichever of many it is typed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.names.spelling import name_of

DOTS = "·•‧∙⋅・･．."


@pytest.mark.parametrize("dot", DOTS)
@pytest.mark.parametrize("around", ["", " ", "　"])
def test_every_dot_of_a_transcribed_name_is_the_same_dot(dot: str, around: str) -> None:
    assert name_of(f"阿卜杜拉{around}{dot}{around}买买提") == "阿卜杜拉·买买提"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("周　文", "周文"),
        ("周 文", "周文"),
        ("李 小 明", "李小明"),
        ("王 小明", "王小明"),
        ("欧阳 娜", "欧阳娜"),
        ("𠮷 田", "𠮷田"),
        ("阿卜杜拉 买买提", "阿卜杜拉 买买提"),
        ("Mary  Lee", "Mary Lee"),
        ("Ｍａｒｙ　Ｌｅｅ", "Mary Lee"),
        ("Ｊ．Smith", "J．Smith"),
        ("⽂⼭", "文山"),
        ("⻢⻰", "马龙"),
        ("\u200b周\u2060文\ufeff", "周文"),
        ("李娜（大）", "李娜（大）"),
        ("Zoe\u0308", "Zoë"),
        ("䶮𠮷㛃", "䶮𠮷㛃"),
        ("", ""),
    ],
)
def test_a_name_is_written_as_one_writes_it(typed: str, stored: str) -> None:
    assert name_of(typed) == stored


LETTERS = st.text(
    st.one_of(
        st.sampled_from(f"李周文𠮷卜 　{DOTS}⽂⻢Ａｂ1\u00a0\u200b\u0308\u0387"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)


@given(LETTERS)
def test_a_name_written_twice_is_written_once(text: str) -> None:
    assert name_of(name_of(text)) == name_of(text)
