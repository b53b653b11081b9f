"""The lists of what waits, each built by a method, and read only where the count of all lists says that it has rows."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar, overload

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class HasCounts(Protocol):
    """What has such lists, by their names, and knows how many rows each list of its viewer has."""

    lists: ClassVar[dict[str, "WaitingList[Any]"]]

    @property
    def counts(self) -> Mapping[str, int]:
        """The numbers of rows, by the names of the lists."""


class WaitingList(Generic[Row]):
    """One list of a viewer's. by_the_clock: its question names the moment, and is another one a minute later."""

    def __init__(self, build: Callable[[Any], QuerySet[Row]], *, of_office: bool, by_the_clock: bool) -> None:
        self.build, self.of_office, self.by_the_clock = build, of_office, by_the_clock
        self.__doc__ = build.__doc__

    def __set_name__(self, owner: type[HasCounts], name: str) -> None:
        self._name = name
        owner.lists[name] = self

    @overload
    def __get__(self, waiting: None, owner: type[HasCounts]) -> Self: ...
    @overload
    def __get__(self, waiting: HasCounts, owner: type[HasCounts]) -> Iterable[Row]: ...
    def __get__(self, waiting: HasCounts | None, owner: type[HasCounts]) -> Self | Iterable[Row]:
        """Returns its rows; none where it has none, or where the viewer holds no office that has the list."""
        if waiting is None:
            return self
        return self.build(waiting) if waiting.counts.get(self._name) else ()


def own(build: Callable[[Any], QuerySet[Row]]) -> WaitingList[Row]:
    """Marks what waits for the viewer as a member."""
    return WaitingList(build, of_office=False, by_the_clock=False)


def own_by_the_clock(build: Callable[[Any], QuerySet[Row]]) -> WaitingList[Row]:
    """Marks what does so from or until a moment."""
    return WaitingList(build, of_office=False, by_the_clock=True)


def of_office(build: Callable[[Any], QuerySet[Row]]) -> WaitingList[Row]:
    """Marks what waits for the viewer in an office."""
    return WaitingList(build, of_office=True, by_the_clock=False)


def of_office_by_the_clock(build: Callable[[Any], QuerySet[Row]]) -> WaitingList[Row]:
    """Marks what does so from or until a moment."""
    return WaitingList(build, of_office=True, by_the_clock=True)
