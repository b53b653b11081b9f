"""What is wrong with the ballots of a scheme: facts and classes that cannot be, choices that no voter can use."""

from collections.abc import Iterator

from goodstanding.engine.scheme.ballots import BallotKind
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]
_ONE = 1000


def ballot_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the ballots of a scheme, each with its place."""
    rules = scheme.ballots
    if rules is None:
        return
    if rules.cast is not None:
        yield from _cast(rules.cast, scheme)
    for word, kind in rules.kinds.items():
        yield from _kind(word, kind, scheme)


def _cast(name: str, scheme: Scheme) -> Iterator[Finding]:
    known, where = scheme.fact_kinds.get(name), ("ballots", "cast")
    if known is None:
        yield where, f"the fact kind {name} is not declared in fact_kinds"
    elif known.at_most is not None and known.at_most < _ONE:
        yield where, f"the fact kind {name} cannot be 1, which is what it writes"
    about = {one.subject for one in scheme.indicators if name in one.facts}
    if about and "member" not in about:
        yield where, f"the fact kind {name} is not about a member: the indicators that use it are not"


def _kind(word: str, kind: BallotKind, scheme: Scheme) -> Iterator[Finding]:
    where: KeyPath = ("ballots", "kinds", word)
    for place, names in (("voters", kind.voters), ("not_for", kind.not_for)):
        for name in names:
            if name not in scheme.classes:
                yield (*where, place), f"{name} is a class nobody can have: it is not declared in classes"
    for name in sorted({*kind.voters} & {*kind.not_for}):
        yield (*where, "not_for"), f"{name} has a vote and has none; take it out of one of the two"
    if kind.usual is not None and kind.usual not in kind.choices:
        yield (*where, "usual"), f"{kind.usual} is not one of the choices; name one of {', '.join(kind.choices)}"
    elif kind.usual is not None and kind.choices[kind.usual].at_most is not None:
        yield (*where, "usual"), f"{kind.usual} cannot be given to all: it has at_most; name another choice"
    for name, choice in kind.choices.items():
        share = choice.at_most
        if share is not None and share.part >= share.of:
            yield (*where, "choices", name, "at_most"), "a share of the whole holds nothing back; leave at_most out"
    if all(choice.at_most is not None for choice in kind.choices.values()):
        yield (*where, "choices"), "every choice has at_most, so that no vote can be complete; leave one without"
