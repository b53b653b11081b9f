"""The SQL of an expression, worked out once for every form that an expression takes.

Turning an expression into SQL takes Ibis longer than computing a small table takes an engine, and a rating asks for the
same forms again and again: for every stretch of members, for the second scheme of a comparison, for the next month.
They differ in the names of the tables that they read, and those are put in afterwards.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any

import ibis.expr.operations as ops
import ibis.expr.types as ir
from ibis.common.graph import Node

#: How many forms are remembered. A rating has fewer than a hundred.
_FORMS = 1_000
#: A name as DuckDB and as Spark quote it.
_QUOTED = re.compile(r"(\"\w+\"|`\w+`)")

_lock = Lock()
_pieces: OrderedDict[Hashable, list[str | int]] = OrderedDict()


def sql_of(table: ir.Table, dialect: str, compiled: Callable[[ir.Table], str]) -> str:
    """The SQL of an expression in a dialect. compiled: makes it where no expression of this form was met before."""
    key, names = _form(table.op())
    with _lock:
        pieces = _pieces.get((dialect, key))
        if pieces is not None:
            _pieces.move_to_end((dialect, key))
    if pieces is None:
        pieces = _apart(compiled(table), names)
        with _lock:
            _pieces[dialect, key] = pieces
            if len(_pieces) > _FORMS:
                _pieces.popitem(last=False)
    quote = "`" if dialect == "spark" else '"'
    return "".join(f"{quote}{names[piece]}{quote}" if isinstance(piece, int) else piece for piece in pieces)


def _apart(sql: str, names: list[str]) -> list[str | int]:
    """The text, with numbers where tables are named."""
    places = {name: number for number, name in enumerate(names)}
    return [places.get(piece[1:-1], piece) if _QUOTED.fullmatch(piece) else piece for piece in _QUOTED.split(sql)]


def _form(root: Node) -> tuple[Hashable, list[str]]:
    """What an expression is made of, part by part and each after its own parts; and the tables that it reads."""
    names: list[str] = []
    numbers: dict[Node, int] = {}
    parts: list[Hashable] = []
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, ready = waiting.pop()
        if node in numbers:
            continue
        if not ready:
            waiting.append((node, True))
            waiting.extend((child, False) for child in node.__children__)
            continue
        if isinstance(node, ops.DatabaseTable):
            names.append(node.name)
            told: Hashable = (len(names) - 1, node.schema, node.namespace)
        else:
            told = _told(node.__args__, numbers)
        numbers[node] = len(parts)
        parts.append((type(node), told))
    return tuple(parts), names


def _told(what: Any, numbers: dict[Node, int]) -> Hashable:
    """An argument of a part, with numbers in place of other parts."""
    if isinstance(what, Node):
        return (Node, numbers[what])
    if isinstance(what, tuple):
        return tuple([_told(one, numbers) for one in what])
    if isinstance(what, Mapping):
        return tuple([(name, _told(value, numbers)) for name, value in what.items()])
    return (type(what), what)
