"""Small situations for the engine, and the rules that are drawn for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from goodstanding.engine.period import parse_month
from tests.engine.oracle import Fact, UnitRow

Members = Mapping[int, Mapping[int, tuple[int, tuple[str, ...]]]]
JANUARY, OCTOBER, DECEMBER = parse_month("2016-01"), parse_month("2016-10"), parse_month("2016-12")
TREE = (UnitRow(1, None, "city", "city", "City"), UnitRow(11, 1, "branch", "community", "Branch"))
ALONE: Members = {month: {1: (11, ("full",))} for month in range(JANUARY, OCTOBER + 1)}
MEMBER: dict[str, Any] = {
    **{"bonus_cap": 20, "deduction_cap": 30, "min_attainable": 0, "min_peers": 1},
    "peer_groups": [{"name": "officer", "any_of": ["secretary"]}, {"name": "ordinary"}],
    "bands": [{"name": "low", "at_least": 0}, {"name": "good", "at_least": "80"}, {"name": "fair", "at_least": 60}],
}
UNIT = {"members_weight": 60, "shrink": 0, "min_members": 1}


def words(text: str) -> dict[str, str]:
    return {"en": text, "zh": text}


def rule(code: str = "A", **changes: Any) -> dict[str, Any]:
    """An indicator: one point a month for a value of one, unless changed."""
    scored: dict[str, Any] = {"formula": "prorata", "target": 1, "points": 1}
    if changes.get("kind", "base") == "base":
        scored["due"] = "occurrence"
    return {
        **{"code": code, "title": words(code), "why": words(code), "source": "a rule", "category": "ALL"},
        **{"subject": "member", "kind": "base", "facts": ["seen"], "measure": "mean", "period": "month"},
        **scored,
        **changes,
    }


def fact(
    day: str, value: int | None, *, of: int = 1, kind: str = "seen", number: int = 0, subject: str = "member"
) -> Fact:
    return Fact(number, subject, of, kind, value, date.fromisoformat(day))


def since(month: str) -> Members:
    """A member from that month of 2016 to December."""
    return stays(dict.fromkeys(range(parse_month(month), DECEMBER + 1), ("full",)))


def stays(classes: Mapping[int, tuple[str, ...]]) -> Members:
    """One member with those classes by month, in an organization that is there all year."""
    return {
        month: {9: (11, ()), **({1: (11, classes[month])} if month in classes else {})}
        for month in range(JANUARY, DECEMBER + 1)
    }
