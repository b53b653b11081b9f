"""The linter: what is wrong with a scheme beyond its form, with file and line, all at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodstanding.engine.problems import Problem
from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.checks.accountability import accountability_findings
from goodstanding.engine.scheme.checks.appraisal import appraisal_findings
from goodstanding.engine.scheme.checks.assignments import assignment_findings
from goodstanding.engine.scheme.checks.ballots import ballot_findings
from goodstanding.engine.scheme.checks.care import care_findings
from goodstanding.engine.scheme.checks.cases import case_findings
from goodstanding.engine.scheme.checks.debriefing import debriefing_findings
from goodstanding.engine.scheme.checks.decisions import decision_findings
from goodstanding.engine.scheme.checks.dossiers import dossier_findings
from goodstanding.engine.scheme.checks.dues import dues_findings
from goodstanding.engine.scheme.checks.fairness import fairness_findings
from goodstanding.engine.scheme.checks.initiative import initiative_findings
from goodstanding.engine.scheme.checks.letters import letter_findings
from goodstanding.engine.scheme.checks.meetings import meeting_findings
from goodstanding.engine.scheme.checks.objections import objection_findings
from goodstanding.engine.scheme.checks.probation import probation_findings
from goodstanding.engine.scheme.checks.service import service_findings
from goodstanding.engine.scheme.checks.study import study_findings
from goodstanding.engine.scheme.checks.unit_duties import unit_duty_findings
from goodstanding.engine.scheme.checks.warnings import warning_findings
from goodstanding.engine.scheme.checks.year_end import year_end_findings
from goodstanding.engine.scheme.load import Loaded
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import MOST_POINTS, OWN_DETAILS, Indicator, Scheme, decimal_text
from goodstanding.engine.scheme.source import KeyPath

#: (place in the file, what is wrong)
Finding = tuple[KeyPath, str]

#: points x target stays under this (in thousandths of each), so that no product of a formula leaves 64 bits.
LARGEST_PRODUCT = 10**13


@dataclass(frozen=True)
class CheckedScheme:
    """What the linter found: faults refuse the scheme, warnings do not."""

    faults: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check_scheme(loaded: Loaded) -> CheckedScheme:
    """Every fault of a scheme's folder, those of form included."""
    faults, warnings = list(loaded.faults), list[Problem]()
    scheme = loaded.scheme
    if scheme is not None:
        faults += [loaded.head.fault(*finding) for finding in _head_findings(scheme)]
        # What no indicator needs can only be told once every indicator could be read.
        if not loaded.faults:
            faults += [loaded.head.fault(*finding) for finding in _idle_categories(scheme)]
            faults += [loaded.head.fault(*finding) for finding in objection_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in meeting_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in assignment_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in study_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in initiative_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in dues_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in care_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in probation_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in ballot_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in service_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in appraisal_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in debriefing_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in decision_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in dossier_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in letter_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in unit_duty_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in year_end_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in warning_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in case_findings(scheme)]
            faults += [loaded.head.fault(*finding) for finding in accountability_findings(scheme)]
            warnings += [loaded.head.fault(*finding) for finding in _unused(scheme)]
        for indicator in scheme.indicators:
            source = loaded.source_of(indicator.code)
            faults += [source.fault(*finding) for finding in indicator_findings(indicator, scheme)]
    return CheckedScheme(tuple(sorted(set(faults))), tuple(sorted(set(warnings))))


def _head_findings(scheme: Scheme) -> Iterator[Finding]:
    yield from _effective(scheme)
    yield from _peer_groups(scheme)
    yield from _bands(scheme)
    yield from _categories(scheme)
    for kind, text in scheme.fact_kinds.items():
        yield from _refused(("fact_kinds", kind), f"the fact kind {kind}", kind, text)
        yield from _confirms(kind, scheme)
    yield from _fact_groups(scheme)
    for index, kind in enumerate(scheme.talks):
        if kind not in scheme.fact_kinds:
            yield ("talks", index), f"the fact kind {kind} is not declared in fact_kinds"


def _confirms(kind: str, scheme: Scheme) -> Iterator[Finding]:
    """What members confirm is one of two things that every member has, or a result that the ledger can hold."""
    rule, place = scheme.fact_kinds[kind], ("fact_kinds", kind, "confirms")
    if rule.confirms is None:
        return
    if rule.confirms not in OWN_DETAILS and rule.confirms not in scheme.fact_kinds:
        yield place, f"{rule.confirms} is none of {', '.join(OWN_DETAILS)}, and no kind in fact_kinds"
    if rule.at_most is not None and rule.at_most < 1000:
        yield place, f"the fact kind {kind} cannot be 1, which is what confirming writes"
    if not any(kind in indicator.facts and indicator.subject == "member" for indicator in scheme.indicators):
        yield place, f"no indicator about members uses the fact kind {kind}, so nobody is asked to confirm"


def _fact_groups(scheme: Scheme) -> Iterator[Finding]:
    found = {kind: scheme.group_of(kind) for kind in scheme.fact_kinds}
    for index, group in enumerate(scheme.fact_groups):
        if group not in found.values():
            yield ("fact_groups", index), f"no fact kind stands first in the group {group.title.en}"
    for kind, placed in found.items():
        if scheme.fact_groups and placed is None:
            yield ("fact_kinds", kind), f"the fact kind {kind} stands in no group of fact_groups, so nobody finds it"


def _effective(scheme: Scheme) -> Iterator[Finding]:
    until = scheme.effective.until
    if until is not None and until <= scheme.effective.from_:
        yield ("effective", "until"), "until must be later than from; it is the first month without the scheme"


def _peer_groups(scheme: Scheme) -> Iterator[Finding]:
    groups = scheme.member.peer_groups
    for index, group in enumerate(groups):
        key_path: KeyPath = ("member", "peer_groups", index)
        last = index == len(groups) - 1
        if last and group.any_of is not None:
            yield key_path, f"the last peer group, {group.name}, must take everyone: leave its any_of out"
        if not last and group.any_of is None:
            yield key_path, f"the peer group {group.name} takes everyone, so those after it stay empty; put it last"
        for word in group.any_of or ():
            if word not in scheme.classes:
                yield key_path, f"the peer group {group.name} names the class {word}, which nobody can have"
        if group.name in {other.name for other in groups[:index]}:
            yield key_path, f"the peer group {group.name} stands twice"


def _bands(scheme: Scheme) -> Iterator[Finding]:
    bands = scheme.member.bands
    if len({band.at_least for band in bands}) < len(bands) or len({band.name for band in bands}) < len(bands):
        yield ("member", "bands"), "two bands share a name or a threshold"
    if min(band.at_least for band in bands) != 0:
        yield ("member", "bands"), "one band must start at 0, or some totals have no band"
    for index, band in enumerate(bands):
        if band.at_least > 120_000:
            yield ("member", "bands", index), f"no total reaches the band {band.name}: totals end at 120"


def _categories(scheme: Scheme) -> Iterator[Finding]:
    codes = [category.code for category in scheme.categories]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield ("categories", index), f"the category {code} stands twice"


def _idle_categories(scheme: Scheme) -> Iterator[Finding]:
    moving = {
        indicator.category
        for indicator in scheme.indicators
        if indicator.kind != "flag" and _somebody(indicator, scheme)
    }
    for index, category in enumerate(scheme.categories):
        if category.code not in moving:
            yield ("categories", index), f"nobody earns in the category {category.code}: nothing in it moves a point"


def _unused(scheme: Scheme) -> Iterator[Finding]:
    used = {kind for indicator in scheme.indicators for kind in indicator.facts}
    for kind in scheme.fact_kinds:
        if kind not in used:
            yield ("fact_kinds", kind), f"no indicator uses the fact kind {kind}"


def _refused(key_path: KeyPath, what: str, name: str, title: Text) -> Iterator[Finding]:
    topic = never_scored.topic_of_name(name) or never_scored.topic_of_title(title)
    if topic is not None:
        yield key_path, f"{what} is about {topic.topic}, which is never scored: {topic.reason.en}（{topic.reason.zh}）"


def indicator_findings(indicator: Indicator, scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with one indicator of a scheme."""
    yield from _undeclared(indicator, scheme)
    yield from _who(indicator, scheme)
    yield from _duty(indicator)
    yield from _formula(indicator)
    yield from _map(indicator)
    yield from _caps(indicator)
    yield from _reach(indicator, scheme)
    yield from fairness_findings(indicator, scheme)


def _undeclared(indicator: Indicator, scheme: Scheme) -> Iterator[Finding]:
    if indicator.category not in {category.code for category in scheme.categories}:
        yield ("category",), f"the category {indicator.category} is not declared in scheme.yaml"
    for index, kind in enumerate(indicator.facts):
        if kind not in scheme.fact_kinds:
            yield ("facts", index), f"the fact kind {kind} is not declared in scheme.yaml"
        if kind in indicator.facts[:index]:
            yield ("facts", index), f"the fact kind {kind} stands twice"
        topic = never_scored.topic_of_name(kind)
        if topic is not None:
            yield ("facts", index), f"the fact kind {kind} is about {topic.topic}, never scored: {topic.reason.en}"
    yield from _refused(("title",), f"{indicator.code}", "", indicator.title)


def _known_tags(indicator: Indicator, scheme: Scheme) -> set[str] | None:
    if indicator.subject == "member":
        return set(scheme.classes)
    return {*scheme.unit_levels, *scheme.unit_types} or None


def _who(indicator: Indicator, scheme: Scheme) -> Iterator[Finding]:
    known = _known_tags(indicator, scheme)
    for key in ("applies_to", "not_for", "voluntary_for"):
        for index, word in enumerate(getattr(indicator, key) or ()):
            if known is not None and word not in known:
                noun = "class" if indicator.subject == "member" else "unit type or level"
                yield (key, index), f"{word} is a {noun} nobody can have: it is not declared in scheme.yaml"
    if indicator.applies_to == ():
        yield ("applies_to",), "applies to nobody: applies_to is empty; leave it out for everyone, or name the classes"
    elif not _somebody(indicator, scheme):
        yield ("applies_to",), "applies to nobody: every class in applies_to is also in not_for"


def _somebody(indicator: Indicator, scheme: Scheme) -> bool:
    wanted = set(scheme.classes) | {""} if indicator.applies_to is None else set(indicator.applies_to)
    return bool(wanted - set(indicator.not_for))


def _duty(indicator: Indicator) -> Iterator[Finding]:
    if indicator.owed_by == "end" and indicator.due != "close":
        yield ("owed_by",), "owed_by: end is for due: close only; leave owed_by out, or make the rule due: close"
    if indicator.kind != "base":
        for key in ("due", "missing"):
            if getattr(indicator, key) is not None:
                yield (key,), f"{key} is for base indicators only; this one is a {indicator.kind}"
        return
    if indicator.due is None:
        yield ("due",), "a base indicator says when it is due: occurrence, close or pace"
    if indicator.due == "close" and indicator.missing is None:
        yield ("missing",), "due: close needs missing: skip, zero or full (what a closed period without facts gives)"
    if indicator.due in ("occurrence", "pace") and indicator.missing not in (None, "skip"):
        yield ("missing",), f"missing: {indicator.missing} has no effect with due: {indicator.due}"


_FORMULAS = {
    "base": ("prorata", "step", "map"),
    "bonus": ("per_unit", "prorata", "step", "map"),
    "deduction": ("per_unit",),
    "flag": (None,),
}


def _formula(indicator: Indicator) -> Iterator[Finding]:
    allowed = _FORMULAS[indicator.kind]
    if indicator.formula not in allowed:
        formulas = "no formula" if allowed == (None,) else " or ".join(map(str, allowed))
        yield ("formula",), f"a {indicator.kind} takes {formulas}, not {indicator.formula}"
    if indicator.measure == "streak" and indicator.kind != "flag":
        yield ("measure",), "streak is for flags only"
    if indicator.kind == "flag" and indicator.points:
        yield ("points",), "a flag carries no points"
    if indicator.kind != "flag" and indicator.points == 0:
        yield ("points",), "gives no points; say how many, or make it a flag"
    if indicator.formula in ("prorata", "step") and not indicator.target:
        yield ("target",), f"{indicator.formula} needs a target above 0"
    if indicator.kind == "flag" and indicator.target is None:
        yield ("target",), "a flag needs a target: from which value it is raised"
    if indicator.points > MOST_POINTS:
        yield ("points",), f"gives more than {MOST_POINTS // 1000} points, which no total can hold"
    if indicator.points * max(indicator.target or 0, 1) > LARGEST_PRODUCT:
        yield ("points",), "points x target is too large to compute exactly"


def _map(indicator: Indicator) -> Iterator[Finding]:
    steps = indicator.map
    if (steps is not None) != (indicator.formula == "map"):
        yield ("map",), "formula: map needs a map, and a map needs formula: map"
    if steps is None:
        return
    floors = [floor for floor, _ in steps]
    if not steps or floors != sorted(set(floors)):
        yield ("map",), "the map's at_least values must ascend"


def _caps(indicator: Indicator) -> Iterator[Finding]:
    if indicator.cap is not None and indicator.formula != "per_unit":
        yield ("cap",), "cap is for per_unit only; elsewhere points is the most that a period gives"
    for key in ("cap", "yearly_cap"):
        limit = getattr(indicator, key)
        if limit is not None and limit < indicator.points:
            yield (key,), f"{key} lies under one unit: a single success could not be paid out"
    if indicator.warn_at is not None and indicator.measure != "streak":
        yield ("warn_at",), "warn_at is for streak flags only"


def _reach(indicator: Indicator, scheme: Scheme) -> Iterator[Finding]:
    if indicator.measure == "streak":
        yield from _streak(indicator)
        return
    most = [scheme.fact_kinds[kind].at_most for kind in indicator.facts if kind in scheme.fact_kinds]
    # Of a base rule each kind by itself must reach the target: fairness_findings.
    if indicator.kind == "base" or indicator.measure not in ("mean", "latest", "max") or None in most or not most:
        return
    highest = max(value for value in most if value is not None)
    if indicator.kind != "deduction" and (indicator.target or 0) > highest:
        yield ("target",), f"no one can reach this target: no fact of these kinds is above {decimal_text(highest)}"
    if any(floor > highest for floor, _ in indicator.map or ()):
        yield ("map",), f"no one can reach the map's last step: no fact of these kinds is above {decimal_text(highest)}"


def _streak(indicator: Indicator) -> Iterator[Finding]:
    months, odd = divmod(indicator.target or 0, 1000)
    if indicator.target == 0:
        yield ("target",), "a target of 0 would raise the flag for everyone: a streak is 1 to 12 whole months"
    elif odd or not 1 <= months <= 12:
        yield ("target",), "no one can reach this target: a streak is 1 to 12 whole months"
    if any(not 1 <= month < months for month in indicator.warn_at or ()):
        yield ("warn_at",), "warnings come before the streak is full: from 1 to under the target"
