"""What is wrong with the decisions of a scheme: bodies that do not exist, ends that cannot be, offices that may not."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.checks.left import Finding, left_findings
from goodstanding.engine.scheme.decisions import BEYOND, DecisionRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def decision_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the decisions of a scheme, each with its place."""
    rules = scheme.decisions
    if rules is None:
        return
    yield from left_findings("decisions", rules.facts(), scheme)
    for word, rule in rules.kinds.items():
        where: KeyPath = ("decisions", "kinds", word)
        for level in rule.bodies:
            if level != BEYOND and level not in scheme.unit_levels:
                yield (*where, "bodies"), f"{level} is no level of units; name one of unit_levels, or {BEYOND}"
        yield from _effect(where, rule)
        yield from _recorders(where, rule, scheme)
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(rule.title)
        if topic is not None:
            yield where, f"{rule.title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"


def _effect(where: KeyPath, rule: DecisionRule) -> Iterator[Finding]:
    if rule.ends == "date" and rule.months is None:
        yield (*where, "ends"), "it ends by a date; say in months for how long, with least and most"
    if rule.ends != "date" and rule.months is not None:
        yield (*where, "months"), f"it does not end by a date: its end is {rule.ends}; leave months out, or say date"
    if rule.months is not None and rule.months.least > rule.months.most:
        yield (*where, "months"), "the least is more than the most"
    if rule.each_year and (rule.entry is None or rule.ends == "never"):
        yield (
            (*where, "each_year"),
            "a year more is counted only for an entry of a decision that ends; leave each_year out",
        )


def _recorders(where: KeyPath, rule: DecisionRule, scheme: Scheme) -> Iterator[Finding]:
    known = scheme.fact_kinds.get(rule.entry) if rule.entry is not None else None
    if known is None or known.recorded_by is None:
        return
    for office in rule.recorded_by:
        if office not in known.recorded_by:
            yield (
                (*where, "recorded_by"),
                f"{office} may not record {rule.entry}; leave the office out, or add it to the fact kind's recorded_by",
            )
