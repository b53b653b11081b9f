"""What is wrong with what a scheme says of answers to objections: words that nobody knows, a fact about nobody."""

from collections.abc import Iterator

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath

_KEY_PATH: KeyPath = ("objections",)


def objection_findings(scheme: Scheme) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong with `objections`, each with its place."""
    objections = scheme.objections
    if objections is None:
        return
    rule = scheme.fact_kinds.get(objections.fact)
    if rule is None:
        yield _KEY_PATH, f"the fact kind {objections.fact} is not declared in fact_kinds"
    elif rule.at_most is not None and rule.at_most < 1000:
        yield _KEY_PATH, f"the fact kind {objections.fact} cannot be 1, which is what an answer in time writes"
    about = {indicator.subject for indicator in scheme.indicators if objections.fact in indicator.facts}
    if about == {"unit"}:
        yield _KEY_PATH, f"the fact kind {objections.fact} is not about a member: the indicators that use it are not"
    for office in objections.offices:
        if office not in scheme.offices:
            yield _KEY_PATH, f"{office} is not declared in offices"
