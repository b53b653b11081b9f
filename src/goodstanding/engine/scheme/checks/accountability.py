"""What is wrong with the accountability of a scheme: days in the wrong order, and nothing that could be decided."""

from collections.abc import Iterator

from goodstanding.engine.scheme.checks.left import Finding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def accountability_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the accountability of a scheme, each with its place."""
    rule = scheme.accountability
    if rule is None:
        return
    where: KeyPath = ("accountability",)
    for level in rule.levels:
        if level not in scheme.unit_levels:
            yield (*where, "levels"), f"{level} is no level of units; name one of unit_levels"
    for section, found in (("basis", rule.basis), ("forms", rule.forms)):
        for word, one in found.items():
            if one.until is not None and one.until <= one.from_:
                yield (*where, section, word, "until"), "it ends before it begins; say a later day, or leave until out"
    for of in ("organization", "person"):
        if not any(one.of == of for one in rule.forms.values()):
            yield (*where, "forms"), f"nothing can be decided about one kind: add a form that says of: {of}"
