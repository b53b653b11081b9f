"""What changed from one published line to the next, on a page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.explain.bindings import Tags
from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.queries.months.changes import ClassesOfMonth, ComparedStep, Comparison, EntryEffect, Moved
from goodstanding.web.months.presenters import standing
from goodstanding.web.shell.presenters import numbers, terms

Row = dict[str, Any]


def account(found: Comparison, scheme: Scheme) -> Row:
    """The whole account: each cause with its change and what stands behind it, and the sum."""
    return {
        "silent": _silent(found),
        "steps": [_step(step, found, scheme) for step in found.steps if not step.is_quiet],
        "before": numbers.total(found.before.total),
        "after": numbers.total(found.after.total),
        "before_label": _issue(found.before.run.month, found.before.run.number),
        "after_label": _issue(found.after.run.month, found.after.run.number),
        "change": "" if found.change is None else numbers.change(found.change),
    }


def _issue(month: int, number: int) -> str:
    if number == 1:
        return terms.month(month)
    return _("%(month)s, issue %(number)s") % {"month": terms.month(month), "number": number}


def _silent(found: Comparison) -> str:
    texts = {
        "new_year": _("A new year has begun: points start again in January, so the two months are not compared."),
        "not_rated_before": _("The month before was not rated, so there is nothing to compare with."),
        "not_rated_now": _("This month is not rated, so there is nothing to compare."),
        "not_the_same": _(
            "The change cannot be explained to the last hundredth, so its parts are not shown until this is resolved."
        ),
    }
    return texts[found.silent] if found.silent else ""


def _step(step: ComparedStep, found: Comparison, scheme: Scheme) -> Row:
    month = found.after.run.month
    labels = {
        "late": _("Late entries, and corrections"),
        "rules": _("Changed rules"),
        "month": _("%(month)s alone") % {"month": terms.month(month)},
        "classes": _("Another class or another branch"),
    }
    return {
        "label": labels[step.cause],
        "change": numbers.change(step.change),
        "entries": [_entry(entry, step, scheme) for entry in step.entries if entry.change],
        "still": [_entry(entry, step, scheme) for entry in step.entries if not entry.change],
        "fallen_due": numbers.change(step.fallen_due) if step.fallen_due else "",
        "details": [*_rules(step.rules, scheme), *_rolls(step.rolls)],
        "moved": [_moved(move, scheme, month) for move in step.moved],
    }


def _entry(entry: EntryEffect, step: ComparedStep, scheme: Scheme) -> Row:
    """An entry with what it added to the total or took from it, and why it counts only now or no longer does."""
    fact = entry.line.fact
    title = fact_title(fact.kind, scheme, numbers.lang())
    return {
        "day": terms.day(fact.occurred_on),
        "label": terms.pair(title, numbers.value(fact.value, fact.kind, scheme)),
        "note": _note(entry, step),
        "object_url": reverse("objection_entry", args=[fact.pk]) if entry.line.in_force else "",
        "change": numbers.change(entry.change),
    }


def _note(entry: EntryEffect, step: ComparedStep) -> str:
    """Why it counts only now, or no longer does; nothing for an entry of the month itself."""
    if entry.dropped:
        return _gone(entry)
    late = step.cause == "late"
    return _("recorded %(when)s") % {"when": terms.moment(entry.line.fact.recorded_at)} if late else ""


def _gone(entry: EntryEffect) -> str:
    if entry.line.reversal is None or entry.line.in_force:
        return _("waiting for a ruling, not counted meanwhile")
    return _("taken back, because: %(reason)s") % {"reason": entry.line.reversal.reason}


def _rules(codes: Iterable[str], scheme: Scheme) -> Iterable[str]:
    titles = {indicator.code: terms.text(indicator.title) for indicator in scheme.indicators}
    for code in codes:
        yield f"{code} {titles[code]}" if code in titles else _("%(code)s no longer exists") % {"code": code}


def _rolls(rolls: Iterable[ClassesOfMonth]) -> Iterable[str]:
    for class_month in rolls:
        sentence = _("%(month)s: %(now)s, before: %(was)s")
        yield sentence % {
            "month": terms.month(class_month.month),
            "now": _classes(class_month.now),
            "was": _classes(class_month.was),
        }


def _classes(tags: Tags | None) -> str:
    if tags is None:
        return _("not on the roll")
    return terms.listed(terms.member_class(word) for word in sorted(tags)) or _("no class")


def _moved(moved: Moved, scheme: Scheme, month: int) -> Row:
    titles = {rule.code: rule for rule in scheme.indicators}
    rule = titles.get(moved.code)
    amounts = numbers.signed(moved.earned)
    if rule is None or rule.kind == "base":
        amounts = _("%(earned)s earned, %(attainable)s due") % {
            "earned": numbers.signed(moved.earned),
            "attainable": numbers.signed(moved.attainable),
        }
    return {
        "label": f"{moved.code} {terms.text(rule.title)}" if rule else moved.code,
        "url": standing.address(month, moved.code) if rule else "",
        "text": amounts,
    }
