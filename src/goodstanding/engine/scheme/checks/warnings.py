"""What is wrong with the warnings of a scheme: signs that are not said in full, and people who would not know."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.checks.left import Finding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath
from goodstanding.engine.scheme.warnings import WarningRule

#: What each kind of warning says, and what it can say besides.
_NEEDS: dict[str, tuple[str, ...]] = {
    "threshold": ("below",),
    "fall": ("by",),
    "streak": ("below", "months"),
    "missing": ("indicator", "day"),
    "ahead": ("indicator", "days"),
}
_SIGNS = ("category", "below", "by", "months", "indicator", "day", "days")


def warning_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the warnings of a scheme, each with its place."""
    rules = scheme.warnings
    if rules is None:
        return
    for word, rule in rules.kinds.items():
        where: KeyPath = ("warnings", "kinds", word)
        yield from _sign(where, rule)
        yield from _words(where, rule, scheme)
        yield from _people(where, rule)
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(rule.title)
        if topic is not None:
            yield where, f"{rule.title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"
        if rule.case and scheme.cases is None:
            yield (*where, "case"), "no case can be opened: the rules have no section cases; add it, or leave case out"


def _sign(where: KeyPath, rule: WarningRule) -> Iterator[Finding]:
    may = {*_NEEDS[rule.kind], *(("category",) if rule.kind == "threshold" else ())}
    for key in _SIGNS:
        said = getattr(rule, key) is not None
        if key in _NEEDS[rule.kind] and not said:
            yield where, f"a warning of the kind {rule.kind} says {key}; add it"
        if said and key not in may:
            yield (*where, key), f"{key} has no meaning for the kind {rule.kind}; leave it out"
    if rule.category is not None and rule.about == "unit":
        yield (*where, "category"), "a unit has no share of a category; leave category out, or say about: member"


def _words(where: KeyPath, rule: WarningRule, scheme: Scheme) -> Iterator[Finding]:
    if rule.category is not None and rule.category not in {category.code for category in scheme.categories}:
        yield (*where, "category"), f"{rule.category} is no category; name one of categories"
    for word in rule.not_for:
        known = scheme.classes if rule.about == "member" else {**scheme.unit_levels, **scheme.unit_types}
        if word not in known:
            yield (*where, "not_for"), f"{word} is declared nowhere; name a class, or of a unit a level or type"
    if rule.indicator is None:
        return
    found = next((one for one in scheme.indicators if one.code == rule.indicator), None)
    if found is None:
        yield (*where, "indicator"), f"{rule.indicator} is no indicator; name one by its code"
    elif found.subject != rule.about:
        yield (*where, "indicator"), f"{rule.indicator} is not about a {rule.about}; name one that is, or change about"
    elif found.kind != "base" or not (found.due == "pace" or (found.due == "close" and found.missing == "zero")):
        yield (*where, "indicator"), f"{rule.indicator} asks for nothing by itself, so nothing of it can be missing"


def _people(where: KeyPath, rule: WarningRule) -> Iterator[Finding]:
    if rule.about == "unit" and "member" in rule.tells:
        yield (*where, "tells"), "a warning about a unit goes to no member; say office, officer or both"
    if rule.about == "member" and "member" not in rule.tells:
        yield (*where, "tells"), "the member reads it first: add member, who can still do something about it"
    if rule.about == "member" and not rule.pages:
        yield (*where, "pages"), "say in pages where the member can do what is still possible, for example standing"
