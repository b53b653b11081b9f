"""The smallest organization that has something in every table of a run: two branches, six members, two months."""

from datetime import date
from pathlib import Path

from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.layout import Lake
from tests.engine.oracle import Fact, Organization, UnitRow
from tests.lakes import write_lake

FEBRUARY = parse_month("2016-02")
NAME = "tiny"

_TEXT = {"en": "x", "zh": "某"}
_RULE = {"title": _TEXT, "why": _TEXT, "source": "made up", "category": "ALL", "period": "month"}


def tiny_scheme(**member: object) -> Scheme:
    """One indicator of each kind about members and one about units."""
    rules = [
        {"code": "A01", "subject": "member", "kind": "base", "facts": ["came"], "measure": "mean", "due": "occurrence",
         "formula": "prorata", "target": 1, "points": 5},
        {"code": "A02", "subject": "member", "kind": "bonus", "facts": ["hours"], "measure": "sum", "points": 1,
         "formula": "per_unit", "cap": 3},
        {"code": "A03", "subject": "member", "kind": "deduction", "facts": ["late"], "measure": "count", "points": 1,
         "formula": "per_unit"},
        {"code": "A04", "subject": "member", "kind": "flag", "facts": ["came"], "measure": "streak", "target": 2,
         "warn_at": [1]},
        {"code": "A05", "subject": "unit", "kind": "base", "facts": ["met"], "measure": "count", "due": "pace",
         "formula": "prorata", "target": 1, "points": 5},
    ]  # fmt: skip
    return Scheme.model_validate(
        {
            "name": NAME,
            "title": _TEXT,
            "effective": {"from": "2016-01", "until": None},
            "categories": [{"code": "ALL", "title": _TEXT}],
            "classes": {"full": _TEXT},
            "fact_kinds": dict.fromkeys(("came", "hours", "late", "met"), _TEXT),
            "member": {
                "bonus_cap": 20,
                "deduction_cap": 30,
                "min_attainable": 6,
                "peer_groups": [{"name": "everyone"}],
                "min_peers": 2,
                "bands": [{"name": "good", "at_least": 80}, {"name": "low", "at_least": 0}],
                **member,
            },
            "unit": {"members_weight": 60, "shrink": 10, "min_members": 1},
            "indicators": [{**_RULE, **rule} for rule in rules],
        }
    )


def tiny_organization(most: int = 4000) -> Organization:
    """most: the greatest value of a fact, in thousandths."""
    units = (UnitRow(1, None, "city", "city", "Root"), UnitRow(11, 1, "branch", "office", "甲支部"),
             UnitRow(12, 1, "branch", "office", "乙支部"))  # fmt: skip
    here = {member: (11 + member % 2, ("full",)) for member in range(1, 7)}
    facts = [Fact(90, "unit", 11, "met", 1000, date(2016, 2, 3)), Fact(91, "unit", 12, "met", 1000, date(2016, 1, 3))]
    for month in (1, 2):
        for member in range(1, 7):
            number = month * 10 + member
            facts.append(Fact(number, "member", member, "came", 1000 * (member % 3 > 0), date(2016, month, 5)))
            facts.append(Fact(100 + number, "member", member, "hours", None, date(2016, month, 7)))
        facts.append(Fact(200 + month, "member", 2, "hours", most, date(2016, month, 9)))
        facts.append(Fact(300 + month, "member", 4, "late", 1000, date(2016, month, 9)))
    return Organization(units, {FEBRUARY - 1: here, FEBRUARY: here}, tuple(facts))


def tiny_lake(folder: Path) -> Lake:
    """The organization in a lake of its own."""
    return write_lake(tiny_organization(), folder)
