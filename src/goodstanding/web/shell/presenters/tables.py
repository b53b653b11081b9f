"""A table for parts/tables/table.html: its head, by which column it is sorted, and the addresses of other orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict


@dataclass(frozen=True)
class PageColumn:
    """A column. key: its name in addresses; order: the fields by which it sorts, if it does; whole: never broken."""

    key: str
    label: str
    order: tuple[str, ...] = ()
    whole: bool = False


def order_of(columns: Sequence[PageColumn], asked: QueryDict, otherwise: Sequence[str]) -> list[str]:
    """The fields to sort by: those of the column that is asked for as `sort=key` or `sort=-key`, or the others."""
    key, backwards = _sort(asked)
    found = next((column for column in columns if column.order and column.key == key), None)
    if found is None:
        return list(otherwise)
    return [f"-{field}" if backwards else field for field in found.order]


def head(columns: Sequence[PageColumn], asked: QueryDict) -> list[dict[str, Any]]:
    """The head's cells. A column by which the table is sorted offers the other direction; each begins on page one."""
    key, backwards = _sort(asked)
    cells = []
    for column in columns:
        is_sorted = bool(column.order) and column.key == key
        turned = f"-{column.key}" if is_sorted and not backwards else column.key
        cells.append(
            {
                "label": column.label,
                "whole": column.whole,
                "sort_url": _address(asked, turned) if column.order else "",
                "sorted": ("descending" if backwards else "ascending") if is_sorted else "",
            }
        )
    return cells


def cells(columns: Sequence[PageColumn], values: Sequence[str], url: str = "") -> list[dict[str, Any]]:
    """A row's cells; the first is its header, and leads to `url` where there is one."""
    return [
        {
            "key": column.key,
            "label": column.label,
            "value": value,
            "whole": column.whole,
            "header": not number,
            "url": "" if number else url,
        }
        for number, (column, value) in enumerate(zip(columns, values, strict=True))
    ]


def _sort(asked: QueryDict) -> tuple[str, bool]:
    text = asked.get("sort") or ""
    return text.removeprefix("-"), text.startswith("-")


def _address(asked: QueryDict, sort: str) -> str:
    query = asked.copy()
    query.pop("page", None)
    query["sort"] = sort
    return f"?{query.urlencode()}"
