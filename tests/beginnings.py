"""What many tests begin with: a house in which a month is rated. Made once, and every test gets it as if made for it.

@pytest.mark.begins(after=absent_and_published)
def test_...(house: House) -> None:
    run, facts = house.begun
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.database import copy_for_one_test, keep_a_copy, rolled_back
from tests.house import Begun, House, build
from tests.months import SEPTEMBER, drafted, published, record_a_year
from tests.objected import absent_and_published

#: Makes something happen in a new house, and gives the run and the facts that came of it.
Beginning = Callable[[House], Begun]

_MADE: dict[str, tuple[int, list[int]] | None] = {}


def year_published(house: House) -> Begun:
    """Facts of January to September about everybody, and September published."""
    facts = record_a_year(house)
    return published(house), facts


def two_months_published(house: House) -> Begun:
    """The same with August published before September."""
    facts = record_a_year(house)
    published(house, SEPTEMBER - 1)
    return published(house), facts


def year_drafted(house: House) -> Begun:
    """Facts of January to September about everybody, and September drafted."""
    facts = record_a_year(house)
    return drafted(house), facts


def absent_by_import(house: House) -> Begun:
    """Two absences that no person wrote down, and September published with them."""
    return absent_and_published(house, who=None)


@contextmanager
def house_after(beginning: Beginning | None, *, committed: bool) -> Iterator[House]:
    """A house after a beginning, or a new one, without a trace of other tests. committed: whether commits are real."""
    from goodstanding.models import Fact, Run
    from goodstanding.queries.people.organization import the_scheme
    from goodstanding.queries.personal import badge

    name = beginning.__name__ if beginning else "new"
    if name not in _MADE:
        _MADE[name] = _make(name, beginning)
    badge.forget()
    shutil.rmtree(_lake(), ignore_errors=True)
    if beginning:
        shutil.copytree(_kept_lake(name), _lake(), symlinks=True)
    made = _MADE[name]
    with copy_for_one_test(name) if committed else rolled_back(name):
        if made is None:
            yield House(the_scheme())
            return
        found = Fact.objects.in_bulk(made[1])
        yield House(the_scheme(), _begun=(Run.objects.get(pk=made[0]), [found[pk] for pk in made[1]]))


def _make(name: str, beginning: Beginning | None) -> tuple[int, list[int]] | None:
    shutil.rmtree(_lake(), ignore_errors=True)
    with keep_a_copy(name):
        house = build()
        if beginning is None:
            return None
        run, facts = beginning(house)
    shutil.copytree(_lake(), _kept_lake(name), symlinks=True)
    return run.pk, [fact.pk for fact in facts]


def _lake() -> Path:
    from django.conf import settings

    return Path(settings.DATA) / "lake"


def _kept_lake(name: str) -> Path:
    return _lake().with_name(f"lake-{name}")
