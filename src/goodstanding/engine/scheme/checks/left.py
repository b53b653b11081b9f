"""What is wrong with the facts that a section of a scheme lets a deed leave about a member."""

from collections.abc import Iterator, Mapping

from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]
_ONE = 1000


def left_findings(section: str, facts: Mapping[tuple[str, ...], str], scheme: Scheme) -> Iterator[Finding]:
    """Facts that are not declared, cannot be 1, are not about members, or stand twice. facts: by the place of each."""
    about = dict[str, set[str]]()
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    seen = set[str]()
    for place, name in facts.items():
        where: KeyPath = (section, *place)
        rule = scheme.fact_kinds.get(name)
        if rule is None:
            yield where, f"the fact kind {name} is not declared in fact_kinds"
        elif rule.at_most is not None and rule.at_most < _ONE:
            yield where, f"the fact kind {name} cannot be 1, which is what it writes"
        if name in about and "member" not in about[name]:
            yield where, f"the fact kind {name} is not about a member: the indicators that use it are not"
        if name in seen:
            yield where, f"the fact kind {name} stands twice; two deeds do not leave the same"
        seen.add(name)


def filler_findings(section: str, facts: Mapping[tuple[str, ...], str], scheme: Scheme) -> Iterator[Finding]:
    """What members can make as many of as they like must not give points for each: that asks for filler."""
    for place, kind in facts.items():
        for indicator in scheme.indicators:
            if kind in indicator.facts and _has_no_ceiling(indicator):
                text = (
                    f"{indicator.code} gives points for every {kind} without a ceiling, which asks for filler: "
                    "give it a cap or a yearly_cap"
                )
                yield (section, *place), text


def _has_no_ceiling(indicator: Indicator) -> bool:
    gives = indicator.kind in ("base", "bonus") and indicator.formula == "per_unit"
    return gives and indicator.cap is None and indicator.yearly_cap is None
