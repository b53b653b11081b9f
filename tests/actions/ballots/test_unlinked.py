"""Tries to find out who voted how, with the whole database, before and after every vote, as an operator has it.

docs/adr/0042 says what such an operator can see: that a sealed vote came with a mark, if backups were taken right
before and right after it; and that nothing ever says what was in it.
"""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from goodstanding.models import Ballot
from tests.ballots import Held, opened, viewer_for
from tests.house import House

pytestmark = pytest.mark.usefixtures("transactional_db")
Backup = dict[str, list[tuple[Any, ...]]]
AREA = "goodstanding_ballot"
#: What is random in a ballot by design: sealed votes, keys, receipts, fingerprints.
_RANDOM = re.compile(r"[A-Za-z0-9_-]{22,}|[A-Z2-7]{5}-[A-Z2-7]{5}")
A, B = [1, 1, 1], [3, 0, 2]


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    """Rows have a place and a transaction here."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no xmin")


def backup() -> Backup:
    """Every row of every table, with its place on the disk, the transaction that wrote it, and its columns as text."""
    found: Backup = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace "
            "AND has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT ctid::text, xmin::text, to_jsonb(t)::text FROM "{table}" t ORDER BY t.ctid')
            found[table] = cursor.fetchall()
    return found


def changed(before: Backup, after: Backup) -> set[str]:
    """The tables that are not the same."""
    return {table for table in after if before[table] != after[table]}


def held_with(house: House, votes: list[list[int]]) -> tuple[Held, list[Backup]]:
    """A ballot in which the members of the branch vote so, one after the other, with a backup after every vote."""
    held = opened(house)
    for member in house.members("B111"):
        viewer_for(house, member)
    backups = [backup()]
    for member, choices in zip(house.members("B111"), votes, strict=True):
        held.vote(member, choices)
        backups.append(backup())
    held.close()
    backups.append(backup())
    held.shuffle(0)
    backups.append(backup())
    held.shuffle(1)
    backups.append(backup())
    held.count(0)
    backups.append(backup())
    held.count(1)
    backups.append(backup())
    return held, backups


def without_the_random(found: Backup, ballot: Ballot) -> list[str]:
    """What the tables of ballots say of one, in the order of the disk, without what is random and without numbers."""
    classes = "|".join(str(pk) for pk in ballot.classes.values_list("pk", flat=True))
    its_own = re.compile(rf'"(ballot_id": {ballot.pk}|of_class_id": ({classes}))\b')
    rows = [(table, row) for table, some in found.items() if table.startswith(AREA) for _at, _by, row in some]
    return [
        table + re.sub(r'"(id|\w+_id)": \d+', r'"\1"', _RANDOM.sub("random", row))
        for table, row in rows
        if its_own.search(row)
    ]


def test_two_backups_around_a_vote_show_a_mark_and_a_sealed_vote_and_nothing_else(house: House) -> None:
    _held, backups = held_with(house, [A, B, A, A, B])
    for before, after in pairwise(backups[:6]):
        assert changed(before, after) == {f"{AREA}voter", f"{AREA}box"}


def test_one_backup_alone_has_no_order_of_the_sealed_votes(house: House) -> None:
    held = opened(house)
    cast = [held.vote(member, A) for member in house.members("B111")]
    found = backup()
    ((_place, _transaction, box),) = found[f"{AREA}box"]
    pairs = re.findall(r'\["([\w-]+)", "([\w-]+)"\]', box)
    assert len(pairs) == len(cast)
    assert pairs == sorted(pairs), "one row, written anew with every vote, in the order of random letters"
    marks = [row for _place, _transaction, row in found[f"{AREA}voter"]]
    assert all(not re.search(r"_at|\d\d:\d\d", row) for row in marks), "a mark has no time"


def test_nothing_of_a_sealed_vote_is_found_again_in_what_the_tellers_hand_in(house: House) -> None:
    _held, backups = held_with(house, [A, B, A, A, B])
    sealed, shuffled = backups[6][f"{AREA}box"][0][2], backups[8][f"{AREA}box"][0][2]
    outer = re.findall(r"[\w-]{200,}", sealed)
    inner = re.findall(r"[\w-]{100,}", shuffled)
    assert (len(outer), len(inner)) == (10, 10)
    assert len({len(one) for one in outer}) == len({len(one) for one in inner}) == 1, "all are equally long"
    parts = {one[at : at + 8] for one in outer for at in range(len(one) - 7)}
    assert not any(one[at : at + 8] in parts for one in inner for at in range(len(one) - 7))
    assert not re.findall(r"[\w-]{100,}", backups[-1][f"{AREA}box"][0][2])


def test_who_voted_how_changes_nothing_in_any_backup(house: House) -> None:
    # The same sums, given by other members: whatever an operator looks at is the same but for random letters.
    first, of_first = held_with(house, [A, B, A, A, B])
    second, of_second = held_with(house, [B, A, A, B, A])
    for one, other in zip(of_first, of_second, strict=True):
        assert without_the_random(one, first.ballot) == without_the_random(other, second.ballot)
    assert sum(row.startswith(f"{AREA}count") for row in without_the_random(of_first[-1], first.ballot)) == 15
