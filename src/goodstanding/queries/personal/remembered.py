"""What a process remembers of the viewers it served last, as long as nothing that it depends on has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from django.db.models import Model

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """A value for each of the accounts that were served last. most: so many accounts."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[object, Value]] = OrderedDict()

    def get(self, account: Hashable, state: object, make: Callable[[], Value]) -> Value:
        """Returns the value that was made for the account in an equal state, or makes and remembers a new one."""
        with self._lock:
            known = self._values.get(account)
            if known is not None:
                self._values.move_to_end(account)
        if known is not None and known[0] == state:
            return known[1]
        value = make()
        with self._lock:
            self._values[account] = state, value
            self._values.move_to_end(account)
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def forget(self) -> None:
        """Makes every value anew from here on."""
        with self._lock:
            self._values.clear()


@dataclass(frozen=True, eq=False)
class VerySame:
    """Part of a state that is equal only where it is about the very same thing, as one that is too large to compare."""

    thing: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VerySame) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)


def fields_of(row: Model) -> tuple[object, ...]:
    """Returns all that the table holds of a row, as part of a state."""
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)
