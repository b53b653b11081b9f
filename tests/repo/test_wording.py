"""The words on the screens: the standard ones, in English and in Chinese, and none of those that were given up."""

import re
from importlib import resources

import polib
import pytest
import yaml

from tests.repo.catalogue import CATALOGUE

#: English words that a screen does not use for a thing or a person, with the word that it uses.
REFUSED_ENGLISH = {
    r"facts?": "entry, record",
    r"proofs?": "attendance record",
    r"look(?:s|ed|ing)?": "view, check, review",
    r"kept": "saved, stored, recorded",
    r"told": "notified, informed",
    r"taking": "recording, saving",
    r"along": "offline",
    r"clash(?:es)?": "attendance conflict",
    r"made up|making up": "caught up, fictional",
    r"by hand|no hand|a hand": "manually; not involved; help",
    r"heads": "people",
    r"mend(?:ed)?": "correct",
    r"somebody|anybody|everybody|whoever": "the noun: a person, the host, everyone",
    r"everything about": "all my data",
}
#: Chinese words that a screen does not use, with the word that it uses.
REFUSED_CHINESE = {
    "事实": "记录、登记",
    "办结会议": "结束会议",
    "会议已办结": "会议已结束",
    "带走": "离线签到册、存到手机",
    "凭据": "签到记录、依据",
    "不一致的签到": "签到情况有出入",
    "关于我的一切": "我的全部数据",
    "关于我的记录": "我的全部数据",
    "为什么用途": "查看用途、因何用途",
    "您的档案": "您的记录",
    "成员档案": "个人记录",
    "告知本人": "通知本人",
    "账户": "账号",
    "运维员": "运维人员",
    "审计日志": "操作记录",
    "录入人": "登记人",
    "记入人": "登记人",
    "本单位": "本组织",
    "党员": "成员",
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[^>]*>")
_SPACED = re.compile(
    r"[\u3400-\u9fff，。：；、！？）】》] (?=[A-Za-z0-9%（《【])|(?<=[A-Za-z0-9)s%]) [\u3400-\u9fff（《【]"
)
#: Half-width marks beside a Chinese character; a full stop or a colon may stand inside an address or a time.
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!()][\u3400-\u9fff]")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    """The texts of all screens."""
    return polib.pofile(str(CATALOGUE))


def english(catalogue: polib.POFile) -> list[str]:
    """Every English text without its placeholders."""
    texts = [text for entry in catalogue for text in (entry.msgid, entry.msgid_plural) if text]
    return [_PLACEHOLDER.sub(" ", text) for text in texts]


def chinese(catalogue: polib.POFile) -> list[str]:
    """Every Chinese text."""
    return [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]


@pytest.mark.parametrize("word", REFUSED_ENGLISH)
def test_english_screens_use_the_standard_word(catalogue: polib.POFile, word: str) -> None:
    found = [text for text in english(catalogue) if re.search(rf"\b(?:{word})\b", text, re.IGNORECASE)]
    assert found == [], f"say instead: {REFUSED_ENGLISH[word]}"


@pytest.mark.parametrize("word", REFUSED_CHINESE)
def test_chinese_screens_use_the_standard_word(catalogue: polib.POFile, word: str) -> None:
    found = [text for text in chinese(catalogue) if word in text]
    assert found == [], f"say instead: {REFUSED_CHINESE[word]}"


def test_chinese_texts_have_full_width_marks_and_no_spaces_around_digits_and_letters(catalogue: polib.POFile) -> None:
    texts = [re.sub(r"<[^>]*>", "", text) for text in chinese(catalogue)]
    assert [text for text in texts if _SPACED.search(text)] == []
    plain = [re.sub(r"%\(\w+\)[sd]", "1", text) for text in texts]
    assert [text for text in plain if _HALF_WIDTH.search(text)] == []


@pytest.mark.parametrize(
    "package, file",
    [("engine.explain", "words.yaml"), ("engine.explain", "explanation.yaml"), ("flows.card", "labels.yaml")],
)
def test_what_explains_a_rule_uses_the_standard_words_as_well(package: str, file: str) -> None:
    told = yaml.safe_load(resources.files(f"goodstanding.{package}").joinpath(file).read_text("utf-8"))
    for word in ("事实", "凭据", "账户"):
        assert word not in str(told["zh"])
    # The name in braces is filled with the title of what was recorded.
    text = re.sub(r"{\w*}", " ", str(list(_texts(told["en"]))))
    assert re.findall(r"\b(?:facts?|proofs?|kept|told)\b", text) == []


def _texts(value: object) -> list[str]:
    """The texts of a mapping, at any depth, without its keys."""
    return [text for one in value.values() for text in _texts(one)] if isinstance(value, dict) else [str(value)]


def test_one_record_of_ones_own_has_one_name(catalogue: polib.POFile) -> None:
    chinese_of = {entry.msgid: entry.msgstr for entry in catalogue}
    assert (chinese_of["My record"], chinese_of["All my data"]) == ("我的记录", "我的全部数据")
