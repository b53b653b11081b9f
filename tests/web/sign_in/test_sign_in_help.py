"""Pages for visitors who cannot sign in: whom they see, what they never learn, and what the branch does about it."""

from django.test import Client
from django.urls import reverse

from goodstanding.actions.sign_in import sign_in_requests, unit_contacts
from goodstanding.models import SignInRequest, UnitContact
from goodstanding.web.shell import rate_limits
from tests.house import PASSWORD, PEOPLE, House, login_of
from tests.pages import tags, words


def contact(house: House) -> UnitContact:
    """What branch B111 says of how it is reached."""
    by = house.viewer("secretary")
    return unit_contacts.say(unit=house.branch, phone="0571 555 0100", text="Second floor", by=by, at=house.at)


def test_a_stranger_is_shown_nobody_and_the_same_answer_whatever_is_typed(house: House) -> None:
    contact(house)
    assert "I cannot sign in" in words(Client().get(reverse("account_login")))
    member, answers = house.member(), set()
    for number, name in ((member.number, member.name), (member.number, "x"), ("nobody", member.name)):
        answer = Client().post(reverse("sign_in_help"), {"number": number, "name": name}, follow=True)
        answers.add(words(answer))
        assert not [who for who in PEOPLE if PEOPLE[who][0] and house.member(who).name in words(answer)]
    assert len(answers) == 1
    assert SignInRequest.objects.filter(matched_at=None).count() == 3, "stored alike; a worker looks who it was"


def test_a_stranger_cannot_ask_for_a_whole_branch(house: House) -> None:
    page, sent = reverse("sign_in_help"), {"number": "11104", "name": "x"}
    statuses = [Client().post(page, sent).status_code for _try in range(rate_limits.SIGN_IN_REQUEST.tries + 1)]
    assert statuses == [302] * rate_limits.SIGN_IN_REQUEST.tries + [429]


def test_an_empty_form_says_what_is_missing_and_stores_nothing(house: House) -> None:
    answer = Client().post(reverse("sign_in_help"), {"number": "", "name": ""})
    assert answer.status_code == 422
    assert not SignInRequest.objects.exists()


def test_the_address_that_hangs_in_the_branch_names_its_people_and_their_telephone(house: House) -> None:
    key = contact(house).key
    page = Client().get(reverse("branch_help", args=[key]))
    assert f"Ask the people of {house.branch.name}" in words(page)
    assert house.member("secretary").name in words(page)
    assert house.member("committee").name not in words(page), "only those who can let people in"
    assert tags(page, "a", href="tel:05715550100") != []
    assert Client().get(reverse("branch_help", args=["A" * 22])).status_code == 404


def test_a_device_whose_visit_has_ended_leads_to_the_people_of_its_branch_until_it_signs_out(house: House) -> None:
    contact(house)
    phone, help_page = Client(), reverse("sign_in_help")
    phone.post(reverse("account_login"), {"login": login_of("member"), "password": PASSWORD})
    session = phone.cookies.pop("session")
    assert house.member("secretary").name in words(phone.get(help_page))
    assert house.member().name not in words(phone.get(help_page)), "it does not say whose device it is"
    phone.cookies["session"] = session
    phone.post(reverse("account_logout"))
    assert house.member("secretary").name not in words(phone.get(help_page))


def test_a_branch_without_a_secretary_is_helped_by_the_office_above(house: House) -> None:
    key = contact(house).key
    house.account("secretary").posts.update(until_on=house.today)
    assert house.member("sub_district_officer").name in words(Client().get(reverse("branch_help", args=[key])))


def test_a_secretary_says_how_the_branch_is_reached_and_gets_a_code_to_hang_up(house: House) -> None:
    desk, address = house.client("secretary"), reverse("unit_contact", args=["B111"])
    wrong = desk.post(address, {"phone": "call me", "text": "Second floor"})
    assert wrong.status_code == 422
    assert "Second floor" in wrong.content.decode(), "nothing typed is lost"
    page = desk.post(address, {"phone": "0571 555 0100", "text": "Second floor"}, follow=True)
    found = UnitContact.objects.get()
    assert reverse("branch_help", args=[found.key]) in words(page)
    desk.post(address, {"phone": "0571 555 0111", "text": ""})
    assert UnitContact.objects.get().key == found.key, "what hangs on the wall stays good"
    assert house.client("neighbour").get(address).status_code == 404


def test_a_request_becomes_a_new_way_in_with_two_taps(house: House) -> None:
    sign_in_requests.ask(number=house.member().number, name=house.member().name, at=house.at)
    sign_in_requests.match(at=house.at)
    desk = house.client("secretary")
    page = desk.get(reverse("invitations"))
    assert "Asking for help" in words(page)
    answer = desk.post(reverse("invite_member", args=[house.member().key]), {"reset": "yes"})
    assert "Valid once" in words(answer)
    assert not house.account("member").has_usable_password()
    assert "Asking for help" not in words(desk.get(reverse("invitations")))


def test_who_holds_an_office_is_sent_to_an_operator_and_a_false_request_is_set_aside(house: House) -> None:
    sign_in_requests.ask(number=house.member("committee").number, name=house.member("committee").name, at=house.at)
    sign_in_requests.match(at=house.at)
    desk, key = house.client("secretary"), house.member("committee").key
    assert "an operator gives a new way in" in words(desk.get(reverse("invitations")))
    assert desk.post(reverse("invite_member", args=[key]), {"reset": "yes"}).status_code == 404
    desk.post(reverse("sign_in_request_done", args=[key]))
    assert SignInRequest.objects.get().answered_by == house.account("secretary")
    assert house.client("neighbour").post(reverse("sign_in_request_done", args=[key])).status_code == 404
