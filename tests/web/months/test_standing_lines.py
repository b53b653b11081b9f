"""One line of a member's rating: its rule, its facts, what no longer counts, and what is objected to."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from goodstanding.actions.ledger import reverse_and_replace
from goodstanding.engine.explain.wording import text_in
from goodstanding.models import Objection
from goodstanding.queries.months import explanations, standings
from tests.beginnings import year_published
from tests.house import House
from tests.months import published, record_a_year
from tests.web.months.standing import MONTH, get

pytestmark = pytest.mark.usefixtures("house")


@pytest.mark.begins(after=year_published)
def test_every_fact_of_every_line_is_shown_with_who_recorded_it_and_a_way_to_object(house: House) -> None:
    run, _facts = house.begun
    client = house.client("member")
    (line,) = standings.own(house.member())
    shown = set[int]()
    for one in explanations.explained(line).explanation.indicators:
        facts = {fact.fact_id for part in one.lines for fact in part.facts}
        if not facts:
            continue
        page = client.get(reverse("standing_line", args=[MONTH, one.code])).content.decode()
        assert text_in(house.scheme.indicator(one.code).source, "en") in page.replace("&#x27;", "'").replace(
            "&quot;", '"'
        )
        assert page.count("Recorded 15 Oct 2016, 12:00 by the system") == len(facts)
        asked = [
            parse_qs(urlsplit(found.replace("&amp;", "&")).query)
            for found in re.findall(r'href="(/my/objections/new/[^"]+)"', page)
        ]
        assert {int(query["fact"][0]) for query in asked if "fact" in query} == facts
        assert {(query["run"][0], query["indicator"][0]) for query in asked} == {(run.key, one.code)}
        shown |= facts
    assert shown


@pytest.mark.begins(after=year_published)
def test_an_indicator_that_does_not_apply_says_why(house: House) -> None:
    page = get(house.client("member"), "standing_line", MONTH, "DUT03")
    assert "Does not apply to me" in page
    assert "Branch secretary" in page


def test_a_fact_that_was_taken_back_stays_readable_with_its_reason(house: House) -> None:
    facts = record_a_year(house)
    member = house.member()
    slip = next(one for one in facts if one.member_id == member.pk and one.kind == "meeting.themed_day")
    reverse_and_replace.reverse(fact=slip, reason="it was another person", by=None, at=house.at)
    published(house)
    page = get(house.client("member"), "standing_line", MONTH, "ORG04")
    assert "What no longer counts" in page
    assert "it was another person" in page


@pytest.mark.begins(after=year_published)
def test_an_objection_stands_with_the_line_that_it_is_about(house: House) -> None:
    run, _facts = house.begun
    found = Objection.objects.create(
        member=house.member(), run=run, indicator="ORG04", period="2016-08", reason="I was there", at_unit=house.branch,
        opened_at=house.at, due_after=house.today - timedelta(days=21), due_on=house.today,
    )  # fmt: skip
    client, address = house.client("member"), reverse("my_objection", args=[found.key])
    pages = [client.get(reverse("standing_line", args=[MONTH, code])).content.decode() for code in ("ORG04", "STU01")]
    assert address in pages[0]
    assert address not in pages[1]
