"""A scheme's card: a page that a member can read, made from the files, and always up to date in the docs."""

from pathlib import Path

import pytest

from goodstanding.engine.cases.read import read_cases
from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.rule_text import rule_in_words
from goodstanding.engine.explain.wording import text_in
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.flows.card import card

ROOT = Path(__file__).parents[3]
NAMES = ["vanguard-136", "volunteer-corps"]


def page_of(name: str, *langs: Lang) -> str:
    folder = ROOT / "schemes" / name
    scheme = scheme_of(folder)
    return card(scheme, read_cases(folder, scheme).cases, langs or ("en", "zh"))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_in_the_docs_is_up_to_date(name: str) -> None:
    shown = (ROOT / "docs" / "reference" / "schemes" / f"{name}.md").read_text(encoding="utf-8")
    assert shown == page_of(name), (
        f"run: goodstanding scheme card schemes/{name} --output docs/reference/schemes/{name}.md"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_and_every_case_is_told_in_both_languages(name: str) -> None:
    folder = ROOT / "schemes" / name
    scheme, page = scheme_of(folder), page_of(name)
    for indicator in scheme.indicators:
        assert f"### {indicator.code} {indicator.title.en} · {indicator.title.zh}\n" in page
        for lang in ("en", "zh"):
            assert rule_in_words(indicator, scheme, lang) in page
            assert getattr(indicator.why, lang) in page
            assert text_in(indicator.source, lang) in page
    for worked in read_cases(folder, scheme).cases:
        assert f"### {worked.name}\n" in page
        assert worked.case.says.en in page
        assert worked.case.says.zh in page


@pytest.mark.parametrize("name", NAMES)
def test_an_english_page_has_no_chinese_in_it(name: str) -> None:
    assert [sign for sign in page_of(name, "en") if "\u4e00" <= sign <= "\u9fff"] == []


def test_a_chinese_page_is_chinese_but_for_sources_and_names() -> None:
    page = page_of("volunteer-corps", "zh")
    assert "志愿救援队" in page
    assert "Volunteer rescue corps" not in page
    assert "What comes out" not in page


def test_the_page_says_when_the_rules_hold_and_how_totals_are_made() -> None:
    page = page_of("volunteer-corps", "en")
    assert "In force from 2017-04 on." in page
    assert "Bonus points are added, at most 10 points; deductions are taken away, at most 15 points." in page
    assert "at least 12 points of a full year could be attained" in page
    assert "| `ready` | Ready for any call | 85 |" in page
    assert "- `leaders` Team leaders: has one of: Team leader" in page
    assert "With fewer than 4 in a group there is no rank." in page
    assert "members' part (50%) and of the unit's own rules (50%)" in page


def test_a_case_is_told_as_a_little_story() -> None:
    page = page_of("volunteer-corps", "en")
    story = page[page.index("### drill-one-of-two") : page.index("### eight-briefings")]
    assert story.split("\n", 2)[2].strip() == (
        "Who comes to one of two drills of a month has half of its point.\n"
        "\n"
        "- **Rated month**: 2017-05\n"
        "- **Who**:\n"
        "  - member 1: Volunteer (2017-01 –)\n"
        "- **What happened**:\n"
        "  - member 1: At the team drill, 2017-05-06: 1\n"
        "  - member 1: At the team drill, 2017-05-20: 0\n"
        "- **What comes out**:\n"
        "  - member 1, TRN01 Team drill attendance, 2017-05: records 2, value 0.5, earned 0.5, attainable 1"
    )


def test_members_who_did_the_same_are_told_together() -> None:
    page = page_of("vanguard-136", "en")
    assert "  - member 1–15: At the Themed Party Day, 2016-01-12: 1\n" in page
