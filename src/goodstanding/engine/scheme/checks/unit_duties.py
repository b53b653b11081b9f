"""What is wrong with the duties of units in a scheme: facts about no unit, sources that are not there, no owner."""

from collections.abc import Collection, Iterator

from goodstanding.engine.scheme.checks.left import Finding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath
from goodstanding.engine.scheme.unit_duties import WITH_DAYS, WITH_KINDS, UnitDuties, UnitDuty

_ONE = 1000
_SECTION = "unit_duties"


def unit_duty_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the duties of units, each with its place."""
    rules = scheme.unit_duties
    if rules is None:
        return
    yield from _owners((_SECTION, "owners"), rules.owners, scheme)
    seen = set[str]()
    for word, duty in rules.duties.items():
        place: KeyPath = (_SECTION, "duties", word)
        yield from _fact(place, duty, scheme, seen)
        yield from _source(place, duty, scheme)
        if duty.owners is not None:
            yield from _owners((*place, "owners"), duty.owners, scheme)
        yield from _unowned(place, duty, rules, scheme)
        for name in duty.units or ():
            if name not in scheme.unit_levels and name not in scheme.unit_types:
                yield (*place, "units"), f"{name} is not declared in unit_levels or unit_types"


def _fact(place: KeyPath, duty: UnitDuty, scheme: Scheme, seen: set[str]) -> Iterator[Finding]:
    where: KeyPath = (*place, "fact")
    rule = scheme.fact_kinds.get(duty.fact)
    if rule is None:
        yield where, f"the fact kind {duty.fact} is not declared in fact_kinds"
    elif rule.at_most != _ONE:
        yield where, f"the fact kind {duty.fact} says in time or not: give it at_most: 1"
    uses = [one for one in scheme.indicators if duty.fact in one.facts]
    if any(one.subject != "unit" for one in uses):
        yield where, f"the fact kind {duty.fact} is not about a unit: an indicator of members uses it"
    for one in uses:
        # Only what fell due is written: to count it against a number would make a unit fail what it did not owe.
        if one.kind == "base" and one.due != "occurrence":
            yield where, f"{one.code} owes {duty.fact} where nothing fell due; say due: occurrence and measure: mean"
    if duty.fact in seen:
        yield where, f"the fact kind {duty.fact} stands twice; two duties do not leave the same"
    seen.add(duty.fact)


def _source(place: KeyPath, duty: UnitDuty, scheme: Scheme) -> Iterator[Finding]:
    if (duty.within_days is not None) != (duty.of in WITH_DAYS):
        remedy = "say within_days" if duty.of in WITH_DAYS else f"{duty.of} has its own days; leave within_days out"
        yield (*place, "within_days"), remedy
    if duty.kinds is not None and duty.of not in WITH_KINDS:
        yield (*place, "kinds"), f"{duty.of} has no kinds; leave them out"
    for name in (duty.kinds or ()) if duty.of in WITH_KINDS else ():
        if name not in _known(duty, scheme):
            yield (*place, "kinds"), f"{name} is not declared in {WITH_KINDS[duty.of]}"
    if (duty.of in WITH_KINDS and not _known(duty, scheme)) or not _is_there(duty, scheme):
        yield (*place, "of"), f"the rules have no section from which {duty.of} could come; leave the duty out"


def _known(duty: UnitDuty, scheme: Scheme) -> Collection[str]:
    section = WITH_KINDS.get(duty.of)
    if section == "meetings":
        return scheme.meetings
    if section == "letters":
        return scheme.letters.kinds if scheme.letters else ()
    if section == "care":
        return scheme.care.contacts if scheme.care else ()
    return scheme.assignments


def _is_there(duty: UnitDuty, scheme: Scheme) -> bool:
    if duty.of == "suggestions":
        return scheme.initiative is not None and scheme.initiative.suggestions is not None
    if duty.of in {"dues_collected", "dues_posted"}:
        return scheme.dues is not None
    return True


def _owners(place: KeyPath, owners: dict[str, tuple[str, ...]], scheme: Scheme) -> Iterator[Finding]:
    for level, offices in owners.items():
        if level not in scheme.unit_levels:
            yield place, f"{level} is not declared in unit_levels"
        for office in offices:
            if office not in scheme.offices:
                yield (*place, level), f"{office} is not declared in offices"


def _unowned(place: KeyPath, duty: UnitDuty, rules: UnitDuties, scheme: Scheme) -> Iterator[Finding]:
    owners = rules.owners_of(duty)
    for level in scheme.unit_levels:
        if not owners.get(level):
            yield place, f"nobody owns it at the level {level}; add an office under owners"
