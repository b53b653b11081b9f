"""What is wrong with the debriefing of a scheme: levels that do not exist, grades that the ledger cannot hold."""

from collections.abc import Iterator

from goodstanding.engine.scheme.checks.left import Finding, left_findings
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath

_ONE = 1000


def debriefing_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the debriefing of a scheme, each with its place."""
    rule = scheme.debriefing
    if rule is None:
        return
    yield from left_findings("debriefing", rule.facts(), scheme)
    for level in rule.held_in:
        if level not in scheme.unit_levels:
            yield ("debriefing", "held_in"), f"{level} is no level of a unit: name one of unit_levels"
    where: KeyPath = ("debriefing", "grades")
    values = [grade.value for grade in rule.grades.values()]
    if values != sorted(set(values), reverse=True):
        yield where, "put the grades in order, the best first, each with a value of its own"
    known = scheme.fact_kinds.get(rule.grade) if rule.grade is not None else None
    if known is not None and known.at_most is not None and known.at_most < max(values) * _ONE:
        yield where, f"the fact kind {rule.grade} cannot be {max(values)}: raise its at_most, or lower the value"
