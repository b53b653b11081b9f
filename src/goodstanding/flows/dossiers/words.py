"""Amounts, days and titles as they stand in a printed dossier, in the language that is in force."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goodstanding.engine.explain.explanation import rounded
from goodstanding.engine.explain.wording import amount, places
from goodstanding.queries.dossiers.sheet import EntryLine, PointLine, SheetMonth, SheetText

_MINUS = "−"


def is_chinese() -> bool:
    """Whether it is printed in Chinese."""
    return (translation.get_language() or "").startswith("zh")


def text(title: SheetText) -> str:
    """A title in the language that is in force."""
    return title.zh if is_chinese() else title.en


def day(iso: str) -> str:
    """A day as people write it, with its year; a dash where there is none."""
    if not iso:
        return "–"
    value = date.fromisoformat(iso)
    return f"{value.year}年{value.month}月{value.day}日" if is_chinese() else date_format(value, "j M Y")


def month(name: str) -> str:
    """The month of the year that stands over it."""
    first = date.fromisoformat(f"{name}-01")
    return f"{first.month}月" if is_chinese() else date_format(first, "M")


def total(found: SheetMonth) -> str:
    """A month's total, or why there is none."""
    if found.total is not None:
        return places(found.total)
    return {
        "too_little": _("too little was due"),
        "not_here": _("not a member then"),
        "not_published": _("not published"),
    }[found.why]


def counted(line: EntryLine) -> str:
    """How often, or how much in all, and how often it was excused."""
    if line.counts == "times":
        done = _("%(done)s of %(recorded)s") % {"done": line.done, "recorded": line.recorded}
        found = ngettext("%(count)s time", "%(count)s times", line.done) % {"count": line.done}
        found = found if line.done == line.recorded else done
    elif line.counts == "mean":
        found = amount(line.total // line.recorded) if line.recorded else "–"
    else:
        found = amount(line.total)
    if not line.excused:
        return found
    excused = ngettext("%(count)s excused", "%(count)s excused", line.excused) % {"count": line.excused}
    return excused if not line.recorded else f"{found} · {excused}"


def points(line: PointLine) -> str:
    """What an indicator gave: of what could be reached, or added, or taken."""
    if line.kind == "base":
        return _("%(earned)s of %(attainable)s") % {
            "earned": short(line.earned), "attainable": short(line.attainable)
        }  # fmt: skip
    given = short(line.earned)
    return f"+{given}" if line.earned > 0 else given


def short(thousandths: int) -> str:
    """Points with at most two decimals and a true minus."""
    found = amount(10 * rounded(abs(thousandths), 10))
    return f"{_MINUS}{found}" if thousandths < 0 and found != "0" else found


def why_no_grade(word: str) -> str:
    """Why there is no grade."""
    return {
        "no_round": _("No appraisal was held for this member in this year."),
        "not_here": _("The appraisal of this year was held in another unit."),
        "without_grade": _("Took part without a grade, as the rules say."),
        "not_decided": _("The grade is not decided or not public yet."),
    }[word]


def why_no_words(word: str) -> str:
    """Why there is no self-appraisal."""
    return {
        "no_round": _("No self-appraisal was asked for in this year."),
        "excused": _("Excused from the appraisal."),
        "not_handed_in": _("None was handed in."),
    }[word]


def why_no_points(word: str) -> str:
    """Why no points stand there."""
    return {
        "not_published": _("No month of this year is published yet."),
        "not_here": _("Not rated in the last published month."),
        "nothing_due": _("Nothing was due and nothing was added, so there are no points. That is not a low rating."),
        "unreadable": _("The lines behind the total can no longer be read; the total stands as it was published."),
    }[word]


def how(word: str) -> str:
    """How a self-appraisal came in, where that was not by the member."""
    return {
        "paper": pgettext("words of a member", "Typed in from paper"),
        "spoken": pgettext("words of a member", "Written down as the member said it"),
    }.get(word, "")
