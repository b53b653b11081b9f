"""Random schemes that are valid, and random organizations in which something happens under them.

Facts come as campaigns (a meeting, a course: many subjects, a few values that recur), so that ties, caps and streaks
are frequent and a failing example shrinks to a few draws.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from goodstanding.engine.period import first_of_year, parse_month
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from tests.engine.oracle import Fact, Organization, UnitRow

Draw = Callable[..., Any]
Members = dict[int, dict[int, tuple[int, tuple[str, ...]]]]

CLASSES = ("full", "probationary", "retired", "secretary")
#: A class that no rule is for or not for: it can only make a month voluntary.
SPARED = "spared"
KINDS = ("dues.paid", "meeting.themed_day", "meeting.vote", "study.hours", "study.course", "discipline.late")
LEVELS = ("city", "district", "branch")
TYPES = ("city", "community", "school")
CODES = ("A1", "A10", "A2", "A_B", "B2", "C30", "C4", "D")
#: Thousandths; few and recurring, so that totals tie.
VALUES = (1000, 1000, 1000, 0, 0, 500, 333, 2500, 4000, 7777, 1, 1_000_000_000, None, None)
#: The greatest value that a fact of a kind may have; mostly none.
AT_MOST = (None, None, None, 1000, 1000, 4000)
MISSES = (0, 0, 1000, 0, None)
TARGETS = (1000, 1000, 1000, 500, 2000, 1, 333, 7000)
POINTS = (1000, 500, 2000, 3333, 10_000, 1, 100_000)
YEAR = 2016


def _text(words: str) -> dict[str, str]:
    return {"en": words, "zh": words}


def _amount(thousandths: int | None) -> Decimal | None:
    return None if thousandths is None else Decimal(thousandths) / 1000


def _amounts(*thousandths: int | None) -> st.SearchStrategy[Decimal | None]:
    return st.sampled_from([_amount(each) for each in thousandths])


@st.composite
def _caps(draw: Draw, points: int) -> Decimal | None:
    """Mostly none; else near the points, so that it binds for some."""
    return _amount(draw(st.sampled_from((None, None, None, points * 3, points * 3 // 2, points // 2))))


@st.composite
def _seldom(draw: Draw, rare: st.SearchStrategy[Any], otherwise: Any) -> Any:
    return draw(rare) if draw(st.sampled_from((False, False, True))) else otherwise


def _some(words: tuple[str, ...], least: int = 0, most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=least, max_size=most, unique=True)


# Schemes


@st.composite
def _maps(draw: Draw, points: int) -> list[tuple[Decimal | None, Decimal | None]]:
    """Steps of a map: thresholds ascending, the last of them giving all the points."""
    thresholds = sorted(draw(st.sets(st.sampled_from((*TARGETS, 0)), min_size=1, max_size=3)))
    gives = [points * (place + 1) // len(thresholds) for place in range(len(thresholds))]
    return [(_amount(at_least), _amount(given)) for at_least, given in zip(thresholds, gives, strict=True)]


@st.composite
def _base(draw: Draw) -> dict[str, Any]:
    due = draw(st.sampled_from(("occurrence", "close", "pace")))
    close = due == "close"
    missing = draw(st.sampled_from(("zero", "skip", "full"))) if close else None
    owed_by = draw(st.sampled_from(("months", "months", "end"))) if close else "months"
    return {"due": due, "missing": missing, "owed_by": owed_by, **draw(_formulas(("prorata", "step", "map")))}


@st.composite
def _formulas(draw: Draw, formulas: tuple[str, ...]) -> dict[str, Any]:
    formula, points = draw(st.sampled_from(formulas)), draw(st.sampled_from(POINTS))
    rule: dict[str, Any] = {"formula": formula, "points": _amount(points), "yearly_cap": draw(_caps(points))}
    if formula == "map":
        return {**rule, "map": draw(_maps(points))}
    if formula == "per_unit":
        return {**rule, "cap": draw(_caps(points))}
    return {**rule, "target": draw(_amounts(*TARGETS))}


@st.composite
def _deduction(draw: Draw) -> dict[str, Any]:
    return {**draw(_formulas(("per_unit",))), "target": draw(_amounts(0, 0, 0, 0, *TARGETS))}


@st.composite
def _flag(draw: Draw) -> dict[str, Any]:
    if not draw(st.booleans()):
        return {"target": draw(_amounts(*TARGETS))}
    target = draw(st.sampled_from((4, 3, 12, 6, 2, 1)))
    warn_at = draw(_seldom(st.none(), sorted({1, 2, target // 2 or 1})))
    return {"measure": "streak", "period": "year", "target": target, "warn_at": warn_at}


_RULES: dict[str, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    "base": _base,
    "bonus": lambda: _formulas(("per_unit", "step", "map", "prorata")),
    "deduction": _deduction,
    "flag": _flag,
}


@st.composite
def _indicators(draw: Draw, code: str, kinds: tuple[str, ...], classes: tuple[str, ...]) -> dict[str, Any]:
    subject = draw(st.sampled_from(("member", "member", "unit")))
    kind = draw(st.sampled_from(("base", "flag", "bonus", "deduction", "flag")))
    tags = classes if subject == "member" else tuple(dict.fromkeys(LEVELS + TYPES))
    return {
        **{"code": code, "title": _text(code), "why": _text(code), "source": "a rule", "category": "ALL"},
        **{"subject": subject, "kind": kind, "facts": draw(_some(kinds, least=1, most=3))},
        "measure": draw(st.sampled_from(("mean", "count", "sum", "latest", "max"))),
        "period": draw(st.sampled_from(("month", "quarter", "year"))),
        "applies_to": draw(_seldom(_some(tags, least=1), None)),
        "not_for": draw(_seldom(_some(tags, most=1), [])),
        "voluntary_for": draw(_seldom(_some((*tags, SPARED) if subject == "member" else tags, least=1), [])),
        **draw(_RULES[kind]()),
    }


@st.composite
def _first_indicator(draw: Draw, kinds: tuple[str, ...]) -> dict[str, Any]:
    """One that most members have, so that most are rated."""
    return {
        **draw(_indicators(CODES[0], kinds, CLASSES)),
        **{"subject": "member", "kind": "base", "measure": draw(st.sampled_from(("mean", "count", "sum", "latest")))},
        **{"applies_to": None, "not_for": [], "voluntary_for": draw(_seldom(_some((SPARED, *CLASSES), least=1), []))},
        **{"target": None, "missing": None, "due": None, "formula": None, "map": None, "cap": None, "warn_at": None},
        **draw(_base()),
    }


@st.composite
def _member_rules(draw: Draw, classes: tuple[str, ...]) -> dict[str, Any]:
    chosen = [draw(_some(classes, least=1)) for _ in range(draw(st.integers(0, 2)))]
    groups = [{"name": f"group{place}", "any_of": any_of} for place, any_of in enumerate(chosen)]
    limits = sorted(draw(st.sets(st.sampled_from((0, 500, 33_333, 50_000, 60_005, 80_000, 100_000)), min_size=1)))
    bands = [{"name": f"band{limit}", "at_least": _amount(limit)} for limit in reversed(limits)]
    return {
        "bonus_cap": draw(_amounts(30_000, 5000, 20_005, 1000, 0)),
        "deduction_cap": draw(_amounts(30_000, 5000, 1000, 200_000, 0)),
        "min_attainable": draw(_amounts(0, 0, 0, 0, 1, 1000, 12_005)),
        "peer_groups": [*groups, {"name": "ordinary"}],
        "min_peers": draw(st.integers(1, 3)),
        "bands": draw(st.permutations(bands)),
    }


@st.composite
def _unit_rules(draw: Draw) -> dict[str, Any]:
    weight = draw(st.sampled_from((60, 60, 33, 0, 100)))
    shrink, least = draw(st.sampled_from((0, 1, 3, 10))), draw(st.integers(1, 3))
    return {"members_weight": weight, "shrink": shrink, "min_members": least}


@st.composite
def schemes(draw: Draw) -> Scheme:
    """A scheme that holds for at least one month of 2016, through its validators; amounts may be caps that bind."""
    classes = CLASSES[: draw(st.integers(2, 4))]
    kinds = KINDS[: draw(st.integers(3, 6))]
    codes = sorted(CODES[: draw(st.sampled_from((1, 5, 8, 3, 7, 6, 8)))])
    indicators = [draw(_first_indicator(kinds)), *(draw(_indicators(code, kinds, classes)) for code in codes[1:])]
    return Scheme.model_validate(
        {
            "name": "random",
            "title": _text("random"),
            "effective": {
                "from": draw(st.sampled_from(("2015-01", "2016-01", "2016-05"))),
                "until": draw(st.sampled_from((None, "2017-01", "2016-12"))),
            },
            "categories": [{"code": "ALL", "title": _text("all")}],
            "classes": {word: _text(word) for word in (*classes, SPARED)},
            "fact_kinds": {kind: {**_text(kind), "at_most": _amount(draw(st.sampled_from(AT_MOST)))} for kind in kinds},
            "unit_levels": {word: _text(word) for word in LEVELS},
            "unit_types": {word: _text(word) for word in TYPES},
            "member": draw(_member_rules(classes)),
            "unit": draw(_unit_rules()),
            "indicators": indicators,
        }
    )


# Organizations


@st.composite
def _ids(draw: Draw, *sizes: int) -> list[int]:
    size = draw(st.sampled_from(sizes))
    ids: list[int] = draw(st.lists(st.integers(1, 99), min_size=size, max_size=size, unique=True))
    return ids


@st.composite
def _units(draw: Draw, ids: list[int]) -> tuple[UnitRow, ...]:
    """A tree four deep at most, in any order; the deepest two layers share a level."""
    depth: dict[int, int] = {}
    rows: list[UnitRow] = []
    for unit_id in ids:
        parent = draw(st.sampled_from([above for above in depth if depth[above] < 3])) if depth else None
        depth[unit_id] = 0 if parent is None else depth[parent] + 1
        level = LEVELS[min(depth[unit_id], len(LEVELS) - 1)]
        rows.append(UnitRow(unit_id, parent, level, draw(st.sampled_from(TYPES[1:] + TYPES[:1])), f"unit {unit_id}"))
    return tuple(draw(st.permutations(rows)))


@st.composite
def _stays(draw: Draw, month: int) -> list[int]:
    """The months in which one is a member: mostly all, or one who joins late, leaves, or comes back."""
    first, last = month - 12, month + 1
    kind = draw(st.sampled_from(("always", "always", "always", "joins", "joins", "leaves", "comes back")))
    turn = draw(st.integers(min(first_of_year(month), last), last))
    if kind == "joins":
        return list(range(turn, last + 1))
    if kind == "leaves":
        return list(range(first, turn))
    gap = range(turn, turn + draw(st.integers(1, 3))) if kind == "comes back" else range(0)
    return [each for each in range(first, last + 1) if each not in gap]


@st.composite
def _posts(draw: Draw, unit_ids: list[int], classes: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    worn = draw(st.lists(st.sampled_from((*classes, *classes, "unheard_of")), max_size=3))
    return draw(st.sampled_from(unit_ids)), tuple(worn)


@st.composite
def _members(draw: Draw, ids: list[int], unit_ids: list[int], classes: tuple[str, ...], month: int) -> Members:
    """Snapshots from a year before the month to after it; the first member is there in that month.

    A third of them have other classes and another unit for some months, or from some month on.
    """
    snapshots: Members = {each: {} for each in range(month - 12, month + 2)}
    for place, member_id in enumerate(ids):
        usual = other = draw(_posts(unit_ids, classes))
        change = draw(st.integers(month - 12, month))
        back = draw(st.sampled_from((month + 2, month + 2, change + 1, change + 3)))
        if draw(st.sampled_from((False, False, True))):
            other = draw(_posts(unit_ids, classes))
        for each in sorted({*draw(_stays(month)), *([month] if place == 0 else [])}):
            snapshots[each][member_id] = other if change <= each < back else usual
    gone = draw(_seldom(st.integers(month - 12, month - 1), None))
    return {each: snapshot for each, snapshot in snapshots.items() if snapshot and each != gone}


Happening = tuple[str, int, str, int | None, date]


@st.composite
def _campaign(draw: Draw, aim: Indicator, ids: dict[str, list[int]], month: int) -> list[Happening]:
    """Facts for one indicator: on a day of some months, for everyone or some, with values that take turns."""
    streak = aim.measure == "streak"
    span = draw(st.sampled_from((6, 3, 12, 15) if streak else (1, 3, 6, 12)))
    last = month - draw(st.sampled_from((0, 0, 0, 1, 2, 6, -1)))
    months = [each for each in range(last - span + 1, last + 1) if each >= first_of_year(month) - 12]
    everyone = ids[aim.subject]
    there = draw(_seldom(st.lists(st.sampled_from(everyone), min_size=1, unique=True), everyone))
    values = draw(st.lists(st.sampled_from(MISSES if streak else VALUES), min_size=1, max_size=5 if streak else 3))
    kind, day = draw(st.sampled_from(aim.facts)), draw(st.sampled_from((1, 15, 31)))
    return [
        (aim.subject, subject_id, kind, values[(turn + place) % len(values)], _day(each, day))
        for turn, each in enumerate(months)
        for place, subject_id in enumerate(there)
    ]


@st.composite
def _stray(draw: Draw, kinds: list[str], ids: dict[str, list[int]], month: int) -> Happening:
    """One fact of any kind, one nobody names too, for anyone, also for who never was a member."""
    subject = draw(st.sampled_from(("member", "unit")))
    nobody = [5000] if subject == "member" else []
    subject_id = draw(st.sampled_from(ids[subject] + nobody))
    when = _day(month - draw(st.integers(-1, 13)), draw(st.sampled_from((1, 15, 31))))
    kind, value = draw(st.sampled_from([*kinds, "nobody.rates_this"])), draw(st.sampled_from(VALUES))
    return subject, subject_id, kind, value, when


def _bounded(happening: Happening, scheme: Scheme) -> Happening:
    """The same with no more value than such a fact may have."""
    subject, subject_id, kind, value, when = happening
    at_most = scheme.fact_kinds[kind].at_most if kind in scheme.fact_kinds else None
    if value is not None and at_most is not None:
        value = min(value, at_most)
    return subject, subject_id, kind, value, when


def _day(month: int, day: int) -> date:
    year, place = divmod(month, 12)
    return date(year, place + 1, min(day, monthrange(year, place + 1)[1]))


@st.composite
def organizations(draw: Draw, scheme: Scheme, month: int) -> Organization:
    """A lake for a run of that month: 1-12 units, 1-14 members, facts of the year and of the one before."""
    ids = {
        "unit": draw(_ids(1, 6, 4, 12, 8, 3, 10)),
        "member": draw(_ids(1, 8, 5, 14, 8, 11, 3, 6, 9, 14)),
    }
    members = draw(_members(ids["member"], ids["unit"], tuple(scheme.classes), month))
    quiet = draw(st.lists(st.sampled_from(scheme.indicators[1:]), max_size=2)) if scheme.indicators[1:] else []
    aims = [each for each in scheme.indicators if each not in quiet]
    happenings = [each for aim in aims for each in draw(_campaign(aim, ids, month))]
    happenings += draw(st.lists(_stray(list(scheme.fact_kinds), ids, month), max_size=6))
    step = draw(st.sampled_from((7919, 3)))
    facts = tuple(Fact(1 + place * step % 10_007, *_bounded(each, scheme)) for place, each in enumerate(happenings))
    return Organization(draw(_units(ids["unit"])), members, facts)


@st.composite
def situations(draw: Draw) -> tuple[Scheme, Organization, int]:
    """A scheme, an organization and a month of 2016 in which the scheme holds."""
    scheme = draw(schemes())
    january = parse_month(f"{YEAR}-01")
    year = [january + place for place in (9, 11, 5, 2, 7, 0, 8, 4, 10, 6, 1, 3)]
    month = draw(st.sampled_from([each for each in year if scheme.effective.holds(each)]))
    return scheme, draw(organizations(scheme, month)), month
