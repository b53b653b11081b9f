"""Laws of the ledger, over random histories of recording, taking back, restoring and replacing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Fact
from goodstanding.queries.ledger import facts as fact_queries
from goodstanding.queries.ledger import in_force
from tests.effort import examples
from tests.house import House

FIRST, LAST = 2016 * 12, 2016 * 12 + 9
VALUES = st.sampled_from([None, 0, 500, 1000])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("record"), st.integers(0, 280), VALUES),
        st.tuples(st.sampled_from(["reverse", "restore"]), st.integers(0, 9), st.none()),
        st.tuples(st.just("correct"), st.integers(0, 9), VALUES),
    ),
    max_size=14,
)

EXAMPLES = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


class _Rollback(Exception):
    """Ends an example's transaction, so that the next one begins with the house as it was."""


def _play(house: House, steps: list[tuple[str, int, int | None]]) -> dict[int, tuple[date, int | None]]:
    """Does the steps; gives what a naive notebook says is in force: fact -> (day, value)."""
    notebook, all_of_them = dict[int, tuple[date, int | None]](), list[Fact]()
    more: dict[str, Any] = {"by": None, "at": house.at}
    for number, (verb, place, value) in enumerate(steps):
        if verb == "record":
            day = date(2016, 1, 4) + timedelta(days=place)
            entry = NewFact("meeting.general", house.member(), value, day, f"k{number}")
            fact = ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, **more).facts[0]
        else:
            if not all_of_them:
                continue
            old = all_of_them[place % len(all_of_them)]
            held = old.pk in notebook
            assert held == (verb != "restore") or _refused(house, verb, old, value)
            if held == (verb == "restore"):
                continue
            if verb == "restore":
                reverse_and_replace.restore(fact=old, reason="r", **more)
                notebook[old.pk] = (old.occurred_on, old.value)
                continue
            del notebook[old.pk]
            if verb == "reverse":
                reverse_and_replace.reverse(fact=old, reason="r", **more)
                continue
            fact = reverse_and_replace.correct(fact=old, value=value, reason="r", scheme=house.scheme, **more)
        all_of_them.append(fact)
        notebook[fact.pk] = (fact.occurred_on, fact.value)
    return notebook


def _refused(house: House, verb: str, fact: Fact, value: int | None) -> bool:
    """Whether what makes no sense is refused."""
    more: dict[str, Any] = {"fact": fact, "reason": "r", "by": None, "at": house.at}
    if verb == "correct":
        more |= {"value": value, "scheme": house.scheme}
    act: Any = getattr(reverse_and_replace, verb)
    with pytest.raises(ActionRefused), transaction.atomic():
        act(**more)
    return True


def _in_force(house: House, **more: Any) -> dict[int, tuple[date, int | None]]:
    found = fact_queries.counted(fact_queries.about(house.member(), FIRST, LAST, **more))
    return {one.fact_id: (one.occurred_on, one.value) for one in found}


@EXAMPLES
@given(steps=STEPS)
def test_what_is_in_force_is_what_a_notebook_says(house: House, steps: list[tuple[str, int, int | None]]) -> None:
    with pytest.raises(_Rollback), transaction.atomic():
        notebook = _play(house, steps)
        assert _in_force(house) == notebook
        mine = Fact.objects.filter(member=house.member())
        assert {one.pk for one in in_force.in_force(mine)} == notebook.keys()
        everything = {one.fact.pk for one in fact_queries.about(house.member(), FIRST, LAST)}
        assert notebook.keys() <= everything, "what was taken back stays visible"
        raise _Rollback


@EXAMPLES
@given(before=STEPS, after=STEPS)
def test_what_was_known_at_a_moment_never_changes_afterwards(
    house: House, before: list[tuple[str, int, int | None]], after: list[tuple[str, int, int | None]]
) -> None:
    with pytest.raises(_Rollback), transaction.atomic():
        notebook = _play(house, before)
        then = ledger.freeze(at=house.at)
        later = [(verb, place, value) for verb, place, value in after if verb == "record"]
        more = [NewFact("meeting.general", house.member(), value, date(2016, 3, 1), f"l{n}") for n, (_v, _p, value)
                in enumerate(later)]  # fmt: skip
        ledger.record_many(more, source=Fact.Source.IMPORT, scheme=house.scheme, by=None, at=house.at)
        for fact in Fact.objects.filter(pk__in=list(notebook)[:3]):
            reverse_and_replace.reverse(fact=fact, reason="late", by=None, at=house.at)
        assert _in_force(house, as_of=then) == notebook
        raise _Rollback


@EXAMPLES
@given(
    days=st.lists(st.tuples(st.integers(0, 280), VALUES), min_size=1, max_size=12),
    order=st.randoms(use_true_random=False),
    cut=st.integers(0, 12),
)
def test_neither_order_nor_batches_matter(
    house: House, days: list[tuple[int, int | None]], order: Any, cut: int
) -> None:
    entries = [
        NewFact("meeting.general", house.member(), value, date(2016, 1, 4) + timedelta(days=day), f"k{number}")
        for number, (day, value) in enumerate(days)
    ]
    shuffled = list(entries)
    order.shuffle(shuffled)
    seen = []
    for batches in ([entries], [shuffled[:cut], shuffled[cut:]]):
        with pytest.raises(_Rollback), transaction.atomic():
            for batch in batches:
                ledger.record_many(batch, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)
            seen.append(sorted(_in_force(house).values(), key=str))
            raise _Rollback
    assert seen[0] == seen[1]
