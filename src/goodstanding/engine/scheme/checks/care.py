"""What is wrong with how a scheme stays in touch: facts that cannot be, classes that no member has, topics left out."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.care import Care, CaredFor
from goodstanding.engine.scheme.checks.left import Finding, left_findings
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def care_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the care of a scheme, each with its place."""
    rules = scheme.care
    if rules is None:
        return
    yield from left_findings("care", rules.facts(), scheme)
    yield from _people(rules, scheme)
    yield from _titles(rules)
    for word in rules.helps:
        if word in rules.talks:
            yield ("care", "helps", word), f"{word} is a kind of talk as well: give the help another name"
    steps = rules.search.steps if rules.search else ()
    if len(set(steps)) < len(steps):
        yield ("care", "search", "steps"), "a step stands twice; name each once, in the order in which it is taken"


def _cared_for(rules: Care) -> Iterator[tuple[KeyPath, CaredFor]]:
    for word, talk in rules.talks.items():
        yield ("care", "talks", word, "to"), talk.to
    for word, contact in rules.contacts.items():
        yield ("care", "contacts", word, "to"), contact.to


def _people(rules: Care, scheme: Scheme) -> Iterator[Finding]:
    for where, to in _cared_for(rules):
        for name in (*(to.classes or ()), *to.not_for):
            if name not in scheme.classes:
                yield where, f"{name} is a class nobody can have: it is not declared in classes"
        if to.classes is not None and not set(to.classes) - set(to.not_for):
            yield where, "it is for nobody: every class in classes is also in not_for"


def _titles(rules: Care) -> Iterator[Finding]:
    titled = [(("care", "talks", word), word, talk.title) for word, talk in rules.talks.items()]
    titled += [(("care", "helps", word), word, helped.title) for word, helped in rules.helps.items()]
    titled += [(("care", "contacts", word), word, contact.title) for word, contact in rules.contacts.items()]
    for where, word, title in titled:
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(title)
        if topic is not None:
            yield where, f"{title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"
