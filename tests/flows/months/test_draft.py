"""The month's end: what is published is what the rules give, told by a second engine and by every explanation."""

import pytest

from goodstanding.access.policies import Denied
from goodstanding.access.roles import Role
from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.months import runs
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import last_day
from goodstanding.engine.problems import InputError
from goodstanding.flows.months import asking, draft
from goodstanding.models import Fact, Run, Standing, UnitStanding
from goodstanding.queries.months import explanations
from goodstanding.queries.months.explained_batch import unexplained
from goodstanding.queries.months.runs import lake_of
from tests.beginnings import year_drafted, year_published
from tests.engine.oracle import rate_by_hand
from tests.house import House
from tests.months import JANUARY, SEPTEMBER, as_the_oracle_sees_it, drafted, published, record_a_year
from tests.tampering import unguarded

pytestmark = pytest.mark.usefixtures("house")


def test_what_is_drafted_is_what_the_slow_oracle_makes_of_the_ledger(house: House) -> None:
    facts = record_a_year(house)
    for fact in facts[::17]:
        reverse_and_replace.reverse(fact=fact, reason="a slip", by=None, at=house.at)
    reverse_and_replace.restore(fact=facts[0], reason="no slip", by=None, at=house.at)
    run = drafted(house)
    tables = rate_by_hand(house.scheme, as_the_oracle_sees_it(run), run.month)
    lines = Standing.objects.filter(run=run).order_by("member_id")
    assert [
        (x.member_id, x.unit_id, x.peer_group, x.earned, x.attainable, x.bonus, x.deduction, x.total, x.band)
        for x in lines
    ] == tables["totals"]
    places = [(x.member_id, *place) for x in lines for place in explanations.parsed(x.places)]
    assert sorted(places) == tables["ranks"]
    units = UnitStanding.objects.filter(run=run).order_by("unit_id")
    assert [(x.unit_id, x.n, x.members_part, x.own, x.total) for x in units] == tables["unit_totals"]
    unit_places = [(x.unit_id, *place) for x in units for place in explanations.parsed(x.places)]
    assert sorted(unit_places) == tables["unit_ranks"]


@pytest.mark.begins(after=year_drafted)
def test_every_members_line_is_explained_to_the_last_point(house: House) -> None:
    run, _facts = house.begun
    lines = list(Standing.objects.filter(run=run).select_related("run", "member", "unit"))
    assert len(lines) == 40
    for line in lines:
        explained = explanations.explained(line)
        assert explained.explanation.published.total == line.total
        leaves = [fact.fact_id for one in explained.explanation.indicators for part in one.lines for fact in part.facts]
        assert Fact.objects.filter(member=line.member, pk__in=leaves).count() == len(set(leaves))


@pytest.mark.begins(after=year_drafted)
def test_looked_at_together_the_same_lines_fail_as_one_by_one(house: House) -> None:
    run, facts = house.begun
    members = sorted(Standing.objects.filter(run=run).values_list("member_id", flat=True))
    assert list(unexplained(run, members)) == []
    # As if the second half of the ledger had never been: some lines lose what they stand on.
    run.frozen_at = facts[len(facts) // 2].recorded_at
    alone = set[int]()
    for line in Standing.objects.filter(run=run).select_related("member", "unit"):
        line.run = run
        try:
            explanations.explained(line)
        except InputError:
            alone.add(line.member_id)
    assert {line.member_id for line in unexplained(run, members)} == alone
    assert 0 < len(alone) < len(members)


@pytest.mark.begins(after=year_drafted)
def test_the_checks_are_told_and_hold(house: House) -> None:
    run, _facts = house.begun
    assert [(one["name"], one["holds"]) for one in run.checks] == [
        ("members_in_out", True),
        ("rated_and_not", True),
        ("facts_in_out", True),
        ("explained", True),
    ]
    assert run.figures["members"] == 40
    assert sum(run.figures["bands"].values()) == run.figures["rated"]


@pytest.mark.begins(after=year_drafted)
def test_a_draft_with_a_check_that_failed_is_not_reviewed(house: House) -> None:
    run, _facts = house.begun
    with unguarded("goodstanding_run"):
        Run.objects.filter(pk=run.pk).update(checks=[{"name": "explained", "expected": 2, "found": 1, "holds": False}])
    run.refresh_from_db()
    with pytest.raises(ActionRefused, match="check failed"):
        runs.review(run=run, note="", by=house.viewer("analyst"), at=house.at)


@pytest.mark.begins(after=year_drafted)
def test_it_takes_two_people_to_publish(house: House) -> None:
    run, _facts = house.begun
    officer = house.viewer("city_officer")
    with pytest.raises(ActionRefused, match="changed meanwhile"):
        runs.publish(run=run, by=officer, at=house.at)
    runs.review(run=run, note="", by=officer, at=house.at)
    with pytest.raises(ActionRefused, match="Another person"):
        runs.publish(run=run, by=officer, at=house.at)
    for nobody in ("secretary", "district_officer", "analyst", "auditor", "operator"):
        with pytest.raises(Denied):
            runs.publish(run=run, by=house.viewer(nobody), at=house.at)
    house.appoint("stranger", Role.OFFICER, "CITY")
    runs.publish(run=run, by=house.viewer("stranger"), at=house.at)
    run.refresh_from_db()
    assert (run.state, run.published_by) == ("published", house.account("stranger"))


def test_a_month_that_is_not_over_or_is_worked_on_is_not_drafted(house: House) -> None:
    by = house.viewer("analyst")
    with pytest.raises(ActionRefused, match="October 2016 is not over"):
        runs.begin(month=SEPTEMBER + 1, scheme=house.scheme, by=by, at=house.at)
    with pytest.raises(ActionRefused, match="not in force in December 2015"):
        runs.begin(month=JANUARY - 1, scheme=house.scheme, by=by, at=house.at)
    drafted(house)
    with pytest.raises(ActionRefused, match="already in progress"):
        runs.begin(month=SEPTEMBER, scheme=house.scheme, by=by, at=house.at)


@pytest.mark.begins(after=year_published)
def test_a_published_month_is_issued_again_with_a_reason_and_a_number(house: House) -> None:
    first, (fact, *_rest) = house.begun
    by = house.viewer("analyst")
    with pytest.raises(ActionRefused, match="Give the reason for issuing it again"):
        runs.begin(month=SEPTEMBER, scheme=house.scheme, by=by, at=house.at)
    reverse_and_replace.reverse(fact=fact, reason="a slip", by=None, at=house.at)
    second = published(house, reason="A meeting was recorded twice")
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "published", 2)
    assert fact.member is not None
    before, after = [explanations.lived_in(run, fact.member) for run in (first, second)]
    assert fact.pk in {one.fact_id for one in before.facts}, "the first issue is what it was"
    assert fact.pk not in {one.fact_id for one in after.facts}
    assert Standing.objects.filter(run=first).count() == 40


def test_a_late_fact_changes_no_published_month_and_counts_in_the_next(house: House) -> None:
    record_a_year(house)
    member = house.member()
    august = published(house, SEPTEMBER - 1)
    line = Standing.objects.get(run=august, member=member)
    entry = NewFact("absence.unexcused", member, 1000, last_day(SEPTEMBER - 3), "late")
    (late,) = ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at).facts
    assert explanations.explained(line).explanation.published.total == line.total
    september = drafted(house)
    assert late.pk in {one.fact_id for one in explanations.lived_in(september, member).facts}


def test_a_month_in_which_no_fact_is_in_force_is_drafted_too(house: House) -> None:
    entry = NewFact("meeting.general", house.member(), 1000, last_day(SEPTEMBER), "only")
    (only,) = ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at).facts
    reverse_and_replace.reverse(fact=only, reason="a slip", by=None, at=house.at)
    run = drafted(house)
    assert all(one["holds"] for one in run.checks)
    assert Standing.objects.filter(run=run).count() == 40


def test_what_lies_in_the_lake_is_shared_by_months_and_the_run_can_be_computed_again(house: House) -> None:
    from goodstanding.engine.backends.duckdb import DuckDBBackend
    from goodstanding.flows.rating.verify import verify

    record_a_year(house)
    august, september = published(house, SEPTEMBER - 1), drafted(house)
    one, other = lake_of(august), lake_of(september)
    assert one.facts(JANUARY).resolve() == other.facts(JANUARY).resolve()
    assert one.root != other.root
    backend = DuckDBBackend(one.root, memory="500MB")
    found = verify(
        one, "vanguard-136", august.month, backend=backend, at=house.at, shards=None, progress=lambda what, done: None
    )
    backend.close()
    assert found.differences == ()


def test_a_job_that_is_delivered_twice_drafts_once(house: House) -> None:
    record_a_year(house)
    run = asking.ask(month=SEPTEMBER, by=house.viewer("analyst"), at=house.at)
    for _time in range(2):
        draft.draft_of(run.key)
    run.refresh_from_db()
    assert run.state == "drafted"
    assert Standing.objects.filter(run=run).count() == 40
