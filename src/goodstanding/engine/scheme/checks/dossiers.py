"""What is wrong with the yearly sheets of a scheme: unknown levels, and makers who may not see what is on them."""

from collections.abc import Iterator

from goodstanding.engine.scheme.checks.left import Finding
from goodstanding.engine.scheme.scheme import Scheme


def dossier_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the yearly sheets of a scheme, each with its place."""
    rules = scheme.dossiers
    if rules is None:
        return
    for number, level in enumerate(rules.held_in):
        if level not in scheme.unit_levels:
            yield ("dossiers", "held_in", number), f"{level} is no level of units; name one of unit_levels"
    seen_by = scheme.decisions.seen_by if scheme.decisions is not None else rules.made_by
    for number, office in enumerate(rules.made_by):
        if office not in seen_by:
            yield (
                ("dossiers", "made_by", number),
                f"sheets name the decisions about a member, which a {office} does not see; take it out, or add it to "
                "decisions: seen_by",
            )
