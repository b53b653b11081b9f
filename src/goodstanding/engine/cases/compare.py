"""What a worked case expects against what came out, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goodstanding.engine.cases.case import Case, CaseRow, Someone
from goodstanding.engine.scheme.scheme import decimal_text
from goodstanding.engine.tables import OUTPUTS

#: table -> key -> column -> value
Found = dict[str, dict[tuple[Any, ...], dict[str, Any]]]

_HUNDREDTHS = {"total", "members_part", "own"}
_PLAIN = {"n", "rated", "rank", "of", "unit", "unit_id"}


def found_of(tables: Mapping[str, Sequence[tuple[Any, ...]]]) -> Found:
    """A run's tables by their keys."""
    return {name: _by_key(name, rows) for name, rows in tables.items()}


def _by_key(name: str, rows: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    output = OUTPUTS[name]
    return {row[: output.keys]: dict(zip(output.columns, row, strict=True)) for row in rows}


def differences(case: Case, found: Found, shift: int) -> Iterator[str]:
    """Where a run does not give what the case expects; its numbers in the run are greater by `shift`."""
    for table in OUTPUTS:
        for row in getattr(case.expect, table):
            yield from _unlike(row, found[table].get(_key(row, shift)), shift)
        for row in getattr(case.absent, table):
            result_row = found[table].get(_key(row, shift))
            if result_row is not None:
                yield f"{label(row)}: must not be there, but is ({_shown(result_row, OUTPUTS[table].keys)})"


def _unlike(row: CaseRow, result_row: dict[str, Any] | None, shift: int) -> Iterator[str]:
    if result_row is None:
        yield f"{label(row)}: expected, but there is no such row"
        return
    for name, wanted in row.wanted().items():
        column = "unit_id" if name == "unit" else name
        got = result_row[column] - shift if column == "unit_id" else result_row[column]
        if got != wanted:
            yield f"{label(row)}: {name} {amount_text(column, wanted)} expected, {amount_text(column, got)} found"


def _key(row: CaseRow, shift: int) -> tuple[Any, ...]:
    key: list[Any] = []
    if isinstance(row, Someone):
        key += [row.subject, row.subject_id + shift]
    for name in row.keys:
        value = getattr(row, name)
        if name in ("indicator", "period"):
            key.append(value)
        elif not isinstance(row, Someone):
            key.append(value + shift)
    return tuple(key)


def label(row: CaseRow) -> str:
    """Which row it is: 'member 1, ORG04 in 2016-10'."""
    parts = [f"{name} {getattr(row, name)}" for name in ("member", "unit", "scope") if _names(row, name)]
    indicator, period = getattr(row, "indicator", None), getattr(row, "period", None)
    if indicator is not None:
        parts.append(indicator if period is None else f"{indicator} in {period}")
    return ", ".join(parts)


def _names(row: CaseRow, name: str) -> bool:
    return name in row.keys and getattr(row, name) is not None


def amount_text(column: str, value: Any) -> str:
    """A value as the case's file writes it."""
    if value is None or isinstance(value, str):
        return "null" if value is None else value
    if column in _PLAIN:
        return str(value)
    thousandths = value * 10 if column in _HUNDREDTHS else value
    return f"-{decimal_text(-thousandths)}" if thousandths < 0 else decimal_text(thousandths)


def _shown(result_row: dict[str, Any], keys: int) -> str:
    shown = [(name, value) for name, value in list(result_row.items())[keys:] if name != "unit_id"]
    return ", ".join(f"{name} {amount_text(name, value)}" for name, value in shown)
