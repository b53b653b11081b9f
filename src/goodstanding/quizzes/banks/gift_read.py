"""Reads GIFT, the text format in which Moodle and others exchange questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from goodstanding.quizzes.checks import checked, number_of, numeric
from goodstanding.quizzes.fault import FaultyQuestion, QuestionFault
from goodstanding.quizzes.plain_text import category_path, has_markup, tidy, without_markup
from goodstanding.quizzes.question import (
    ANYTHING,
    FALSE,
    NOTHING,
    TRUE,
    WHOLE,
    Pair,
    Question,
    QuestionKind,
    QuizAnswer,
)
from goodstanding.quizzes.share import share_of
from goodstanding.sheets.unreadable import marked as _

_CATEGORY = "$CATEGORY:"
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_PERCENT = re.compile(r"\s*%(-?[^%]{0,20})%")
_TRUTH = {"T": TRUE, "TRUE": TRUE, "F": FALSE, "FALSE": FALSE}
_GAP = "_____"
#: What begins a gap of Moodle's Cloze, which stands in a text as often as one likes.
_CLOZE = re.compile(
    r"\{\s*(?:\d*\s*:)?\s*(?:MULTICHOICE|MULTIRESPONSE|MCV?H?S?|MRV?H?S?|SHORTANSWER_?C?|SAC?|MWC?|NUMERICAL|NM)"
    r"(?:_[A-Z]+)?\s*:",
)
_NAME = 60
#: Letters with a meaning, which a backslash takes away. While a question is taken apart each stands as a letter that
#: nobody types: the private use area, from which the text is cleaned before.
_ESCAPED = {
    "~": "\ue000",
    "=": "\ue001",
    "#": "\ue002",
    "{": "\ue003",
    "}": "\ue004",
    ":": "\ue005",
    "\\": "\ue006",
    "n": "\ue007",
}
_MEANT = str.maketrans({hidden: "\n" if letter == "n" else letter for letter, hidden in _ESCAPED.items()})
_HIDDEN = re.compile("[\ue000-\ue007]")


@dataclass(frozen=True)
class _Block:
    """Lines of a file between blank ones. line: the number of the first."""

    line: int
    text: str
    category: str


def read_gift(text: str) -> Iterator[Question | QuestionFault]:
    """The questions of a text in their order, and in the place of each faulty one what is wrong with it."""
    unclosed = False
    for block in _blocks(text):
        if unclosed and _braces(block) == {"}"}:
            # The rest of a question with a blank line inside, of which its beginning has said so.
            unclosed = False
            continue
        unclosed = _braces(block) == {"{"}
        try:
            yield _question(block)
        except FaultyQuestion as fault:
            yield QuestionFault(block.line, _name(block.text), fault.text, fault.facts)


def _blocks(text: str) -> Iterator[_Block]:
    text = _HIDDEN.sub("", text.removeprefix("\ufeff")).replace("\r\n", "\n").replace("\r", "\n")
    category, lines, first = "", list[str](), 0
    for number, raw in enumerate([*text.split("\n"), ""], start=1):
        line = raw.strip()
        if line.startswith("//"):
            continue
        if line.upper().startswith(_CATEGORY) and not lines:
            category = category_path(line[len(_CATEGORY) :])
        elif line:
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield _Block(first, "\n".join(lines), category)
            lines = []


def _braces(block: _Block) -> set[str]:
    return {letter for letter in _hidden(block.text) if letter in "{}"}


def _name(text: str) -> str:
    title = _TITLE.match(_hidden(text))
    shown = title[1] if title else text
    return tidy(shown.translate(_MEANT).replace("\n", " "))[:_NAME]


def _hidden(text: str) -> str:
    """A text in which every letter that a backslash takes the meaning from is one that means nothing."""
    return re.sub(r"\\([~=#{}:\\n])", lambda found: _ESCAPED[found[1]], text)


def _question(block: _Block) -> Question:
    rest, title, how = _hidden(block.text), "", ""
    if found := _TITLE.match(rest):
        title, rest = found[1], rest[found.end() :]
    if found := _FORMAT.match(rest):
        how, rest = found[1].lower(), rest[found.end() :]
    opens, closes = rest.find("{"), rest.rfind("}")
    if opens < 0:
        raise FaultyQuestion(
            _("This text has no answers in braces, so nothing can be marked. Add { … }, or take it out.")
        )
    if _CLOZE.search(rest):
        raise FaultyQuestion(_("This is a text with gaps (Cloze), which is not taken. Make one question of each gap."))
    if closes < opens:
        raise FaultyQuestion(
            _("A brace opens and is never closed. Close it, and leave no blank line inside a question.")
        )
    inside = rest[opens + 1 : closes]
    if "{" in inside or "}" in inside:
        raise FaultyQuestion(
            _("There are braces inside the answers. Put a backslash before each, and a blank line between questions.")
        )
    before, after = rest[:opens], rest[closes + 1 :]
    text = f"{before.rstrip()} {_GAP} {after.lstrip()}" if after.strip() else before
    inside, _found, explained = inside.partition("####")
    kind, answers, pairs = _answers(inside.strip(), how)
    return checked(
        Question(kind, _said(text, how), answers, pairs, _plain(title), block.category, _said(explained, how))
    )


def _answers(inside: str, how: str) -> tuple[QuestionKind, tuple[QuizAnswer, ...], tuple[Pair, ...]]:
    if not inside:
        raise FaultyQuestion(
            _("This is an open question, which nobody can mark by itself. Write answers, or take it out.")
        )
    if inside.startswith("#"):
        return QuestionKind.NUMERIC, tuple(_numbers(inside[1:].strip(), how)), ()
    parts = _parts(inside)
    if any(mark == "~" for mark, _text in parts):
        single = any(mark == "=" for mark, _text in parts)
        kind = QuestionKind.SINGLE if single else QuestionKind.SEVERAL
        return kind, tuple(_choice(mark, text, how) for mark, text in parts), ()
    if parts and any("->" in text.partition("#")[0] for _mark, text in parts):
        return QuestionKind.MATCHING, (), tuple(_pair(text, how) for _mark, text in parts)
    if not parts:
        return QuestionKind.TRUE_FALSE, _truth(inside, how), ()
    return QuestionKind.FILL_IN, tuple(_choice(mark, text, how) for mark, text in parts), ()


def _parts(inside: str) -> list[tuple[str, str]]:
    """The answers, each with the mark before it. Raises FaultyQuestion on text before the first mark."""
    # Moodle gives ~=right the meaning of =right, and banks are full of it.
    found = list(re.finditer(r"~\s*=|[~=]", inside))
    if not found:
        return []
    if inside[: found[0].start()].strip():
        raise FaultyQuestion(_("There is text before the first answer. Put ~ or = before every answer."))
    ends = [*(mark.start() for mark in found[1:]), len(inside)]
    return [(mark[0][-1], inside[mark.end() : end]) for mark, end in zip(found, ends, strict=True)]


def _choice(mark: str, text: str, how: str) -> QuizAnswer:
    share, text = _weight(text, WHOLE if mark == "=" else NOTHING)
    said, _hash, feedback = text.partition("#")
    return QuizAnswer(_said(said, how), share, _said(feedback, how))


def _weight(text: str, otherwise: Fraction) -> tuple[Fraction, str]:
    found = _PERCENT.match(text)
    return (share_of(found[1]), text[found.end() :]) if found else (otherwise, text)


def _pair(text: str, how: str) -> Pair:
    left, arrow, right = text.partition("->")
    if not arrow:
        raise FaultyQuestion(_("A pair has only one half. Write both, as in: =left -> right."))
    # Whatever is said to a pair has no place; in the half itself no reader would understand it.
    return Pair(_said(left, how), _said(right.partition("#")[0], how))


def _truth(inside: str, how: str) -> tuple[QuizAnswer, ...]:
    said, *feedback = inside.split("#")
    right = _TRUTH.get(said.strip().upper())
    if right is None:
        raise FaultyQuestion(_("It is not said which answer is right. Write T or F, or ~ and = before the answers."))
    wrong_why, right_why = (*(_said(text, how) for text in feedback[:2]), "", "")[:2]
    return tuple(
        QuizAnswer(word, WHOLE if word == right else NOTHING, right_why if word == right else wrong_why)
        for word in (TRUE, FALSE)
    )


def _numbers(inside: str, how: str) -> Iterator[QuizAnswer]:
    parts = _parts(inside) if inside.startswith(("=", "~")) else [("=", inside)]
    for mark, text in parts:
        share, rest = _weight(text, WHOLE if mark == "=" else NOTHING)
        said, _hash, feedback = rest.partition("#")
        why = _said(feedback, how)
        yield (
            QuizAnswer(ANYTHING, share, why)
            if said.strip() in {ANYTHING, ""} and mark == "~"
            else _number(said, share, why)
        )


def _number(said: str, share: Fraction, why: str) -> QuizAnswer:
    said = said.strip()
    if said == ANYTHING:
        return QuizAnswer(ANYTHING, share, why)
    if ".." in said:
        low, _dots, high = said.partition("..")
        least, most = number_of(low), number_of(high)
        if least > most:
            raise FaultyQuestion(_("The range %(range)s ends before it begins. Turn it around."), range=said[:40])
        return numeric((least + most) / 2, (most - least) / 2, share, why)
    number, _colon, tolerance = said.partition(":")
    return numeric(number_of(number), number_of(tolerance) if tolerance.strip() else Decimal(0), share, why)


def _plain(text: str) -> str:
    return text.replace("\n", " ").translate(_MEANT)


def _said(text: str, how: str) -> str:
    """What people read: a line break that was typed is a blank, as in Moodle; one that is written \\n is one."""
    found = _FORMAT.match(text)
    if found:
        how, text = found[1].lower(), text[found.end() :]
    plain = _plain(text)
    return without_markup(plain) if how == "html" or (how in {"", "moodle"} and has_markup(plain)) else tidy(plain)
