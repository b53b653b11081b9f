"""The account from one published month to the next: it adds up exactly, and names what stands behind each step."""

import random
from datetime import date

import pytest

from goodstanding.actions.ledger import ledger, reverse_and_replace
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.period import last_day
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.models import Fact, MemberClass, Standing
from goodstanding.queries.months import changes, standings
from tests.house import BRANCHES, House
from tests.months import JANUARY, SEPTEMBER, published, record_a_year

pytestmark = pytest.mark.usefixtures("house")


def otherwise(scheme: Scheme) -> Scheme:
    """The same rules, but one is worth twice as much, and another is gone."""
    kept = [
        one.model_copy(update={"points": one.points * 2}) if one.code == "STU01" else one
        for one in scheme.indicators
        if one.code != "SVC01"
    ]
    return Scheme.model_validate(scheme.model_dump(by_alias=True, mode="json") | {"indicators": _plain(kept)})


def _plain(indicators: list[Indicator]) -> list[object]:
    return [one.model_dump(by_alias=True, mode="json") for one in indicators]


def accounts_of(house: House, before: int, after: int) -> list[changes.Comparison]:
    """Everybody's account between two published months."""
    lines = {
        (one.member_id, one.run.month): one
        for one in Standing.objects.filter(run__state="published").select_related("run", "member")
    }
    members = [member for code in BRANCHES for member in house.members(code)]
    return [changes.between(lines[one.pk, before], lines[one.pk, after]) for one in members]


def late(house: House, chance: random.Random, month: int) -> None:
    """Things that become known after a month was published: late facts, slips, and what was no slip."""
    facts = list(Fact.objects.filter(month__lte=month, reverses=None, reversal=None).order_by("pk"))
    for fact in chance.sample(facts, 12):
        reverse_and_replace.reverse(fact=fact, reason="a slip", by=None, at=house.at)
    for fact in chance.sample([one for one in facts if one.value == 1000 and not hasattr(one, "reversal")], 12):
        if not Fact.objects.filter(reverses=fact).exists():
            reverse_and_replace.correct(
                fact=fact, value=0, reason="put right", scheme=house.scheme, by=None, at=house.at
            )
    entries = [
        NewFact("absence.unexcused", member, 1000, last_day(month), f"late-{month}-{member.pk}")
        for code in BRANCHES
        for member in chance.sample(house.members(code), 2)
    ]
    ledger.record_many(entries, source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)


def test_the_steps_add_up_for_everybody_whatever_happens_between_the_months(house: House) -> None:
    chance = random.Random(3)
    record_a_year(house, each=40)
    causes = set[str]()
    for month in range(SEPTEMBER - 3, SEPTEMBER + 1):
        published(house, month)
        if month > SEPTEMBER - 3:
            found = accounts_of(house, month - 1, month)
            for account in found:
                assert account.silent is None
                assert sum(step.change for step in account.steps) == account.change
                causes |= {step.cause for step in account.steps if step.change}
            assert any(account.change for account in found)
        late(house, chance, month)
        for member in (house.member(), house.member("stranger"), house.member("neighbour")):
            word = chance.choice(["elderly_sick", "retired", "floating", "on_leave", "secretary", "cadre"])
            MemberClass.objects.get_or_create(
                member=member, word=word, until_on=None, defaults={"from_on": date(2016, month % 12 + 2, 1)}
            )
        if month == SEPTEMBER - 2:
            house.scheme = otherwise(house.scheme)
    assert causes == {"late", "rules", "month", "classes"}


def test_every_step_names_what_stands_behind_it(house: House) -> None:
    facts = record_a_year(house)
    member = house.member()
    published(house, SEPTEMBER - 1)
    slip = next(one for one in facts if one.member_id == member.pk and one.month < SEPTEMBER and one.value == 1000)
    reverse_and_replace.reverse(fact=slip, reason="a slip", by=None, at=house.at)
    entry = NewFact("study.hours", member, 5000, date(2016, 8, 3), "late")
    (more,) = ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at).facts
    MemberClass.objects.create(member=member, word="floating", from_on=date(2016, 9, 5))
    house.scheme = otherwise(house.scheme)
    published(house)
    after, before = standings.own(member)
    late_facts, rules, month, classes = changes.between(before, after).steps
    assert [one.fact.pk for one in late_facts.counted] == [more.pk]
    assert [one.fact.pk for one in late_facts.dropped] == [slip.pk]
    assert late_facts.dropped[0].reversal is not None
    assert rules.rules == ("STU01", "SVC01")
    assert {one.fact.month for one in month.counted} <= {SEPTEMBER}
    (roll,) = classes.rolls
    assert roll.now is not None
    assert roll.was is not None
    assert roll.now - roll.was == {"floating"}


def test_in_january_points_start_again_and_no_account_is_made_up(house: House) -> None:
    record_a_year(house)
    published(house, JANUARY)
    published(house, SEPTEMBER)
    after, before = standings.own(house.member())
    before.run.month = JANUARY - 1
    assert changes.between(before, after).silent == "new_year"


def test_who_was_not_rated_is_told_so_instead_of_numbers(house: House) -> None:
    member = house.member()
    MemberClass.objects.create(member=member, word="elderly_sick", from_on=date(2016, 1, 1))
    published(house, SEPTEMBER - 1)
    published(house, SEPTEMBER)
    after, before = standings.own(member)
    account = changes.between(before, after)
    assert (account.silent, account.steps, account.change) == ("not_rated_before", (), None)


def test_an_issue_and_the_one_before_it_have_an_account_too(house: House) -> None:
    record_a_year(house)
    member = house.member()
    published(house)
    entry = NewFact("study.hours", member, 5000, date(2016, 8, 3), "late")
    ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)
    published(house, reason="A course came late")
    (line,) = standings.own(member)
    (older,) = standings.issues_before(line)
    account = changes.between(older, line)
    first, *others = account.steps
    assert first.change == account.change
    assert first.change > 0
    assert all(step.is_quiet for step in others)


def test_what_each_entry_added_or_took_adds_up_to_its_step_for_everybody(house: House) -> None:
    chance = random.Random(5)
    record_a_year(house, each=40)
    published(house, SEPTEMBER - 1)
    late(house, chance, SEPTEMBER - 1)
    published(house)
    moved = list[int]()
    for account in accounts_of(house, SEPTEMBER - 1, SEPTEMBER):
        first, _rules, month, _classes = account.steps
        assert sum(entry.change for entry in first.entries) == first.change
        assert month.fallen_due + sum(entry.change for entry in month.entries) == month.change
        days = [entry.line.fact.occurred_on for entry in month.entries]
        assert days == sorted(days)
        moved += [entry.change for entry in (*first.entries, *month.entries)]
    assert any(change > 0 for change in moved) and any(change < 0 for change in moved)


def test_an_entry_is_worth_what_the_total_is_with_it_and_without(house: House) -> None:
    record_a_year(house)
    member = house.member()
    published(house, SEPTEMBER - 1)
    entry = NewFact("study.hours", member, 5000, date(2016, 8, 3), "late")
    ledger.record_many([entry], source=Fact.Source.FORM, scheme=house.scheme, by=None, at=house.at)
    published(house, SEPTEMBER - 1, reason="A course came late")
    (line,) = standings.own(member)
    (older,) = standings.issues_before(line)
    (found,) = changes.between(older, line).steps[0].entries
    assert line.total is not None and older.total is not None
    assert found.change == line.total - older.total > 0
