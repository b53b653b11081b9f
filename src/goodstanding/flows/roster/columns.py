"""The columns of a roster, what they are called in files, and which column of a file is which."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.flows.roster.cells import clean
from goodstanding.flows.roster.row import Row


@dataclass(frozen=True)
class Column:
    """One column. title: what our own files call it; names: what others do, in small letters without spaces."""

    name: str
    title: Promise
    names: tuple[str, ...]
    needed: bool = False


COLUMNS = (
    Column(
        "number", _("Member number"), ("membernumber", "number", "no", "编号", "成员编号", "党员编号", "会员号"), True
    ),
    Column("name", _("Name"), ("name", "fullname", "姓名", "名字", "成员姓名", "党员姓名"), True),
    Column(
        "unit",
        _("Unit code"),
        ("unitcode", "unit", "branch", "单位代码", "组织代码", "支部代码", "所在支部", "所属组织"),
    ),
    Column(
        "joined_on", _("Joined on"), ("joinedon", "joined", "joindate", "加入日期", "入党日期", "入党时间", "入会日期")
    ),
    Column(
        "full_on", _("Full member since"), ("fullmembersince", "fullon", "转正日期", "转正时间", "转为正式成员日期")
    ),
    Column(
        "from_on", _("In this unit since"), ("inthisunitsince", "unitsince", "进入支部日期", "转入日期", "编入日期")
    ),
    Column("classes", _("Classes"), ("classes", "class", "类别", "成员类别", "党员类别", "人员类别")),
    Column("phone", _("Telephone"), ("telephone", "phone", "mobile", "电话", "手机", "手机号", "联系电话", "联系方式")),
)
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = tuple(column.name for column in COLUMNS if column.needed)
_NOISE = re.compile(r"[\s_\-:：*＊()（）]+")


def guess(headers: Sequence[str], titles: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Which column of the file each of ours is, by its name. titles: ours, in every language. From 0."""
    known = {
        _plain(name): column.name
        for column in COLUMNS
        for name in (*column.names, *titles.get(column.name, ()), column.name)
    }
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        name = known.get(_plain(header))
        if name is not None and name not in found:
            found[name] = place
    return found


def header_among(rows: Sequence[Row], titles: Mapping[str, Iterable[str]]) -> Row | None:
    """The row that names the columns: of the first rows, the one with most names that are known, or the first."""
    return max(rows, key=lambda row: (len(guess(row.cells, titles)), -row.number), default=None)


def _plain(header: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", clean(header))).lower()
