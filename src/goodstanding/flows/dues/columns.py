"""The columns of a bank statement. What else a bank writes, account numbers among it, is neither read nor stored."""

from django.utils.translation import gettext_lazy as _

from goodstanding.flows.imports.columns import ImportColumn

COLUMNS = (
    ImportColumn(
        "day",
        _("Day of the payment"),
        ("date", "day", "paidon", "bookingdate", "交易日期", "日期", "记账日期", "入账日期", "交易时间", "交费日期"),
        needed=True,
    ),
    ImportColumn(
        "fen",
        _("Amount in yuan"),
        ("amount", "credit", "sum", "交易金额", "金额", "贷方发生额", "收入金额", "收入", "交费金额"),
        needed=True,
        decimals=True,
    ),
    ImportColumn(
        "payer",
        _("Name of the payer"),
        ("payer", "name", "payername", "对方户名", "付款人", "付款人户名", "户名", "姓名", "交费人"),
        needed=True,
        may_be_empty=True,
    ),
    ImportColumn(
        "number",
        _("Member number"),
        ("membernumber", "number", "no", "编号", "成员编号", "党员编号", "会员号"),
    ),
    ImportColumn(
        "memo",
        _("Message of the payer"),
        ("memo", "message", "remark", "note", "purpose", "摘要", "附言", "用途", "备注", "交易附言"),
    ),
    ImportColumn(
        "reference",
        _("Reference of the bank"),
        ("reference", "ref", "transactionid", "交易流水号", "流水号", "交易编号", "凭证号"),
    ),
)
