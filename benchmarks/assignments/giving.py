"""`python -m benchmarks.assignments.giving FOLDER MEMBERS TIMES`: gives, and copies as many rows, in turn.

The database is the one in the environment, and empty. The last line is what was measured, as JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.roster_house import _tree as organization

#: Made inside the database: members one after the other into the branches, and an account of their own for each.
_MEMBERS = """
INSERT INTO goodstanding_member (key, number, name, pinyin, initials, joined_on, unit_id, phone)
SELECT substr(md5(n::text) || md5(n::text), 1, 22), (10000000 + n)::text, 'Member ' || n, '', '', '1999-07-01',
       branches.id, ''
FROM generate_series(1, %s) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM goodstanding_unit WHERE level = 'branch') branches
  ON branches.place = n %% (SELECT count(*) FROM goodstanding_unit WHERE level = 'branch')
"""
_ACCOUNTS = """
INSERT INTO goodstanding_account (password, login, name, member_id, is_active, language, theme, large_type, created_at)
SELECT CASE WHEN id %% 4 = 0 THEN '!' ELSE 'a hash' END, number, '', id, true, '', 'auto', false, now()
FROM goodstanding_member
"""
_CLASSES = """
INSERT INTO goodstanding_memberclass (member_id, word, from_on)
SELECT id, CASE WHEN id %% 20 = 0 THEN 'elderly_sick' ELSE 'full' END, '2016-01-01' FROM goodstanding_member
"""
_TABLES = ("goodstanding_assignee", "goodstanding_notice")


def fill(members: int) -> None:
    """Makes an organization with so many members, each with an account."""
    import django  # noqa: PLC0415

    django.setup()
    organization(round(members / 17.9))
    for statement in (_MEMBERS, _ACCOUNTS, _CLASSES):
        _sql(statement, [members] if statement == _MEMBERS else [])
    _sql("ANALYZE")


def main(folder: Path, members: int, times: int) -> None:
    """Fills an organization, and measures pair by pair."""
    fill(members)
    given, copied, reminded = list[float](), list[float](), list[float]()
    for _time in range(times):
        given.append(_seconds(_give))
        files = _written(folder)
        reminded.append(_seconds(_remind))
        _empty()
        copied.append(_seconds(partial(_copy, files)))
        _empty()
    ratios = [one / other for one, other in zip(given, copied, strict=True)]
    figures = {
        "give_s": _rounded(given), "copy_s": _rounded(copied), "remind_s": _rounded(reminded),
        "ratio": {"median": round(median(ratios), 2), "least": round(min(ratios), 2), "most": round(max(ratios), 2)},
    }  # fmt: skip
    print(json.dumps(figures))


def _rounded(seconds: list[float]) -> dict[str, Any]:
    return {"median": round(median(seconds), 1), "runs": [round(one, 1) for one in seconds]}


def _give() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.actions.assignments import giving  # noqa: PLC0415
    from goodstanding.models import Unit  # noqa: PLC0415
    from goodstanding.queries.assignments.recipients import Recipients  # noqa: PLC0415
    from goodstanding.queries.people.organization import the_scheme  # noqa: PLC0415

    unit, day = Unit.objects.get(code="CITY"), timezone.localdate()
    task = giving.Task("Register for the flood watch", day + timedelta(days=1))
    giving.give(
        unit=unit, word="task", task=task, to=Recipients(), scheme=the_scheme(), by=officer(), at=timezone.now()
    )


def _remind() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.actions.assignments import reminders  # noqa: PLC0415
    from goodstanding.queries.people.organization import the_scheme  # noqa: PLC0415

    on = timezone.localdate() + timedelta(days=1)
    assert reminders.remind(on=on, scheme=the_scheme(), at=timezone.now()) > 0


def officer() -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.access.viewer import viewer_of  # noqa: PLC0415
    from goodstanding.models import Account, Post, Unit  # noqa: PLC0415

    account = Account.objects.exclude(member=None).order_by("pk")[0]
    when = {"from_on": timezone.localdate(), "granted_at": timezone.now(), "accepted_at": timezone.now()}
    Post.objects.get_or_create(
        account=account, role="officer", unit=Unit.objects.get(code="CITY"), until_on=None, defaults=when
    )
    return viewer_of(account, timezone.localdate(), verified=True)


def _written(folder: Path) -> dict[str, Path]:
    """What giving left in each table, as files that COPY reads."""
    found = {}
    for table in _TABLES:
        found[table] = folder / f"{table}.copy"
        with found[table].open("wb") as file, _cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as rows:
            for part in rows:
                file.write(part)
    return found


def _copy(files: dict[str, Path]) -> None:
    """The floor: the same rows, in one transaction."""
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        for table, path in files.items():
            with path.open("rb") as file, _cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as rows:
                while part := file.read(1 << 20):
                    rows.write(part)


def _empty() -> None:
    """Both tables as before, without the dead rows of the last turn."""
    tables = [*_TABLES, "goodstanding_assignmentstep"]
    # What guards them stands aside for a moment: the application never empties a table.
    for table in tables:
        _sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    _sql(f"TRUNCATE {', '.join(tables)} CASCADE")
    for table in tables:
        _sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    _sql("CHECKPOINT")


def _sql(statement: str, parameters: Any = None) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _cursor() -> Any:
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    return connection.connection.cursor()


def _seconds(act: Callable[[], object]) -> float:
    with _clock() as passed:
        act()
    return passed[0]


@contextmanager
def _clock() -> Iterator[list[float]]:
    begun, passed = time.monotonic(), [0.0]
    yield passed
    passed[0] = time.monotonic() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
