"""The scheme as rows for the tables in schema.sql."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.contestants.book import Book, book
from goodstanding.engine.scheme.scheme import Indicator

Rows = list[tuple[object, ...]]


def rule_tables(scheme: Path, month: str) -> dict[str, Rows]:
    """Each table's rows, columns in order."""
    rules = book(scheme, month)
    indicators = rules.scheme.indicators
    return {
        "rule": [_rule(place, one) for place, one in enumerate(indicators)],
        "rule_fact": [(place, kind) for place, one in enumerate(indicators) for kind in one.facts],
        "rule_step": [(place, *step) for place, one in enumerate(indicators) for step in one.map or ()],
        "cell": _cells(rules),
        "peer_group": [
            (place, group.name, None if group.any_of is None else _array(group.any_of))
            for place, group in enumerate(rules.scheme.member.peer_groups)
        ],
        "band": [(band.name, band.at_least) for band in rules.scheme.member.bands],
        "setting": [_setting(rules)],
    }


def _rule(place: int, one: Indicator) -> tuple[object, ...]:
    applies_to = None if one.applies_to is None else _array(one.applies_to)
    words = (one.code, one.kind, one.measure, one.due, one.missing, one.formula)
    warn_at = min(one.warn_at) if one.warn_at else None
    classes = (applies_to, _array(one.not_for), _array(one.voluntary_for))
    return (place, *words, one.target, one.points, one.cap, warn_at, *classes)


def _cells(rules: Book) -> Rows:
    return [
        (
            cell.number,
            cell.place,
            cell.period.name,
            _day(cell.period.first),
            _day(cell.until + 1),
            _day(cell.until),
            cell.period.months,
            cell.closed,
        )
        for cell in rules.cells
    ]


def _setting(rules: Book) -> tuple[object, ...]:
    month, member, unit = rules.month, rules.scheme.member, rules.scheme.unit
    days = (_day(month), _day(rules.first_month), _day(month - 11), _day(month + 1))
    caps = (rules.least_attainable, member.bonus_cap, member.deduction_cap, member.min_peers)
    return (*days, *caps, unit.members_weight, unit.shrink, unit.min_members)


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _array(words: Sequence[str]) -> str:
    return "{" + ",".join(words) + "}"
