"""Reads a bank of questions, whatever it is written in: GIFT, Moodle's XML, or a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodstanding.quizzes.banks.gift_read import read_gift
from goodstanding.quizzes.banks.moodle_xml import read_moodle_xml
from goodstanding.quizzes.banks.workbook import read_workbook
from goodstanding.quizzes.fault import QuestionFault
from goodstanding.quizzes.limits import MOST_BYTES, MOST_QUESTIONS
from goodstanding.quizzes.question import Question
from goodstanding.sheets.encodings import GB18030, MOVED, encoding_of
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _
from goodstanding.sheets.xlsx.workbook import refuse_by_its_start

_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_XML = (b"<?xml", b"<quiz", b"<!DOCTYPE")
_START = 64


@dataclass(frozen=True)
class Bank:
    """What a file holds: the questions that can be taken, and what is wrong with each of the others."""

    questions: tuple[Question, ...]
    faults: tuple[QuestionFault, ...]


def read_bank(path: Path) -> Bank:
    """The bank in a file. Raises UnreadableSheet where it is no bank, or larger than is safe to read."""
    if path.stat().st_size > MOST_BYTES:
        sentence = _("The file is larger than %(most)s MB. Split it into several files.")
        raise UnreadableSheet(sentence, most=MOST_BYTES >> 20)
    questions, faults = list[Question](), list[QuestionFault]()
    for found in _read(path):
        (questions if isinstance(found, Question) else faults).append(found)  # type: ignore[arg-type]
        if len(questions) + len(faults) > MOST_QUESTIONS:
            sentence = _("The file has more than %(most)s questions. Split it into several files.")
            raise UnreadableSheet(sentence, most=MOST_QUESTIONS)
    if not questions and not faults:
        raise UnreadableSheet(_("There are no questions in this file. Choose a file in GIFT, Moodle XML or XLSX."))
    return _without_twins(questions, faults)


def _without_twins(questions: list[Question], faults: list[QuestionFault]) -> Bank:
    """Of questions that are the same the first stands; the others are left out without a word."""
    return Bank(tuple(dict.fromkeys(questions)), tuple(faults))


def _read(path: Path) -> Iterator[Question | QuestionFault]:
    with path.open("rb") as file:
        start = file.read(_START)
    if start[:4] in {_WORKBOOK, _OLD_WORKBOOK}:
        refuse_by_its_start(path)
        return read_workbook(path)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_XML):
        return read_moodle_xml(path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip())
    encoding = encoding_of(path).encoding
    text = path.read_text(encoding)
    return read_gift(text.translate(MOVED) if encoding == GB18030 else text)
