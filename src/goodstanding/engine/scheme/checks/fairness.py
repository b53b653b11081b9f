"""The linter's part on fairness: rules under which an excuse, a voluntary month or one more success could cost points.

Without these faults turning a failure into an excuse, making a month voluntary and adding a fact of the highest value
never lower a member's total (the law of docs/explanation/rating.md).
"""

from collections.abc import Iterator

from goodstanding.engine.scheme.scheme import Indicator, Scheme, decimal_text
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]

_ONE = 1000


def fairness_findings(indicator: Indicator, scheme: Scheme) -> Iterator[Finding]:
    """What is unfair in one indicator of a scheme."""
    yield from _map(indicator)
    if indicator.kind == "base":
        yield from _first_success(indicator, scheme)
    if indicator.kind == "deduction" and indicator.measure in ("mean", "latest"):
        yield (
            ("measure",),
            f"a deduction cannot measure {indicator.measure}: an excuse could make it take more; use count, sum or max",
        )


def _map(indicator: Indicator) -> Iterator[Finding]:
    steps = indicator.map
    if not steps or indicator.formula != "map":
        return
    gives = [points for _, points in steps]
    if gives != sorted(gives):
        yield ("map",), "the map's points fall: doing more would give less; let each step give at least the one before"
    if steps[0][0] <= 0:
        yield ("map",), "the map's first step lies at 0, so that doing nothing gives points; let it start above 0"
    if gives[-1] != indicator.points:
        yield ("map",), f"the map's last step must give the indicator's points, {decimal_text(indicator.points)}"


def _first_success(indicator: Indicator, scheme: Scheme) -> Iterator[Finding]:
    """Where one fact of the highest value would not give the full points although nothing was asked without it."""
    highest = max([indicator.target or 0, *(at_least for at_least, _ in indicator.map or ())])
    key_path: KeyPath = ("map",) if indicator.formula == "map" else ("target",)
    what = "the map's last step" if indicator.formula == "map" else "this target"
    if indicator.measure == "count" and _begins_with_a_fact(indicator) and highest > _ONE:
        yield key_path, f"{what} lies above 1, so that the first of several would cost points; {_REMEDY}"
    bounds = [scheme.fact_kinds[kind].at_most for kind in indicator.facts if kind in scheme.fact_kinds]
    least = min((bound for bound in bounds if bound is not None), default=None)
    if indicator.measure == "sum" and _begins_with_a_fact(indicator):
        if None in bounds:
            yield key_path, f"a first small amount would cost points, for not every kind has an at_most; {_REMEDY}"
        elif least is not None and highest > least:
            yield key_path, f"{what} lies above {decimal_text(least)}, the most one fact can be; {_REMEDY}"
    if indicator.measure in ("mean", "max", "latest") and least is not None and highest > least:
        yield (
            key_path,
            f"no one can reach {what} with each of its kinds: facts of one of them end at {decimal_text(least)}; "
            "lower it, or raise that at_most",
        )


#: What makes a sum or a count of several fair.
_REMEDY = "make it due: pace, or due: close with missing: zero, or lower the target to one fact"


def _begins_with_a_fact(indicator: Indicator) -> bool:
    """Whether the first fact of a period makes something owed: without any the period costs nothing."""
    return indicator.due == "occurrence" or (indicator.due == "close" and indicator.missing != "zero")
