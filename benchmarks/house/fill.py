"""Puts a simulated lake's units and members into the application's tables with COPY.

`DATABASE_URL=postgresql://... python -m benchmarks.house.fill LAKE MONTH [nobody]`; with `nobody`, nobody can sign in.
The people keep the simulation's numbers; names are drawn from a few hundred syllables, so that a search finds as many
as in life. Prints a line of JSON.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

OPENED = date(2015, 1, 1)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
_GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰涛明超霞平刚桂英华玉兰春梅建国志文海红小云"


def main(lake: Path, month: str, *, with_people: bool) -> None:
    """Fills an empty database and says what is in it."""
    begun = time.monotonic()
    source = duckdb.connect()
    _found()
    units = _units(source, lake)
    members = _members(source, lake, month, units)
    if with_people:
        _people(source, lake, month)
    _analyze()
    print(json.dumps({"units": len(units), "members": members, "filled_in_s": round(time.monotonic() - begun, 1)}))


def _found() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.models import Organization  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    Organization.objects.create(name="A city", scheme="vanguard-136", founded_at=timezone.now())


def _units(source: duckdb.DuckDBPyConnection, lake: Path) -> dict[int, str]:
    """Copies the tree. Gives every unit's path."""
    from goodstanding.models import Unit, UnitName, UnitPlace  # noqa: PLC0415

    rows = source.execute(
        f"SELECT unit_id, parent_id, level, type, name FROM '{lake}/units.parquet' ORDER BY 1"
    ).fetchall()
    sizes = dict(_here(source, lake))
    paths, children = dict[int, str](), dict[int, int]()
    for unit, parent, *_rest in rows:
        place = children[parent] = children.get(parent, 0) + 1
        above = paths.get(parent, "")
        paths[unit] = Unit._get_path(above, len(above) // Unit.steplen + 1, place)
    copy(
        Unit,
        ("id", "path", "depth", "numchild", "code", "name", "pinyin", "initials", "level", "type", "opened_on",
         "members_here"),
        ((unit, paths[unit], len(paths[unit]) // Unit.steplen, children.get(unit, 0), f"U{unit}", name, name.lower(),
          "".join(word[0] for word in name.lower().split()), level, kind, OPENED, sizes.get(unit, 0))
         for unit, _parent, level, kind, name in rows),
    )  # fmt: skip
    copy(UnitName, ("unit_id", "name", "from_on"), ((unit, name, OPENED) for unit, _p, _l, _t, name in rows))
    copy(UnitPlace, ("unit_id", "parent_id", "from_on"), ((unit, parent, OPENED) for unit, parent, *_rest in rows))
    return paths


def _here(source: duckdb.DuckDBPyConnection, lake: Path) -> list[tuple[int, int]]:
    first = sorted(lake.glob("members/month=*"))[-1]
    found: list[tuple[int, int]] = source.execute(
        f"SELECT unit_id, count(*) FROM '{first}/*.parquet' GROUP BY 1"
    ).fetchall()
    return found


def _members(source: duckdb.DuckDBPyConnection, lake: Path, month: str, units: dict[int, str]) -> int:
    from goodstanding.models import Member, MemberClass, Membership  # noqa: PLC0415

    del units
    files = f"'{lake}/members/month={month}/*.parquet'"
    copy(
        Member,
        ("id", "key", "number", "name", "pinyin", "initials", "joined_on", "unit_id", "phone"),
        _persons(batches(source, f"SELECT member_id, unit_id FROM {files} ORDER BY 1")),
    )
    copy(
        Membership,
        ("member_id", "unit_id", "from_on"),
        ((member, unit, OPENED) for member, unit in batches(source, f"SELECT member_id, unit_id FROM {files}")),
    )
    copy(
        MemberClass,
        ("member_id", "word", "from_on"),
        ((member, word, OPENED) for member, word in
         batches(source, f"SELECT member_id, unnest(classes) FROM {files}")),
    )  # fmt: skip
    return Member.objects.count()


def _persons(rows: Iterable[tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    from goodstanding.names.sounds import sounds  # noqa: PLC0415

    chance = random.Random(1)
    for member, unit in rows:
        name = chance.choice(_SURNAMES) + chance.choice(_GIVEN) + chance.choice(_GIVEN)
        yield member, f"m{member:021d}", f"{member:08d}", name, *sounds(name).values(), OPENED, unit, ""


def _people(source: duckdb.DuckDBPyConnection, lake: Path, month: str) -> None:
    """Two hundred members, fifty secretaries and an officer over each level who can sign in."""
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.actions.people import accounts, posts  # noqa: PLC0415
    from goodstanding.models import Account, Member, Post, Unit  # noqa: PLC0415

    now, day = timezone.now(), date(2016, 1, 1)
    files = f"'{lake}/members/month={month}/*.parquet'"
    chosen = source.execute(
        f"SELECT member_id FROM (SELECT member_id FROM {files} ORDER BY member_id) USING SAMPLE reservoir(250 ROWS) "
        "REPEATABLE (1)"
    ).fetchall()
    for place, (member,) in enumerate(sorted(chosen)):
        one = Member.objects.select_related("unit").get(pk=member)
        account = accounts.of_member(one, at=now)
        if place % 5 == 0:
            assert one.unit is not None
            posts.grant(account=account, role=Post.Role.SECRETARY, unit=one.unit, on=day, by=None, at=now)
    for depth in (1, 2, 3):
        over = Unit.objects.filter(depth=depth).order_by("path")[0]
        account = Account.objects.create(login=f"officer-{depth}", name=f"Officer {depth}", created_at=now)
        posts.grant(account=account, role=Post.Role.OFFICER, unit=over, on=day, by=None, at=now)


def batches(source: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """A large result row by row, without holding all of it."""
    cursor = source.cursor().execute(query)
    while rows := cursor.fetchmany(50_000):
        yield from rows


def copy(model: Any, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows into a model's table, and set its sequence, where it has one, behind them."""
    from django.db import connection  # noqa: PLC0415

    table = model._meta.db_table
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as into:
            for row in rows:
                into.write_row(row)
        if model._meta.auto_field is None:
            return
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _analyze() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], with_people="nobody" not in sys.argv[3:])
