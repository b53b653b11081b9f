"""Search by name, number, or the sounds of a name or their first letters, among what the viewer may see."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from goodstanding.access.viewer import Viewer
from goodstanding.models import Member, Unit
from goodstanding.names.readings import readings
from goodstanding.names.respelled import Way, by_firsts, in_full
from goodstanding.names.sounds import folded
from goodstanding.names.spelling import DOT, name_of
from goodstanding.queries.people.members import on_roster
from goodstanding.queries.people.units import units

MOST = 50
#: From so many Chinese letters on, a name is also looked for without its dot.
_LONG = 4


def members(viewer: Viewer, text: str) -> QuerySet[Member]:
    """Members that fit, in the order of their sounds; nothing for an empty text."""
    text = text.strip()
    if not text:
        return Member.objects.none()
    return on_roster(viewer).filter(named(text) | Q(number__startswith=text)).order_by("initials", "number")


def found_units(viewer: Viewer, text: str) -> QuerySet[Unit]:
    """Open units that fit, the highest first."""
    text = text.strip()
    if not text:
        none: QuerySet[Unit] = Unit.objects.none()
        return none
    plain = name_of(text)
    fits = _sounds(folded(plain)) | Q(name__startswith=plain) if plain.isascii() else Q(name__startswith=plain)
    for spelling in {text, plain}:
        fits |= Q(code__startswith=spelling) | (Q(name__contains=spelling) if not spelling.isascii() else Q())
    found: QuerySet[Unit] = units(viewer).filter(fits, closed_on=None).order_by("depth", "path")
    return found


def named(text: str) -> Q:
    """People whose name begins so: as it is written, by its sounds however they are said, or by their first letters."""
    text = name_of(text)
    if not text:
        return Q(pk=None)
    if any(ord(letter) > 0x2E7F for letter in text):
        return _written(text)
    typed = folded(text)
    fits = Q(name__startswith=text)
    if typed:
        fits |= _sounds(typed)
        for way in by_firsts(typed):
            fits |= _lies(way, "initials")
        for way in in_full(typed):
            fits |= _lies(way, "pinyin")
    return fits


def _written(text: str) -> Q:
    """In Chinese letters: as they stand, a letter that stands in for a rarer shape, and without the dot."""
    fits = Q(name__startswith=text)
    for rare, usual in readings().stand_ins.items():
        if usual in text:
            fits |= Q(name__startswith=text.replace(usual, rare))
    if len(text) >= _LONG and DOT not in text:
        fits |= _without_dot(text)
    return fits


def _without_dot(text: str) -> Q:
    same = Q(name__startswith=text[0], name__contains=DOT)
    for letter in dict.fromkeys(text[1:]):
        same &= Q(name__contains=letter)
    return same


def _sounds(typed: str) -> Q:
    return Q(initials__startswith=typed) | Q(pinyin__startswith=typed)


def _lies(way: Way, field: str) -> Q:
    found = Q(**{f"{field}__startswith": way.sounds}) if way.sounds else Q()
    for lookup, endings in (("name__startswith", way.begins), ("name__contains", way.holds)):
        if endings:
            found &= reduce(or_, (Q(**{lookup: letters}) for letters in endings))
    return found
