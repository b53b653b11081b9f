"""A rule in plain words: every legal rule has its own sentence in both languages."""

from itertools import product
from typing import Any

import pytest

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.rule_text import most_a_year, most_in_words, rule_in_words, who_in_words, why_not
from goodstanding.engine.scheme.check import indicator_findings
from goodstanding.engine.scheme.checks.fairness import fairness_findings
from goodstanding.engine.scheme.scheme import Indicator, Scheme

LANGS: tuple[Lang, ...] = ("en", "zh")


def text(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh": zh}


SCHEME = Scheme.model_validate(
    {
        "name": "words",
        "title": text("Words", "词句"),
        "effective": {"from": "2016-01"},
        "categories": [{"code": "ALL", "title": text("All", "全部")}],
        "classes": {
            "full": text("Full member", "正式成员"),
            "guest": text("Guest", "来宾"),
            "ill": text("Ill", "病员"),
        },
        "fact_kinds": {
            "yes": {**text("At the meeting", "参加会议"), "at_most": 1},
            "grade": {**text("Grade (1 to 5)", "评分（1至5）"), "at_most": 5},
            "hours": text("Hours", "学时"),
        },
        "unit_levels": {"team": text("Team", "分队")},
        "unit_types": {"water": text("Water", "水上")},
        "member": {
            **{"bonus_cap": 20, "deduction_cap": 30, "min_attainable": 0, "min_peers": 2},
            "peer_groups": [{"name": "all"}],
            "bands": [{"name": "low", "at_least": 0}],
        },
        "unit": {"members_weight": 60, "shrink": 1, "min_members": 1},
    }
)


def indicator(**rule: Any) -> Indicator:
    return Indicator.model_validate(
        {
            **{"code": "ALL1", "title": text("A", "甲"), "why": text("B", "乙"), "source": "C", "category": "ALL"},
            **{"subject": "member", "kind": "base", "facts": ["yes"], "measure": "mean", "period": "month"},
            **rule,
        }
    )


MEASURES = ("mean", "count", "sum", "latest", "max")
PERIODS = ("month", "quarter", "year")
DUTIES: tuple[dict[str, str], ...] = (
    {"due": "occurrence"},
    {"due": "pace"},
    *({"due": "close", "missing": missing} for missing in ("skip", "zero", "full")),
    *({"due": "close", "missing": missing, "owed_by": "end"} for missing in ("skip", "zero", "full")),
)
LIMITS: tuple[dict[str, str], ...] = ({}, {"cap": "2"}, {"yearly_cap": "3"}, {"cap": "2", "yearly_cap": "3"})
AIMS: tuple[dict[str, Any], ...] = (
    {"formula": "prorata", "target": "1"},
    {"formula": "prorata", "target": "0.9"},
    {"formula": "step", "target": "1"},
    {"formula": "step", "target": "0.9"},
    {"formula": "map", "map": [["0.25", "0.25"], ["1", "0.5"]]},
    {"formula": "map", "map": [["0.5", "0.25"], ["1", "0.5"]]},
)


def legal_rules() -> list[dict[str, Any]]:
    """Every combination that means something else than all the others."""
    rules: list[dict[str, Any]] = []
    for facts, measure, period in product((["yes"], ["grade"], ["hours", "yes"]), MEASURES, PERIODS):
        looked_at: dict[str, Any] = {"facts": facts, "measure": measure, "period": period}
        yearly: tuple[dict[str, str], ...] = ({}, {"yearly_cap": "3"})
        rules += [
            {**looked_at, "points": "0.5", **aim, **due, **cap}
            for aim, due, cap in product(AIMS, DUTIES, yearly)
            # Who owes a month is who had it, whichever way it is written.
            if period != "month" or "owed_by" not in due
        ]
        rules += [{**looked_at, "kind": "bonus", "points": "0.5", **aim, **cap} for aim, cap in product(AIMS, yearly)]
        # Where the period is the year, the smaller of two caps is all there is to say.
        limits = [limit for limit in LIMITS if period != "year" or len(limit) < 2]
        each: dict[str, Any] = {**looked_at, "formula": "per_unit", "points": "0.5"}
        rules += [{**each, "kind": "bonus", **limit} for limit in limits]
        rules += [{**each, "kind": "deduction", "target": free, **limit} for free, limit in product("013", limits)]
        rules += [{**looked_at, "kind": "flag", "target": target} for target in ("0", "1", "0.9")]
    for facts, target, warn_at in product((["yes"], ["yes", "hours"]), ("4", "6"), (None, [1], [2, 3])):
        streak = {"measure": "streak", "period": "year", "target": target, "warn_at": warn_at}
        rules.append({**streak, "kind": "flag", "facts": facts})
    return [one for one in rules if not list(fairness_findings(indicator(**one), SCHEME))]


RULES = legal_rules()


def test_the_rules_told_here_are_legal() -> None:
    for rule in RULES:
        told = indicator(**rule)
        reachable = [message for _, message in indicator_findings(told, SCHEME) if "no one can reach" not in message]
        assert reachable == [], rule


@pytest.mark.parametrize("lang", LANGS)
def test_every_legal_rule_has_a_sentence_of_its_own(lang: Lang) -> None:
    told: dict[str, dict[str, Any]] = {}
    for rule in RULES:
        sentence = rule_in_words(indicator(**rule), SCHEME, lang)
        assert sentence not in told, (sentence, rule, told[sentence])
        told[sentence] = rule
    assert len(told) > 2300


@pytest.mark.parametrize(
    ("duty", "english", "chinese"),
    [
        (
            {"due": "close", "missing": "zero", "period": "year"},
            "Who had it for part of the year owes that part, and months that are voluntary or excused are not owed; "
            "what is done counts whole.",
            "当年只有部分月份适用的，按适用月份要求；自愿、请假或因故免计的月份不要求；做到的全部计入。",
        ),
        (
            {"due": "close", "missing": "zero", "period": "year", "owed_by": "end"},
            "It is owed by who has it at the end of the year, for the months in which they had it; months that are "
            "voluntary or excused are not owed.",
            "由当年末仍适用的人承担，按其适用的月份要求；自愿、请假或因故免计的月份不要求。",
        ),
        (
            {"due": "pace", "period": "month"},
            "A month that is excused asks for nothing.",
            "请假或因故免计的月份不作要求。",
        ),
    ],
)
def test_who_owes_what_is_told_last(duty: dict[str, Any], english: str, chinese: str) -> None:
    one = indicator(formula="prorata", target="1", points="0.5", **duty)
    assert rule_in_words(one, SCHEME, "en").endswith(f" {english}")
    assert rule_in_words(one, SCHEME, "zh").endswith(chinese)


@pytest.mark.parametrize("rule", RULES[:: len(RULES) // 60], ids=str)
def test_a_sentence_ends_as_one_and_has_no_gaps(rule: dict[str, Any]) -> None:
    english, chinese = (rule_in_words(indicator(**rule), SCHEME, lang) for lang in LANGS)
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert not any(gap in english + chinese for gap in ("{", "}", "  ", "None", "“”", ",,", "，，"))
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in english)


def test_attendance_is_told_as_a_person_would_tell_it() -> None:
    attendance = indicator(due="occurrence", formula="prorata", target="1", points="0.5")
    assert rule_in_words(attendance, SCHEME, "en") == (
        "Each month, what counts is the share of yes among all records of “At the meeting”: "
        "all of them give 0.5 points, some of them give their share. "
        "A month without a record is left out, and nothing is lost."
    )
    assert rule_in_words(attendance, SCHEME, "zh") == (
        "每月看“参加会议”的达成比例：全部达成得0.5分，部分达成按比例得分。当月没有记录则不计，不得分也不扣分。"
    )


# For whom


def test_who_is_told_with_the_titles_of_the_classes() -> None:
    one = indicator(applies_to=["full"], not_for=["guest"], voluntary_for=["ill"], points="1", due="occurrence")
    assert who_in_words(one, SCHEME, "en") == (
        "It applies to “Full member”. It does not apply to “Guest”. For “Ill” it is voluntary: it can only help."
    )
    assert who_in_words(one, SCHEME, "zh") == (
        "适用于“正式成员”。不适用于“来宾”。对“病员”是自愿的，只会加分，不会拉低。"
    )


@pytest.mark.parametrize(
    ("kind", "words"), [("deduction", "Nothing is taken from “Ill”."), ("flag", "It is never raised for “Ill”.")]
)
def test_those_who_are_spared_are_told_so(kind: str, words: str) -> None:
    assert words in who_in_words(indicator(kind=kind, voluntary_for=["ill"]), SCHEME, "en")


@pytest.mark.parametrize(
    ("tags", "english"),
    [
        ({"full"}, None),
        ({"full", "guest"}, "It does not apply to “Guest”."),
        ({"ill"}, "It applies only to “Full member”; this member is none of these."),
        (set(), "It applies only to “Full member”; this member is none of these."),
    ],
)
def test_somebody_learns_why_a_rule_does_not_apply(tags: set[str], english: str | None) -> None:
    one = indicator(applies_to=["full"], not_for=["guest"])
    assert why_not(one, frozenset(tags), SCHEME, "en") == english
    assert (why_not(one, frozenset(tags), SCHEME, "zh") is None) == (english is None)


def test_a_unit_is_told_by_its_type() -> None:
    one = indicator(subject="unit", applies_to=["water"])
    assert why_not(one, frozenset({"team"}), SCHEME, "en") == "It applies only to “Water”; this unit is none of these."


# How much


@pytest.mark.parametrize(
    ("rule", "thousandths", "english"),
    [
        ({"points": "0.5"}, 6000, "At most 6 points in a year."),
        ({"points": "0.5", "yearly_cap": "4"}, 4000, "At most 4 points in a year."),
        (
            {"kind": "bonus", "formula": "per_unit", "points": "1", "cap": "2", "period": "quarter"},
            8000,
            "At most 8 points",
        ),
        ({"kind": "bonus", "formula": "per_unit", "points": "1"}, None, "It has no limit of its own in a year."),
        (
            {"kind": "deduction", "formula": "per_unit", "points": "1", "yearly_cap": "1"},
            1000,
            "It takes at most 1 point ",
        ),
        ({"kind": "flag"}, 0, "It carries no points."),
    ],
)
def test_the_most_of_a_year_is_told(rule: dict[str, Any], thousandths: int | None, english: str) -> None:
    one = indicator(**rule)
    assert most_a_year(one) == thousandths
    assert most_in_words(one, "en").startswith(english)
