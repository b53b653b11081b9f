"""A name is stored under one way to say it. For the other ways: where in the store a name lies that is said so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, permutations
from typing import NamedTuple

from goodstanding.names.readings import readings

#: More ways than this are no longer looked for; what people type has a few.
_MOST = 80
#: First letters alone are typed in short; of a sound, two letters say which it may be.
_LONGEST_FIRSTS, _PARTLY = 6, 2


class Way(NamedTuple):
    """Names that begin with one of these, hold one of those letters, and are stored under sounds that begin so."""

    begins: tuple[str, ...]
    holds: tuple[str, ...]
    sounds: str


class _Said(NamedTuple):
    """Letters that are stored under one sound and also said in another."""

    letters: tuple[str, ...]
    stored: str
    other: str


def in_full(typed: str) -> list[Way]:
    """Where names lie whose sounds, said another way, begin with what was typed."""
    return list(islice(_ways(typed, firsts=False), _MOST))


def by_firsts(typed: str) -> list[Way]:
    """The same for the first letters of the sounds."""
    return list(islice(_ways(typed, firsts=True), _MOST)) if len(typed) <= _LONGEST_FIRSTS else []


def _ways(typed: str, *, firsts: bool) -> Iterator[Way]:
    yield from _by_letter(Way((), (), typed), 1, firsts=firsts)
    for way in _by_surname(typed, firsts=firsts):
        yield way
        yield from _by_letter(way, len(way.begins[0]), firsts=firsts)


def _by_surname(typed: str, *, firsts: bool) -> Iterator[Way]:
    for names, stored, other in _surnames(firsts):
        if typed.startswith(other):
            yield Way(names, (), stored + typed[len(other) :])
        elif other.startswith(typed):
            yield Way(names, (), "")


def _by_letter(way: Way, first: int, *, firsts: bool) -> Iterator[Way]:
    """The same, where a letter further on is stored under another sound."""
    for letters, stored, other in _within(firsts):
        index = way.sounds.find(other, first)
        while index >= 0:
            yield Way(way.begins, letters, way.sounds[:index] + stored + way.sounds[index + len(other) :])
            index = way.sounds.find(other, index + 1)
        for length in range(_PARTLY, len(other)):
            if len(way.sounds) - length >= first and way.sounds.endswith(other[:length]):
                yield Way(way.begins, letters, way.sounds[:-length])


@cache
def _surnames(firsts: bool) -> list[_Said]:
    return _by_sound(
        ((name, way, other) for name, (way, *others) in readings().surnames.items() for other in others), firsts
    )


@cache
def _within(firsts: bool) -> list[_Said]:
    # Which of its readings a letter is stored under depends on the letters beside it.
    return _by_sound(
        ((letter, *pair) for letter, ways in readings().within.items() for pair in permutations(ways, 2)), firsts
    )


def _by_sound(found: Iterable[tuple[str, str, str]], firsts: bool) -> list[_Said]:
    """The letters together that are stored under the same sound and said in the same other one."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, way, other in found:
        together[_short(way, firsts), _short(other, firsts)].append(name)
    return [_Said(tuple(names), *pair) for pair, names in together.items() if pair[0] != pair[1]]


def _short(reading: str, firsts: bool) -> str:
    return "".join(word[0] for word in reading.split()) if firsts else reading.replace(" ", "")
