"""A quiz on pages: each question with its choices in the attempt's order, what was answered, and why it is right."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.models import QuestionWithdrawal
from goodstanding.queries.study.quiz import ShownAnswer
from goodstanding.quizzes.paper import LETTERS
from goodstanding.quizzes.question import ANYTHING, TRUE, WHOLE, Question, QuestionKind
from goodstanding.web.shell.presenters import terms

Kind = QuestionKind
#: How a question is answered on a page, by its kind.
_WIDGETS = {
    Kind.SINGLE: "radio", Kind.TRUE_FALSE: "radio", Kind.SEVERAL: "checkbox", Kind.FILL_IN: "text",
    Kind.NUMERIC: "number", Kind.MATCHING: "pairs",
}  # fmt: skip


def asked(found: Sequence[ShownAnswer]) -> list[dict[str, Any]]:
    """The questions to answer, with what was answered so far."""
    return [_asked(number, one) for number, one in enumerate(found, start=1)]


def _asked(number: int, one: ShownAnswer) -> dict[str, Any]:
    question, given, name = one.shown.question, one.given, f"q{one.shown.place}"
    chosen = {given} if isinstance(given, int) else set(given) if isinstance(given, list) else set()
    return {
        "number": number,
        "name": name,
        "text": question.text,
        "widget": _WIDGETS[question.kind],
        "hint": _hint(question.kind),
        "typed": given if isinstance(given, str) else "",
        "choices": [
            {"value": place, "text": choice_text(question, place), "checked": place in chosen}
            for place in one.shown.choices
        ],
        "pairs": _pairs(one, name) if question.kind == Kind.MATCHING else [],
    }


def _pairs(one: ShownAnswer, name: str) -> list[dict[str, Any]]:
    question, given = one.shown.question, one.given if isinstance(one.given, list) else []
    return [
        {
            "name": f"{name}-{number}",
            "left": left,
            "choices": [
                {"value": place, "text": question.rights[place], "checked": given[number : number + 1] == [place]}
                for place in one.shown.choices
            ],
        }
        for number, left in enumerate(question.lefts)
    ]


def choice_text(question: Question, place: int) -> str:
    """What a choice says; true and false in the reader's words."""
    text = question.answers[place].text if question.answers else question.rights[place]
    if question.kind == Kind.TRUE_FALSE:
        return pgettext("an answer", "True") if text == TRUE else pgettext("an answer", "False")
    return text


def _hint(kind: QuestionKind) -> str:
    return {
        Kind.SEVERAL: _("More than one can be right."),
        Kind.NUMERIC: _("A number."),
        Kind.MATCHING: _("Choose what belongs together."),
    }.get(kind, "")


def given_in(fields: Mapping[str, Any], found: Sequence[ShownAnswer]) -> dict[int, Any]:
    """What a form says, by the places of the questions. fields: a QueryDict."""
    return {one.shown.place: _given(fields, one) for one in found}


def _given(fields: Any, one: ShownAnswer) -> Any:
    question, name = one.shown.question, f"q{one.shown.place}"
    if question.kind == Kind.MATCHING:
        return [_place(fields.get(f"{name}-{number}", "")) for number in range(len(question.lefts))]
    if question.kind == Kind.SEVERAL:
        return [_place(text) for text in fields.getlist(name)]
    text = fields.get(name, "")
    return text if question.kind in {Kind.FILL_IN, Kind.NUMERIC} else _place(text)


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1


def explained(found: Sequence[ShownAnswer]) -> list[dict[str, Any]]:
    """Each question with what was answered, whether that is right, and why."""
    return [_explained(number, one) for number, one in enumerate(found, start=1)]


def _explained(number: int, one: ShownAnswer) -> dict[str, Any]:
    question, marked = one.shown.question, one.marked
    verdict, tone = (_("Right"), "good") if marked.is_right else (_("Not right"), "bad")
    if not marked.is_right and marked.share > 0:
        verdict, tone = _("Partly right"), "warn"
    if one.given is None:
        verdict, tone = _("Not answered"), "muted"
    if one.withdrawn is not None:
        verdict, tone = pgettext("a question", "Withdrawn"), "info"
    return {
        "number": number,
        "text": question.text,
        "withdrawn": withdrawn(one),
        "verdict": verdict,
        "tone": tone,
        "given": "" if one.given is None else _said(question, one.given),
        "right": "" if marked.is_right or one.withdrawn else right_answer(question),
        "why": [] if one.withdrawn else [*marked.why, *([question.feedback] if question.feedback else [])],
    }


def withdrawn(one: ShownAnswer) -> str:
    """Why a question counts no more, and what that means for who answered it; empty where it counts."""
    if one.withdrawn is None:
        return ""
    means = _("Not counted") if one.given is None else _("Your answer counts as right")
    return terms.pair(means, one.withdrawn.reason)


def _said(question: Question, given: Any) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, int):
        return choice_text(question, given)
    if question.kind == Kind.SEVERAL:
        return " · ".join(choice_text(question, place) for place in given)
    return _of_pairs(
        (left, question.rights[place]) for left, place in zip(question.lefts, given, strict=True) if place >= 0
    )


def right_answer(question: Question) -> str:
    """What would have been right."""
    if question.kind == Kind.MATCHING:
        return _of_pairs((pair.left, pair.right) for pair in question.pairs if pair.left)
    if question.kind == Kind.SEVERAL:
        right = [place for place, answer in enumerate(question.answers) if answer.share > 0]
        return " · ".join(choice_text(question, place) for place in right)
    right = [place for place, answer in enumerate(question.answers) if answer.share == WHOLE]
    texts = [_with_tolerance(question, place) for place in right if question.answers[place].text != ANYTHING]
    return " / ".join(texts)


def _with_tolerance(question: Question, place: int) -> str:
    answer = question.answers[place]
    text = choice_text(question, place)
    return f"{text} ± {answer.tolerance}" if answer.tolerance not in {"", "0"} else text


def _of_pairs(pairs: Any) -> str:
    return " · ".join(f"{left} → {right}" for left, right in pairs)


def previewed(question: Question, number: int, out: QuestionWithdrawal | None = None) -> dict[str, Any]:
    """A question as those who teach see it, with what is right. out: since when it counts no more, and why."""
    kinds = {
        Kind.SINGLE: _("One answer"), Kind.SEVERAL: _("Several answers"), Kind.TRUE_FALSE: _("True or false"),
        Kind.FILL_IN: _("A word"), Kind.NUMERIC: _("A number"), Kind.MATCHING: _("Pairs"),
    }  # fmt: skip
    return {
        "number": number,
        "text": question.text,
        "kind": kinds[question.kind],
        "right": right_answer(question),
        "category": question.category,
        "withdrawn": _withdrawn_by(out) if out else "",
    }


def _withdrawn_by(out: QuestionWithdrawal) -> str:
    said = {"person": out.by.shown_name, "day": terms.said_day(timezone.localdate(out.at))}
    return terms.pair(_("Withdrawn by %(person)s, %(day)s") % said, out.reason)


def letter(number: int) -> str:
    """The letter before a choice on paper."""
    return LETTERS[number]
