"""What a member takes along is everything: no table that leads to them is forgotten."""

import json

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from goodstanding.actions import notices
from goodstanding.actions.ledger import reverse_and_replace
from goodstanding.actions.people import transfers
from goodstanding.models import Account, Fact, Member
from goodstanding.queries.personal.data_export import EXCUSED, SECTIONS, everything
from tests.beginnings import year_published
from tests.house import House
from tests.months import SEPTEMBER, drafted, published, record_a_year
from tests.pages import sheets

pytestmark = pytest.mark.usefixtures("house")


def leading_to_people() -> set[str]:
    """Every table from which a way leads to a member or an account."""
    reached: set[type[Model]] = {Member, Account}
    while True:
        more = {
            model
            for model in apps.get_models()
            if model not in reached
            and any(field.is_relation and field.related_model in reached for field in model._meta.concrete_fields)
        }
        if not more:
            return {model._meta.label for model in reached}
        reached |= more


def test_every_table_that_leads_to_a_person_is_given_out_or_excused_with_a_reason() -> None:
    covered = {label for labels, _rows in SECTIONS.values() for label in labels}
    assert leading_to_people() - covered - set(EXCUSED) == set()
    assert covered.isdisjoint(EXCUSED)
    assert all(len(reason) > 10 for reason in EXCUSED.values())


def test_everything_that_happened_is_in_it_and_nothing_that_is_secret_or_unpublished(house: House) -> None:
    facts = record_a_year(house)
    member = house.member()
    mine = [one for one in facts if one.member_id == member.pk]
    reverse_and_replace.reverse(fact=mine[0], reason="a slip", by=None, at=house.at)
    published(house, SEPTEMBER - 1)
    drafted(house, SEPTEMBER)
    transfers.ask(member=member, to=house.unit("B112"), reason="moving", by=house.viewer("member"), at=house.at)
    notices.tell(house.account("member"), "kind", {}, idempotency_key="1", at=house.at)
    client = house.client("member")
    house.client("secretary").get(reverse("roster", args=["B111"]))
    told = json.loads(client.get(reverse("my_data_json")).content)
    assert told["of"] == member.number
    assert set(SECTIONS) <= set(told)
    assert {one["id"] for one in told["facts"]} == set(
        Fact.objects.filter(member=member).values_list("pk", flat=True)
    ), "the reversal too"
    assert [one["month"] for one in told["standings"]] == ["2016-08"]
    explained = told["standings"][0]["explanation"]
    assert explained["categories"]
    assert len(told["record_views"]) == member.record_views.count() == 1
    assert [one["reason"] for one in told["transfers"]] == ["moving"]
    assert told["notices"]
    assert told["memberships"][0]["unit"] == "Branch 1.1.1 (B111)"
    password = house.account("member").password
    assert password not in json.dumps(told)


@pytest.mark.begins(after=year_published)
def test_others_are_only_named_where_they_acted(house: House) -> None:
    told = json.dumps(everything(house.member(), house.account("member"), "en"), ensure_ascii=False)
    names = set(Member.objects.exclude(pk=house.member().pk).values_list("name", flat=True))
    assert [name for name in names if name in told] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.begins(after=year_published)
def test_the_pages_for_paper_are_a_pdf_in_both_languages(house: House, language: str) -> None:
    client = house.client("member")
    client.post(reverse("set_language"), {"language": language})
    answer = client.get(reverse("my_data_pdf"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.rstrip().endswith(b"%%EOF")
    assert len(sheets(answer.content)) > 1
    assert answer["Cache-Control"] == "no-store"
    assert "attachment" in answer["Content-Disposition"]
