"""Reads questions from a sheet: one question a row, its choices in columns A, B, C, the right ones by their letters."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from goodstanding.quizzes.checks import checked, number_of, numeric
from goodstanding.quizzes.fault import FaultyQuestion, QuestionFault
from goodstanding.quizzes.limits import MOST_QUESTIONS
from goodstanding.quizzes.question import FALSE, NOTHING, TRUE, WHOLE, Question, QuestionKind, QuizAnswer
from goodstanding.sheets.cells import clean
from goodstanding.sheets.limits import MOST_ROWS_ABOVE
from goodstanding.sheets.row import SheetRow
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _
from goodstanding.sheets.xlsx.sheet import sheet_rows

#: What the columns are called, in small letters, and the choices by their letter.
_COLUMNS = {
    "question": ("question", "questions", "text", "题目", "题干", "试题"),
    "kind": ("kind", "type", "题型", "类型"),
    "right": ("answer", "right answer", "correct answer", "correct", "答案", "正确答案"),
    "why": ("explanation", "feedback", "解析", "答案解析"),
    "category": ("category", "chapter", "章节", "分类"),
    "title": ("title", "标题"),
}
LETTERS = "ABCDEFGH"
_CHOICE = re.compile(r"(?:option|choice|选项)?\s*([a-h])", re.IGNORECASE)
_KINDS = {
    QuestionKind.SINGLE: ("single", "single choice", "单选", "单选题"),
    QuestionKind.SEVERAL: ("several", "multiple choice", "multiple", "多选", "多选题"),
    QuestionKind.TRUE_FALSE: ("true or false", "true/false", "判断", "判断题"),
    QuestionKind.FILL_IN: ("fill in", "fill-in", "short answer", "填空", "填空题"),
    QuestionKind.NUMERIC: ("number", "numeric", "numerical", "数值", "计算题"),
}
_TRUE, _FALSE = (
    {"t", "true", "yes", "对", "正确", "√", "是", "1"},
    {"f", "false", "no", "错", "错误", "×", "x", "否", "0"},
)
_SPLIT = re.compile(r"[|｜]")
_TOLERANCE = re.compile(r"(.+?)(?:±|\+/-|\+-)(.+)")
_NAME = 60


def read_workbook(path: Path) -> Iterator[Question | QuestionFault]:
    """The questions of a workbook's first sheet, and in the place of each faulty one what is wrong with it.

    Raises UnreadableSheet where no row names the columns, or the file cannot be read.
    """
    columns: dict[str, int] = {}
    for row in sheet_rows(path, most_rows=MOST_QUESTIONS + MOST_ROWS_ABOVE):
        if not columns:
            columns = _columns(row)
            if not columns and row.number > MOST_ROWS_ABOVE:
                break
            continue
        try:
            yield _question(row, columns)
        except FaultyQuestion as fault:
            yield QuestionFault(row.number, clean(row.cell(columns["question"]))[:_NAME], fault.text, fault.facts)
    if not columns:
        raise UnreadableSheet(
            _("No row names the columns. Write “Question” and “Answer” above them, and A, B, C above the choices.")
        )


def _columns(row: SheetRow) -> dict[str, int]:
    """What stands where, by the row that names it; empty where the row does not."""
    found: dict[str, int] = {}
    for position, cell in enumerate(row.cells):
        name = clean(cell).lower()
        for column, names in _COLUMNS.items():
            if name in names:
                found.setdefault(column, position)
        if letter := _CHOICE.fullmatch(name):
            found.setdefault(letter[1].upper(), position)
    return found if {"question", "right"} <= set(found) else {}


def _question(row: SheetRow, columns: Mapping[str, int]) -> Question:
    cells = {column: clean(row.cell(position)) for column, position in columns.items()}
    if row.misread:
        raise FaultyQuestion(_("A cell of this row could not be read. Type it again."))
    choices = {letter: cells[letter] for letter in LETTERS if cells.get(letter)}
    right = cells["right"]
    if not right:
        raise FaultyQuestion(_("No answer is right. Write the right one in the column of answers."))
    kind = _kind(cells.get("kind", ""), right, choices)
    answers = tuple(_answers(kind, right, choices))
    title, category, why = (cells.get(name, "") for name in ("title", "category", "why"))
    return checked(Question(kind, cells["question"], answers, (), title, category, why))


def _kind(said: str, right: str, choices: Mapping[str, str]) -> QuestionKind:
    for kind, names in _KINDS.items():
        if said.lower() in names:
            return kind
    if said:
        sentence = _("Questions of the kind “%(kind)s” are not taken. Write it as a choice, and bring it again.")
        raise FaultyQuestion(sentence, kind=said[:40])
    if choices:
        return QuestionKind.SEVERAL if len(_letters(right)) > 1 else QuestionKind.SINGLE
    return QuestionKind.TRUE_FALSE if right.lower() in _TRUE | _FALSE else QuestionKind.FILL_IN


def _answers(kind: QuestionKind, right: str, choices: Mapping[str, str]) -> Iterator[QuizAnswer]:
    if kind in {QuestionKind.SINGLE, QuestionKind.SEVERAL}:
        yield from _chosen(kind, _letters(right), choices)
    elif kind == QuestionKind.TRUE_FALSE:
        if right.lower() not in _TRUE | _FALSE:
            raise FaultyQuestion(_("It is not said which answer is right. Write true or false."))
        yield QuizAnswer(TRUE, WHOLE if right.lower() in _TRUE else NOTHING)
        yield QuizAnswer(FALSE, WHOLE if right.lower() in _FALSE else NOTHING)
    elif kind == QuestionKind.NUMERIC:
        found = _TOLERANCE.fullmatch(right)
        yield numeric(number_of(found[1]), number_of(found[2])) if found else numeric(number_of(right), Decimal(0))
    else:
        yield from (QuizAnswer(text, WHOLE) for text in _SPLIT.split(right) if text.strip())


def _letters(right: str) -> list[str]:
    letters = re.sub(r"[\s,;，、；]", "", unicodedata.normalize("NFKC", right)).upper()
    if not letters or any(letter not in LETTERS for letter in letters):
        raise FaultyQuestion(_("“%(answer)s” is no letter of a choice. Write A, or AC for several."), answer=right[:20])
    return list(dict.fromkeys(letters))


def _chosen(kind: QuestionKind, right: list[str], choices: Mapping[str, str]) -> Iterator[QuizAnswer]:
    if missing := [letter for letter in right if letter not in choices]:
        raise FaultyQuestion(_("The answer names %(letter)s, and there is no such choice."), letter=missing[0])
    if kind == QuestionKind.SINGLE and len(right) > 1:
        raise FaultyQuestion(_("Several answers are right. Write the kind as several, or leave one."))
    share = Fraction(1, len(right))
    wrong = -share if kind == QuestionKind.SEVERAL else NOTHING
    for letter, text in choices.items():
        yield QuizAnswer(text, share if letter in right else wrong)
