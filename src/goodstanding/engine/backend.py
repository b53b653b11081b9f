"""What the engine asks of whatever executes its expressions; `backends` has what answers."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import ibis.expr.types as ir


class Backend(Protocol):
    """An execution engine with the integer functions of `arithmetic` defined in it."""

    name: str
    version: str

    def parquet(self, files: Sequence[Path], columns: dict[str, str]) -> ir.Table:
        """The rows of Parquet files as a table with these columns and types."""
        ...

    def table(self, rows: list[dict[str, object]], columns: dict[str, str]) -> ir.Table:
        """A small table made of rows."""
        ...

    def keep(self, table: ir.Table) -> ir.Table:
        """The table computed once, for several uses, until the scope around it ends."""
        ...

    def step(self, table: ir.Table) -> ir.Table:
        """The table as a step of its own, for an engine that compiles all of a query into one program of bounded
        size; elsewhere the table as it is."""
        ...

    def scope(self) -> AbstractContextManager[None]:
        """A block at whose end everything that was kept or made in it is let go."""
        ...

    def rows(self, table: ir.Table) -> list[tuple[Any, ...]]:
        """A small result, fetched."""
        ...

    def batches(self, table: ir.Table) -> Iterator[Any]:
        """A large result in its order, as Arrow record batches."""
        ...

    def close(self) -> None:
        """Ends what was started."""
        ...
