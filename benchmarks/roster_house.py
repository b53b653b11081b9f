"""`python -m benchmarks.roster_house FOLDER MEMBERS`: an organization without members, and files that hold them.

The database is the one in the environment. 17.9 members come to a branch, as in the simulations.
"""

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
_GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰涛明超霞平刚桂英华玉兰春梅建国志文海红小云"
_CLASSES = ("正式党员;无职务党员", "正式党员;离退休党员", "正式党员;流动党员", "预备党员;无职务党员")
_HEADER = ("编号", "姓名", "组织代码", "入党时间", "转正时间", "党员类别", "联系电话")
OPENED = date(2015, 1, 1)
_A_BRANCH, _BRANCHES_A_UNIT = 17.9, 40


def main(folder: Path, members: int) -> None:
    """Founds the organization and writes members.csv and members.xlsx."""
    import django  # noqa: PLC0415

    django.setup()
    codes = _tree(round(members / _A_BRANCH))
    rows = list(_rows(codes, members))
    with (folder / "members.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([_HEADER, *rows])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    for row in [_HEADER, *rows]:
        sheet.append(row)
    book.save(folder / "members.xlsx")


def _tree(branches: int) -> list[str]:
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.actions.people import organization  # noqa: PLC0415
    from goodstanding.models import Unit  # noqa: PLC0415
    from goodstanding.queries.people.organization import the_scheme  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    told: dict[str, Any] = {"scheme": the_scheme(), "time_zone": "Asia/Shanghai", "on": OPENED, "at": timezone.now()}
    top = organization.found(name="A city", name_zh="", root_name="A city", code="CITY", **told)
    middle = [_unit(top, place, f"M{place}", "sub_district") for place in range(1, branches // _BRANCHES_A_UNIT + 2)]
    below = [
        _unit(middle[place // _BRANCHES_A_UNIT], place % _BRANCHES_A_UNIT + 1, f"B{place}", "branch")
        for place in range(branches)
    ]
    Unit.objects.bulk_create([*middle, *below], batch_size=1000)
    return [one.code for one in below]


def _unit(above: Any, place: int, code: str, level: str) -> Any:
    from goodstanding.models import Unit  # noqa: PLC0415

    return Unit(
        path=Unit._get_path(above.path, above.depth + 1, place),
        depth=above.depth + 1,
        code=code,
        name=f"Unit {code}",
        level=level,
        type="community" if level == "branch" else level,
        opened_on=OPENED,
    )


def _rows(codes: list[str], members: int) -> Iterator[tuple[str, ...]]:
    dice = random.Random(1)
    for place in range(members):
        name = dice.choice(_SURNAMES) + "".join(dice.choices(_GIVEN, k=dice.choice((1, 2, 2))))
        joined = date(1970, 1, 1) + timedelta(days=dice.randrange(16_000))
        full, unit = joined + timedelta(days=365), dice.choice(codes)
        days = (joined.isoformat(), full.strftime("%Y.%m.%d"))
        yield (f"{10_000_000 + place}", name, unit, *days, dice.choice(_CLASSES), f"000-{place:08d}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
