"""Whether a disk is full, as databases, files and their libraries each say it."""

import errno
import sqlite3

FULL = "The disk is full. Nothing was done by halves; make room, then do it again."
_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
#: What PostgreSQL calls it.
_STATE = "53100"
_TEXTS = ("no space left on device", "disk quota exceeded", "database or disk is full", "failed to offload data block")
#: Whose errors hold only words: DuckDB and Arrow pass on what the system said, Spark what Java said.
_IN_WORDS = {"duckdb", "_duckdb", "pyarrow", "sqlite3", "pyspark", "py4j"}


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or what it came of, says that a disk or a quota is full."""
    visited = set[int]()
    while error is not None and id(error) not in visited:
        visited.add(id(error))
        if _says_full(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _says_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in _NUMBERS:
        return True
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or getattr(error, "sqlstate", None) == _STATE:
        return True
    message = str(error).lower()
    return type(error).__module__.partition(".")[0] in _IN_WORDS and any(text in message for text in _TEXTS)
