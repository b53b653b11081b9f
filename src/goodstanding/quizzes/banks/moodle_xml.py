"""Reads Moodle's XML of questions, which anybody may have made: no document types, no entities, bounded in size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat

from goodstanding.quizzes.checks import checked, number_of, numeric
from goodstanding.quizzes.fault import FaultyQuestion, QuestionFault
from goodstanding.quizzes.limits import MOST_DEPTH, MOST_ELEMENTS
from goodstanding.quizzes.plain_text import category_path, tidy, without_markup
from goodstanding.quizzes.question import ANYTHING, FALSE, TRUE, Pair, Question, QuestionKind, QuizAnswer
from goodstanding.quizzes.share import share_of
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.sheets.unreadable import marked as _

_NAME = 60
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_PLAIN = frozenset({"plain_text", "markdown"})
_KINDS = {
    "truefalse": QuestionKind.TRUE_FALSE, "shortanswer": QuestionKind.FILL_IN, "numerical": QuestionKind.NUMERIC,
    "matching": QuestionKind.MATCHING,
}  # fmt: skip


@dataclass
class _Node:
    """An element. line: where it begins."""

    name: str
    attributes: dict[str, str]
    line: int
    children: "list[_Node]" = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def all(self, name: str) -> "list[_Node]":
        """The elements of that name right inside it."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "_Node | None":
        """The first of them."""
        return next(iter(self.all(name)), None)

    @property
    def text(self) -> str:
        """What stands right inside it."""
        return "".join(self.pieces)


def read_moodle_xml(content: bytes) -> Iterator[Question | QuestionFault]:
    """The questions of a file in their order, and in the place of each faulty one what is wrong with it.

    Raises UnreadableSheet where it is not XML, not of questions, or more than is safe to read.
    """
    root = _tree(content)
    if root is None or root.name != "quiz":
        raise UnreadableSheet(_("The file has no questions of Moodle. Export them there as Moodle XML or GIFT."))
    category = ""
    for node in root.all("question"):
        if node.attributes.get("type") == "category":
            category = category_path(_text_in(node.first("category")))
            continue
        try:
            yield _question(node, category)
        except FaultyQuestion as fault:
            yield QuestionFault(node.line, _shown(node), fault.text, fault.facts)


def _without_names(content: bytes) -> bytes:
    """The file with the letters that HTML has names for, such as &nbsp; or &rarr;, as numbers: XML knows no such names.

    Programs that make banks write them all the same, and one alone would make the whole file unreadable.
    """
    return _NAMED.sub(_as_number, content)


def _as_number(found: re.Match[bytes]) -> bytes:
    letters = html5.get(f"{found[1].decode()};", "")
    if not letters or found[1] in _OF_XML:
        return found[0]
    return "".join(f"&#{ord(letter)};" for letter in letters).encode()


def _tree(content: bytes) -> _Node | None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    stack, roots, left = list[_Node](), list[_Node](), MOST_ELEMENTS

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0 or len(stack) >= MOST_DEPTH:
            raise UnreadableSheet(_("The file has more parts than is safe to read. Export fewer questions at a time."))
        node = _Node(name, attributes, parser.CurrentLineNumber)
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)

    def end(_name: str) -> None:
        stack.pop()

    def read(data: str) -> None:
        stack[-1].pieces.append(data)

    def refuse(*_arguments: object) -> None:
        raise UnreadableSheet(_("The file holds a document type, which Moodle does not write. Export it again."))

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = read
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(_without_names(content), True)
    except expat.ExpatError as error:
        sentence = _("The file is damaged in line %(line)s. Export it again.")
        raise UnreadableSheet(sentence, line=error.lineno) from error
    return roots[0] if roots else None


def _question(node: _Node, category: str) -> Question:
    type_ = node.attributes.get("type", "")
    if type_ == "multichoice":
        single = _text_in(node.first("single"), "1").strip().lower() in {"true", "1"}
        kind = QuestionKind.SINGLE if single else QuestionKind.SEVERAL
    elif type_ in _KINDS:
        kind = _KINDS[type_]
    elif type_ in {"essay", "description"}:
        raise FaultyQuestion(
            _("This is an open question, which nobody can mark by itself. Write answers, or take it out.")
        )
    else:
        sentence = _("Questions of the kind “%(kind)s” are not taken. Write it as a choice, and bring it again.")
        raise FaultyQuestion(sentence, kind=type_[:40])
    answers = tuple(_answer(answer, kind) for answer in node.all("answer")) if kind != QuestionKind.MATCHING else ()
    if kind == QuestionKind.TRUE_FALSE:
        answers = tuple(sorted(answers, key=lambda answer: answer.text != TRUE))
    pairs = tuple(Pair(_said(sub), _said(sub.first("answer"))) for sub in node.all("subquestion"))
    text = _said(node.first("questiontext"))
    return checked(
        Question(kind, text, answers, pairs, _said(node.first("name")), category, _said(node.first("generalfeedback")))
    )


def _answer(node: _Node, kind: QuestionKind) -> QuizAnswer:
    share, text, why = share_of(node.attributes.get("fraction", "0")), _said(node), _said(node.first("feedback"))
    if kind == QuestionKind.TRUE_FALSE:
        word = text.strip().lower()
        if word not in {TRUE, FALSE}:
            raise FaultyQuestion(_("It is not said which answer is right. Write true or false."))
        return QuizAnswer(word, share, why)
    if kind == QuestionKind.NUMERIC and text != ANYTHING:
        return numeric(number_of(text), number_of(_text_in(node.first("tolerance"), "0") or "0"), share, why)
    return QuizAnswer(text, share, why)


def _said(node: _Node | None) -> str:
    """The text that people read in an element."""
    if node is None:
        return ""
    if node.first("file") is not None:
        raise FaultyQuestion(_("The question shows a picture or a film, which is not taken. Say it in words."))
    text = _text_in(node)
    return tidy(text) if node.attributes.get("format") in _PLAIN else without_markup(text)


def _text_in(node: _Node | None, otherwise: str = "") -> str:
    if node is None:
        return otherwise
    inner = node.first("text")
    return inner.text if inner is not None else node.text


def _shown(node: _Node) -> str:
    """How a faulty question is named, whatever its fault is."""
    for part in (node.first("name"), node.first("questiontext")):
        if text := tidy(_text_in(part).replace("\n", " ")):
            return text[:_NAME]
    return node.attributes.get("type", "")[:_NAME]
