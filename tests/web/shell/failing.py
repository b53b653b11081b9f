"""Pages that fail because the database does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.urls import reverse

from tests.house import House


@contextmanager
def failing(error: Exception, table: str = "goodstanding_notice") -> Iterator[None]:
    """While this lasts, the database fails with an error whenever a table is asked for."""

    def ask(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if table in sql:
            raise error
        return execute(sql, *more)

    with connection.execute_wrapper(ask):
        yield


def broken(house: House, error: Exception, **headers: str) -> Any:
    """The answer of a page that fails."""
    client = house.client("member")
    client.raise_request_exception = False
    with failing(error):
        return client.get(reverse("home"), headers=headers)
