"""Reads a scheme's worked cases and says what is wrong with them, with file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodstanding.engine.cases.case import Case, FlagsKey, PointsKey, Someone
from goodstanding.engine.period import month_text, periods_until
from goodstanding.engine.problems import Problem
from goodstanding.engine.scheme.check import Finding
from goodstanding.engine.scheme.load import parse
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import Place, read_yaml


@dataclass(frozen=True)
class WorkedCase:
    """A case with its name (the file's stem) and its file."""

    name: str
    file: str
    case: Case


@dataclass(frozen=True)
class WorkedCases:
    """The cases that are right, in the order of their names, and what is wrong with the others."""

    cases: tuple[WorkedCase, ...]
    faults: tuple[Problem, ...]


def read_cases(folder: Path, scheme: Scheme) -> WorkedCases:
    """Every case in a scheme's folder. Nothing is raised; every fault is found at once."""
    cases: list[WorkedCase] = []
    faults: list[Problem] = []
    for path in sorted((folder / "cases").glob("*")):
        if path.is_file() and not path.name.startswith("."):
            worked, wrong = _read_case(path, scheme)
            faults += wrong
            if worked is not None and not wrong:
                cases.append(worked)
    return WorkedCases(tuple(cases), tuple(sorted(set(faults))))


def _read_case(path: Path, scheme: Scheme) -> tuple[WorkedCase | None, list[Problem]]:
    file = f"cases/{path.name}"
    if path.suffix != ".yaml":
        return None, [Problem(file, 0, "is not a .yaml file; move it out of cases/")]
    source = read_yaml(path, file)
    if source.content is None and source.faults:
        return None, source.faults
    case, faults = parse(Case, source)
    if case is None:
        return None, source.faults + faults
    faults = [source.fault(*finding) for finding in case_findings(case, scheme)]
    return WorkedCase(path.stem, file, case), source.faults + faults


def case_findings(case: Case, scheme: Scheme) -> Iterator[Finding]:
    """What a case says that its scheme or its own organization does not know."""
    if not scheme.effective.holds(case.month):
        yield ("month",), f"the scheme {scheme.name} is not in force in {month_text(case.month)}"
    if not any((case.expect.model_fields_set, case.absent.model_fields_set)):
        yield (), "expects nothing; write down what must come out, under expect or absent"
    yield from _units(case, scheme)
    yield from _members(case, scheme)
    for index, fact in enumerate(case.facts):
        if fact.kind not in scheme.fact_kinds:
            yield ("facts", index, "kind"), f"the fact kind {fact.kind} is not declared in scheme.yaml"
        yield from _known(fact, ("facts", index), case)
    for side in ("expect", "absent"):
        yield from _rows(case, scheme, side)


def _units(case: Case, scheme: Scheme) -> Iterator[Finding]:
    ids = unit_ids(case)
    roots = 0
    for index, unit in enumerate(case.units):
        place: Place = ("units", index)
        roots += unit.parent is None
        if unit.id in [other.id for other in case.units[:index]]:
            yield (*place, "id"), f"unit {unit.id} stands twice"
        if unit.parent is not None and unit.parent not in ids:
            yield (*place, "parent"), f"unit {unit.parent} is not in this case"
        if scheme.unit_levels and unit.level not in scheme.unit_levels:
            yield (*place, "level"), f"the unit level {unit.level} is not declared in scheme.yaml"
        if scheme.unit_types and unit.type not in scheme.unit_types:
            yield (*place, "type"), f"the unit type {unit.type} is not declared in scheme.yaml"
    if case.units and roots != 1:
        yield ("units",), f"exactly one unit has no parent, and here are {roots}"
    yield from _circles(case)


def _circles(case: Case) -> Iterator[Finding]:
    parents = {unit.id: unit.parent for unit in case.units}
    for index, unit in enumerate(case.units):
        above, steps = unit.parent, 0
        while above is not None and steps <= len(parents):
            above, steps = parents.get(above), steps + 1
        if above is not None:
            yield ("units", index, "parent"), f"unit {unit.id} lies under itself"


def _members(case: Case, scheme: Scheme) -> Iterator[Finding]:
    ids, seen = unit_ids(case), set[tuple[int, int]]()
    for index, member in enumerate(case.members):
        place: Place = ("members", index)
        if member.unit not in ids:
            yield (*place, "unit"), f"unit {member.unit} is not in this case"
        for number, word in enumerate(member.classes):
            if word not in scheme.classes:
                yield (*place, "classes", number), f"the class {word} is not declared in scheme.yaml"
        if (member.id, member.from_) in seen:
            yield (*place, "from"), f"member {member.id} has two rows from {month_text(member.from_)}"
        if member.until is not None and member.until <= member.from_:
            yield (*place, "until"), "until must be later than from; it is the first month without the member"
        seen.add((member.id, member.from_))
    if not any(one.from_ <= case.month and (one.until is None or case.month < one.until) for one in case.members):
        yield ("members",), f"nobody is a member in {month_text(case.month)}, the month that is rated"


def unit_ids(case: Case) -> set[int]:
    """The case's units; a case without units has one, unit 1."""
    return {unit.id for unit in case.units} or {1}


def _known(someone: Someone, place: Place, case: Case) -> Iterator[Finding]:
    known = unit_ids(case) if someone.subject == "unit" else {member.id for member in case.members}
    if someone.subject_id not in known:
        yield (*place, someone.subject), f"{someone.subject} {someone.subject_id} is not in this case"


def _rows(case: Case, scheme: Scheme, side: str) -> Iterator[Finding]:
    tables = getattr(case, side)
    for table in type(tables).model_fields:
        for index, row in enumerate(getattr(tables, table)):
            place: Place = (side, table, index)
            if isinstance(row, PointsKey | FlagsKey):
                yield from _known(row, place, case)
                yield from _indicator(row, place, case, scheme)
            elif hasattr(row, "member") and row.member not in {member.id for member in case.members}:
                yield (*place, "member"), f"member {row.member} is not in this case"
            for key in ("unit", "scope"):
                number = getattr(row, key, None)
                if number is not None and key in row.model_fields_set and number not in unit_ids(case):
                    yield (*place, key), f"unit {number} is not in this case"


def _indicator(row: PointsKey | FlagsKey, place: Place, case: Case, scheme: Scheme) -> Iterator[Finding]:
    try:
        indicator = scheme.indicator(row.indicator)
    except KeyError:
        yield (*place, "indicator"), f"the scheme has no indicator {row.indicator}"
        return
    if indicator.subject != row.subject:
        yield (*place, "indicator"), f"{row.indicator} is about a {indicator.subject}, not a {row.subject}"
    if (indicator.kind == "flag") != isinstance(row, FlagsKey):
        where = "flags" if indicator.kind == "flag" else "points"
        yield (*place, "indicator"), f"{row.indicator} is a {indicator.kind}; look for it under {where}"
    elif isinstance(row, PointsKey) and place[0] == "expect":
        names = [period.name for period in periods_until(case.month, indicator.period)]
        if row.period not in names:
            yield (*place, "period"), f"{row.indicator} is scored for {' and '.join(names)}, not for {row.period}"
