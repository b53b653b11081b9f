"""What is wrong with how a scheme rewards service: facts that cannot be, classes that no member has, no ceiling."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.part import FactKindName
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.service import ActivityKind, Service
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]
_ONE = 1000


def service_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the service of a scheme, each with its place."""
    rules = scheme.service
    if rules is None:
        return
    yield from _facts(rules, scheme)
    yield from _hours(rules, scheme)
    yield from _no_shows(rules, scheme)
    yield from _without_end(rules, scheme)
    yield from _people(rules, scheme)
    yield from _units(rules, scheme)
    for place, title in rules.titles().items():
        topic = never_scored.topic_of_name(place[-1]) or never_scored.topic_of_title(title)
        if topic is not None:
            yield ("service", *place), f"{title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"


def _facts(rules: Service, scheme: Scheme) -> Iterator[Finding]:
    about = dict[str, set[str]]()
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    written = dict[str, tuple[str, str]]()
    for place, name in rules.facts().items():
        where: KeyPath = ("service", *place)
        rule, deed = scheme.fact_kinds.get(name), (place[0], place[-1])
        if rule is None:
            yield where, f"the fact kind {name} is not declared in fact_kinds"
        elif place[-1] != "hours" and rule.at_most is not None and rule.at_most < _ONE:
            yield where, f"the fact kind {name} cannot be 1, which is what it writes"
        if name in about and "member" not in about[name]:
            yield where, f"the fact kind {name} is not about a member: the indicators that use it are not"
        if written.setdefault(name, deed) != deed:
            yield where, f"the fact kind {name} stands twice; two deeds do not leave the same"


def _hours(rules: Service, scheme: Scheme) -> Iterator[Finding]:
    """A day at its most must be a value that the ledger can hold."""
    for word, kind in rules.activities.items():
        rule = scheme.fact_kinds.get(kind.hours) if kind.hours is not None else None
        if rule is not None and rule.at_most is not None and rule.at_most < kind.most_hours * _ONE:
            yield (
                ("service", "activities", word, "most_hours"),
                f"the fact kind {kind.hours} holds fewer than {kind.most_hours} hours; make most_hours smaller",
            )


def _no_shows(rules: Service, scheme: Scheme) -> Iterator[Finding]:
    """A no-show never earns, and one absence does not cost twice by the same rule."""
    for word, kind in rules.activities.items():
        if kind.no_show is None:
            continue
        for indicator in _counting(kind.no_show, scheme):
            if indicator.kind in ("base", "bonus"):
                text = f"{indicator.code} gives points for {kind.no_show}, which says that a member did not come"
                yield ("service", "activities", word, "no_show"), text
        if kind.no_show in (kind.joined, kind.hours):
            yield ("service", "activities", word, "no_show"), "no_show is the same as what taking part leaves"


def _counting(kind: FactKindName, scheme: Scheme) -> list[Indicator]:
    return [indicator for indicator in scheme.indicators if kind in indicator.facts]


def _without_end(rules: Service, scheme: Scheme) -> Iterator[Finding]:
    """What members can report as often as they like must not give points for each time."""
    for place, kind in rules.facts().items():
        if place[0] not in ("visits", "needs"):
            continue
        for indicator in _counting(kind, scheme):
            gives = indicator.kind in ("base", "bonus") and indicator.formula == "per_unit"
            if gives and indicator.cap is None and indicator.yearly_cap is None:
                text = (
                    f"{indicator.code} gives points for every {kind} without a ceiling, which asks for filler: "
                    "give it a cap or a yearly_cap"
                )
                yield ("service", *place), text


def _people(rules: Service, scheme: Scheme) -> Iterator[Finding]:
    for place, to in rules.invited().items():
        for name in (*(to.classes or ()), *to.not_for, *to.welcome):
            if name not in scheme.classes:
                yield ("service", *place), f"{name} is a class nobody can have: it is not declared in classes"
        if to.classes is not None and not set(to.classes) - set(to.not_for):
            yield ("service", *place), "it is for nobody: every class in classes is also in not_for"
    for word, kind in rules.activities.items():
        yield from _spared(word, kind, scheme)


def _spared(word: str, kind: ActivityKind, scheme: Scheme) -> Iterator[Finding]:
    """A class that a no-show rule spares must not be pursued here: the rule would never count what is written."""
    for indicator in _counting(kind.no_show, scheme) if kind.no_show is not None else ():
        left = set(indicator.voluntary_for or ()) - {*kind.to.welcome, *kind.to.not_for}
        for name in sorted(left):
            yield (
                ("service", "activities", word, "to"),
                f"{indicator.code} is voluntary for {name}, of whom a no-show would be written: put it under welcome",
            )


def _units(rules: Service, scheme: Scheme) -> Iterator[Finding]:
    if rules.community is None:
        return
    for index, word in enumerate(rules.community.units):
        if word not in scheme.unit_levels and word not in scheme.unit_types:
            text = f"{word} is no level and no type of units: it is not declared in unit_levels or unit_types"
            yield ("service", "community", "units", index), text
