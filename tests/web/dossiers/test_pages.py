"""Pages of dossiers: the branch's pack, a member's copy, and the check that says nothing of what a document holds."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goodstanding.documents.verdict import Outcome
from goodstanding.documents.verify import verify
from goodstanding.flows.dossiers import store
from goodstanding.models import Dossier, RecordView
from tests.clock import Clock
from tests.house import AT, House

YEAR = 2015


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def made(house: House, who: str = "secretary") -> Dossier:
    address = reverse("dossiers_unit", args=["B111"])
    assert house.client(who).post(address, {"year": YEAR}, follow=True).status_code == 200
    return Dossier.objects.get(kind="pack")


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def checked(client: Client, content: bytes, name: str = "dossier.pdf") -> str:
    answer = client.post(reverse("dossier_check"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_secretary_makes_the_pack_and_every_member_in_it_reads_who_took_it(house: House) -> None:
    pack = made(house)
    client = house.client("secretary")
    page = client.get(reverse("dossiers_unit", args=["B111"])).content.decode()
    assert pack.code in page and "Make again" in page
    answer = client.get(reverse("dossier_file", args=[pack.key]))
    assert verify(content_of(answer), store.certificates()).outcome is Outcome.GOOD
    looks = RecordView.objects.filter(page="dossier", how="export", purpose="filing", by=house.account("secretary"))
    assert {look.member_id for look in looks} == {one.pk for one in house.members("B111")[1:]}
    client.get(reverse("dossier_file", args=[pack.key]))
    assert looks.all().count() == 8
    assert house.client("neighbour").get(reverse("dossier_file", args=[pack.key])).status_code == 404
    assert client.get(reverse("dossier_file", args=[pack.key]) + "?form=docm").status_code == 404


def test_made_again_says_that_nothing_has_changed_and_a_year_that_runs_is_missing(house: House) -> None:
    made(house)
    address, client = reverse("dossiers_unit", args=["B111"]), house.client("secretary")
    assert "Nothing has changed" in client.post(address, {"year": YEAR}, follow=True).content.decode()
    for year in ("2016", "2017", "", "x", "1999"):
        assert client.post(address, {"year": year}).status_code == 404
    assert Dossier.objects.filter(kind="pack").count() == 1


def test_a_member_takes_a_copy_and_everyone_can_check_it_without_reading_whose_it_is(house: House) -> None:
    client, address = house.client("member"), reverse("my_dossiers")
    assert "2015" in client.get(address).content.decode()
    pdf = client.post(address, {"year": YEAR, "form": "pdf"})
    data = client.post(address, {"year": YEAR, "form": "json"})
    assert "attachment" in pdf["Content-Disposition"] and pdf.content[:5] == b"%PDF-"
    assert json.loads(data.content)["data"]["member"]["name"] == house.member().name
    assert client.post(address, {"year": 2016, "form": "pdf"}).status_code == 404
    for content, name in ((pdf.content, "a.pdf"), (data.content, "a.json")):
        own, other = checked(client, content, name), checked(house.client("stranger"), content, name)
        assert "Good: it is as it was sealed" in own and house.member().name in own
        assert "Good: it is as it was sealed" in other and house.member().name not in other
        changed = content.replace(b"2015", b"2014", 1) if name == "a.json" else content[:-40] + b"0" + content[-39:]
        assert "Changed" in checked(client, changed, name) or "Not sealed" in checked(client, changed, name)


def test_what_cannot_be_a_document_is_answered_in_plain_words(house: House) -> None:
    client = house.client("stranger")
    assert "can be read" in checked(client, b"PK\x03\x04 something else", "a.docx")
    assert client.post(reverse("dossier_check"), {}).status_code == 422
    assert client.post(reverse("dossier_check"), {"file": SimpleUploadedFile("a.pdf", b"")}).status_code == 422
    made(house)
    found = client.get(reverse("dossier_certificate"))
    assert found.content.startswith(b"-----BEGIN CERTIFICATE-----")


def test_an_older_issue_says_that_it_is_replaced(house: House) -> None:
    first = made(house)
    content = store.path_of(first, "pdf", "en").read_bytes()
    Dossier.objects.create(
        kind="pack", unit=house.branch, year=YEAR, number=2, digest="0" * 64, made_at=house.at + timedelta(hours=1)
    )
    assert "replaced by issue 2" in checked(house.client("secretary"), content)
