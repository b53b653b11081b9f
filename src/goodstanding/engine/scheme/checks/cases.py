"""What is wrong with the cases of a scheme: nobody else to check, days that do not fit, signs that cannot be found."""

from collections.abc import Iterator

from goodstanding.engine.scheme.cases import CaseRules, WeakSign
from goodstanding.engine.scheme.checks.left import Finding, left_findings
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def case_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the cases of a scheme, each with its place."""
    rules = scheme.cases
    if rules is None:
        return
    yield from left_findings("cases", rules.facts(), scheme)
    if "officer" not in rules.checked_by:
        yield ("cases", "checked_by"), "where one person holds every office of a unit, nobody else checks; add officer"
    if rules.days > rules.most_days:
        yield ("cases", "days"), f"an order is due within {rules.most_days} days at the latest; say fewer days"
    yield from _weak(rules, scheme)


def _weak(rules: CaseRules, scheme: Scheme) -> Iterator[Finding]:
    if rules.weak_units is None:
        return
    where: KeyPath = ("cases", "weak_units")
    for level in rules.weak_units.levels:
        if level not in scheme.unit_levels:
            yield (*where, "levels"), f"{level} is no level of units; name one of unit_levels"
    for word, sign in rules.weak_units.signs.items():
        yield from _sign((*where, "signs", word), sign, scheme)


def _sign(where: KeyPath, sign: WeakSign, scheme: Scheme) -> Iterator[Finding]:
    if sign.kind == "vacant" and (sign.office is None or sign.days is None):
        yield where, "say which office is vacant, and for how many days"
    if sign.kind == "warning" and sign.warning is None:
        yield where, "say which warning, by its name in warnings"
    if sign.warning is not None:
        kinds = scheme.warnings.kinds if scheme.warnings else {}
        if sign.warning not in kinds or kinds[sign.warning].about != "unit":
            yield (*where, "warning"), f"{sign.warning} is no warning about a unit; name one of warnings: kinds"
