"""Prints and seals documents. Many at once are printed by processes of their own, as many as there are cores."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from goodstanding.documents.seal import Seal

#: A process gives its memory back after so many documents; the next one begins in a second.
_DOCUMENTS_A_PROCESS = 400


@dataclass(frozen=True)
class PrintOrder:
    """One document to print. about: what the seal says it is."""

    data: dict[str, Any]
    title: str
    about: str
    language: str
    made_on: datetime
    unknown: str
    fonts: tuple[Path, ...] = ()


class Printer(Protocol):
    """Prints documents in their order."""

    def __call__(self, orders: Iterable[PrintOrder]) -> Iterator[bytes]: ...


def printed(order: PrintOrder, seal: "Seal") -> bytes:
    """One document under the seal."""
    # Of the processes that answer pages few ever print, and what does that takes a while to load.
    from goodstanding.documents.maker import pdf  # noqa: PLC0415
    from goodstanding.documents.seal import sealed  # noqa: PLC0415

    made = pdf(
        "dossier", order.data, language=order.language, made_on=order.made_on, title=order.title,
        unknown=order.unknown, fonts=order.fonts,
    )  # fmt: skip
    return sealed(made, seal, order.made_on, order.about)


def _printed_apart(order: PrintOrder, pems: tuple[bytes, bytes]) -> bytes:
    return printed(order, _seal_of(pems))


_seals: dict[tuple[bytes, bytes], "Seal"] = {}


def _seal_of(pems: tuple[bytes, bytes]) -> "Seal":
    """The seal of a process that prints; read once, because that takes longer than a document."""
    from goodstanding.documents.seal import read_seal  # noqa: PLC0415

    if pems not in _seals:
        _seals[pems] = read_seal(*pems)
    return _seals[pems]


@contextmanager
def press(seal: "Seal", pems: tuple[bytes, bytes], *, many: bool) -> Iterator[Printer]:
    """A printer. many: whether processes of their own are worth their start."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not many or cores == 1:
        yield lambda orders: (printed(order, seal) for order in orders)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, max_tasks_per_child=_DOCUMENTS_A_PROCESS) as pool:
        yield lambda orders: pool.map(partial(_printed_apart, pems=pems), orders)
