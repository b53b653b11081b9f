"""Decisions on pages: the member's own with how to appeal, and the desk, which leaves a look with the member."""

import pytest
from django.urls import reverse

from goodstanding.models import MemberDecision, RecordView
from tests.clock import Clock
from tests.decisions import decided
from tests.house import AT, House
from tests.pages import words

OWN, DESK = reverse("my_decisions"), reverse("decisions")


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_the_member_reads_what_was_decided_and_how_to_appeal(house: House) -> None:
    client = house.client("member")
    assert "No decision about you is recorded." in words(client.get(OWN))
    assert OWN in client.get(reverse("me")).content.decode()
    decided(house)
    said = words(client.get(OWN))
    assert "Warning" in said
    assert "The time to appeal ended on" in said
    assert "〔2016〕17" in said
    assert "〔2016〕17" not in words(house.client("committee").get(OWN))


def test_an_office_records_what_the_document_says_and_the_look_is_left(house: House) -> None:
    client, member = house.client("district_officer"), house.member()
    page = reverse("member_decisions", args=[member.key])
    assert "Once a body has decided" in words(client.get(page))
    assert RecordView.objects.filter(member=member, page="decision", how="page").count() == 1
    new = reverse("member_decision_new", args=[member.key])
    assert "Outstanding member or Party-affairs worker" in words(client.get(new))
    form = f"{new}?kind=warning"
    given = {"body_unit": "D1", "document": "〔2016〕17", "dated_on": "2016-06-01", "informed_on": ""}
    assert client.post(form, given).status_code == 422
    assert client.post(form, given | {"informed_on": "2016-06-03"}).status_code == 302
    one = MemberDecision.objects.get()
    assert "In effect" in words(client.get(page))
    assert member.name in words(client.get(DESK))
    revoke = reverse("decision_revoke", args=[one.key])
    assert client.post(revoke, {"document": "9", "body": "Committee", "on": "2016-09-01"}).status_code == 422
    gone = {"document": "9", "body": "Committee", "on": "2016-09-01", "reason": "After an appeal"}
    assert client.post(revoke, gone).status_code == 302
    assert "After an appeal" in words(house.client("member").get(OWN))
    assert client.get(revoke).status_code == 404


def test_a_secretary_sees_discipline_and_writes_down_only_what_the_rules_leave_to_the_office(house: House) -> None:
    one, client = decided(house), house.client("secretary")
    assert "Warning" in words(client.get(reverse("member_decisions", args=[house.member().key])))
    assert client.get(reverse("decision_lift", args=[one.key])).status_code == 404
    new = reverse("member_decision_new", args=[house.member().key])
    said = words(client.get(new))
    assert "Branch commendation" in said
    assert "Serious warning" not in said
    assert "Serious warning" not in words(client.get(f"{new}?kind=serious_warning")), "the list of kinds comes again"
    own = reverse("member_decisions", args=[house.member("secretary").key])
    assert client.get(own).status_code == 404
    for who in ("committee", "group_leader", "neighbour", "auditor"):
        assert house.client(who).get(DESK).status_code == (200 if who == "neighbour" else 404), who


def test_a_correction_begins_with_what_was_written_down(house: House) -> None:
    one, client = decided(house), house.client("district_officer")
    page = client.get(reverse("decision_correct", args=[one.key])).content.decode()
    assert 'value="〔2016〕17"' in page
    assert 'value="2016-06-01"' in page
    assert f'value="{one.body}"' not in page, "the name goes with the unit, should another one be chosen"
    given = {"body_unit": "D1", "document": "〔2016〕18", "dated_on": "2016-06-01", "informed_on": "2016-06-03"}
    answer = client.post(reverse("decision_correct", args=[one.key]), given | {"reason": "A slip of the pen"})
    assert answer.status_code == 302
    assert MemberDecision.objects.get(corrects=one).document == "〔2016〕18"
