"""What is wrong with a scheme's assignments: facts that cannot be, classes nobody has, clocks that never strike."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.assignments import AssignmentType
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]
#: The best quality there is, in thousandths.
_BEST = 5000


def assignment_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the kinds of assignment of a scheme, each with its place."""
    about: dict[str, set[str]] = {}
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    for word, rule in scheme.assignments.items():
        key_path: KeyPath = ("assignments", word)
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(rule.title)
        if topic is not None:
            yield key_path, f"the assignment {word} is about {topic.topic}, which is never scored: {topic.reason.en}"
        yield from _facts(key_path, rule, scheme, about)
        yield from _people(key_path, rule, scheme)
        yield from _clocks(key_path, rule)
    yield from _of_minutes(scheme)


def _facts(key_path: KeyPath, rule: AssignmentType, scheme: Scheme, about: dict[str, set[str]]) -> Iterator[Finding]:
    named = rule.facts()
    if rule.done is None and rule.joined is None:
        yield key_path, "doing it would leave nothing in the ledger: name a fact in done or in joined"
    if rule.on_time is not None and rule.done is None:
        yield (*key_path, "on_time"), "on_time is said of what was done: name a fact in done as well"
    for key, name in named.items():
        where = (*key_path, key)
        kind = scheme.fact_kinds.get(name)
        if kind is None:
            yield where, f"the fact kind {name} is not declared in fact_kinds"
            continue
        if key == "quality":
            if kind.at_most != _BEST:
                yield where, f"the fact kind {name} must have at_most: 5; quality is given from 1 to 5"
        elif kind.at_most is not None and kind.at_most < 1000:
            yield where, f"the fact kind {name} cannot be 1, which is what an assignment writes"
        if name in about and "member" not in about[name]:
            yield where, f"the fact kind {name} is not about a member: the indicators that use it are not"
    said = list(named.values())
    for name in sorted({name for name in said if said.count(name) > 1}):
        yield key_path, f"the fact kind {name} stands twice; an assignment says one thing once about a member"


def _people(key_path: KeyPath, rule: AssignmentType, scheme: Scheme) -> Iterator[Finding]:
    to = rule.to
    for name in (*(to.classes or ()), *to.not_for, *to.welcome):
        if name not in scheme.classes:
            yield (*key_path, "to"), f"{name} is a class nobody can have: it is not declared in classes"
    if to.classes is not None and not set(to.classes) - set(to.not_for):
        yield (*key_path, "to"), "nobody can be given it: every class in classes is also in not_for"
    if rule.given_by is not None and not rule.given_by:
        yield (*key_path, "given_by"), "nobody may give it: leave given_by out, or name an office"
    for office in rule.given_by or ():
        if office not in scheme.offices:
            yield (*key_path, "given_by"), f"{office} is not declared in offices"


def _clocks(key_path: KeyPath, rule: AssignmentType) -> Iterator[Finding]:
    if rule.lapsed is None:
        return
    where = (*key_path, "lapsed")
    if rule.answered is None:
        yield where, "an answer that nobody asks for cannot be missing: say in answered within how many days it is due"
    if rule.lapsed.after > rule.reminders.after:
        sent, needed = rule.reminders.after, rule.lapsed.after
        yield where, f"it would never lapse: after the day {sent} reminders are sent, and it takes {needed}"


def _of_minutes(scheme: Scheme) -> Iterator[Finding]:
    named = [word for word, rule in scheme.assignments.items() if rule.from_minutes]
    for word in named[1:]:
        where: KeyPath = ("assignments", word, "from_minutes")
        yield where, f"follow-ups of minutes become {named[0]} already; only one kind says from_minutes: true"
