"""Objections on pages: who opens what, what a browser gets, and the looks that are left."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.operations.attachments import Attached
from goodstanding.models import Correction, Fact, Objection, RecordView, Remedy, Ruling
from tests.attached import HTML, PDF
from tests.house import PEOPLE, House
from tests.objected import absences, absent_and_published, objected, rejected, roll
from tests.pages import on_one_line, tags
from tests.web.objections.objecting import address, sent

HAD_NO_HAND = {"sub_district_officer", "district_officer", "city_officer"}


@pytest.mark.begins(after=absent_and_published)
def test_a_member_objects_and_reads_every_step(house: House) -> None:
    run, facts = house.begun
    client = house.client("member", verified=False)
    page = client.get(address(run, facts[1])).content.decode()
    for told in (
        "Unexcused absence",
        "Q3",
        on_one_line("Tue 20 Sep 2016"),
        "Entered manually",
        house.member("secretary").name,
    ):
        assert told in page, told
    answer = sent(client, run, facts[1], attachment=SimpleUploadedFile("../ticket.pdf", PDF))
    objection = Objection.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("my_objection", args=[objection.key]))
    assert (objection.fact, objection.attachment_name) == (facts[1], "ticket.pdf")
    rejected(house, objection, "sub_district_officer", timezone.now())
    client.post(reverse("objection_appeal", args=[objection.key]), {"reason": "Both of us were there."})
    page = client.get(reverse("my_objection", args=[objection.key])).content.decode()
    steps = ["I was on a train.", "The roll was signed by two.", "Both of us were there.", "District 1"]
    assert all(step in page for step in steps)
    client.post(reverse("objection_withdraw", args=[objection.key]))
    page = client.get(reverse("my_objection", args=[objection.key])).content.decode()
    assert all(step in page for step in [*steps, "Withdrawn"])
    assert objection.key in client.get(reverse("my_objections")).content.decode()


@pytest.mark.begins(after=absent_and_published)
def test_a_refused_file_is_told_on_the_form_and_nothing_is_made(house: House) -> None:
    run, facts = house.begun
    client = house.client("member", verified=False)
    six = PDF + b" " * (6 * 1024 * 1024) + b"%%EOF"
    for name, content, says in (("a.pdf", HTML, "Only PDF"), ("b.pdf", six, "larger than 5 MB")):
        answer = sent(client, run, facts[1], attachment=SimpleUploadedFile(name, content, "application/pdf"))
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert not Objection.objects.exists()


@pytest.mark.begins(after=absent_and_published)
def test_a_line_of_somebody_else_is_missing(house: House) -> None:
    run, facts = house.begun
    for who in ("stranger", "secretary", "city_officer", "auditor", "operator"):
        client = house.client(who)
        assert client.get(address(run, facts[1])).status_code == 404, who
    client = house.client("member")
    for wrong in (
        address(run, None, indicator="NO"),
        address(run, None, period="2016"),
        address(run, None).replace(run.key, "A" * 22),
    ):
        assert client.get(wrong).status_code == 404
    assert client.post(address(run, None), {"fact": "999999999", "reason": "x"}).status_code in (404, 422)
    assert not Objection.objects.exists()


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.begins(after=absent_and_published)
def test_an_objection_and_its_file_open_to_the_member_and_to_those_who_rule(house: House, who: str) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1], attachment=Attached("信.pdf", PDF))
    client = house.client(who)
    pages = {
        name: client.get(reverse(name, args=[objection.key])).status_code for name in ("objection", "my_objection")
    }
    assert pages["objection"] == (200 if who in HAD_NO_HAND else 404)
    assert pages["my_objection"] == (200 if who == "member" else 404)
    file = client.get(reverse("objection_attachment", args=[objection.key]))
    assert file.status_code == (200 if who in HAD_NO_HAND | {"member"} else 404)
    record_views = RecordView.objects.filter(member=house.member(), by=house.account(who), purpose="objection")
    assert {look.how for look in record_views} == ({"page", "export"} if who in HAD_NO_HAND else set())
    listed = client.get(reverse("objections"))
    assert (objection.key in listed.content.decode()) == (who in HAD_NO_HAND)


@pytest.mark.begins(after=absent_and_published)
def test_a_file_is_carried_away_and_never_shown_in_the_browser(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1], attachment=Attached("信.pdf", PDF))
    answer = house.client("member", verified=False).get(reverse("objection_attachment", args=[objection.key]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.begins(after=absent_and_published)
def test_whoever_rules_without_a_second_factor_is_sent_to_use_one(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1], attachment=Attached("a.pdf", PDF))
    client = house.client("sub_district_officer", verified=False)
    assert client.get(reverse("objection", args=[objection.key])).status_code == 302
    assert client.get(reverse("objection_attachment", args=[objection.key])).status_code == 404


@pytest.mark.parametrize(
    ("answer", "more", "upheld", "remedy"),
    [
        ("reject", {}, False, "none"),
        ("none", {}, True, "none"),
        ("reverse", {}, True, "reverse"),
        ("excuse", {}, True, "excuse"),
        ("replace", {"value": "0.5"}, True, "replace"),
        ("add", {"value": "1", "kind": "absence.unexcused", "on": "2016-09-21"}, True, "add"),
    ],
)
@pytest.mark.begins(after=absent_and_published)
def test_a_ruling_is_given_on_the_page(
    house: House, answer: str, more: dict[str, str], upheld: bool, remedy: str
) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    client, at = house.client("sub_district_officer"), reverse("objection", args=[objection.key])
    page = client.get(at).content.decode()
    assert objection.reason in page
    assert house.member("secretary").name in page
    assert "Uphold: make it an excused absence" in page, "of an absence, an excuse is leave"
    said = client.post(at, {"answer": answer, "reason": "So it is.", **more})
    assert said.status_code == 302, said.content.decode()
    ruling = Ruling.objects.get()
    assert (ruling.upheld, ruling.remedy, ruling.reason) == (upheld, remedy, "So it is.")
    # Whoever has ruled reads it, and rules no more.
    assert client.get(at).status_code == 200
    assert client.post(at, {"answer": "reject", "reason": "x"}).status_code == 404


@pytest.mark.begins(after=absent_and_published)
def test_what_stands_in_the_way_of_a_ruling_is_told_on_the_form(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    client, at = house.client("sub_district_officer"), reverse("objection", args=[objection.key])
    for said in ({"answer": "replace", "reason": "x"}, {"answer": "reverse"}, {"reason": "x"}):
        assert client.post(at, said).status_code == 422
    assert not Ruling.objects.exists()


def test_equal_cases_are_chosen_on_the_page_and_agreed_to_together(house: House) -> None:
    facts = roll(house, house.members("B111"), "meeting-7")
    run, _absences = absent_and_published(house)
    mine = next(one for one in facts if one.member == house.member())
    objection = objected(house, run, mine, indicator="ORG04", period="2016-09")
    client, at = house.client("secretary"), reverse("objection", args=[objection.key])
    client.post(at, {"answer": "excuse", "reason": "There was no meeting."})
    page = client.get(at)
    others = [one for one in facts if one.member not in (house.member(), house.member("secretary"))]
    ticked = [int(str(tag["value"])) for tag in tags(page, "input", name="chosen", checked=None)]
    assert sorted(ticked) == [one.pk for one in others]
    client.post(reverse("objection_alike", args=[objection.key]), {"chosen": [one.pk for one in others]})
    assert Correction.objects.filter(state="asked").count() == len(others) == 3
    officer = house.client("sub_district_officer")
    assert "成员甲二" in officer.get(reverse("desk")).content.decode()
    assert (
        "all 3 from the same"
        in officer.get(reverse("correction", args=[Correction.objects.filter(state="asked")[0].key])).content.decode()
    )
    assert officer.post(reverse("corrections_agree", args=[objection.key])).status_code == 302
    assert Fact.objects.filter(replaces__in=others, value=None).count() == 3


@pytest.mark.begins(after=absent_and_published)
def test_a_correction_is_asked_for_agreed_to_and_told_to_be_issued(house: House) -> None:
    run, (fact, _other) = house.begun
    secretary, officer, city = (house.client(who) for who in ("secretary", "sub_district_officer", "city_officer"))
    ask = reverse("correction_ask", args=[fact.pk])
    assert "second person agrees" in secretary.get(ask).content.decode()
    assert secretary.post(ask, {"remedy": "reverse", "reason": "A slip."}).status_code == 302
    correction = Correction.objects.get()
    one = reverse("correction", args=[correction.key])
    assert "A slip." in officer.get(one).content.decode()
    assert reverse("correction_agree", args=[correction.key]) not in secretary.get(one).content.decode()
    assert secretary.post(reverse("correction_agree", args=[correction.key])).status_code == 404
    assert officer.post(reverse("correction_agree", args=[correction.key])).status_code == 302
    correction.refresh_from_db()
    assert correction.state == "made"
    assert "issue September 2016 again?" in city.get(reverse("desk")).content.decode()
    assert "issue September 2016 again?" not in officer.get(reverse("desk")).content.decode()
    assert run.state == "published"


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.begins(after=absent_and_published)
def test_a_correction_exists_for_those_it_has_to_do_with(house: House, who: str) -> None:
    _run, (fact, other) = house.begun
    correction = correction_requests.ask(
        fact=fact, what=Change(Remedy.REVERSE, None, "x"), scheme=house.scheme, by=house.viewer("secretary"),
        at=house.at,
    )  # fmt: skip
    assert correction is not None
    client = house.client(who)
    seen = client.get(reverse("correction", args=[correction.key])).status_code
    assert seen == (200 if who in HAD_NO_HAND | {"secretary"} else 404)
    asks = client.get(reverse("correction_ask", args=[other.pk])).status_code
    assert asks == (200 if who in HAD_NO_HAND | {"secretary"} else 404)
    refused = client.post(reverse("correction_refuse", args=[correction.key]), {"reason": "no"}).status_code
    assert refused == (302 if who in HAD_NO_HAND else 404)


def test_the_number_of_a_fact_opens_nothing_by_guessing(house: House) -> None:
    absences(house)
    client = house.client("foreign_secretary")
    for key in ("0", "-1", "1 OR 1=1", "9" * 30, "²", *(str(fact.pk) for fact in Fact.objects.all())):
        assert client.get(reverse("correction_ask", args=[key])).status_code == 404, key
