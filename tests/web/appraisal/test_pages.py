"""The appraisal on pages: a member's own with one tap and a form, and the desk with the list of steps."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goodstanding.models import AppraisalRound, MemberClass, SelfAppraisal
from tests import appraisal as made
from tests.clock import Clock
from tests.decisions import decided
from tests.house import AT, OPENED, House
from tests.pages import words
from tests.web.personal.waiting_list import badge, lines

OWN, DESK = reverse("my_appraisal"), reverse("appraisals")


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def page_of(found: AppraisalRound, name: str = "appraisal") -> str:
    return reverse(name, args=[found.key])


def on(house: House, found: AppraisalRound) -> None:
    """The secretary taps the one button."""
    client = house.client("secretary")
    client.post(page_of(found, "appraisal_next"), {"from": made.now(found).state})


def test_the_secretary_opens_a_round_and_one_button_leads_on(house: House) -> None:
    client = house.client("secretary")
    assert "No round has been opened yet." in words(client.get(DESK))
    assert client.post(reverse("appraisal_open", args=["B111"]), {"year": "2016"}).status_code == 302
    found = AppraisalRound.objects.get()
    said = words(client.get(page_of(found)))
    assert "Open the sheets" in said
    assert "Publicity" in said
    assert any("2016" in line for line in lines(client, "desk"))
    on(house, found)
    on(house, found)
    assert made.now(found).state == "self"
    client.post(page_of(found, "appraisal_next"), {"from": "evidence"})
    assert made.now(found).state == "self", "a second tap on the old page takes no further step"
    assert "5 are still waited for" in words(client.get(page_of(found)))
    for who, status in (("neighbour", 404), ("group_leader", 404), ("auditor", 404), ("sub_district_officer", 200)):
        assert house.client(who).get(page_of(found)).status_code == status, who


def test_a_member_checks_the_sheet_writes_a_draft_and_hands_it_in(house: House) -> None:
    client = house.client("member")
    assert "No appraisal is going on." in words(client.get(OWN))
    before = badge(client, "to_do")
    found = made.begun(house, "evidence")
    assert badge(client, "to_do") == before + 1
    assert OWN in client.get(reverse("me")).content.decode()
    client.post(reverse("my_appraisal_deed"), {"do": "sheet"})
    assert badge(client, "to_do") == before
    made.on_to(house, found, "self")
    assert badge(client, "to_do") == before + 1
    form = reverse("my_appraisal_self")
    assert client.get(form).status_code == 200
    client.post(form, {"text": "Half a sentence", "plan": "", "do": "save"})
    assert "Half a sentence" in client.get(form).content.decode()
    mine = made.of(found, house.member())
    assert "Half a sentence" not in words(house.client("secretary").get(reverse("appraisee", args=[mine.key])))
    assert client.post(form, {"text": "", "plan": "", "do": "hand_in"}).status_code == 422
    client.post(form, {"text": "A whole year", "plan": "Read", "do": "hand_in"})
    assert "A whole year" in words(house.client("secretary").get(reverse("appraisee", args=[mine.key])))
    assert badge(client, "to_do") == before


def test_words_are_read_by_the_person_and_the_committee_alone(house: House) -> None:
    found = made.begun(house, "mutual")
    to = made.of(found, house.member("committee"))
    client = house.client("member")
    client.post(reverse("my_appraisal_word", args=[to.key]), {"valued": "Never late", "better": ""})
    made.on_to(house, found, "ballot")
    assert "Never late" in words(house.client("committee").get(OWN))
    assert "Never late" in words(house.client("secretary").get(reverse("appraisee", args=[to.key])))
    assert "Never late" not in words(house.client("sub_district_officer").get(reverse("appraisee", args=[to.key])))
    assert "Never late" not in words(house.client("group_leader").get(OWN))


def test_paper_is_typed_in_by_the_secretary_and_an_excuse_has_no_reason(house: House) -> None:
    found, client = made.begun(house, "self"), house.client("secretary")
    mine = made.of(found, house.members("B111")[4])
    paper = reverse("appraisee_paper", args=[mine.key])
    assert client.post(paper, {"text": "On paper", "plan": ""}).status_code == 422
    assert client.post(paper, {"text": "On paper", "plan": "", "how": "paper"}).status_code == 302
    assert SelfAppraisal.objects.get().how == "paper"
    client.post(reverse("appraisee_excuse", args=[mine.key]))
    assert made.of(found, mine.member).excused_at is not None
    own = made.of(found, house.member("secretary"))
    assert client.post(reverse("appraisee_excuse", args=[own.key])).status_code == 404


def test_a_sitting_records_several_grades_each_with_its_own_reason(house: House) -> None:
    found = made.begun(house, "ballot")
    MemberClass.objects.filter(member=house.members("B111")[4], word="full").update(until_on=OPENED)
    found = made.on_to(house, found, "grades")
    client, page = house.client("secretary"), page_of(found, "appraisal_grades")
    people = house.members("B111")
    keys = [made.of(found, one).key for one in people]
    assert keys[0] not in client.get(page).content.decode(), "the own grade is for another"
    sitting = {"body": "Branch committee", "present": "Three of three", "on": "2016-10-15"}
    chosen = {
        f"{keys[1]}-grade": "excellent",
        f"{keys[1]}-reason": "Led the flood watch",
        f"{keys[2]}-grade": "qualified",
    }
    answer = client.post(page, sitting | chosen)
    assert answer.status_code == 422
    assert "give a reason" in words(answer)
    assert made.of(found, people[1]).grade == "", "nothing is written where one lacks its reason"
    assert client.post(page, sitting | chosen | {f"{keys[2]}-reason": "Steady"}).status_code == 302
    assert [made.of(found, one).grade for one in people[1:3]] == ["excellent", "qualified"]


def test_the_grade_is_read_in_one_tap_or_objected_to_and_confirmed_above(house: House, clock: Clock) -> None:
    found = made.begun(house, "ballot")
    MemberClass.objects.filter(member=house.members("B111")[4], word="full").update(until_on=OPENED)
    found = made.on_to(house, found, "grades")
    made.all_graded(house, found)
    made.on_to(house, found, "publicity")
    reader, client = house.client("group_leader"), house.client("member")
    assert "Qualified" in words(reader.get(OWN))
    reader.post(reverse("my_appraisal_deed"), {"do": "read"})
    assert made.of(found, house.member("group_leader")).answered_on == house.today
    mine = made.of(found, house.member())
    client.post(reverse("my_appraisal_object", args=[mine.key]), {"text": "Look again"})
    assert "Look again" in words(client.get(OWN))
    officer = house.client("sub_district_officer")
    assert any("Objection to a grade" in line for line in lines(officer, "desk"))
    (objection,) = mine.objections.all()
    answering = reverse("appraisal_objection", args=[objection.key])
    assert house.client("secretary").post(answering, {"upheld": "no", "answer": "x"}).status_code == 404
    assert officer.post(answering, {"upheld": "no", "answer": "The list was complete"}).status_code == 302
    assert "The list was complete" in words(client.get(OWN))
    clock.stop_at(AT + timedelta(days=6))
    on(house, found)
    assert made.now(found).state == "reported"
    officer = house.client("sub_district_officer")
    assert officer.post(page_of(found, "appraisal_confirm"), {"body": "Sub-district"}).status_code == 302
    assert made.left(house.member("committee"))["appraisal.grade"] == [4000]
    own = house.client("sub_district_officer").get(reverse("appraisee", args=[mine.key]))
    assert "Correct the grade" in words(own)


def test_why_there_is_no_grade_is_read_by_the_member_and_by_those_who_see_decisions(house: House) -> None:
    decided(house, "probation", form="one_year")
    found = made.begun(house, "evidence")
    mine, reason = made.of(found, house.member()), "Probation within the Party"
    one = reverse("appraisee", args=[mine.key])
    assert f"no grade in this round: {reason}" in words(house.client("member").get(OWN))
    for page in (page_of(found), one):
        assert f"Takes part without a grade: {reason}" in words(house.client("secretary").get(page))
        seen = words(house.client("committee").get(page))
        assert "Takes part without a grade" in seen
        assert "without a grade: " not in seen


def test_a_round_offers_only_the_step_that_can_be_taken_now(house: House, clock: Clock) -> None:
    found, client = made.begun(house, "ballot"), house.client("secretary")
    seen = words(client.get(page_of(found)))
    assert "Open the ballot" in seen
    assert "Take the result over" not in seen
    assert "A secret ballot comes next." in words(house.client("member").get(OWN))
    MemberClass.objects.filter(member=house.members("B111")[4], word="full").update(until_on=OPENED)
    assert "Go on without a ballot" in words(client.get(page_of(found)))
    made.on_to(house, found, "grades")
    seen = words(client.get(page_of(found)))
    assert "have no grade yet" in seen
    assert "Open the grades to the members" not in seen
    made.all_graded(house, found)
    assert "Open the grades to the members" in words(client.get(page_of(found)))
    made.on_to(house, found, "publicity")
    assert "From Fri 21 Oct on you can report it" in words(client.get(page_of(found)))
    clock.stop_at(AT + timedelta(days=6))
    client = house.client("secretary")
    assert "Report to the unit above" in words(client.get(page_of(found)))


def test_one_view_leads_to_the_next_and_the_last_to_the_round(house: House) -> None:
    found = made.begun(house, "ballot")
    MemberClass.objects.filter(member=house.members("B111")[4], word="full").update(until_on=OPENED)
    found, client = made.on_to(house, found, "view"), house.client("secretary")
    at, seen = reverse("appraisee_view", args=[made.of(found, house.member()).key]), set[str]()
    while at != page_of(found):
        assert at not in seen
        seen.add(at)
        at = client.post(at, {"score": "80", "reason": "Steady", "on": "2016-10-15"}).headers["Location"]
    assert len(seen) == 4, "the own view is for another"
