"""The columns of a sheet of facts."""

from django.utils.translation import gettext_lazy as _

from goodstanding.flows.imports.columns import ImportColumn

COLUMNS = (
    ImportColumn(
        "number",
        _("Member number or unit code"),
        ("membernumber", "number", "no", "unitcode", "编号", "成员编号", "党员编号", "会员号", "组织代码", "支部代码"),
        needed=True,
    ),
    ImportColumn(
        "kind",
        _("Kind of entry"),
        ("kind", "factkind", "kindoffact", "what", "种类", "记录种类", "事实种类", "事项", "项目"),
        needed=True,
    ),
    ImportColumn("day", _("Day"), ("date", "occurredon", "日期", "发生日期", "时间"), needed=True),
    # Needed, because a file without it would excuse everybody.
    ImportColumn(
        "value",
        _("Value (1 yes, 0 no, empty excused)"),
        ("value", "amount", "result", "score", "hours", "数值", "值", "结果", "成绩", "学时"),
        needed=True,
        may_be_empty=True,
        decimals=True,
    ),
    ImportColumn(
        "reference",
        _("Reference (meeting, decision)"),
        ("reference", "ref", "meeting", "依据", "凭据", "说明", "会议", "活动"),
    ),
    ImportColumn("key", _("Key of the row"), ("key", "id", "唯一标识", "标识", "流水号")),
)
