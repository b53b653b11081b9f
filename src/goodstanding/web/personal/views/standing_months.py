"""A month of a member's own standing, and every line of it down to its facts. For the member's eyes only."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.engine.explain.explanation import FlagPart, IndicatorPart
from goodstanding.engine.period import first_of_year
from goodstanding.engine.scheme.scheme import Indicator
from goodstanding.models import Standing
from goodstanding.queries.months import standings
from goodstanding.queries.months.own import OwnMonth
from goodstanding.queries.objections.objections import about_indicator
from goodstanding.web.months.own_standing import month_in, myself, of_month
from goodstanding.web.months.presenters import indicator as indicator_presenters
from goodstanding.web.months.presenters import issues
from goodstanding.web.months.presenters import standing as standing_presenters
from goodstanding.web.months.provenance import mark, marked
from goodstanding.web.objections.presenters.objections import own_entry
from goodstanding.web.personal.presenters import possible_duties
from goodstanding.web.personal.presenters.standing import Context, account_of, parts_of
from goodstanding.web.shell.auth import own_page, viewer
from goodstanding.web.shell.presenters import numbers, terms


@require_safe
@own_page
def month_page(request: HttpRequest, month: str) -> HttpResponse:
    """One month: how the total is made, what changed with its last issue, what does not apply and why."""
    standing, found = of_month(request, month)
    context = _frame(terms.month(month_in(month)), standing, found) | {"back_url": reverse("my_record")}
    if found is not None:
        context |= parts_of(found) | _month(found)
        older = standings.issues_before(standing) if standing else []
        if standing is not None and older:
            again = {"again": standing.run.reason, "account": account_of(older[0], standing, found)}
            context |= again | {"earlier": issues.earlier(older)}
    return marked(render(request, "personal/standing/month.html", context), found.run if found else None)


def _month(found: OwnMonth) -> Context:
    explanation, scheme = found.explanation, found.scheme
    lines = _lines(found, None)
    label = standing_presenters.published_label(found.standing) if found.standing else terms.month(explanation.month)
    state = {} if found.standing else {"state": _("provisional"), "state_tone": "warn"}
    return {
        "card": standing_presenters.card(explanation, scheme, label=label, **state),
        "sums": standing_presenters.sums(explanation),
        "caps": standing_presenters.caps(explanation),
        "flags": issues.within([_flag(flag, found) for flag in explanation.flags if flag.level], found.standing),
        "away": indicator_presenters.away(explanation, scheme),
        "idle": [lines.fact(fact_line, "") | {"object_url": ""} for fact_line in explanation.idle],
    }


def _flag(flag: FlagPart, found: OwnMonth) -> Context:
    rule = found.scheme.indicator(flag.code)
    return {
        "label": terms.text(rule.title),
        "detail": _("carries no points; a person will ask how things are"),
        "url": standing_presenters.address(found.explanation.month, flag.code),
        "icon": "bell",
    }


def _lines(found: OwnMonth, code: str | None) -> indicator_presenters.Lines:
    rule = found.scheme.indicator(code) if code else found.scheme.indicators[0]
    return indicator_presenters.Lines(rule, found.scheme, found.entries, found.run)


def _frame(title: str, standing: Standing | None, found: OwnMonth | None) -> Context:
    return {
        "title": title,
        "here": "my_record",
        "unexplained": found is None,
        "provisional": standing is None,
        "run_mark": mark(standing.run) if standing else "",
        "replaced": issues.replaced(standing, standings.replacing(standing.run)) if standing else None,
    }


@require_safe
@own_page
def part(request: HttpRequest, month: str, code: str) -> HttpResponse:
    """One category with its indicators, or one indicator with its lines and facts."""
    standing, found = of_month(request, month)
    if found is None:
        context = _frame(code, standing, found) | {"back_url": _back(standing, month_in(month))}
        return render(request, "personal/standing/category.html", context)
    category = next((category for category in found.scheme.categories if category.code == code), None)
    if category is not None:
        return _category_page(request, standing, found, code)
    rule = next(
        (
            indicator
            for indicator in found.scheme.indicators
            if indicator.code == code and indicator.subject == "member"
        ),
        None,
    )
    if rule is None:
        raise Http404
    return _indicator_page(request, standing, found, code)


def _category_page(request: HttpRequest, standing: Standing | None, found: OwnMonth, code: str) -> HttpResponse:
    titles = {category.code: terms.text(category.title) for category in found.scheme.categories}
    context = _frame(titles[code], standing, found) | {
        "lead": terms.month(found.explanation.month),
        "back_url": _back(standing, found.explanation.month),
        "indicators": issues.within(indicator_presenters.of_category(found.explanation, found.scheme, code), standing),
        "away": indicator_presenters.away(found.explanation, found.scheme, code),
    }
    return marked(render(request, "personal/standing/category.html", context), found.run)


def _recorder(request: HttpRequest, rule: Indicator, found: OwnMonth) -> Context | None:
    return possible_duties.recorder(myself(request), rule.facts[0], found.scheme, viewer(request).on)


def _missing(rule: Indicator) -> str:
    """Where the member says that something this rule counts was not recorded; empty where it gives nothing."""
    if rule.kind in {"deduction", "flag"}:
        return ""
    return f"{reverse('objection_missing')}?{urlencode({'indicator': rule.code})}"


def _indicator_page(request: HttpRequest, standing: Standing | None, found: OwnMonth, code: str) -> HttpResponse:
    rule = found.scheme.indicator(code)
    scored = next((indicator for indicator in found.explanation.indicators if indicator.code == code), None)
    flag = next((flag for flag in found.explanation.flags if flag.code == code), None)
    context = _frame(terms.text(rule.title), standing, found) | {
        "lead": f"{code} · {terms.month(found.explanation.month)}",
        "back_url": _back(standing, found.explanation.month, rule.category),
        "rule": indicator_presenters.rule_text(rule, found.scheme),
        "about": indicator_presenters.about(rule, found.scheme),
        "missing_url": _missing(rule) if standing is None else "",
        "recorder": _recorder(request, rule, found) if standing is None else None,
        "objections": [own_entry(objection) for objection in about_indicator(standing, code)] if standing else [],
        **_lines_of(found, code, scored, flag),
    }
    return marked(render(request, "personal/standing/indicator.html", context), found.run)


def _back(standing: Standing | None, month: int, code: str = "") -> str:
    return issues.address(standing, code) if standing else standing_presenters.address(month, code)


def _lines_of(found: OwnMonth, code: str, scored: IndicatorPart | None, flag: FlagPart | None) -> Context:
    lines, first = _lines(found, code), first_of_year(found.explanation.month)
    gone = lines.gone(found.entries, first)
    if scored is not None:
        return {
            "outcome": indicator_presenters.outcome(scored),
            "percent": numbers.percent(scored.earned, scored.attainable),
            "has_bar": scored.attainable > 0,
            "lines": lines.of(scored),
            "cap": lines.cap(scored),
            "gone": gone,
        }
    if flag is not None:
        return {"lines": lines.flag(flag), "gone": gone}
    rule = found.scheme.indicator(code)
    return {"why_not": indicator_presenters.why_not_here(rule, found.explanation, found.scheme), "gone": gone}
