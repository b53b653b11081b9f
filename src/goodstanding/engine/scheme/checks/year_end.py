"""What is wrong with the year's end of a scheme: things that the rules do not have, offices that nobody holds."""

from collections.abc import Iterator

from goodstanding.engine.scheme.checks.left import Finding
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def year_end_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the year's end, each with its place."""
    rules = scheme.year_end
    if rules is None:
        return
    for word in rules.units:
        if word not in scheme.unit_levels and word not in scheme.unit_types:
            yield ("year_end", "units"), f"{word} is not declared in unit_levels or unit_types"
    seen = set[str]()
    for name, item in rules.items.items():
        place: KeyPath = ("year_end", "items", name)
        for office in item.who:
            if office not in scheme.offices:
                yield (*place, "who"), f"{office} is not declared in offices"
        if item.of in seen:
            yield (*place, "of"), f"{item.of} stands twice; leave one out"
        seen.add(item.of)
        if not _is_there(item.of, scheme):
            yield (*place, "of"), f"the rules have no section for {item.of}; leave the item out"


def _is_there(source: str, scheme: Scheme) -> bool:
    sections: dict[str, object] = {
        "meetings": scheme.meetings, "minutes": scheme.meetings, "plans": scheme.meetings,
        "suggestions": scheme.initiative and scheme.initiative.suggestions, "letters": scheme.letters,
        "appraisal": scheme.appraisal, "ballots": scheme.ballots, "probation": scheme.probation,
        "dues_arrears": scheme.dues, "dues_confirmed": scheme.dues, "dues_posted": scheme.dues,
        "cases": scheme.cases, "dossiers": scheme.dossiers,
        "talks": scheme.care and scheme.care.talks, "visits": scheme.care and scheme.care.contacts,
    }  # fmt: skip
    return bool(sections.get(source, True))
