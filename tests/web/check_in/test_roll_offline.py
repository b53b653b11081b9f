"""The host's roll without signal and members' own codes, through the door: who may, how much at once, what it says."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.access import code_keys
from goodstanding.models import AttendanceConflict, Attendee, Meeting, Passkey, Proof, RateLimit, RecordView
from goodstanding.proofs import member_code
from goodstanding.proofs.member_code import SignedMemberCode
from goodstanding.web.check_in.views import roll_offline as views
from tests.authenticator import text
from tests.clock import Clock
from tests.house import House
from tests.meetings import closed, counted
from tests.pages import words
from tests.phones import Phone, open_meeting
from tests.rolls import idempotency_key


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A meeting that began five minutes ago."""
    return open_meeting(house, timezone.now() - timedelta(minutes=5))


@pytest.fixture
def host(house: House) -> Client:
    """The secretary's browser."""
    return house.client("secretary")


def along(client: Client, meeting: Meeting) -> Any:
    return client.post(reverse("meeting_roll_along", args=[meeting.key]))


def deliver(client: Client, meeting: Meeting, word: str, items: Any) -> Any:
    told = json.dumps({"word": word, "items": items})
    return client.post(reverse("meeting_roll_deliver", args=[meeting.key]), told, content_type="application/json")


def mark(house: House, who: str, verdict: str = "present") -> dict[str, Any]:
    return {"once": idempotency_key(), "do": verdict, "member": house.member(who).key}


# Taking it along


def test_a_roll_that_goes_along_has_the_list_of_one_meeting_and_nothing_more(
    house: House, host: Client, meeting: Meeting
) -> None:
    member = house.member()
    member.phone = "0571-555-0199"  # type: ignore[assignment]
    member.save()
    answer = along(host, meeting)
    told = answer.json()
    assert set(told) == {"meeting", "word", "title", "when", "late_after", "needed", "people", "handle"}
    assert {frozenset(one) for one in told["people"]} == {
        frozenset({"member", "name", "number", "find", "role", "due", "votes", "said"})
    }
    assert {one["number"] for one in told["people"]} == {one.number for one in house.members("B111")}
    assert "0571-555-0199" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    looked = RecordView.objects.filter(member=member, by=house.account("secretary"), how=RecordView.How.EXPORT)
    assert looked.count() == 1, "the member can read that it left the house"


def test_nobody_but_the_host_takes_it_along_or_delivers(house: House, host: Client, meeting: Meeting) -> None:
    word = along(host, meeting).json()["word"]
    for who in ("member", "group_leader", "neighbour", "foreign_secretary", "auditor", "operator"):
        client = house.client(who)
        assert along(client, meeting).status_code == 404, who
        assert deliver(client, meeting, word, [mark(house, "member")]).status_code == 404, who
    for client in (house.client("secretary", verified=False), Client()):
        assert along(client, meeting).status_code == 302
        assert deliver(client, meeting, word, []).status_code == 302
    assert not Proof.objects.exists()


def test_a_meeting_that_is_not_open_stays_here_and_says_why(house: House, host: Client, meeting: Meeting) -> None:
    closed(house, meeting, at=timezone.now())
    answer = along(host, meeting)
    assert (answer.status_code, bool(answer.json()["text"])) == (422, True)


# Delivering


def test_a_batch_is_answered_item_by_item(house: House, host: Client, meeting: Meeting) -> None:
    word = along(host, meeting).json()["word"]
    items = [mark(house, "member"), {"once": "?"}, mark(house, "committee", "late")]
    answer = deliver(host, meeting, word, items)
    assert [one["state"] for one in answer.json()["results"]] == ["taken", "refused", "taken"]
    assert answer.json()["results"][0] == {
        "once": items[0]["once"], "state": "taken", "text": "Received.", "member": items[0]["member"],
        "verdict": "present",
    }  # fmt: skip
    assert answer.json()["goes_on"] is True
    again = deliver(host, meeting, word, items)
    assert [one["state"] for one in again.json()["results"]] == ["known", "refused", "known"]
    assert counted(meeting, house.member("committee")) == "late"


def test_once_the_meeting_is_over_the_phone_is_told_that_it_needs_the_list_no_more(
    house: House, host: Client, meeting: Meeting
) -> None:
    word = along(host, meeting).json()["word"]
    closed(house, meeting, at=timezone.now())
    answer = deliver(host, meeting, word, [mark(house, "member")]).json()
    assert (answer["goes_on"], answer["results"][0]["state"]) == (False, "case")
    assert AttendanceConflict.objects.count() == 1


def test_the_answer_speaks_the_host_s_language(house: House, host: Client, meeting: Meeting) -> None:
    host.post(reverse("set_language"), {"language": "zh-hans"})
    word = along(host, meeting).json()["word"]
    assert deliver(host, meeting, word, [mark(house, "member")]).json()["results"][0]["text"] == "已收下。"


def test_too_many_or_too_much_at_once_is_refused_with_the_number(house: House, host: Client, meeting: Meeting) -> None:
    word = along(host, meeting).json()["word"]
    many = deliver(host, meeting, word, [mark(house, "member") for _mark in range(101)])
    assert (many.status_code, "100" in many.json()["text"]) == (422, True)
    much = deliver(host, meeting, word, [{"once": "A" * views.MOST_BYTES}])
    assert (much.status_code, "128" in much.json()["text"]) == (413, True)
    assert not Proof.objects.exists()


NONSENSE = ["", "{", "null", "7", "[]", "{}", '{"word": "x"}', '{"items": []}', '{"word": "x", "items": {}}']


@pytest.mark.parametrize("body", [*NONSENSE, "[" * 5000 + "]" * 5000])
def test_what_is_no_batch_is_refused_in_a_sentence(host: Client, meeting: Meeting, body: str) -> None:
    address = reverse("meeting_roll_deliver", args=[meeting.key])
    answer = host.post(address, body, content_type="application/json")
    assert (answer.status_code, bool(answer.json()["text"])) == (422, True)


def test_a_phone_that_never_rests_is_told_when_to_come_again(host: Client, meeting: Meeting, clock: Clock) -> None:
    word = along(host, meeting).json()["word"]
    clock.stop_at(timezone.now())
    answers = [deliver(host, meeting, word, []) for _try in range(40)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429] * 10
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_page_from_elsewhere_cannot_deliver(house: House, host: Client, meeting: Meeting) -> None:
    word = along(host, meeting).json()["word"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = host.cookies
    assert deliver(strict, meeting, word, [mark(house, "member")]).status_code == 403
    ready = strict.get(reverse("roll_ready")).json()
    assert ready["handle"] == str(house.account("secretary").pk)
    told = json.dumps({"word": word, "items": [mark(house, "member")]})
    sent = strict.post(
        reverse("meeting_roll_deliver", args=[meeting.key]), told, content_type="application/json",
        headers={"X-CSRFToken": ready["token"]},
    )  # fmt: skip
    assert sent.status_code == 200


# The page that is kept


def test_the_kept_page_is_nobody_s_and_speaks_the_language_it_is_asked_for(house: House, host: Client) -> None:
    mine = host.get(reverse("roll_kept"), {"language": "en"})
    nobody_s = Client().get(reverse("roll_kept"), {"language": "en"})
    assert "csrf" not in nobody_s.content.decode().lower()
    assert not nobody_s.cookies
    assert house.account("secretary").shown_name not in words(mine)
    chinese = words(Client().get(reverse("roll_kept"), {"language": "zh-hans"}))
    assert "这份签到册的口令" in chinese
    assert "Open the roll" not in chinese


def test_the_service_worker_keeps_it_and_every_script_that_it_needs(host: Client) -> None:
    worker = host.get(reverse("service_worker")).content.decode()
    page = host.get(reverse("roll_kept")).content.decode()
    assert f'"{reverse("roll_kept")}"' in worker
    assert 'LANGUAGES = ["en", "zh' in worker, "it is kept in both languages"
    for name in ("offline_roll", "roll_scan", "roll_search", "device_data", "offline_banner"):
        assert f"js/{name}.js" in worker, name
        assert f"js/{name}.js" in page, name
    for name in ("roll_store", "roll_cipher", "roll_delivery", "roll_marks_store", "indexed_db", "request"):
        assert f"js/{name}.js" in worker, f"{name} is imported"


# Members' own codes


def shown_code(page: Any) -> str:
    code: str = page.context["code"]
    return code


def code_of(client: Client, meeting: Meeting, told: Any = None) -> Any:
    told = {"nonce": "", "assertion": None} if told is None else told
    address = reverse("my_meeting_code_show", args=[meeting.key])
    return client.post(address, json.dumps(told), content_type="application/json")


def scan(client: Client, meeting: Meeting, code: str, *, htmx: bool = True) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse("meeting_scan", args=[meeting.key]), {"code": code}, headers=headers)


def test_a_member_with_a_passkey_shows_a_code_and_the_host_scans_it(
    house: House, host: Client, meeting: Meeting
) -> None:
    phone = Phone(house).enrolled()
    page = phone.client.get(reverse("my_meeting_code", args=[meeting.key]))
    assert "Show my code" in words(page)
    asked = phone.client.post(reverse("my_meeting_code_ask", args=[meeting.key])).json()
    assert (asked["rp_id"], asked["passkeys"]) == (settings.RP_ID, [text(phone.device.id)])
    challenge = bytes_of(asked["challenge"])
    told = {"nonce": asked["nonce"], "assertion": phone.device.assert_(challenge)}
    shown = code_of(phone.client, meeting, told)
    assert 'data-seconds="120"' in shown.content.decode()
    assert "<svg" in shown.content.decode()
    answer = scan(host, meeting, shown_code(shown))
    said = words(answer)
    assert house.member().name in said
    assert "without a passkey" not in said
    assert "hx-swap-oob" in answer.content.decode()
    proof = Proof.objects.get()
    assert (proof.scanned, proof.assurance) == ("shown", "host")
    own = words(phone.client.get(reverse("my_meeting", args=[meeting.key])))
    assert "The host scanned the member&#x27;s code" in own


def bytes_of(letters: str) -> bytes:
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(letters + "=" * (-len(letters) % 4))


def test_a_meeting_that_is_open_leads_to_the_code_from_both_pages(house: House, meeting: Meeting) -> None:
    client, address = house.client("member"), reverse("my_meeting_code", args=[meeting.key])
    for page in (reverse("check_in"), reverse("my_meeting", args=[meeting.key])):
        assert f'href="{address}"' in client.get(page).content.decode()


def test_a_code_made_without_a_passkey_tells_the_host_to_look(house: House, host: Client, meeting: Meeting) -> None:
    shown = code_of(house.client("member"), meeting)
    assert "code only" in words(shown)
    assert "without a passkey" in words(scan(host, meeting, shown_code(shown)))
    assert "already scanned" in words(scan(host, meeting, shown_code(shown)))


def test_whatever_is_sent_instead_of_a_signature_makes_no_code(house: House, meeting: Meeting) -> None:
    phone = Phone(house).enrolled()
    asked = phone.client.post(reverse("my_meeting_code_ask", args=[meeting.key])).json()
    good = phone.device.assert_(bytes_of(asked["challenge"]))
    other = text(bytes(16))
    instead: list[Any] = [
        {"nonce": "", "assertion": None}, {"nonce": other, "assertion": good}, {"nonce": 5, "assertion": good},
        {"nonce": "é", "assertion": good}, {"assertion": good}, {"nonce": asked["nonce"]}, [], 7, "x",
        {"nonce": asked["nonce"], "assertion": good | {"id": "x" * 20_000}},
        {"nonce": asked["nonce"], "assertion": good | {"type": "x"}},
    ]  # fmt: skip
    for told in instead:
        RateLimit.objects.all().delete()  # Another test counts the tries.
        answer = code_of(phone.client, meeting, told)
        why = "has_passkey" if told == {"nonce": "", "assertion": None} else "passkey"
        assert (answer.status_code, answer.json()["why"]) == (422, why), told
    assert Passkey.objects.get().used_at is None


def test_a_meeting_of_others_has_no_code_to_show(house: House, meeting: Meeting) -> None:
    stranger = house.client("stranger")
    for name, method in (("my_meeting_code", "get"), ("my_meeting_code_ask", "post"), ("my_meeting_code_show", "post")):
        assert getattr(stranger, method)(reverse(name, args=[meeting.key])).status_code == 404


def test_before_it_opens_and_after_it_is_closed_the_page_says_so(house: House, meeting: Meeting) -> None:
    closed(house, meeting, at=timezone.now())
    client = house.client("member")
    assert "not open for check-in now" in words(client.get(reverse("my_meeting_code", args=[meeting.key])))
    answer = code_of(client, meeting)
    assert (answer.status_code, answer.json()["why"]) == (422, "not_open")


def test_codes_cannot_be_made_without_end(house: House, meeting: Meeting) -> None:
    client = house.client("member")
    assert {code_of(client, meeting).status_code for _try in range(15)} == {200, 429}


def test_without_scripts_a_code_is_typed_and_the_roll_says_what_came_of_it(
    house: House, host: Client, meeting: Meeting
) -> None:
    code = shown_code(code_of(house.client("member"), meeting))
    answer = scan(host, meeting, f" {code} ", htmx=False)
    assert answer.status_code == 302
    assert house.member().name in words(host.get(answer["Location"]))
    assert counted(meeting, house.member()) == "present"


def test_a_forged_code_is_refused_in_a_sentence(house: House, host: Client, meeting: Meeting) -> None:
    other = open_meeting(house, timezone.now(), "study")
    foreign = member_code.code(
        meeting.key, house.member("stranger").key, SignedMemberCode.BY_VISIT, timezone.now(), code_keys.of_members()
    )
    for where, code, says in [
        (meeting, "nonsense", "not a code that a member"),
        (meeting, foreign, "not on the list"),
        (other, shown_code(code_of(house.client("member"), meeting)), "another meeting"),
    ]:
        assert says in words(scan(host, where, code))
        assert says in words(host.get(scan(host, where, code, htmx=False)["Location"]))
    assert not Proof.objects.exists()


def test_the_roll_offers_both_while_it_is_open_and_neither_afterwards(
    house: House, host: Client, meeting: Meeting
) -> None:
    address = reverse("meeting_roll", args=[meeting.key])
    said = words(host.get(address))
    assert "Scan a code" in said
    assert "Offline roll" in said
    closed(house, meeting, at=timezone.now())
    said = words(host.get(address))
    assert "Scan a code" not in said
    assert "Offline roll" not in said
    assert Attendee.objects.filter(meeting=meeting, counted=None).count() == 0
