"""A quiz to print: its code, a line for the name, and every question in the order of this paper."""

from collections.abc import Collection, Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from goodstanding.models import Course
from goodstanding.quizzes.question import QuestionKind
from goodstanding.quizzes.shuffle import ShownQuestion
from goodstanding.web.shell.typeface import FACE, Typeface, typeface, unknown_letters
from goodstanding.web.study.presenters.quiz import choice_text, letter

_INK = HexColor("#1c2427")
_BODY = ParagraphStyle("body", fontName=FACE, fontSize=11.5, leading=17, textColor=_INK, wordWrap="CJK")
_CHOICE = ParagraphStyle("choice", parent=_BODY, leftIndent=8 * mm)
_TITLE = ParagraphStyle("title", parent=_BODY, fontSize=18, leading=25)
_CODE = ParagraphStyle("code", parent=_BODY, fontName="Courier-Bold", fontSize=18, leading=24, alignment=2)
_WIDTH = A4[0] - 36 * mm
_LINE = "_" * 24


def document(
    course: Course, questions: Sequence[ShownQuestion], code: str, withdrawn: Collection[int] = frozenset()
) -> bytes:  # fmt: skip
    """The PDF of a course's quiz. withdrawn: places of questions that are asked no more; their numbers stay."""
    lines = [
        [_("%(number)s. (withdrawn)") % {"number": number}] if shown.place in withdrawn else list(_lines(number, shown))
        for number, shown in enumerate(questions, start=1)
    ]
    note = _("Open book: use any source. Write letters, words or numbers clearly; answers on paper count the same.")
    who = _("Name: %(line)s Day: %(line)s") % {"line": _LINE}
    texts = [course.title, course.unit.name, note, who, *(line for some in lines for line in some)]
    with typeface([*texts, "0123456789ABCDEFGHIJKLMNOPQRST_→"]) as face:
        return _built(course, code, (note, who), lines, face)


def _lines(number: int, shown: ShownQuestion) -> Iterator[str]:
    """The question, then what stands below it."""
    question = shown.question
    yield f"{number}. {question.text}"
    if question.kind in {QuestionKind.FILL_IN, QuestionKind.NUMERIC}:
        yield _("Answer: %(line)s") % {"line": _LINE}
        return
    if question.kind == QuestionKind.MATCHING:
        for row, left in enumerate(question.lefts, start=1):
            yield f"{row}  {left}  → ____"
    for place_shown, place in enumerate(shown.choices):
        yield f"{letter(place_shown)}  {choice_text(question, place)}"
    if question.kind != QuestionKind.MATCHING:
        yield _("Answer: %(line)s") % {"line": "______"}


def _built(course: Course, code: str, above: tuple[str, str], lines: Sequence[Sequence[str]], face: Typeface) -> bytes:
    file = BytesIO()
    margins = {f"{side}Margin": 18 * mm for side in ("left", "right", "top", "bottom")}
    head = Table(
        [[Paragraph(_written(course.title, face), _TITLE), Paragraph(code, _CODE)]],
        colWidths=[_WIDTH - 40 * mm, 40 * mm],
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]),
    )
    parts: list[Any] = [head, *(Paragraph(_written(text, face), _BODY) for text in above), Spacer(1, 6 * mm)]
    for question, *below in lines:
        some = [Paragraph(_written(question, face), _BODY), *(Paragraph(_written(one, face), _CHOICE) for one in below)]
        parts += [KeepTogether(some), Spacer(1, 4 * mm)]
    parts += unknown_letters(face, _BODY)
    SimpleDocTemplate(file, pagesize=A4, title=course.title, **margins).build(parts)
    return file.getvalue()


def _written(text: str, face: Typeface) -> str:
    return escape(face.printed(text)).replace("\n", "<br/>")
