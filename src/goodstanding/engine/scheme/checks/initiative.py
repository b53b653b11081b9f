"""What is wrong with how a scheme rewards initiative: facts that cannot be, classes that no member has, no ceiling."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.for_whom import ForWhom
from goodstanding.engine.scheme.initiative import Initiative
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]
_ONE = 1000


def initiative_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the initiative of a scheme, each with its place."""
    rules = scheme.initiative
    if rules is None:
        return
    yield from _facts(rules, scheme)
    yield from _without_end(rules, scheme)
    yield from _people(rules, scheme)
    yield from _titles(rules)
    for name in rules.topics.meetings if rules.topics else ():
        if name not in scheme.meetings:
            yield ("initiative", "topics", "meetings"), f"{name} is not declared in meetings"


def _facts(rules: Initiative, scheme: Scheme) -> Iterator[Finding]:
    about = dict[str, set[str]]()
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    seen = set[str]()
    for place, name in rules.facts().items():
        where: KeyPath = ("initiative", *place)
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


def _without_end(rules: Initiative, scheme: Scheme) -> Iterator[Finding]:
    """What members can make as many of as they like must not give points for each: that asks for filler."""
    free = {place: kind for place, kind in rules.facts().items() if place[0] in ("suggestions", "topics")}
    for place, kind in free.items():
        for indicator in scheme.indicators:
            if kind in indicator.facts and _has_no_ceiling(indicator):
                text = (
                    f"{indicator.code} gives points for every {kind} without a ceiling, which asks for filler: "
                    "give it a cap or a yearly_cap"
                )
                yield ("initiative", *place), text


def _has_no_ceiling(indicator: Indicator) -> bool:
    gives = indicator.kind in ("base", "bonus") and indicator.formula == "per_unit"
    return gives and indicator.cap is None and indicator.yearly_cap is None


def _invited(rules: Initiative) -> Iterator[tuple[KeyPath, ForWhom]]:
    if rules.pledge is not None:
        yield ("initiative", "pledge", "to"), rules.pledge.to
    for word, rule in rules.posts.items():
        yield ("initiative", "posts", word, "to"), rule.to


def _people(rules: Initiative, scheme: Scheme) -> Iterator[Finding]:
    for where, to in _invited(rules):
        for name in (*(to.classes or ()), *to.not_for, *to.welcome):
            if name not in scheme.classes:
                yield where, f"{name} is a class nobody can have: it is not declared in classes"
        if to.classes is not None and not set(to.classes) - set(to.not_for):
            yield where, "it is for nobody: every class in classes is also in not_for"


def _titles(rules: Initiative) -> Iterator[Finding]:
    titled: list[tuple[KeyPath, str, Text]] = []
    if rules.pledge is not None:
        titled.append((("initiative", "pledge"), "", rules.pledge.title))
    if rules.suggestions is not None:
        titled.append((("initiative", "suggestions"), "", rules.suggestions.title))
    titled += [(("initiative", "posts", word), word, rule.title) for word, rule in rules.posts.items()]
    for where, word, title in titled:
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(title)
        if topic is not None:
            yield where, f"{title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"
