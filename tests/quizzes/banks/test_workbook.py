"""A sheet with one question a row is a bank as well, with headings in either language."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from goodstanding.quizzes.banks.bank import Bank, read_bank
from goodstanding.quizzes.question import QuestionKind
from goodstanding.sheets.unreadable import UnreadableSheet

HEADER = ["题型", "题目", "A", "B", "C", "答案", "解析"]


def bank_of(folder: Path, *rows: Sequence[object]) -> Bank:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "bank.xlsx")
    return read_bank(folder / "bank.xlsx")


def test_every_kind_of_row_below_a_title(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path, ["学习题库"], HEADER,
        ["单选题", "多久一次？", "每月", "每年", None, "A", "见条例"],
        [None, "哪些对？", "甲", "乙", "丙", "A，C", None],
        ["判断", "按月交纳。", None, None, None, "√", None],
        ["填空", "首都是？", None, None, None, "北京|北京市", None],
        ["数值", "几学时？", None, None, None, "32±1", None],
    )  # fmt: skip
    assert not bank.faults
    assert [question.kind.value for question in bank.questions] == [
        "single", "several", "true_false", "fill_in", "numeric",
    ]  # fmt: skip
    assert bank.questions[0].feedback == "见条例"
    assert [str(answer.share) for answer in bank.questions[1].answers] == ["1/2", "-1/2", "1/2"]
    assert [answer.text for answer in bank.questions[3].answers] == ["北京", "北京市"]
    assert bank.questions[4].answers[0].tolerance == "1"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["单选", "问？", "甲", "乙", None, "D", None], "The answer names D"),
        (["单选", "问？", "甲", "乙", None, None, None], "No answer is right"),
        (["单选", "问？", "甲", "乙", None, "A,B", None], "Several answers are right"),
        (["单选", "问？", "甲", "乙", None, "甲", None], "“甲” is no letter of a choice"),
        (["论述", "谈谈。", None, None, None, "略", None], "Questions of the kind “论述” are not taken"),
        ([None, None, "甲", "乙", None, "A", None], "Nothing is asked here"),
    ],
)
def test_a_faulty_row_is_told_with_its_number_and_the_others_stay(tmp_path: Path, row: list[object], says: str) -> None:
    bank = bank_of(tmp_path, HEADER, ["单选", "好题？", "甲", "乙", None, "B", None], row)
    assert [question.text for question in bank.questions] == ["好题？"]
    assert [fault.line for fault in bank.faults] == [3]
    assert says in str(bank.faults[0])


def test_a_sheet_that_names_no_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet, match="No row names the columns"):
        bank_of(tmp_path, ["a", "b"], ["c", "d"])


def test_kinds_are_found_without_being_said(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, ["Question", "Answer"], ["Paid monthly?", "T"], ["Capital?", "Beijing"])
    assert [question.kind for question in bank.questions] == [QuestionKind.TRUE_FALSE, QuestionKind.FILL_IN]


def test_letters_of_choices_may_be_wide(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, HEADER, [None, "哪些对？", "甲", "乙", "丙", "Ａ、ｃ", None])
    assert [answer.text for answer in bank.questions[0].answers if answer.share > 0] == ["甲", "丙"]
