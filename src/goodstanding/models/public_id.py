"""Names for things: random ones in addresses, so that they cannot be counted or guessed, and those that people give.

A unit's code, a member's number and a sign-in name are given by people and come to stand in addresses, files and
other programs. All three have one shape, said here once for forms, imports, actions and the database.
"""

import re
import secrets
from typing import Any

from django.db import models
from django.db.models.expressions import Func

MOST = 40
_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,40}")
#: What stands in the place of a unit's code in some address. In small letters; no code is written like it.
RESERVED = frozenset({"tree"})


def new_key() -> str:
    """128 random bits, safe in an address."""
    return secrets.token_urlsafe(16)


def is_given(text: str, most: int = MOST) -> bool:
    """Whether a text can be a code, a number or a sign-in name: plain letters, digits, dots, hyphens, underscores."""
    return len(text) <= most and _GIVEN.fullmatch(text) is not None


def is_token(text: str) -> bool:
    """Whether a text can be what a page was given to say something once with. It is never a key of anything."""
    return _TOKEN.fullmatch(text) is not None


class _Shape(Func):
    """A condition that the database checks: the patterns are the database's own, and say the same."""

    output_field = models.BooleanField()
    arity = 1
    postgresql, sqlite = "", ""

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """By the letters' numbers, whatever the order of letters in the database's language."""
        return super().as_sql(
            compiler, connection, template=f"(%(expressions)s COLLATE \"C\") ~ '{self.postgresql}'", **context
        )

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """GLOB, which every program that opens the file knows."""
        del connection, context
        text, values = compiler.compile(self.source_expressions[0])
        return self.sqlite % {"text": text}, [*values] * self.sqlite.count("%(text)s")


class IsGiven(_Shape):
    """That a column is shaped as `is_given` says; how long it is, is for the column."""

    postgresql = "^[A-Za-z0-9][A-Za-z0-9._-]*$"
    sqlite = "(%(text)s GLOB '[A-Za-z0-9]*' AND NOT %(text)s GLOB '*[^A-Za-z0-9._-]*')"


class IsKey(_Shape):
    """That a column is what `new_key` makes."""

    postgresql = "^[A-Za-z0-9_-]{22}$"
    sqlite = "(length(%(text)s) = 22 AND NOT %(text)s GLOB '*[^A-Za-z0-9_-]*')"


class MadeKey(Func):
    """A key like those of `new_key`, made by the database for each row: 22 letters and digits, 86 random bits."""

    output_field = models.CharField(max_length=22)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """From the end of a random UUID on, where most of its random digits stand."""
        del compiler, connection, context
        return "substr(reverse(replace(gen_random_uuid()::text, '-', '')), 1, 22)", []

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """From random bytes."""
        del compiler, connection, context
        return "lower(hex(randomblob(11)))", []
