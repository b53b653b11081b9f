"""Chinese names are found by the letters of their sounds."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.names.readings import readings
from goodstanding.names.sounds import folded, heard, initials, letters, sounds


@pytest.mark.parametrize(
    ("name", "sound", "firsts"),
    [
        ("张三", "zhangsan", "zs"),
        ("示例·乙", "shiliyi", "sly"),
        ("示例－乙（二）", "shiliyier", "slye"),
        ("Mary Lee", "marylee", "ml"),
        ("José O’Neill-Díaz", "joseoneilldiaz", "jod"),
        ("王Bob", "wangbob", "wb"),
        ("𠮷田", "jitian", "jt"),
        ("", "", ""),
    ],
)
def test_the_letters_of_a_name(name: str, sound: str, firsts: str) -> None:
    assert (letters(name), initials(name)) == (sound, firsts)


SURNAMES = {
    "曾": "zeng", "单": "shan", "翟": "zhai", "解": "xie", "区": "ou", "查": "zha", "仇": "qiu", "卜": "bu", "盖": "ge",
    "朴": "piao", "员": "yun", "缪": "miao", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun", "澹台": "tantai",
    "令狐": "linghu", "单于": "chanyu", "召": "shao", "种": "chong", "秘": "bi", "薄": "bo", "乐": "yue", "覃": "qin",
    "阚": "kan", "祭": "zhai", "繁": "po", "黑": "he", "句": "gou", "能": "nai", "折": "she", "郇": "xun", "乜": "nie",
    "洗": "xian", "佴": "nai", "都": "du", "角": "jue", "镡": "tan", "颉": "xie", "郗": "xi", "牟": "mou", "粘": "nian",
    "乐正": "yuezheng", "尉": "wei", "那": "na", "任": "ren", "华": "hua", "沈": "shen", "盛": "sheng", "葛": "ge",
    "欧阳": "ouyang", "诸葛": "zhuge", "司马": "sima", "上官": "shangguan", "皇甫": "huangfu", "宇文": "yuwen",
    "鲜于": "xianyu", "闾丘": "lvqiu", "亓官": "qiguan", "宗政": "zongzheng", "濮阳": "puyang", "淳于": "chunyu",
    "曹": "cao", "冼": "xian", "逄": "pang", "应": "ying", "宁": "ning", "强": "qiang", "车": "che", "尹": "yin",
    "樂": "yue", "單": "shan", "繆": "miao", "蓋": "ge", "區": "ou", "闞": "kan", "長孫": "zhangsun", "尉遲": "yuchi",
}  # fmt: skip


@pytest.mark.parametrize(("surname", "sound"), SURNAMES.items())
def test_a_surname_is_stored_under_the_sound_that_people_say(surname: str, sound: str) -> None:
    assert sounds(surname + "明")["pinyin"] == sound + "ming"


def test_a_letter_of_a_surname_further_on_keeps_its_general_sound_and_is_heard_in_both() -> None:
    assert sounds("李单")["pinyin"] == "lidan"
    assert {"lidan", "lishan", "ld", "ls"} == set(heard("李单"))


def test_a_transcribed_name_is_heard_in_every_way_it_is_said() -> None:
    assert {"abdlmmt", "abodulamaimaiti", "abudulamaimaiti"} <= set(heard("阿卜杜拉·买买提"))


def test_every_way_to_say_a_name_is_heard_with_the_stored_one_first() -> None:
    assert heard("曾乐") == ("zl", "zengle", "zy", "zengyue", "cl", "cengle", "cy", "cengyue")


def test_the_table_names_a_usual_reading_for_every_letter_of_a_surname() -> None:
    for surname, ways in readings().surnames.items():
        assert len(set(ways)) == len(ways), surname
        assert all(len(way.split()) == len(surname) and way.replace(" ", "").isalpha() for way in ways), surname


@given(
    st.sampled_from(sorted(readings().surnames)),
    st.lists(st.sampled_from([*sorted(readings().within), *"明丽伟强娜文"]), min_size=1, max_size=2),
)
def test_what_is_stored_is_among_what_is_heard(surname: str, given_name: list[str]) -> None:
    name = surname + "".join(given_name)
    stored = sounds(name)
    assert heard(name)[:2] == (stored["initials"], stored["pinyin"])
    surnames = {way.replace(" ", "") for way in readings().surnames[readings().surname(name)]}
    assert {way for way, one in product(surnames, heard(name)) if one.startswith(way)} == surnames


def test_what_is_typed_is_folded_as_what_is_stored() -> None:
    assert [folded(text) for text in ("Zeng  Li", "Lü", "JOSÉ", "o'neill", "ｚｓ")] == [
        "zengli", "lv", "jose", "oneill", "zs",
    ]  # fmt: skip


def test_what_is_kept_fits_the_columns_however_long_a_name_is() -> None:
    assert len(letters("长" * 200)) <= 200
    assert len(initials("长" * 200)) <= 40
    assert [len(value) <= most for value, most in zip(sounds("曾" * 200).values(), (200, 40), strict=True)]
