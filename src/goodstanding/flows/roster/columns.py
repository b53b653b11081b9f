"""The columns of a roster."""

from django.utils.translation import gettext_lazy as _

from goodstanding.flows.imports.columns import ImportColumn

COLUMNS = (
    ImportColumn(
        "number", _("Member number"), ("membernumber", "number", "no", "编号", "成员编号", "党员编号", "会员号"), True
    ),
    ImportColumn("name", _("Name"), ("name", "fullname", "姓名", "名字", "成员姓名", "党员姓名"), True),
    ImportColumn(
        "unit",
        _("Unit code"),
        ("unitcode", "unit", "branch", "单位代码", "组织代码", "支部代码", "所在支部", "所属组织"),
        # An empty cell would put a person into whichever unit the file is brought to.
        filled=True,
    ),
    ImportColumn(
        "joined_on", _("Joined on"), ("joinedon", "joined", "joindate", "加入日期", "入党日期", "入党时间", "入会日期")
    ),
    ImportColumn(
        "full_on", _("Full member since"), ("fullmembersince", "fullon", "转正日期", "转正时间", "转为正式成员日期")
    ),
    ImportColumn(
        "from_on", _("In this unit since"), ("inthisunitsince", "unitsince", "进入支部日期", "转入日期", "编入日期")
    ),
    ImportColumn("classes", _("Classes"), ("classes", "class", "类别", "成员类别", "党员类别", "人员类别")),
    ImportColumn(
        "phone", _("Telephone"), ("telephone", "phone", "mobile", "电话", "手机", "手机号", "联系电话", "联系方式")
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = tuple(column.name for column in COLUMNS if column.needed)
