"""A year of a small organization in the ledger, drafted and published: what tests of ratings begin with."""

import random
from collections import defaultdict
from datetime import date, timedelta

from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.months import runs
from goodstanding.engine.period import last_day
from goodstanding.flows.months import draft
from goodstanding.models import Fact, MemberClass, Membership, RosterEntry, Run, Unit
from goodstanding.queries.ledger.facts import entries
from tests.engine import oracle
from tests.house import House

JANUARY, SEPTEMBER = 2016 * 12, 2016 * 12 + 8
KINDS = ("meeting.general", "meeting.themed_day", "meeting.lecture", "dues.paid_on_time", "study.hours",
         "absence.unexcused", "service.hours")  # fmt: skip


def record_a_year(house: House, seed: int = 1, each: int = 24) -> list[Fact]:
    """Facts of January to September about every member, some of them excused; and some of the branches' own duties."""
    chance = random.Random(seed)
    kinds = [kind for kind in KINDS if kind in house.scheme.fact_kinds]
    told = list[NewFact]()
    for code in ("B111", "B112", "B121", "B122", "B211", "B212", "B221", "B222"):
        for member in house.members(code):
            for number in range(each):
                kind = chance.choice(kinds)
                value = chance.choice([1000, 1000, 1000, 0, None]) if kind != "study.hours" else 2000
                day = date(2016, 1, 1) + timedelta(days=chance.randint(0, 270))
                told.append(NewFact(kind, member, value, day, f"{member.number}-{number}"))
    return ledger.record_many(told, source=Fact.Source.IMPORT, scheme=house.scheme, by=None, at=house.at).facts


def drafted(house: House, month: int = SEPTEMBER, reason: str = "") -> Run:
    """A month's draft, made here and now."""
    run = runs.begin(month=month, scheme=house.scheme, by=house.viewer("analyst"), at=house.at, reason=reason)
    draft.draft(run, house.scheme, at=house.at)
    run.refresh_from_db()
    return run


def published(house: House, month: int = SEPTEMBER, reason: str = "") -> Run:
    """A month rated, reviewed and published by two people."""
    run = drafted(house, month, reason)
    runs.review(run=run, note="looked through", by=house.viewer("analyst"), at=house.at)
    runs.publish(run=run, by=house.viewer("city_officer"), at=house.at)
    run.refresh_from_db()
    return run


def as_the_oracle_sees_it(run: Run) -> oracle.Organization:
    """The organization as the tables say, for the slow oracle: read without anything that the month's end uses."""
    units = tuple(
        oracle.UnitRow(
            unit.pk, parent.pk if (parent := Unit.objects.get_parent(unit)) else None, unit.level, unit.type, unit.name
        )
        for unit in Unit.objects.order_by("pk")
        if unit.closed_on is None
    )
    members: dict[int, dict[int, tuple[int, tuple[str, ...]]]] = defaultdict(dict)
    for month in range(JANUARY, run.month + 1):
        day = last_day(month)
        for span in Membership.objects.filter(from_on__lte=day).exclude(until_on__lte=day):
            words = MemberClass.objects.filter(member=span.member, from_on__lte=day).exclude(until_on__lte=day)
            classes = tuple(sorted(words.values_list("word", flat=True)))
            members[month][span.member_id] = (span.unit_id, classes)
    known = Fact.objects.filter(recorded_at__lte=run.frozen_at).order_by("pk")
    facts = tuple(
        oracle.Fact(
            one.fact.pk, "member" if one.fact.member_id else "unit", one.fact.member_id or one.fact.unit_id or 0,
            one.fact.kind, one.fact.value, one.fact.occurred_on,
        )
        for one in entries(known)
        if one.in_force
    )  # fmt: skip
    assert RosterEntry.objects.exists()
    return oracle.Organization(units, members, facts)
