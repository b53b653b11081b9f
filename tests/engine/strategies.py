"""Random schemes that are valid, and random organizations in which something happens under them.

Facts come as campaigns (a meeting, a course: many subjects, a few values that recur), so that ties, caps and streaks
are frequent and a failing example shrinks to a few draws.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
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


# What is drawn from often is made once: Hypothesis looks a new strategy over for longer than it takes to draw from it.
_integers = cache(st.integers)


def _one_of(choices: Sequence[Any]) -> st.SearchStrategy[Any]:
    return _one_of_these(tuple(choices))


@lru_cache(4096)
def _one_of_these(choices: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(choices)


def _text(words: str) -> dict[str, str]:
    return {"en": words, "zh": words}


def _amount(thousandths: int | None) -> Decimal | None:
    return None if thousandths is None else Decimal(thousandths) / 1000


@cache
def _amounts(*thousandths: int | None) -> st.SearchStrategy[Decimal | None]:
    return st.sampled_from([_amount(each) for each in thousandths])


def _caps(draw: Draw, points: int) -> Decimal | None:
    """Mostly none; else near the points, so that it binds for some."""
    return _amount(draw(_one_of((None, None, None, points * 3, points * 3 // 2, points // 2))))


def _seldom(draw: Draw, rare: st.SearchStrategy[Any], otherwise: Any) -> Any:
    return draw(rare) if draw(_one_of((False, False, True))) else otherwise


@cache
def _some(words: tuple[Any, ...], least: int = 0, most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(_one_of(words), min_size=least, max_size=most, unique=True)


# Schemes


def _maps(draw: Draw, points: int) -> list[tuple[Decimal | None, Decimal | None]]:
    """Steps of a map: thresholds ascending, the last of them giving all the points."""
    thresholds = sorted(draw(st.sets(_one_of((*TARGETS, 0)), min_size=1, max_size=3)))
    gives = [points * (place + 1) // len(thresholds) for place in range(len(thresholds))]
    return [(_amount(at_least), _amount(given)) for at_least, given in zip(thresholds, gives, strict=True)]


def _base(draw: Draw) -> dict[str, Any]:
    due = draw(_one_of(("occurrence", "close", "pace")))
    close = due == "close"
    missing = draw(_one_of(("zero", "skip", "full"))) if close else None
    owed_by = draw(_one_of(("months", "months", "end"))) if close else "months"
    return {"due": due, "missing": missing, "owed_by": owed_by, **_formulas(draw, ("prorata", "step", "map"))}


def _formulas(draw: Draw, formulas: tuple[str, ...]) -> dict[str, Any]:
    formula, points = draw(_one_of(formulas)), draw(_one_of(POINTS))
    rule: dict[str, Any] = {"formula": formula, "points": _amount(points), "yearly_cap": _caps(draw, points)}
    if formula == "map":
        return {**rule, "map": _maps(draw, points)}
    if formula == "per_unit":
        return {**rule, "cap": _caps(draw, points)}
    return {**rule, "target": draw(_amounts(*TARGETS))}


def _deduction(draw: Draw) -> dict[str, Any]:
    return {**_formulas(draw, ("per_unit",)), "target": draw(_amounts(0, 0, 0, 0, *TARGETS))}


def _flag(draw: Draw) -> dict[str, Any]:
    if not draw(st.booleans()):
        return {"target": draw(_amounts(*TARGETS))}
    target = draw(_one_of((4, 3, 12, 6, 2, 1)))
    warn_at = _seldom(draw, st.none(), sorted({1, 2, target // 2 or 1}))
    return {"measure": "streak", "period": "year", "target": target, "warn_at": warn_at}


_RULES: dict[str, Callable[[Draw], dict[str, Any]]] = {
    "base": _base,
    "bonus": lambda draw: _formulas(draw, ("per_unit", "step", "map", "prorata")),
    "deduction": _deduction,
    "flag": _flag,
}


def _indicators(draw: Draw, code: str, kinds: tuple[str, ...], classes: tuple[str, ...]) -> dict[str, Any]:
    subject = draw(_one_of(("member", "member", "unit")))
    kind = draw(_one_of(("base", "flag", "bonus", "deduction", "flag")))
    tags = classes if subject == "member" else tuple(dict.fromkeys(LEVELS + TYPES))
    return {
        **{"code": code, "title": _text(code), "why": _text(code), "source": "a rule", "category": "ALL"},
        **{"subject": subject, "kind": kind, "facts": draw(_some(kinds, least=1, most=3))},
        "measure": draw(_one_of(("mean", "count", "sum", "latest", "max"))),
        "period": draw(_one_of(("month", "quarter", "year"))),
        "applies_to": _seldom(draw, _some(tags, least=1), None),
        "not_for": _seldom(draw, _some(tags, most=1), []),
        "voluntary_for": _seldom(draw, _some((*tags, SPARED) if subject == "member" else tags, least=1), []),
        **_RULES[kind](draw),
    }


def _first_indicator(draw: Draw, kinds: tuple[str, ...]) -> dict[str, Any]:
    """One that most members have, so that most are rated."""
    return {
        **_indicators(draw, CODES[0], kinds, CLASSES),
        **{"subject": "member", "kind": "base", "measure": draw(_one_of(("mean", "count", "sum", "latest")))},
        **{"applies_to": None, "not_for": [], "voluntary_for": _seldom(draw, _some((SPARED, *CLASSES), least=1), [])},
        **{"target": None, "missing": None, "due": None, "formula": None, "map": None, "cap": None, "warn_at": None},
        **_base(draw),
    }


def _member_rules(draw: Draw, classes: tuple[str, ...]) -> dict[str, Any]:
    chosen = [draw(_some(classes, least=1)) for _ in range(draw(_integers(0, 2)))]
    groups = [{"name": f"group{place}", "any_of": any_of} for place, any_of in enumerate(chosen)]
    limits = sorted(draw(st.sets(_one_of((0, 500, 33_333, 50_000, 60_005, 80_000, 100_000)), min_size=1)))
    bands = [{"name": f"band{limit}", "at_least": _amount(limit)} for limit in reversed(limits)]
    return {
        "bonus_cap": draw(_amounts(30_000, 5000, 20_005, 1000, 0)),
        "deduction_cap": draw(_amounts(30_000, 5000, 1000, 200_000, 0)),
        "min_attainable": draw(_amounts(0, 0, 0, 0, 1, 1000, 12_005)),
        "peer_groups": [*groups, {"name": "ordinary"}],
        "min_peers": draw(_integers(1, 3)),
        "bands": draw(st.permutations(bands)),
    }


def _unit_rules(draw: Draw) -> dict[str, Any]:
    weight = draw(_one_of((60, 60, 33, 0, 100)))
    shrink, least = draw(_one_of((0, 1, 3, 10))), draw(_integers(1, 3))
    return {"members_weight": weight, "shrink": shrink, "min_members": least}


@st.composite
def schemes(draw: Draw) -> Scheme:
    """A scheme that holds for at least one month of 2016, through its validators; amounts may be caps that bind."""
    classes = CLASSES[: draw(_integers(2, 4))]
    kinds = KINDS[: draw(_integers(3, 6))]
    codes = sorted(CODES[: draw(_one_of((1, 5, 8, 3, 7, 6, 8)))])
    indicators = [_first_indicator(draw, kinds), *(_indicators(draw, code, kinds, classes) for code in codes[1:])]
    return Scheme.model_validate(
        {
            "name": "random",
            "title": _text("random"),
            "effective": {
                "from": draw(_one_of(("2015-01", "2016-01", "2016-05"))),
                "until": draw(_one_of((None, "2017-01", "2016-12"))),
            },
            "categories": [{"code": "ALL", "title": _text("all")}],
            "classes": {word: _text(word) for word in (*classes, SPARED)},
            "fact_kinds": {kind: {**_text(kind), "at_most": _amount(draw(_one_of(AT_MOST)))} for kind in kinds},
            "unit_levels": {word: _text(word) for word in LEVELS},
            "unit_types": {word: _text(word) for word in TYPES},
            "member": _member_rules(draw, classes),
            "unit": _unit_rules(draw),
            "indicators": indicators,
        }
    )


# Organizations


def _ids(draw: Draw, *sizes: int) -> list[int]:
    size = draw(_one_of(sizes))
    ids: list[int] = draw(st.lists(_integers(1, 99), min_size=size, max_size=size, unique=True))
    return ids


def _units(draw: Draw, ids: list[int]) -> tuple[UnitRow, ...]:
    """A tree four deep at most, in any order; the deepest two layers share a level."""
    depth: dict[int, int] = {}
    rows: list[UnitRow] = []
    for unit_id in ids:
        parent = draw(_one_of([above for above in depth if depth[above] < 3])) if depth else None
        depth[unit_id] = 0 if parent is None else depth[parent] + 1
        level = LEVELS[min(depth[unit_id], len(LEVELS) - 1)]
        rows.append(UnitRow(unit_id, parent, level, draw(_one_of(TYPES[1:] + TYPES[:1])), f"unit {unit_id}"))
    return tuple(draw(st.permutations(rows)))


def _stays(draw: Draw, month: int) -> list[int]:
    """The months in which one is a member: mostly all, or one who joins late, leaves, or comes back."""
    first, last = month - 12, month + 1
    kind = draw(_one_of(("always", "always", "always", "joins", "joins", "leaves", "comes back")))
    turn = draw(_integers(min(first_of_year(month), last), last))
    if kind == "joins":
        return list(range(turn, last + 1))
    if kind == "leaves":
        return list(range(first, turn))
    gap = range(turn, turn + draw(_integers(1, 3))) if kind == "comes back" else range(0)
    return [each for each in range(first, last + 1) if each not in gap]


@cache
def _worn(classes: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from((*classes, *classes, "unheard_of")), max_size=3)


def _posts(draw: Draw, unit_ids: list[int], classes: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    worn = draw(_worn(classes))
    return draw(_one_of(unit_ids)), tuple(worn)


def _members(draw: Draw, ids: list[int], unit_ids: list[int], classes: tuple[str, ...], month: int) -> Members:
    """Snapshots from a year before the month to after it; the first member is there in that month.

    A third of them have other classes and another unit for some months, or from some month on.
    """
    snapshots: Members = {each: {} for each in range(month - 12, month + 2)}
    for place, member_id in enumerate(ids):
        usual = other = _posts(draw, unit_ids, classes)
        change = draw(_integers(month - 12, month))
        back = draw(_one_of((month + 2, month + 2, change + 1, change + 3)))
        if draw(_one_of((False, False, True))):
            other = _posts(draw, unit_ids, classes)
        for each in sorted({*_stays(draw, month), *([month] if place == 0 else [])}):
            snapshots[each][member_id] = other if change <= each < back else usual
    gone = _seldom(draw, _integers(month - 12, month - 1), None)
    return {each: snapshot for each, snapshot in snapshots.items() if snapshot and each != gone}


Happening = tuple[str, int, str, int | None, date]


@cache
def _values(streak: bool) -> st.SearchStrategy[list[int | None]]:
    return st.lists(_one_of(MISSES if streak else VALUES), min_size=1, max_size=5 if streak else 3)


def _campaign(draw: Draw, aim: Indicator, ids: dict[str, list[int]], month: int) -> list[Happening]:
    """Facts for one indicator: on a day of some months, for everyone or some, with values that take turns."""
    streak = aim.measure == "streak"
    span = draw(_one_of((6, 3, 12, 15) if streak else (1, 3, 6, 12)))
    last = month - draw(_one_of((0, 0, 0, 1, 2, 6, -1)))
    months = [each for each in range(last - span + 1, last + 1) if each >= first_of_year(month) - 12]
    everyone = ids[aim.subject]
    there = _seldom(draw, _some(tuple(everyone), least=1, most=len(everyone)), everyone)
    values = draw(_values(streak))
    kind, day = draw(_one_of(aim.facts)), draw(_one_of((1, 15, 31)))
    return [
        (aim.subject, subject_id, kind, values[(turn + place) % len(values)], _day(each, day))
        for turn, each in enumerate(months)
        for place, subject_id in enumerate(there)
    ]


def _stray(draw: Draw, kinds: tuple[str, ...], ids: dict[str, list[int]], month: int) -> Happening:
    """One fact of any kind, one nobody names too, for anyone, also for who never was a member."""
    subject = draw(_one_of(("member", "unit")))
    nobody = [5000] if subject == "member" else []
    subject_id = draw(_one_of(ids[subject] + nobody))
    when = _day(month - draw(_integers(-1, 13)), draw(_one_of((1, 15, 31))))
    kind, value = draw(_one_of([*kinds, "nobody.rates_this"])), draw(_one_of(VALUES))
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
        "unit": _ids(draw, 1, 6, 4, 12, 8, 3, 10),
        "member": _ids(draw, 1, 8, 5, 14, 8, 11, 3, 6, 9, 14),
    }
    members = _members(draw, ids["member"], ids["unit"], tuple(scheme.classes), month)
    quiet = draw(st.lists(st.sampled_from(scheme.indicators[1:]), max_size=2)) if scheme.indicators[1:] else []
    aims = [each for each in scheme.indicators if each not in quiet]
    happenings = [each for aim in aims for each in _campaign(draw, aim, ids, month)]
    happenings += [_stray(draw, (*scheme.fact_kinds,), ids, month) for _ in range(draw(_integers(0, 6)))]
    step = draw(_one_of((7919, 3)))
    facts = tuple(Fact(1 + place * step % 10_007, *_bounded(each, scheme)) for place, each in enumerate(happenings))
    return Organization(_units(draw, ids["unit"]), members, facts)


@st.composite
def situations(draw: Draw) -> tuple[Scheme, Organization, int]:
    """A scheme, an organization and a month of 2016 in which the scheme holds."""
    scheme = draw(schemes())
    january = parse_month(f"{YEAR}-01")
    year = [january + place for place in (9, 11, 5, 2, 7, 0, 8, 4, 10, 6, 1, 3)]
    month = draw(_one_of([each for each in year if scheme.effective.holds(each)]))
    return scheme, draw(organizations(scheme, month)), month
