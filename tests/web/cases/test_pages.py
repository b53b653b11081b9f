"""Warnings and cases on pages: on the member's phone, at the desk, with the look left with the member."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.models import DutyCase, EarlyWarning, RecordView, WeakUnit
from tests.cases import enlisted, opened, planned_step, replied, seat, unit_warned, warned
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines

OWN, DESK, CASES, WEAK = (reverse(name) for name in ("my_warnings", "warnings", "cases", "weak_units"))
ORDER = {"title": "Rolls", "reason": "Seen twice.", "text": "Close them.", "form": "f", "due_on": "2016-10-25"}


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_a_warning_names_what_helps_and_is_read_with_one_tap(house: House) -> None:
    client = house.client("member")
    assert "Nothing to warn you about" in words(client.get(OWN))
    before, warning = badge(client, "home"), warned(house)
    assert badge(client, "home") == before + 1
    said = words(client.get(OWN))
    assert "52.10 in September; the line is at 60" in said
    assert "See what is still possible this month" in said, "the remedy of the rules"
    assert f'href="{reverse("my_record")}"' in client.get(OWN).content.decode(), "one button for each way"
    assert client.post(reverse("my_warning_note", args=[warning.key])).status_code == 302
    assert badge(client, "home") == before
    assert "Total below 60" in words(client.get(OWN)), "it stays until it is settled"
    EarlyWarning.objects.update(state="settled", settled_on=house.today)
    assert "Nothing to warn you about" in words(client.get(OWN))
    assert "Settled" in words(client.get(OWN))


def test_the_branch_sees_its_members_and_the_look_is_left(house: House) -> None:
    warned(house)
    unit_warned(house)
    said = words(house.client("secretary").get(DESK))
    assert house.member().name in said and "Branch total below 60" in said
    assert RecordView.objects.filter(member=house.member(), page="case", purpose="review").exists()
    assert house.member().name not in words(house.client("neighbour").get(DESK))
    assert any("New warnings" in one for one in lines(house.client("secretary"), "desk"))


def test_from_a_warning_to_a_closed_case(house: House) -> None:
    warning, desk, committee = warned(house), house.client("secretary"), house.client("committee")
    new = f"{reverse('case_new', args=['B111'])}?warning={warning.key}"
    page = desk.get(new).content.decode()
    assert 'value="Total below 60"' in page
    order = ORDER | {"owner": seat(house, "committee").key}
    assert desk.post(new, order | {"text": ""}).status_code == 422
    assert desk.post(new, order).status_code == 302
    case = DutyCase.objects.get()
    assert (case.member, case.warning) == (house.member(), warning)
    assert any("Rolls" in one for one in lines(committee, "desk"))
    member = house.client("member")
    own = reverse("my_case", args=[case.key])
    assert "Close them." in words(member.get(own))
    assert member.post(own, {"words": "I was away."}).status_code == 302
    assert committee.post(reverse("case_reply", args=[case.key]), {"words": "Talked."}).status_code == 302
    assert "another person" in words(committee.get(reverse("case", args=[case.key])))
    assert committee.get(reverse("case_close", args=[case.key])).status_code == 404
    assert desk.post(reverse("case_close", args=[case.key]), {"words": "Read it."}).status_code == 302
    assert "Checked and closed" in words(member.get(own))
    assert "Cases about me" in words(member.get(OWN))


def test_who_finds_which_pages_of_a_case(house: House) -> None:
    case = opened(house, by="secretary", owner="committee", member=house.member())
    for who, found in (("secretary", 200), ("committee", 200), ("sub_district_officer", 200), ("neighbour", 404),
                       ("group_leader", 404), ("auditor", 404), ("member", 404)):  # fmt: skip
        assert house.client(who).get(reverse("case", args=[case.key])).status_code == found, who
    assert house.client("committee").get(reverse("my_case", args=[case.key])).status_code == 404
    assert house.client("secretary").get(reverse("case_extend", args=[case.key])).status_code == 200
    assert house.client("committee").get(reverse("case_extend", args=[case.key])).status_code == 404
    replied(house, case, "committee")
    back = {"words": "Still open.", "due_on": (house.today + timedelta(days=9)).isoformat()}
    assert house.client("secretary").post(reverse("case_return", args=[case.key]), back).status_code == 302
    assert (
        house.client("secretary").post(reverse("case_call_off", args=[case.key]), {"words": "Over."}).status_code == 302
    )
    assert "Called off" in words(house.client("secretary").get(CASES))


def test_a_case_is_about_a_person_in_office_as_well(house: House) -> None:
    new = f"{reverse('case_new', args=['B111'])}?post={seat(house, 'committee').key}"
    officer = house.client("sub_district_officer")
    assert officer.post(new, ORDER | {"owner": seat(house, "committee").key}).status_code == 302
    assert DutyCase.objects.get().about == "office"
    own = f"{reverse('case_new', args=['S11'])}?post={seat(house, 'sub_district_officer').key}"
    assert officer.get(own).status_code == 404


def test_a_unit_is_listed_helped_and_checked(house: House) -> None:
    unit_warned(house, "branch_low_for_months")
    officer, above, desk = (house.client(who) for who in ("sub_district_officer", "district_officer", "secretary"))
    assert "Total below 60 for three months" in words(officer.get(WEAK))
    new = reverse("weak_unit_new", args=["B111"])
    assert not re.search(r'type="checkbox"[^>]* checked', officer.get(new).content.decode()), "a person ticks"
    listing = {"signs": ["low_for_months"], "reason": "Seen.", "document": "1"}
    assert officer.post(new, listing | {"document": ""}).status_code == 422
    assert officer.post(new, listing).status_code == 302
    weak = WeakUnit.objects.get()
    page = reverse("weak_unit", args=[weak.key])
    step = {"text": "Meet.", "owner": seat(house, "secretary").key, "due_on": "2016-10-25"}
    assert officer.post(reverse("weak_unit_step", args=[weak.key]), step).status_code == 302
    assert any("Meet." in one for one in lines(desk, "desk"))
    (mine,) = weak.help_steps.all()
    assert desk.post(reverse("help_step", args=[mine.key]), {"result": "Met."}).status_code == 302
    assert "Met." in words(desk.get(page))
    check = reverse("weak_unit_check", args=[weak.key])
    assert officer.get(check).status_code == 404, "another person checks"
    assert not re.search(r'type="radio"[^>]* checked', above.get(check).content.decode()), (
        "no answer is chosen beforehand"
    )
    answer = {"found": "accept", "reason": "Looked.", "document": "2"}
    assert above.post(check, {"reason": "Looked.", "document": "2"}).status_code == 422
    assert above.post(check, answer).status_code == 302
    assert "Earlier" in words(above.get(WEAK))


def test_a_step_of_another_unit_or_person_is_not_found(house: House) -> None:
    weak = enlisted(house)
    step = planned_step(house, weak)
    for who in ("committee", "sub_district_officer", "neighbour"):
        assert house.client(who).get(reverse("help_step", args=[step.key])).status_code == 404, who
    assert house.client("neighbour").get(reverse("weak_unit", args=[weak.key])).status_code == 404
