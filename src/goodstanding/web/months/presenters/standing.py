"""A member's own standing on a page: the card, the categories, the sums, the places."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.explain.explanation import CategoryPart, Explanation, IndicatorPart, rounded, sums_of
from goodstanding.engine.explain.wording import say
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Standing
from goodstanding.queries.months.standings import MonthLine
from goodstanding.web.shell.presenters import charts, figures, numbers, terms

Row = dict[str, Any]


def address(month: int, code: str = "") -> str:
    """The page of a month, or of one category or indicator in it."""
    text = month_text(month)
    return reverse("standing_line", args=[text, code]) if code else reverse("standing_month", args=[text])


def card(explanation: Explanation, scheme: Scheme, *, label: str, **more: Any) -> Row:
    """Total, band, earned of attainable: what a reader sees first."""
    published, sums = explanation.published, sums_of(explanation)
    rated = published.total is not None
    earned = numbers.earned_of(sums.earned, sums.attainable)
    found = {
        "label": label,
        "value": numbers.total(published.total),
        "band": numbers.band(published.band, scheme),
        "earned": sums.earned if rated else 0,
        "max": sums.attainable if rated else 0,
        "text": _("Earned / due: %(points)s") % {"points": earned} if rated else not_rated(explanation),
    }
    return found | more


def not_rated(explanation: Explanation) -> str:
    """Why there is no total, so that nobody takes it for a low one."""
    sums = sums_of(explanation)
    if sums.attainable == 0:
        return _("Nothing was due from you so far this year, so there is nothing to rate. That is not a low rating.")
    sentence = _(
        "%(attainable)s points were due from you so far; from %(least)s on there is a total. That is not a low rating."
    )
    return sentence % {
        "attainable": numbers.points(sums.attainable),
        "least": numbers.points(explanation.least_attainable),
    }


def published_label(standing: Standing) -> str:
    """Which month, and since when it can be read."""
    run = standing.run
    when = terms.said_day(timezone.localtime(run.published_at).date()) if run.published_at else ""
    return _("%(month)s · published %(day)s") % {"month": terms.month(run.month), "day": when}


def change_text(change: int | None, month: int) -> str:
    """How the total moved since the month before."""
    if change is None:
        return ""
    if change == 0:
        return _("The same as in %(month)s") % {"month": terms.month(month)}
    return _("%(change)s since %(month)s") % {"change": numbers.change(change), "month": terms.month(month)}


def on_track(count: int) -> str:
    """Whether anything is open in the running month."""
    if count == 0:
        return _("On track")
    return ngettext("%(count)s thing is still open", "%(count)s things are still open", count) % {"count": count}


def categories(explanation: Explanation, scheme: Scheme) -> list[Row]:
    """Each category with earned of attainable as a bar, and what was added or taken."""
    titles = {category.code: terms.text(category.title) for category in scheme.categories}
    return [_category(part, titles[part.code], explanation.month) for part in explanation.categories]


def _category(part: CategoryPart, title: str, month: int) -> Row:
    base = [indicator for indicator in part.indicators if indicator.kind == "base"]
    earned, attainable = (
        sum(indicator.earned for indicator in base),
        sum(indicator.attainable for indicator in base),
    )
    return {
        "label": title,
        "url": address(month, part.code),
        "percent": numbers.percent(earned, attainable),
        "has_bar": attainable > 0,
        "text": numbers.earned_of(earned, attainable) if attainable else "",
        "detail": terms.listed(_besides(part.indicators)) or ("" if attainable else _("Nothing so far")),
    }


def _besides(parts: Sequence[IndicatorPart]) -> Iterable[str]:
    bonus = sum(indicator.earned for indicator in parts if indicator.kind == "bonus")
    deduction = sum(indicator_part.earned for indicator_part in parts if indicator_part.kind == "deduction")
    if bonus:
        yield _("bonus %(points)s") % {"points": numbers.signed(bonus)}
    if deduction:
        yield _("deduction %(points)s") % {"points": numbers.signed(deduction)}


def sums(explanation: Explanation) -> list[Row]:
    """How the total is made of earned, attainable, bonus and deduction, step by step."""
    found = sums_of(explanation)
    if found.attainable == 0 or explanation.published.total is None:
        return []
    lang = numbers.lang()
    shown = {"earned": numbers.points(found.earned), "attainable": numbers.points(found.attainable)}
    rows = [
        {"label": say("share", lang, **shown), "value": numbers.total(found.share)},
        {"label": say("plus", lang), "value": numbers.change(rounded(found.bonus, 10)).replace("±", "+")},
        {"label": say("minus", lang), "value": _taken(rounded(found.deduction, 10))},
    ]
    if found.unbounded != found.total:
        rows.append({"label": say("bounded", lang), "value": numbers.total(found.total)})
    return [*rows, {"label": _("Total"), "value": numbers.total(explanation.published.total)}]


def _taken(hundredths: int) -> str:
    """What is taken off, with a true minus; nothing has none."""
    return (numbers.MINUS if hundredths else "") + numbers.total(hundredths)


def caps(explanation: Explanation) -> list[str]:
    """What the caps on all bonuses and all deductions changed."""
    lang = numbers.lang()
    return [
        terms.pair(say(adjustment.cap, lang, limit=numbers.points(adjustment.limit)), numbers.signed(adjustment.earned))
        for adjustment in explanation.adjustments
    ]


def places(explanation: Explanation, scheme: Scheme) -> list[Row]:
    """The place in each unit from the nearest up; where there is none, that too few are alike there."""
    if explanation.published.total is None:
        return []
    ranks = {rank.scope_id: rank for rank in explanation.ranks}
    return [
        {
            "label": unit.name,
            "note": terms.level(unit.level),
            "value": _("place %(rank)s of %(of)s") % {"rank": ranks[unit.unit_id].rank, "of": ranks[unit.unit_id].of}
            if unit.unit_id in ranks
            else _("fewer than %(least)s alike: no places") % {"least": scheme.member.min_peers},
        }
        for unit in explanation.units
    ]


def figure(lines: Sequence[MonthLine], scheme: Scheme, *, of_oneself: bool = True) -> dict[str, Any]:
    """The line of the member's totals and of the branch's medians, where there are some, with the table of both.

    lines: the months, the running one perhaps the last. of_oneself: whether the reader is the member.
    """
    has_median = any(month_line.median is not None for month_line in lines)
    mine, median = _line_titles(of_oneself=of_oneself)
    notes = {number: note for number, month_line in enumerate(lines) if (note := _hardly(month_line, scheme))}
    return figures.figure(
        _("Twelve months"),
        chart=charts.totals(
            "my-year",
            [month_line.month for month_line in lines],
            charts.Series(mine, [month_line.total for month_line in lines], notes),
            charts.Series(median, [month_line.median for month_line in lines]),
        ),
        alt=_figure_alt(has_median=has_median),
        columns=[_("Month"), mine, median],
        rows=[_month_row(month_line, notes.get(number, "")) for number, month_line in enumerate(lines)],
        note=_figure_note(has_median=has_median, of_oneself=of_oneself),
    )


def _line_titles(*, of_oneself: bool) -> tuple[str, str]:
    return (_("My total"), _("Median of my branch")) if of_oneself else (_("Total"), _("Median of the branch"))


def _figure_alt(*, has_median: bool) -> str:
    if has_median:
        return _("The total month by month, and the median of the branch beside it; the table below has the figures.")
    return _("The total month by month; the table below has the figures.")


def _figure_note(*, has_median: bool, of_oneself: bool) -> str:
    if not has_median:
        return _("Too few are rated in your branch for a median.") if of_oneself else ""
    if of_oneself:
        return _("A solid line with dots: my total. A dashed line with squares: the median of my branch.")
    return _("A solid line with dots: the total. A dashed line with squares: the median of the branch.")


def _hardly(line: MonthLine, scheme: Scheme) -> str:
    """Why a month's total is hardly to be compared with the others, if so."""
    if line.total is None:
        return ""
    if line.standing is None:
        return _("so far")
    return too_little() if is_too_little(line.standing.attainable, scheme) else ""


def is_too_little(attainable: int, scheme: Scheme) -> bool:
    """Whether so little was due by a month that a single entry moves its total by many points.

    The rules say how much must be due within a year for a total; until that much is due, a month is not compared.
    """
    return attainable < scheme.member.min_attainable


def too_little() -> str:
    """Why a month is grey."""
    return _("too little was due to compare")


def _month_row(line: MonthLine, note: str) -> list[str]:
    total = "–" if line.total is None and line.standing is None else numbers.total(line.total)
    median = "–" if line.median is None else numbers.total(line.median)
    return [terms.month(line.month), terms.aside(total, note), median]
