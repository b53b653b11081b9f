"""Looking for signs about everybody: opened once, brought up to date, settled by itself, one notice a day."""

from datetime import timedelta

import pytest
from django.db.models import Count

from goodstanding.access.policies import Denied
from goodstanding.actions.cases import warnings
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.explain.explanation import Explanation
from goodstanding.flows.cases import watching
from goodstanding.models import EarlyWarning, Fact, Member, Notice, Standing
from goodstanding.queries.cases import warnings as queries
from goodstanding.queries.months.own import published
from tests.beginnings import two_months_published
from tests.house import House

pytestmark = pytest.mark.begins(after=two_months_published)


def look(house: House, days: int = 0) -> int:
    then = timedelta(days=days)
    return watching.look(on=house.today + then, scheme=house.scheme, at=house.at + then)


def explained(member: Member) -> Explanation:
    found = published(Standing.objects.filter(member=member).latest("run__month"))
    assert found is not None
    return found.explanation


def test_what_is_found_is_what_was_published(house: House) -> None:
    assert look(house) == EarlyWarning.objects.count() > 0
    run, _facts = house.begun
    totals = dict(Standing.objects.filter(run=run).values_list("member", "total"))
    low = set(EarlyWarning.objects.filter(kind="low_total").values_list("member", flat=True))
    assert low == {member for member, total in totals.items() if total is not None and total < 6000}
    before = dict(Standing.objects.filter(run__month=run.month - 1).values_list("member", "total"))
    fallen = set(EarlyWarning.objects.filter(kind="fallen").values_list("member", flat=True))
    assert fallen == {
        member for member, total in totals.items() if total is not None and (before.get(member) or 0) - total >= 1500
    }
    assert EarlyWarning.objects.filter(kind="dues_base").count() == Member.objects.count(), "nobody has confirmed it"


def test_a_share_of_a_category_is_the_one_that_the_member_reads(house: House) -> None:
    look(house)
    warned = dict(EarlyWarning.objects.filter(kind="little_study").values_list("member", "value"))
    for member in house.members("B111"):
        (part,) = [one for one in explained(member).categories if one.code == "STU"]
        base = [one for one in part.indicators if one.kind == "base"]
        earned, attainable = sum(one.earned for one in base), sum(one.attainable for one in base)
        share = earned * 10_000 // attainable if attainable else None
        rated = explained(member).published.total is not None
        assert warned.get(member.pk) == (share if rated and share is not None and share < 3000 else None)


def test_it_is_told_once_a_day_and_never_repeated(house: House) -> None:
    look(house)
    assert look(house) == 0
    assert look(house, days=1) == 0
    most = Notice.objects.filter(kind__startswith="warning").values("to").annotate(n=Count("pk")).order_by("-n")
    assert most[0]["n"] <= 2, "what is about a person as a member, and what is read in office"
    assert not Notice.objects.filter(kind="warning_found", to=house.account("auditor")).exists()
    assert not Notice.objects.filter(kind="warnings_desk", to=house.account("member")).exists()


def test_it_is_settled_by_itself_once_its_reason_is_gone(house: House) -> None:
    look(house)
    member = house.member()
    fact = NewFact("dues.base_confirmed", member, 1000, house.today, "confirmed")
    ledger.record_many([fact], source=Fact.Source.IMPORT, scheme=house.scheme, by=None, at=house.at)
    assert look(house, days=1) == 0
    settled = EarlyWarning.objects.get(member=member, kind="dues_base")
    assert (settled.state, settled.settled_on) == ("settled", house.today + timedelta(days=1))
    assert EarlyWarning.objects.filter(kind="dues_base", state="open").count() == Member.objects.count() - 1


def test_who_reads_them_and_marks_them_as_read(house: House) -> None:
    look(house)
    mine = {"office": queries.at_desk(house.viewer("secretary"), house.scheme)}
    assert {one.unit.code for one in mine["office"]} == {"B111"}
    assert not mine["office"].filter(kind="dues_base").exists(), "that one goes to the member alone"
    assert not mine["office"].filter(member=house.member("secretary")).exists()
    for who in ("group_leader", "auditor", "analyst", "member"):
        assert not queries.at_desk(house.viewer(who), house.scheme).exists(), who
    warning = EarlyWarning.objects.get(member=house.member(), kind="dues_base")
    with pytest.raises(Denied):
        warnings.note(warning=warning, by=house.viewer("secretary"), at=house.at)
    before = queries.own_waiting(house.viewer("member"), house.scheme).count()
    warnings.note(warning=warning, by=house.viewer("member"), at=house.at)
    assert queries.own_waiting(house.viewer("member"), house.scheme).count() == before - 1
