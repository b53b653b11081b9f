"""What is wrong with a scheme's meetings: words that nobody can have, facts about the wrong subject, duties that
cannot be."""

from collections.abc import Iterator, Sequence

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]


def meeting_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the kinds of meeting of a scheme, each with its place."""
    about = _subjects(scheme)
    for word, kind in scheme.meetings.items():
        key_path: KeyPath = ("meetings", word)
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(kind.title)
        if topic is not None:
            yield key_path, f"the meeting {word} is about {topic.topic}, which is never scored: {topic.reason.en}"
        yield from _facts(key_path, kind, scheme, about)
        yield from _people(key_path, kind, scheme)


def _subjects(scheme: Scheme) -> dict[str, set[str]]:
    about: dict[str, set[str]] = {}
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    return about


def _facts(key_path: KeyPath, kind: MeetingType, scheme: Scheme, about: dict[str, set[str]]) -> Iterator[Finding]:
    members = [((*key_path, "fact"), kind.fact)]
    members += [((*key_path, "also", index), also_written.fact) for index, also_written in enumerate(kind.also)]
    members += [((*key_path, "asked", index), asked_of_host.fact) for index, asked_of_host in enumerate(kind.asked)]
    if kind.made_up is not None:
        members.append(((*key_path, "made_up"), kind.made_up.fact))
    written_once = [name for _where, name in members]
    members += [((*key_path, "guests", index), guest_fact.fact) for index, guest_fact in enumerate(kind.guests)]
    members += [
        ((*key_path, "office_facts", index), office_fact.fact) for index, office_fact in enumerate(kind.office_facts)
    ]
    if kind.minutes is not None:
        members.append(((*key_path, "minutes"), kind.minutes.fact))
    units = [((*key_path, "unit_facts", index), name) for index, name in enumerate(kind.unit_facts)]
    for subject, named in (("member", members), ("unit", units)):
        for where, name in named:
            yield from _fact(where, name, subject, scheme, about)
    of_guests = [guest.fact for guest in kind.guests]
    for names in (written_once, of_guests):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield key_path, f"the fact kind {name} stands twice; a meeting says one thing once about a member"
    for index, asked_of_host in enumerate(kind.asked):
        if asked_of_host.unticked == "zero" and not asked_of_host.ticked:
            where = (*key_path, "asked", index)
            yield (
                where,
                f"whoever the host forgets would fail {asked_of_host.fact}: begin with ticked: true, or leave nothing",
            )


def _fact(where: KeyPath, name: str, subject: str, scheme: Scheme, about: dict[str, set[str]]) -> Iterator[Finding]:
    rule = scheme.fact_kinds.get(name)
    if rule is None:
        yield where, f"the fact kind {name} is not declared in fact_kinds"
        return
    if rule.at_most is not None and rule.at_most < 1000:
        yield where, f"the fact kind {name} cannot be 1, which is what a meeting writes"
    if name in about and subject not in about[name]:
        yield where, f"the fact kind {name} is not about a {subject}: the indicators that use it are not"


def _people(key_path: KeyPath, kind: MeetingType, scheme: Scheme) -> Iterator[Finding]:
    yield from _classes(key_path, kind, scheme)
    yield from _offices(key_path, kind, scheme)
    tags = {*scheme.unit_levels, *scheme.unit_types}
    for word in kind.held_by or ():
        if tags and word not in tags:
            yield (*key_path, "held_by"), f"{word} is a unit type or level nobody can have: it is not declared"
    due = kind.due
    if due.classes is not None and not set(due.classes) - set(due.not_for) and not due.offices:
        yield (*key_path, "due"), "nobody is due: every class in classes is also in not_for"
    if kind.votes.of is not None and not set(kind.votes.of) - set(kind.votes.not_for):
        yield (*key_path, "votes"), "nobody may vote: every class in of is also in not_for"


def _classes(key_path: KeyPath, kind: MeetingType, scheme: Scheme) -> Iterator[Finding]:
    due = kind.due
    named: list[tuple[KeyPath, Sequence[str]]] = [
        ((*key_path, "due"), (*(due.classes or ()), *due.not_for, *due.welcome)),
        *(((*key_path, "also", index), also_written.classes or ()) for index, also_written in enumerate(kind.also)),
        *(((*key_path, "guests", index), guest_fact.classes or ()) for index, guest_fact in enumerate(kind.guests)),
    ]
    named.append(((*key_path, "votes"), (*(kind.votes.of or ()), *kind.votes.not_for)))
    for where, classes in named:
        for name in classes:
            if name not in scheme.classes:
                yield where, f"{name} is a class nobody can have: it is not declared in classes"


def _offices(key_path: KeyPath, kind: MeetingType, scheme: Scheme) -> Iterator[Finding]:
    named: list[tuple[KeyPath, Sequence[str]]] = [((*key_path, "due"), kind.due.offices or ())]
    named.append(((*key_path, "led_by"), kind.led_by))
    named += [
        ((*key_path, "office_facts", index), office_fact.offices) for index, office_fact in enumerate(kind.office_facts)
    ]
    if kind.minutes is not None:
        named.append(((*key_path, "minutes"), kind.minutes.offices))
    for where, offices in named:
        for office in offices:
            if office not in scheme.offices:
                yield where, f"{office} is not declared in offices"
