"""How much was owed and why, in words: on paper."""

from typing import Any

import pytest

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.owed_text import asked_words
from tests.engine.explain.small import members_of, small
from tests.engine.oracle import Fact, Organization
from tests.engine.situations import DECEMBER, OCTOBER, TREE, Members, fact, rule, since, stays

HOURS: dict[str, Any] = rule(due="close", missing="zero", period="year", measure="sum", target=12, points=12)
SHARE: dict[str, Any] = rule(due="close", missing="zero", period="year", points=12)


def notes(asked: dict[str, Any], members: Members, *facts: Fact, lang: Lang = "en", month: int = DECEMBER) -> list[str]:
    scheme = small(asked)
    found = members_of((scheme, Organization(TREE, members, facts), month))
    explanation = next(one for one, _, row in found if row[0] == 1)
    (line,) = next(iter(explanation.indicators)).lines
    return list(asked_words(line, scheme.indicator("A"), scheme, lang))


def test_who_was_there_all_year_is_told_nothing_more() -> None:
    assert notes(HOURS, since("2016-01"), fact("2016-05-01", 3000)) == []


def test_who_joined_late_hears_what_is_owed_for_which_months() -> None:
    late = since("2016-09")
    assert notes(HOURS, late) == ["owed: 4 of 12, 4 of 12 months (8 not a member)"]
    assert notes(HOURS, late, fact("2016-10-01", 9000)) == [
        "owed: 4 of 12, 4 of 12 months (8 not a member)",
        "what was done counts whole",
    ]
    assert notes(HOURS, late, lang="zh") == ["应得4（满分12，12个月中计4个月）：不在册8个月"]


def test_a_share_says_for_how_many_months_it_counts_and_what_is_missed() -> None:
    # 6 of 12 points for 4 of 12 months are 2; the other 6 points for the same months are 2 missed
    late, half = since("2016-09"), fact("2016-10-01", 500)
    assert notes(SHARE, late, half)[1:] == ["6 × 4 of 12 months; missed: 6 × 4 of 12"]
    assert notes(SHARE, late, half, lang="zh")[1:] == ["6×4/12个月；未达到：6×4/12"]
    assert notes(SHARE, late, fact("2016-10-01", 1000))[1:] == ["12 × 4 of 12 months"]


def test_every_reason_is_told() -> None:
    classes = {OCTOBER - 3: ("other",), OCTOBER - 2: ("away",), OCTOBER - 1: ("full",), OCTOBER: ("full",)}
    asked = {**HOURS, "due": "pace", "missing": None, "voluntary_for": ["away"], "not_for": ["other"]}
    excused = fact(f"2016-{OCTOBER % 12 + 1:02d}-01", None)
    assert notes(asked, stays(classes), excused, month=OCTOBER) == [
        "owed: 1 of 12, 1 of 12 months (6 not a member, 1 without this rule, 1 voluntary, 1 excused, 2 still to come)"
    ]
    assert "自愿1个月，因故免计1个月，尚余2个月" in notes(asked, stays(classes), excused, lang="zh", month=OCTOBER)[0]


def test_an_open_period_says_that_it_is_open() -> None:
    said = notes(HOURS, since("2016-01"), fact("2016-05-01", 3000), month=OCTOBER)
    assert said == ["open, counts for itself only"]


@pytest.mark.parametrize(("lang", "said"), [("en", "voluntary"), ("zh", "自愿")])
def test_who_was_free_all_the_time_hears_it(lang: Lang, said: str) -> None:
    free = {**HOURS, "voluntary_for": ["full"]}
    assert notes(free, since("2016-01"), fact("2016-05-01", 3000), lang=lang)[0] == said


def test_what_counts_as_met_is_said() -> None:
    kind = {**SHARE, "missing": "full"}
    assert notes(kind, since("2016-09"), fact("2016-10-01", 500)) == [
        "owed: 4 of 12, 4 of 12 months (8 not a member)",
        "6 × 12 of 12 months; missed: 6 × 4 of 12",
        "the months without it count as met",
    ]
