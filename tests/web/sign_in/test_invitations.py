"""Codes on paper: who finds whom on which page, and what is printed."""

import re

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from goodstanding.access.roles import Role
from goodstanding.actions.people import accounts, posts
from goodstanding.actions.sign_in import unit_contacts
from goodstanding.models import Account, Post
from tests.house import TODAY, House
from tests.pages import sheets, tags, words

CODE = re.compile(r"\b(?:[A-Z2-7]{5}-){3}[A-Z2-7]{5}\b")
SENTENCE = "a sentence of my own"


def locked_out(house: House, who: str) -> Account:
    """Somebody who has an account and no way in."""
    Account.objects.filter(pk=house.account(who).pk).update(password=make_password(None))
    return house.account(who)


def test_a_secretary_prints_for_their_branch_but_not_for_who_has_an_office_from_above(house: House) -> None:
    for who in ("sub_district_officer", "neighbour"):
        locked_out(house, who)
    newcomer = house.enrol("B112", "成员新", "N77")
    other = house.appoint("committee", Role.SECRETARY, "B112")
    desk = house.client("committee")
    page = "".join(sheets(desk.post(reverse("invite_all", args=["B112"]))))
    assert other.accepted_at
    assert newcomer.number in page
    assert len(CODE.findall(page)) == 4, "the newcomer, and three who never had an account"
    listed = words(desk.get(reverse("invitations_of", args=["B112"])))
    assert "2 people here have offices that are given above, so their codes are printed there." in listed
    above = house.client("city_officer").post(reverse("invite_all", args=["B112"]))
    assert len(CODE.findall("".join(sheets(above)))) == 6


def test_thirty_eight_invitations_stand_on_two_sheets_and_say_whom_to_ask(house: House) -> None:
    for number in range(36):
        house.enrol("B111", f"成员新{number}")
    by = house.viewer("secretary")
    unit_contacts.say(unit=house.branch, phone="0571 555 0100", text="Second floor, on Tuesdays", by=by, at=house.at)
    desk = house.client("secretary")
    assert "Print 37 invitations" in words(desk.get(reverse("invitations")))
    house.enrol("B111", "成员末")
    printed = sheets(desk.post(reverse("invite_all", args=["B111"])))
    assert [len(CODE.findall(sheet)) for sheet in printed] == [20, 18]
    assert "成员末" in "".join(printed)
    assert printed[0].count("0571") == 20, "each says whom to ask"


def test_printing_once_more_voids_no_code_and_the_first_used_ends_the_others(house: House) -> None:
    newcomer, desk = house.enrol("B111", "成员新", "N77"), house.client("secretary")
    codes = []
    for _time in range(2):
        sheet = "".join(sheets(desk.post(reverse("invite_all", args=["B111"]))))
        codes.append(CODE.findall(sheet[sheet.index("N77") :])[0])
    assert "has a code valid until" in words(desk.get(reverse("invitations")))
    sent = {"code": codes[0], "password": SENTENCE}
    assert Client().post(reverse("use_code"), sent).status_code == 302, "the older paper is still good"
    assert Client().post(reverse("use_code"), sent | {"code": codes[1]}).status_code == 422
    assert Account.objects.get(member=newcomer).has_usable_password()


def test_one_person_gets_a_link_from_the_secretarys_phone_and_a_lost_paper_is_voided(house: House) -> None:
    newcomer, desk = house.enrol("B111", "成员新", "N77"), house.client("secretary")
    page = desk.post(reverse("invite_member", args=[newcomer.key]))
    (place,) = [tag for tag in tags(page, "div") if "data-share-link" in tag]
    address, _hash, code = str(place["data-share-link"]).partition("#")
    assert address.endswith(reverse("use_code"))
    assert CODE.fullmatch(code), "behind the #, where no server and no log gets it"
    assert page["Cache-Control"] == "no-store"
    assert code in words(page), "for a phone that opens no links"
    desk.post(reverse("invite_withdraw", args=[newcomer.key]))
    assert Client().post(reverse("use_code"), {"code": code, "password": SENTENCE}).status_code == 422
    assert "has a code valid until" not in words(desk.get(reverse("invitations")))
    for route in ("invite_member", "invite_withdraw"):
        assert house.client("neighbour").post(reverse(route, args=[newcomer.key])).status_code == 404
        assert house.client("committee").post(reverse(route, args=[newcomer.key])).status_code == 404


def test_an_office_that_waits_is_said_on_the_unit_and_its_code_is_printed_by_who_gave_it(house: House) -> None:
    account = accounts.of_member(house.enrol("B111", "成员新", "N77"), at=house.at)
    Account.objects.filter(pk=account.pk).update(
        password=make_password(SENTENCE), invited_by=house.account("secretary")
    )
    desk = house.client("sub_district_officer")
    sent = {"member": account.member_id, "role": "secretary", "on": TODAY.isoformat()}
    answer = desk.post(reverse("post_grant", args=["B111"]), sent, follow=True)
    assert "once the person has used a code from you" in words(answer)
    assert "takes effect once a code from above is used" in words(answer)
    page = "".join(sheets(desk.post(reverse("invite_all", args=["B111"]))))
    code = CODE.findall(page[page.index("N77") :])[0]
    holder = Client()
    assert holder.post(reverse("use_code"), {"code": code, "password": SENTENCE + "!"}).status_code == 302
    assert Post.objects.get(account=account).accepted_at
    assert "takes effect once a code from above" not in words(desk.get(reverse("unit", args=["B111"])))


def test_the_operator_prints_codes_for_the_highest_offices_and_takes_lost_ways_in_away(house: House) -> None:
    operator = house.client("operator")
    page = operator.get(reverse("accounts")).content.decode()
    assert page.count("Reset and print a code") == 3, "the auditor, the analyst and the editor, not the operator"
    for who in ("city_officer", "auditor"):
        answer = operator.post(reverse("account_invite", args=[house.account(who).login]), {"reset": "yes"})
        (code,) = set(CODE.findall(words(answer)))
        assert not house.account(who).has_usable_password()
        assert Client().post(reverse("use_code"), {"code": code, "password": SENTENCE}).status_code == 302
        assert house.account(who).posts.exclude(accepted_at=None).exists()
    own = operator.post(reverse("account_invite", args=["operator"]), {"reset": "yes"}, follow=True)
    assert "You cannot make a code for yourself" in words(own)
    can = operator.post(reverse("account_invite", args=["analyst"]), follow=True)
    assert "This member can already sign in." in words(can)


def test_an_operators_slip_names_no_member_but_by_number(house: House) -> None:
    account = locked_out(house, "member")
    page = words(house.client("operator").post(reverse("account_invite", args=[account.login])))
    assert account.login in page
    assert house.member().name not in page


def test_a_holder_whose_office_waits_sees_no_desk(house: House) -> None:
    account = house.account("member")
    Account.objects.filter(pk=account.pk).update(invited_by=house.account("secretary"))
    account.refresh_from_db()
    posts.grant(account=account, role=Role.OFFICER, unit=house.unit("D1"), on=TODAY, by=None, at=house.at)
    client = house.client("member")
    assert client.get(reverse("desk")).status_code == 404
    assert "An office is waiting for you" in words(client.get(reverse("to_do")))
