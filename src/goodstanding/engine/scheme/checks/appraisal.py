"""What is wrong with the appraisal of a scheme: steps out of order, two grades with a share, facts that cannot be."""

from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.appraisal import STEPS, AppraisalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath

Finding = tuple[KeyPath, str]
_ONE, _HUNDRED = 1000, 100_000
#: The step without which a fact is never left.
_OF_STEP = {
    "sheet": "evidence", "self": "self", "plan": "self", "mutual": "mutual", "advice": "mutual", "ballot": "ballot",
    "public": "ballot", "view": "view", "grade": "report",
}  # fmt: skip


def appraisal_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the appraisal of a scheme, each with its place."""
    rule = scheme.appraisal
    if rule is None:
        return
    yield from _steps(rule)
    yield from _grades(rule)
    yield from _voters(rule)
    yield from _ballot(rule, scheme)
    yield from _names(rule, scheme)
    yield from _without_a_grade(rule, scheme)
    yield from _facts(rule, scheme)


def _steps(rule: AppraisalRule) -> Iterator[Finding]:
    where: KeyPath = ("appraisal", "steps")
    wanted = [step for step in STEPS if step in rule.steps]
    if list(rule.steps) != wanted:
        yield where, f"the steps follow each other in one order, each once: write [{', '.join(wanted)}]"
    for step, why in (("grades", "a body decides the grades"), ("report", "the unit above confirms the result")):
        if step not in rule.steps:
            yield where, f"the step {step} is missing, in which {why}: add it"


def _grades(rule: AppraisalRule) -> Iterator[Finding]:
    where: KeyPath = ("appraisal", "grades")
    limited = [word for word, grade in rule.grades.items() if grade.at_most is not None]
    for word in limited[1:]:
        yield (*where, word, "at_most"), f"only one grade has a share, and {limited[0]} has it: take this one out"
    values = [grade.value for grade in rule.grades.values()]
    if values != sorted(set(values), reverse=True):
        yield where, "put the grades in order, the best first, each with a value of its own"
    elif limited and limited[0] != next(iter(rule.grades)):
        yield (*where, limited[0], "at_most"), "only the best grade has a share: move it to the first"
    for word, grade in rule.grades.items():
        if "ballot" in rule.steps and grade.worth is None:
            yield (*where, word), "say what a vote for it is worth, of 100: worth"
        topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(grade.title)
        if topic is not None:
            yield (*where, word), f"{grade.title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"


def _voters(rule: AppraisalRule) -> Iterator[Finding]:
    if "ballot" in rule.steps and "members" not in rule.voters:
        yield ("appraisal", "voters"), "a ballot has the members among its voters: add members with a weight"
    if "ballot" not in rule.steps and rule.voters:
        yield ("appraisal", "voters"), "nobody votes without the step ballot: add the step, or take the voters out"


def _ballot(rule: AppraisalRule, scheme: Scheme) -> Iterator[Finding]:
    where: KeyPath = ("appraisal", "ballot")
    if (rule.ballot is not None) != ("ballot" in rule.steps):
        yield where, "the step ballot and the kind of ballot belong together: write both, or neither"
    if rule.ballot is None:
        return
    kind = scheme.ballots.kinds.get(rule.ballot) if scheme.ballots else None
    if kind is None or kind.subjects != "members":
        yield where, f"{rule.ballot} is no kind of ballot about members: name one of ballots: kinds"
    elif missing := [word for word in rule.grades if word not in kind.choices]:
        yield where, f"the ballot has no choice {missing[0]}: let its choices be the grades"


def _names(rule: AppraisalRule, scheme: Scheme) -> Iterator[Finding]:
    for place, words in (("welcome", rule.welcome), ("no_grade", rule.no_grade.classes)):
        for word in words:
            if word not in scheme.classes:
                yield ("appraisal", place), f"{word} is a class nobody can have: it is not declared in classes"
    for word in rule.held_in:
        if word not in scheme.unit_levels:
            yield ("appraisal", "held_in"), f"{word} is no level of a unit: name one of unit_levels"


def _without_a_grade(rule: AppraisalRule, scheme: Scheme) -> Iterator[Finding]:
    where: KeyPath = ("appraisal", "no_grade", "decisions")
    kinds = scheme.decisions.kinds if scheme.decisions else {}
    for word in rule.no_grade.decisions:
        if word not in kinds:
            yield where, f"{word} is no kind of decision: name one of decisions: kinds"
        elif kinds[word].side != "discipline":
            yield where, f"{word} is an award, and an award takes no grade away: take it out"


def _facts(rule: AppraisalRule, scheme: Scheme) -> Iterator[Finding]:
    about = dict[str, set[str]]()
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    best = max(grade.value for grade in rule.grades.values()) * _ONE
    largest = {"ballot": _HUNDRED, "public": _HUNDRED, "view": _HUNDRED, "grade": best}
    seen = set[str]()
    for key, name in rule.leaves.by_key().items():
        where: KeyPath = ("appraisal", "leaves", key)
        known = scheme.fact_kinds.get(name)
        most = largest.get(key, _ONE)
        if known is None:
            yield where, f"the fact kind {name} is not declared in fact_kinds"
        elif known.at_most is not None and known.at_most < most:
            yield where, f"the fact kind {name} cannot be {most // _ONE}, which is what it can write: raise its at_most"
        if name in about and "member" not in about[name]:
            yield where, f"the fact kind {name} is not about a member: the indicators that use it are not"
        if name in seen:
            yield where, f"the fact kind {name} stands twice; two deeds do not leave the same"
        if _OF_STEP[key] not in rule.steps:
            yield where, f"without the step {_OF_STEP[key]} it is never left: add the step, or take the fact out"
        if key == "grade" and any(name in one.facts and one.kind != "flag" for one in scheme.indicators):
            yield where, "a grade is an outcome and gives no points: make the indicators that use it flags"
        seen.add(name)
