"""Checking in through the door: forged in every way it is refused, and the pages say what to do."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.access import code_keys
from goodstanding.models import CheckIn, Meeting, Passkey
from goodstanding.proofs import venue_code
from goodstanding.proofs.passkey_assertion import text
from tests.authenticator import Authenticator, Sent
from tests.clock import Clock
from tests.house import PASSWORD, House
from tests.pages import words
from tests.phones import Phone, open_meeting, shown
from tests.proofs import assertions, registrations
from tests.proofs.assertions import response, said
from tests.web.sign_in.passkeys import challenge_in

SECOND = timedelta(seconds=1)


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A meeting that began five minutes ago."""
    return open_meeting(house, timezone.now() - timedelta(minutes=5))


@pytest.fixture
def phone(house: House) -> Phone:
    """The member's, used seven times."""
    phone = Phone(house).enrolled()
    Passkey.objects.update(sign_count=7)
    phone.device.counter = 7
    return phone


def state(answer: Any) -> tuple[int, str]:
    """What came back."""
    return answer.status_code, answer.json()["state"]


def test_a_check_in_is_answered_with_what_to_show(meeting: Meeting, phone: Phone) -> None:
    answer = phone.post(phone.made(shown(meeting, timezone.now())))
    assert state(answer) == (200, "present")
    assert "Themed" in answer.json()["about"]
    assert CheckIn.objects.count() == 1


#: With the account known from the visit, a passkey need not name it; but it must not name another.
OPTIONAL = {"no handle", "an empty handle"}
HANDLES = [
    ("the handle of another account", response("userHandle", text(b"999999999"))),
    ("a longer handle of another account", response("userHandle", text(b"9999999990"))),
]


def forged(phone: Phone, meeting: Meeting) -> list[tuple[str, Callable[[], Any]]]:
    """Every forged assertion, by name; each is right in all other respects."""
    code = shown(meeting, timezone.now())
    found: list[tuple[str, Callable[[], Any]]] = [
        (str(values), partial(phone.made, code, as_said=said(**values))) for values, _reason in assertions.SAID
    ]

    def resent(change: Callable[[Sent], Any]) -> Any:
        told = phone.made(code)
        return told | {"assertion": change(told["assertion"])}

    sent = [(name, change) for name, change, _reason in assertions.SENT if name not in OPTIONAL]
    sent = [one for one in sent if "handle" not in one[0]] + HANDLES
    # Without an assertion it is a check-in by code only, which somebody with a passkey is refused as well.
    return found + [(name, partial(resent, change)) for name, change in sent]


def test_every_forged_assertion_is_refused_and_moves_nothing(meeting: Meeting, phone: Phone) -> None:
    cases = forged(phone, meeting)
    assert len({name for name, _make in cases}) >= 40
    taken = {}
    for name, make in cases:
        phone.device.counter = 7
        answer = phone.post(make())
        if answer.status_code != 422 or answer.json()["state"] != "refused" or not answer.json()["text"]:
            taken[name] = answer.status_code
    assert taken == {}
    kept = Passkey.objects.get()
    assert (kept.sign_count, kept.is_backed_up, kept.used_at) == (7, False, None)
    assert CheckIn.objects.count() == 0
    phone.device.counter = 7
    assert state(phone.post(phone.made(shown(meeting, timezone.now())))) == (200, "present"), "and a good one is taken"


NONSENSE: list[tuple[str, Any]] = [
    ("nothing", None),
    ("a list", []),
    ("a number", 7),
    ("no code", {"nonce": "A" * 22}),
    ("a code that is none", {"code": "x", "nonce": "A" * 22, "assertion": None}),
    ("a code that is a number", {"code": 5, "nonce": "A" * 22}),
    ("a number that is none", {"code": "A" * 55, "nonce": 5}),
    ("letters that are none", {"code": "A" * 55, "nonce": "é"}),
    ("too much", {"code": "A" * 20_000}),
]


def test_what_is_no_check_in_is_refused_in_a_sentence(meeting: Meeting, phone: Phone) -> None:
    answers = {name: phone.post(told) for name, told in NONSENSE}
    deep = '{"code": "x", "nonce": "AAAA", "assertion": ' + "[" * 5000 + "]" * 5000 + "}"
    answers["deep"] = phone.client.post(reverse("check_in_send"), deep, content_type="application/json")
    answers["no JSON"] = phone.client.post(reverse("check_in_send"), "{", content_type="application/json")
    assert {name: state(answer) for name, answer in answers.items()} == dict.fromkeys(answers, (422, "refused"))
    assert all(answer.json()["text"] for answer in answers.values())


def test_forged_registrations_are_refused_and_nothing_is_kept(house: House) -> None:
    client, account = house.client("member"), house.account("member")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    device = Authenticator(settings.ORIGIN, settings.RP_ID)
    cases: list[tuple[str, dict[str, Any]]] = [
        *((str(values), {"as_said": said(**values)}) for values, _reason in registrations.SAID),
        *((name, {"key": device.public_key | change}) for name, change, _reason in registrations.KEYS),
        ("no point", {"key": {1: 2, 3: -7, -1: 1}}),
        ("an id that is too long", {"id": b"x" * 1024}),
        ("no id", {"id": b""}),
        ("a statement that is none", {"envelope": {"attStmt": []}}),
        ("no data", {"envelope": {"authData": b""}}),
    ]
    assert len({name for name, _how in cases}) >= 15
    kept = {}
    for name, how in cases:
        challenge = challenge_in(client.get(reverse("mfa_add_webauthn")))
        sent = device.register(challenge, str(account.pk).encode(), **how)
        answer = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": json.dumps(sent)})
        if answer.status_code != 200 or Passkey.objects.exists():
            kept[name] = answer.status_code
    assert kept == {}


def test_tokens_of_every_age(meeting: Meeting, phone: Phone, clock: Clock) -> None:
    begins = timezone.now().replace(microsecond=0)
    begins -= timedelta(seconds=begins.timestamp() % 10)
    code = shown(meeting, begins)
    found = {}
    for age in (0, 1, 9.999, 10, 14.999, 15, 15.001, 16, 20, 29, 30, 60, 3600, 86400, -0.001, -10):
        clock.stop_at(begins + timedelta(seconds=age))
        found[age] = phone.post(phone.made(code)).status_code
    assert found == {age: 200 if 0 <= age <= 15 else 422 for age in found}


def test_a_code_of_another_s_secret_is_refused(meeting: Meeting, phone: Phone) -> None:
    other = venue_code.keys(["somebody else's secret"])
    answer = phone.post(phone.made(venue_code.code(meeting.key, timezone.now(), other)))
    assert (state(answer), answer.json()["why"]) == ((422, "refused"), "wrong_code")


def test_without_signing_in_nothing_is_taken_and_the_code_s_page_leads_back(meeting: Meeting, phone: Phone) -> None:
    code = shown(meeting, timezone.now())
    stranger = Client()
    for told in (phone.made(code), {}):
        answer = stranger.post(reverse("check_in_send"), json.dumps(told), content_type="application/json")
        assert answer.status_code == 302
    leads = stranger.get(reverse("check_in_with", args=[code]))
    assert leads["Location"] == f"{reverse('account_login')}?next=/in/{code}/"
    assert CheckIn.objects.count() == 0


def test_a_page_from_elsewhere_cannot_check_anybody_in(meeting: Meeting, phone: Phone) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = phone.client.cookies
    told = json.dumps(phone.made(shown(meeting, timezone.now())))
    assert strict.post(reverse("check_in_send"), told, content_type="application/json").status_code == 403
    ready = strict.get(reverse("check_in_ready")).json()
    sent = strict.post(
        reverse("check_in_send"), told, content_type="application/json", headers={"X-CSRFToken": ready["token"]}
    )
    assert state(sent) == (200, "present")


def test_the_page_of_a_code_has_one_button_and_names_the_member_s_own_passkeys(meeting: Meeting, phone: Phone) -> None:
    code = shown(meeting, timezone.now())
    page = phone.client.get(reverse("check_in_with", args=[code]))
    assert page.context["passkeys"] == text(phone.device.id)
    assert f'data-code="{code}"' in page.content.decode()
    assert "Check in" in words(page)


def test_without_a_passkey_the_page_offers_the_code_only_and_a_passkey(house: House, meeting: Meeting) -> None:
    phone = Phone(house)
    code = shown(meeting, timezone.now())
    page = phone.client.get(reverse("check_in_with", args=[code]))
    assert "Check in with the code only" in words(page)
    assert f'href="{reverse("mfa_add_webauthn")}?next={reverse("check_in")}"' in page.content.decode()
    answer = phone.post({"code": code, "nonce": text(bytes(16)), "assertion": None})
    assert state(answer) == (200, "present")
    assert CheckIn.objects.get().passkey == ""


def test_the_host_s_short_code_leads_to_the_same_button(house: House, meeting: Meeting, phone: Phone) -> None:
    short = venue_code.short_code(meeting.key, timezone.now(), code_keys.ours())
    answer = phone.client.post(reverse("check_in"), {"typed": f"{short[:4].lower()} {short[4:]}"})
    assert answer.status_code == 302
    code = answer["Location"].split("/")[2]
    assert state(phone.post(phone.made(code))) == (200, "present")
    outsider = Phone(house, "stranger")
    refused = outsider.client.post(reverse("check_in"), {"typed": short})
    assert (refused.status_code, "not the host&#x27;s current code" in refused.content.decode()) == (422, True)


def test_typed_codes_are_tried_a_few_times_and_no_more(meeting: Meeting, phone: Phone) -> None:
    answers = [phone.client.post(reverse("check_in"), {"typed": "AAAAAAAA"}) for _try in range(6)]
    assert [one.status_code for one in answers] == [422] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_kept_page_is_nobody_s_and_speaks_the_language_it_is_asked_for(meeting: Meeting, phone: Phone) -> None:
    mine = phone.client.get(reverse("check_in_kept"), {"language": "en"})
    nobody_s = Client().get(reverse("check_in_kept"), {"language": "en"})
    assert "csrf" not in nobody_s.content.decode().lower()
    assert not nobody_s.cookies
    assert phone.house.account("member").shown_name not in words(mine)
    assert 'data-handle=""' in nobody_s.content.decode()
    chinese = Client().get(reverse("check_in_kept"), {"language": "zh-hans"})
    assert 'lang="zh-hans"' in chinese.content.decode()
    assert "签到" in words(chinese)


def test_signing_out_takes_everything_off_the_phone(phone: Phone) -> None:
    assert phone.client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'


def test_a_browser_is_known_within_one_meeting_and_in_no_other(house: House, meeting: Meeting, phone: Phone) -> None:
    other = open_meeting(house, timezone.now() - timedelta(minutes=2), "study")
    partner = Phone(house, "committee", browser=phone.browser).enrolled()
    for one, where in [(phone, meeting), (partner, meeting), (phone, other)]:
        assert one.post(one.made(shown(where, timezone.now()))).status_code == 200
    first, second, elsewhere = CheckIn.objects.order_by("pk").values_list("browser", flat=True)
    assert first == second != elsewhere
    assert len(first) == 64


def test_a_browser_without_a_number_is_given_one_that_pages_cannot_read(house: House) -> None:
    client = house.client("member")
    cookie = client.get(reverse("check_in")).cookies[settings.BROWSER_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert settings.BROWSER_COOKIE_NAME not in client.get(reverse("check_in")).cookies


def test_neither_place_nor_address_is_kept(meeting: Meeting, phone: Phone) -> None:
    phone.post(phone.made(shown(meeting, timezone.now())))
    fields = {field.name for field in CheckIn._meta.concrete_fields}
    assert fields == {
        "id", "proof", "digest", "passkey", "can_be_backed_up", "is_backed_up", "browser", "waited_ms", "kept",
    }  # fmt: skip


def test_how_few_questions_a_check_in_costs_the_database(
    meeting: Meeting, phone: Phone, django_assert_max_num_queries: Any
) -> None:
    phone.post(phone.made(shown(meeting, timezone.now())))
    other = Phone(phone.house, "committee").enrolled()
    told = other.made(shown(meeting, timezone.now()))
    other.client.get(reverse("check_in_ready"))
    with django_assert_max_num_queries(26):
        assert other.post(told).status_code == 200


# What the page says


def test_late_says_how_late(house: House) -> None:
    began = timezone.now() - timedelta(minutes=12, seconds=30)
    phone = Phone(house).enrolled()
    answer = phone.post(phone.made(shown(open_meeting(house, began), timezone.now()))).json()
    assert answer["state"] == "late"
    assert answer["heading"] == "You are checked in, late: 12 minutes after the start"
    long_ago = open_meeting(house, timezone.now() - timedelta(minutes=65, seconds=30), "general")
    answer = phone.post(phone.made(shown(long_ago, timezone.now()))).json()
    assert answer["heading"] == "You are checked in, late: 1 h 05 min after the start"


def test_a_second_check_in_says_that_it_is_done_and_since_when(meeting: Meeting, phone: Phone) -> None:
    code = shown(meeting, timezone.now())
    first = phone.made(code)
    assert state(phone.post(first)) == (200, "present")
    since = timezone.localtime(CheckIn.objects.get().proof.occurred_at).strftime("%H:%M:%S")
    again = phone.post(phone.made(code)).json()
    assert (again["state"], again["heading"]) == ("already", f"You are already checked in, since {since}")
    assert state(phone.post(first)) == (200, "present"), "the same check-in sent again is answered as before"
    page = words(phone.client.get(reverse("check_in_with", args=[shown(meeting, timezone.now())])))
    assert f"You are already checked in, since {since}" in page
    assert f"Checked in since {since}" in words(phone.client.get(reverse("check_in")))


def test_the_code_can_be_typed_beside_the_camera(meeting: Meeting, phone: Phone) -> None:
    page = phone.client.get(reverse("check_in")).content.decode()
    scan = page[page.index('data-state="scan"') : page.index('data-state="ready"')]
    assert 'id="typed"' in scan
    assert "data-scan>" in scan
    assert scan.index("data-viewfinder hidden") > 0, "no black box before there is a picture"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_hint_for_a_chat_s_own_browser_is_there_in_both_languages(phone: Phone, language: str) -> None:
    phone.client.cookies["language"] = language
    phone.client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("check_in", "mfa_add_webauthn"):
        page = phone.client.get(reverse(name)).content.decode()
        hint = page[page.index("data-inner-browser hidden") :][:1500]
        assert "choose “Open in browser”" in hint, name
        assert "在浏览器打开" in hint, name
