"""What is wrong with the letters of a scheme: entries that ask for filler, complaints that have nowhere to go."""

from collections.abc import Iterator

from goodstanding.engine.scheme.checks.left import Finding, filler_findings, left_findings
from goodstanding.engine.scheme.scheme import Scheme


def letter_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the letters of a scheme, each with its place."""
    rules = scheme.letters
    if rules is None:
        return
    yield from left_findings("letters", rules.facts(), scheme)
    yield from filler_findings("letters", rules.facts(), scheme)
    if not any(rule.to == "above" for rule in rules.kinds.values()):
        yield (
            ("letters", "kinds"),
            "a complaint never goes to the unit complained about; add a kind that says to: above",
        )
    for word, rule in rules.kinds.items():
        if rule.to == "above" and "officer" not in rule.answered_by:
            yield (
                ("letters", "kinds", word, "answered_by"),
                "it goes to a unit above, where officers hold office; add officer",
            )
