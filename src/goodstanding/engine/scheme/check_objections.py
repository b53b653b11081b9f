"""What is wrong with what a scheme says of answers to objections: words that nobody knows, a fact about nobody."""

from collections.abc import Iterator

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import Place

_PLACE: Place = ("objections",)


def objection_findings(scheme: Scheme) -> Iterator[tuple[Place, str]]:
    """What is wrong with `objections`, each with its place."""
    told = scheme.objections
    if told is None:
        return
    rule = scheme.fact_kinds.get(told.fact)
    if rule is None:
        yield _PLACE, f"the fact kind {told.fact} is not declared in fact_kinds"
    elif rule.at_most is not None and rule.at_most < 1000:
        yield _PLACE, f"the fact kind {told.fact} cannot be 1, which is what an answer in time writes"
    about = {indicator.subject for indicator in scheme.indicators if told.fact in indicator.facts}
    if about == {"unit"}:
        yield _PLACE, f"the fact kind {told.fact} is not about a member: the indicators that use it are not"
    for word in told.offices:
        if word not in scheme.offices:
            yield _PLACE, f"{word} is not declared in offices"
