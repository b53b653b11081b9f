"""What a summary shows of grades lets nobody work out a number about fewer than ten people."""

from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.models import Unit
from goodstanding.queries.dossiers.summary import YearCounts, _hides, _sum

STEP = Unit.steplen
CITY = "1".zfill(STEP)
PAIRS = st.tuples(st.integers(0, 40), st.integers(0, 80))


def counts(pairs: list[list[tuple[int, int]]]) -> YearCounts:
    """A city of districts of branches, each with members who have the grade and who have not."""
    grades = {
        f"{CITY}{district:0{STEP}}{branch:0{STEP}}": pair
        for district, branches in enumerate(pairs)
        for branch, pair in enumerate(branches)
    }
    return YearCounts(MappingProxyType(dict.fromkeys(grades, 0)), frozenset(), grades)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PAIRS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_small_number_is_shown_and_none_follows_by_subtraction(pairs: list[list[tuple[int, int]]]) -> None:
    found = counts(pairs)
    wholes = {CITY, *(path[: 2 * STEP] for path in found.grades)}
    for path in {*wholes, *found.grades}:
        if not _hides(path, found):
            first, others = _sum(found, path)
            assert (first == 0 or first >= 10) and (others == 0 or others >= 10), path
    for whole in wholes:
        below = {path[: len(whole) + STEP] for path in found.grades if path.startswith(whole)}
        hidden = [path for path in below if _hides(path, found) and _sum(found, path) != (0, 0)]
        # One hidden number beside a shown whole would follow from it.
        assert _hides(whole, found) or len(hidden) != 1, whole
