"""How kinds of entry are recorded: about whom at once, and what can be said, as the rules have it."""

from goodstanding.engine.scheme.scheme import Scheme


def is_about_everyone(kind: str, scheme: Scheme) -> bool:
    """Whether a kind is mostly said of every member at once, as of who came; others are about a few who are chosen."""
    group = scheme.group_of(kind)
    return group is not None and group.everyone and not only_happens(kind, scheme)


def only_happens(kind: str, scheme: Scheme) -> bool:
    """Whether a kind can only be said as having happened, as an award: no rule asks for it, so nothing is missing."""
    rule = scheme.fact_kinds.get(kind)
    feeding = [indicator.kind for indicator in scheme.indicators if kind in indicator.facts]
    return rule is not None and rule.at_most == 1000 and bool(feeding) and "base" not in feeding
