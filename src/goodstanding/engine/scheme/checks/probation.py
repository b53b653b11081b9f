"""What is wrong with the probation of a scheme: facts and classes that cannot be, steps after its end."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.checks.left import Finding, left_findings
from goodstanding.engine.scheme.probation import ProbationRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def probation_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the probation of a scheme, each with its place."""
    rule = scheme.probation
    if rule is None:
        return
    yield from _classes(rule, scheme)
    talks: dict[tuple[str, ...], str] = {("contact",): rule.contact} if rule.contact else {}
    yield from left_findings("probation", rule.facts() | talks, scheme)
    yield from _days(rule)
    for word, step in rule.steps.items():
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(step.title)
        if topic is not None:
            where: KeyPath = ("probation", "steps", word)
            yield where, f"{step.title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"


def _classes(rule: ProbationRule, scheme: Scheme) -> Iterator[Finding]:
    for place, name in (("of_class", rule.of_class), ("becomes", rule.becomes)):
        if name not in scheme.classes:
            yield ("probation", place), f"{name} is a class nobody can have: it is not declared in classes"
    if rule.of_class == rule.becomes:
        yield ("probation", "becomes"), "probation leads to the class it begins with; name another one"


def _days(rule: ProbationRule) -> Iterator[Finding]:
    for word, step in rule.steps.items():
        where: KeyPath = ("probation", "steps", word, "after_months")
        if any(months > rule.months for months in step.after_months):
            yield where, f"a step lies after the {rule.months} months of probation"
        if list(step.after_months) != sorted(set(step.after_months)):
            yield where, "name each month once, in order"
    if rule.extension is not None and rule.extension.least > rule.extension.most:
        yield ("probation", "extension"), "the least is more than the most"
