"""The rules as pandas frames."""

from dataclasses import dataclass

import pandas as pd

from benchmarks.contestants.book import Book

_NO_CAP = 2**62


@dataclass(frozen=True)
class Rules:
    """cells: one row a cell, with its indicator's terms. feeds: kind, month, cell, measure.

    terms: class_set, place, voluntary. groups: class_set, peer_group. steps: place, at_least, step_points - the maps.
    """

    book: Book
    cells: pd.DataFrame
    feeds: pd.DataFrame
    terms: pd.DataFrame
    groups: pd.DataFrame
    steps: pd.DataFrame


def rules_of(book: Book, lived: pd.DataFrame) -> Rules:
    """The frames of a scheme; adds the column class_set to the members."""
    codes, labels = pd.factorize(lived.label)
    lived["class_set"] = codes
    tags = [frozenset(word for word in str(label).split(";") if word) for label in labels]
    return Rules(
        book,
        _cells(book),
        _feeds(book),
        _terms(book, tags),
        pd.DataFrame({"class_set": range(len(tags)), "peer_group": [book.scheme.peer_group(one) for one in tags]}),
        _steps(book),
    )


def _cells(book: Book) -> pd.DataFrame:
    rows = []
    for cell in book.cells:
        rule = book.scheme.indicators[cell.place]
        rows.append(
            {
                "cell": cell.number,
                "place": cell.place,
                "until": cell.until,
                "indicator": rule.code,
                "period": cell.period.name,
                "kind": rule.kind,
                "measure": rule.measure,
                "formula": rule.formula,
                "points": rule.points,
                "target": rule.target or 0,
                "cap": _NO_CAP if rule.cap is None else rule.cap,
                "paced": rule.due == "pace",
                "span": cell.period.months if rule.due == "pace" else 1,
                "early": rule.due == "close" and not cell.closed,
                "blank": rule.missing if rule.due == "close" and cell.closed else None,
            }
        )
    words = ["indicator", "period", "kind", "measure", "formula", "blank"]
    return pd.DataFrame(rows).astype(dict.fromkeys(words, "category"))


def _feeds(book: Book) -> pd.DataFrame:
    rows = [
        (kind, month, cell.number, book.scheme.indicators[cell.place].measure)
        for cell in book.cells
        for kind in book.scheme.indicators[cell.place].facts
        for month in range(cell.period.first, cell.until + 1)
    ]
    feeds = pd.DataFrame(rows, columns=["kind", "month", "cell", "measure"])
    return feeds.astype({"measure": "category", "month": "int32"})


def _terms(book: Book, tags: list[frozenset[str]]) -> pd.DataFrame:
    rows = [
        (number, place, rule.voluntary(words))
        for number, words in enumerate(tags)
        for place, rule in enumerate(book.scheme.indicators)
        if rule.has(words)
    ]
    return pd.DataFrame(rows, columns=["class_set", "place", "voluntary"])


def _steps(book: Book) -> pd.DataFrame:
    rows = [
        (place, at_least, points)
        for place, rule in enumerate(book.scheme.indicators)
        for at_least, points in rule.map or ()
    ]
    return pd.DataFrame(rows, columns=["place", "at_least", "step_points"])
