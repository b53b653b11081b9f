"""What a rule asks of one subject in a period, and what a base rule then gives and what could have been attained.

What is owed grows with the months in which the rule bound the subject; what is done counts whole. So who came late or
was excused owes less, and keeps all that was earned.
"""

from dataclasses import replace

from goodstanding.engine.explain.explanation import Asked, rounded
from goodstanding.engine.explain.formulas import Ratio, formula, is_amount
from goodstanding.engine.explain.history import History
from goodstanding.engine.period import Period
from goodstanding.engine.scheme.scheme import Indicator


def asked(history: History, indicator: Indicator, period: Period, month: int) -> Asked | None:
    """What a rule asks in a period that a run of `month` sees; None where the subject does not have it there."""
    what = history.bindings.asked(indicator, period, month)
    if what is None:
        return None
    excuses = history.facts.excuses(indicator, period.first, period.until(month))
    excuses &= history.bindings.of(indicator).has
    if not excuses:
        return what
    excused = sum(1 for month in excuses if history.excused(indicator, month))
    return replace(what, bound=what.bound - excused, excused=excused, excuse=True)


def owed_points(indicator: Indicator, what: Asked) -> int:
    """The points that are owed for the months that bind."""
    return rounded(indicator.points * what.owed, what.of)


def counted_months(indicator: Indicator, what: Asked) -> int:
    """For how many months of the period what was done well counts."""
    return what.of if indicator.missing == "full" else what.had


def base_points(indicator: Indicator, what: Asked, measured: Ratio | None) -> tuple[int, int] | None:
    """Earned and attainable of a base rule; None where the period is left out."""
    if measured is None:
        return _without_facts(indicator, what)
    if indicator.due == "occurrence":
        earned = formula(indicator, measured)
        return earned, indicator.points if what.bound + what.excused else earned
    earned, attainable = (_amount if is_amount(indicator) else _quality)(indicator, what, measured)
    return earned, earned if indicator.due == "close" and not what.closed else attainable


def _amount(indicator: Indicator, what: Asked, measured: Ratio) -> tuple[int, int]:
    """The most that any number of months gives, from those owed up to all: more done never counts for less."""
    earned = max(formula(indicator, measured, (months, what.of)) for months in range(what.owed, what.of + 1))
    return earned, max(earned, owed_points(indicator, what))


def _quality(indicator: Indicator, what: Asked, measured: Ratio) -> tuple[int, int]:
    gives = formula(indicator, measured)
    earned = rounded(gives * counted_months(indicator, what), what.of)
    return earned, earned + rounded((indicator.points - gives) * what.owed, what.of)


def _without_facts(indicator: Indicator, what: Asked) -> tuple[int, int] | None:
    if indicator.due == "occurrence" or (indicator.due == "close" and not what.closed):
        return None
    if indicator.missing == "full":
        return indicator.points, indicator.points
    done_once = indicator.measure in ("max", "latest")
    if (done_once and what.excuse) or (indicator.due == "close" and indicator.missing != "zero"):
        return None
    return 0, owed_points(indicator, what)
