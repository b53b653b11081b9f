"""The ledger: written once, put right by another fact, and readable as it was known at any moment."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from goodstanding.access.policies import Denied
from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.ledger.ledger import Faulty, NewFact
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Fact, LedgerHead, Run
from goodstanding.queries.ledger import facts as fact_queries
from tests.house import House
from tests.tampering import UNCHANGED

THEMED = "meeting.themed_day"
OCTOBER = 2016 * 12 + 9


def _entry(house: House, key: str = "a", **changes: object) -> NewFact:
    told = {"kind": THEMED, "subject": house.member(), "value": 1000, "occurred_on": date(2016, 10, 8), "key": key}
    return NewFact(**(told | changes))  # type: ignore[arg-type]


def _record(
    house: House, *entries: NewFact, who: str | None = "secretary", source: Fact.Source = Fact.Source.FORM
) -> ledger.Recorded:
    by = house.viewer(who) if who else None
    return ledger.record_many(list(entries), source=source, scheme=house.scheme, by=by, at=house.at)


def _about(house: House, **more: object) -> list[fact_queries.LedgerLine]:
    return fact_queries.about(house.member(), OCTOBER - 9, OCTOBER, **more)  # type: ignore[arg-type]


def test_a_fact_says_what_happened_to_whom_when_and_who_wrote_it_down(house: House) -> None:
    (fact,) = _record(house, _entry(house, reference="meeting of the 8th")).facts
    fact.refresh_from_db()
    assert (fact.member, fact.kind, fact.value, fact.occurred_on) == (house.member(), THEMED, 1000, date(2016, 10, 8))
    assert (fact.month, fact.recorded_by, fact.source) == (OCTOBER, house.account("secretary"), "form")
    assert fact.recorded_at >= house.at
    assert AuditRow.objects.filter(noun="facts", by=house.account("secretary"), fields=[THEMED]).exists()


def test_the_times_of_recording_only_ever_go_up_even_if_the_clock_goes_back(house: House) -> None:
    _record(house, _entry(house, "a"), _entry(house, "b"))
    yesterday = house.at - timedelta(days=1)
    ledger.record_many([_entry(house, "c")], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=yesterday)
    times = list(Fact.objects.order_by("pk").values_list("recorded_at", flat=True))
    assert times == sorted(set(times))
    assert LedgerHead.objects.get().last_recorded_at == times[-1]


def test_sending_the_same_again_changes_nothing(house: House) -> None:
    first = _record(house, _entry(house, "a"), _entry(house, "b", value=0))
    again = _record(house, _entry(house, "b", value=0), _entry(house, "a"))
    assert (first.new, again.new) == (2, 0)
    assert {fact.pk for fact in first.facts} == {fact.pk for fact in again.facts}
    assert Fact.objects.count() == 2


def test_a_key_that_stands_for_something_else_is_refused(house: House) -> None:
    _record(house, _entry(house, "a"))
    with pytest.raises(ActionRefused, match="already used for another entry"):
        _record(house, _entry(house, "a", value=0))
    with pytest.raises(ActionRefused, match="already used for another entry"):
        _record(house, _entry(house, "a", occurred_on=date(2016, 9, 8)))
    assert Fact.objects.count() == 1


def test_the_same_key_from_another_source_is_another_fact(house: House) -> None:
    _record(house, _entry(house, "a"))
    assert _record(house, _entry(house, "a"), source=Fact.Source.MEETING).new == 1


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"kind": "screen.minutes"}, "kind", "no such kind"),
        ({"kind": "meeting.themed_day", "subject": "unit"}, "kind", "not for units"),
        ({"value": -1}, "value", "never negative"),
        ({"value": 1001}, "value", "larger"),
        ({"occurred_on": date(2016, 10, 16)}, "occurred_on", "still to come"),
        ({"occurred_on": date(2010, 6, 30)}, "occurred_on", "before the member joined"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    house: House, changes: dict[str, object], field: str, why: str
) -> None:
    if changes.get("subject") == "unit":
        changes = changes | {"subject": house.branch}
    with pytest.raises(Faulty, match=why) as refused:
        _record(house, _entry(house, "good"), _entry(house, "bad", **changes))
    assert [(fault.place, fault.field) for fault in refused.value.faults] == [(1, field)]
    assert Fact.objects.count() == 0


def test_an_excused_absence_has_no_value_and_counts_nowhere(house: House) -> None:
    _record(house, _entry(house, value=None))
    (only,) = _about(house)
    assert (only.in_force, only.fact.value) == (True, None)


def test_nobody_records_outside_their_branch(house: House) -> None:
    for who in ("neighbour", "member", "analyst", "auditor", "operator"):
        with pytest.raises(Denied):
            _record(house, _entry(house), who=who)
    _record(house, _entry(house, "a"), who="sub_district_officer")
    assert Fact.objects.count() == 1


def test_a_kind_that_only_officers_may_record_is_denied_to_secretaries(house: House) -> None:
    entry = _entry(house, kind="discipline.warning")
    with pytest.raises(Denied):
        _record(house, entry, who="secretary")
    assert _record(house, entry, who="district_officer").new == 1


def test_the_database_refuses_to_change_or_delete_a_fact(house: House) -> None:
    _record(house, _entry(house))
    for statement in ("UPDATE goodstanding_fact SET value = 0", "DELETE FROM goodstanding_fact"):
        with (
            pytest.raises(DatabaseError, match=UNCHANGED),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Fact.objects.get().value == 1000


class TestCorrections:
    def test_what_was_taken_back_stays_visible_and_counts_no_more(self, house: House) -> None:
        (fact,) = _record(house, _entry(house)).facts
        reverse_and_replace.reverse(fact=fact, reason="He was on leave", by=house.viewer("secretary"), at=house.at)
        (only,) = _about(house)
        assert (only.fact.pk, only.in_force) == (fact.pk, False)
        assert only.reversal is not None
        assert (only.reversal.reason, only.reversal.recorded_by) == ("He was on leave", house.account("secretary"))
        assert fact_queries.counted(_about(house)) == []

    def test_it_cannot_be_taken_back_twice(self, house: House) -> None:
        (fact,) = _record(house, _entry(house)).facts
        by = house.viewer("secretary")
        reverse_and_replace.reverse(fact=fact, reason="a slip", by=by, at=house.at)
        with pytest.raises(ActionRefused, match="already taken back"):
            reverse_and_replace.reverse(fact=fact, reason="a slip", by=by, at=house.at)

    def test_a_reversal_of_a_reversal_restores_and_so_on(self, house: House) -> None:
        (fact,) = _record(house, _entry(house)).facts
        by = house.viewer("secretary")
        with pytest.raises(ActionRefused, match="was not taken back"):
            reverse_and_replace.restore(fact=fact, reason="?", by=by, at=house.at)
        for holds in (False, True, False, True):
            act = reverse_and_replace.restore if holds else reverse_and_replace.reverse
            act(fact=fact, reason="again", by=by, at=house.at)
            assert _about(house)[0].in_force is holds

    def test_a_correction_is_a_reversal_and_another_fact_with_reason_and_author(self, house: House) -> None:
        (fact,) = _record(house, _entry(house, value=0)).facts
        by = house.viewer("secretary")
        new = reverse_and_replace.correct(
            fact=fact, value=None, reason="On leave", scheme=house.scheme, by=by, at=house.at
        )
        old, its = _about(house)
        assert (old.in_force, its.in_force) == (False, True)
        assert (its.fact.pk, its.fact.value, its.fact.replaces_id) == (new.pk, None, fact.pk)
        assert (its.fact.reason, its.fact.recorded_by) == ("On leave", house.account("secretary"))

    def test_a_correction_that_cannot_stand_takes_nothing_back(self, house: House) -> None:
        (fact,) = _record(house, _entry(house)).facts
        with pytest.raises(Faulty, match="larger"):
            reverse_and_replace.correct(
                fact=fact, value=9000, reason="x", scheme=house.scheme, by=house.viewer("secretary"), at=house.at
            )
        assert _about(house)[0].in_force

    def test_a_correction_needs_a_reason(self, house: House) -> None:
        (fact,) = _record(house, _entry(house)).facts
        with pytest.raises(ActionRefused, match="needs a reason"):
            reverse_and_replace.reverse(fact=fact, reason="  ", by=house.viewer("secretary"), at=house.at)

    def test_a_published_month_is_corrected_by_two_people(self, house: House) -> None:
        (fact,) = _record(house, _entry(house)).facts
        _published(house)
        by = house.viewer("secretary")
        with pytest.raises(ActionRefused, match="second person"):
            reverse_and_replace.reverse(fact=fact, reason="x", by=by, at=house.at)
        with pytest.raises(Denied):
            reverse_and_replace.reverse(fact=fact, reason="x", by=by, at=house.at, agreed_by=by.account)
        other = house.account("sub_district_officer")
        assert (
            reverse_and_replace.reverse(fact=fact, reason="x", by=by, at=house.at, agreed_by=other).agreed_by == other
        )

    def test_as_of_a_moment_the_ledger_says_what_was_known_then(self, house: House) -> None:
        (fact,) = _record(house, _entry(house)).facts
        then = ledger.freeze(at=house.at)
        reverse_and_replace.reverse(fact=fact, reason="a slip", by=house.viewer("secretary"), at=house.at)
        _record(house, _entry(house, "late", occurred_on=date(2016, 9, 8)))
        assert [(one.fact.pk, one.in_force) for one in _about(house, as_of=then)] == [(fact.pk, True)]
        assert len(_about(house)) == 2


def _published(house: House) -> None:
    reviewed, published = house.account("analyst"), house.account("city_officer")
    Run.objects.create(
        month=OCTOBER, number=1, scheme="vanguard-136", state="published", drafted_at=house.at, reviewed_at=house.at,
        reviewed_by=reviewed, published_at=house.at, published_by=published, frozen_at=house.at,
    )  # fmt: skip


def test_two_who_write_the_same_at_once_write_it_once(transactional_db: None, house: House) -> None:
    entries, failed = [_entry(house, f"k{place}") for place in range(20)], list[BaseException]()

    def write() -> None:
        try:
            ledger.record_many(entries, source=Fact.Source.MEETING, scheme=house.scheme, by=None, at=house.at)
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Fact.objects.count() == 20
    times = list(Fact.objects.order_by("recorded_at").values_list("recorded_at", flat=True))
    assert times == sorted(set(times))
