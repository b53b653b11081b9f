"""What is wrong with how a scheme rewards initiative: facts that cannot be, classes that no member has, no ceiling."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.checks.left import Finding, filler_findings, left_findings
from goodstanding.engine.scheme.for_whom import ForWhom
from goodstanding.engine.scheme.initiative import Initiative
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def initiative_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the initiative of a scheme, each with its place."""
    rules = scheme.initiative
    if rules is None:
        return
    yield from left_findings("initiative", rules.facts(), scheme)
    # Members make as many of these as they like.
    free = {place: kind for place, kind in rules.facts().items() if place[0] in ("suggestions", "topics")}
    yield from filler_findings("initiative", free, scheme)
    yield from _people(rules, scheme)
    yield from _titles(rules)
    for name in rules.topics.meetings if rules.topics else ():
        if name not in scheme.meetings:
            yield ("initiative", "topics", "meetings"), f"{name} is not declared in meetings"


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
