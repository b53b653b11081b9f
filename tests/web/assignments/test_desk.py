"""Assignments at the desk: given in one form, followed in one list, accepted and reminded of with one tap."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.meetings import minutes
from goodstanding.flows.assignments import jobs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import Assignee, Assignment, Fact, Job, Remedy
from goodstanding.queries.assignments.assignments import address_key
from tests.assignments import given, now
from tests.house import House
from tests.meetings import opened
from tests.pages import tags, words
from tests.web.personal.waiting_list import lines


def in_days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def form(page: Any, **more: Any) -> dict[str, Any]:
    """What the form of giving sends."""
    (key,) = tags(page, "input", name="form")
    base = {"form": key["value"], "kind": "task", "title": "Count the chairs", "due_on": in_days(9).isoformat()}
    return base | {"whom": "unit"} | more


def given_now(house: House, *, days_ago: int = 0) -> Assignment:
    at = timezone.now() - timedelta(days=days_ago)
    return given(house, at=at, due_on=in_days(9 - days_ago))


def one(assignment: Assignment, house: House, who: str = "member") -> Assignee:
    return assignment.assignees.select_related("assignment", "member").get(member=house.member(who))


def test_a_secretary_gives_it_to_the_branch_in_one_form(house: House) -> None:
    client, address = house.client("secretary"), reverse("assignment_give", args=["B111"])
    sent = form(client.get(address))
    for _time in range(2):
        answer = client.post(address, sent)
    assignment = Assignment.objects.get()
    assert answer["Location"] == reverse("assignment", args=[assignment.key])
    said = words(client.get(answer["Location"]))
    assert all(member.name in said for member in house.members("B111"))
    assert "1 member cannot be notified" in said


def test_what_is_wrong_stands_at_its_field_and_nothing_is_given(house: House) -> None:
    client, address = house.client("secretary"), reverse("assignment_give", args=["B111"])
    page = client.get(address)
    for more, says in (
        ({"whom": "people"}, "Choose at least one person."),
        ({"whom": "class"}, "Choose a class."),
        ({"due_on": in_days(-1).isoformat()}, "That day is over."),
        ({"due_on": "some day"}, "This is not a date."),
        ({"title": " "}, "This field is required"),
        ({"whom": "class", "word": "overseas"}, "This concerns nobody"),
    ):
        answer = client.post(address, form(page, **more))
        assert answer.status_code == 422, more
        assert says in words(answer), more
    assert not Assignment.objects.exists()


def test_chosen_people_are_given_it_and_the_form_offers_those_of_the_unit(house: House) -> None:
    client, address = house.client("secretary"), reverse("assignment_give", args=["B111"])
    page = client.get(address)
    offered = {tag["value"] for tag in tags(page, "input", type="checkbox", name="people")}
    assert offered == {member.number for member in house.members("B111")}
    client.post(address, form(page, whom="people", people=[house.member().number]))
    assert [row.member for row in Assignment.objects.get().assignees.all()] == [house.member()]


def test_an_officer_finds_people_anywhere_below_and_gives_it_to_those_chosen(house: House) -> None:
    namesakes = [house.enrol(code, "成员同名", number) for code, number in (("B111", "T1"), ("B122", "T2"))]
    house.enrol("B211", "成员同名", "T3")
    client, address = house.client("district_officer"), reverse("assignment_give", args=["D1"])
    page = client.get(address)
    assert not tags(page, "input", name="people"), "a district has no members of its own"
    assert tags(page, "input", name="find")
    typed = form(page, whom="people", text="In pairs.")
    found = client.post(address, typed | {"do": "find", "find": "成员同"})
    assert found.status_code == 200
    offered = {tag["value"]: tag for tag in tags(found, "input", type="checkbox", name="people")}
    assert set(offered) == {"T1", "T2"}, "nobody of another district"
    said = words(found)
    assert all(member.number in said and member.unit is not None and member.unit.name in said for member in namesakes)
    assert tags(found, "input", name="title")[0]["value"] == "Count the chairs", "what was typed is still there"
    number = house.member("neighbour").number
    more = client.post(address, typed | {"find": number, "people": ["T2"]})
    marked = {tag["value"]: "checked" in tag for tag in tags(more, "input", type="checkbox", name="people")}
    assert marked == {"T2": True, number: False}, "who is chosen stays, and who was not goes"
    nobody = client.post(address, typed | {"do": "find", "find": "21101", "people": ["T2"]})
    assert "No member of District 1 matches this." in words(nobody)
    refused = client.post(address, typed | {"do": "give", "people": ["T2", "T3"]})
    assert (refused.status_code, Assignment.objects.count()) == (422, 0)
    assert client.post(address, typed | {"do": "give", "people": ["T2", number]}).status_code == 302
    rows = Assignment.objects.get().assignees.all()
    assert {row.member.number for row in rows} == {"T2", number}


def test_what_is_handed_in_waits_as_one_line_and_is_accepted_with_one_tap(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    for who in ("member", "committee"):
        key = assignment.key
        house.client(who, verified=False).post(reverse("my_assignment", args=[key]), {"text": "Done, forty."})
    (line,) = [line for line in lines(client, "desk") if "handed in" in line]
    assert "2 handed in" in line
    page = client.get(reverse("assignment", args=[assignment.key]))
    row = one(assignment, house)
    act = reverse("assignment_act", args=[address_key(row)])
    assert f'action="{act}"' in page.content.decode()
    client.post(act, {"do": "finish"})
    assert now(row).state == "done"
    assert Fact.objects.get(kind="assignment.done").member == house.member()


def test_a_low_quality_is_asked_for_its_reason_on_the_form(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    house.client("member").post(reverse("my_assignment", args=[assignment.key]), {"text": "Forty."})
    row = one(assignment, house)
    address = reverse("assignment_of", args=[address_key(row)])
    answer = client.post(address, {"do": "finish", "finish-quality": "2", "finish-reason": ""})
    assert answer.status_code == 422
    assert "Give a reason." in words(answer)
    client.post(address, {"do": "finish", "finish-quality": "2", "finish-reason": "Half is missing."})
    assert (now(row).state, now(row).quality) == ("done", 2)
    assert "Half is missing." in words(house.client("member").get(reverse("my_assignment", args=[assignment.key])))


def test_it_is_returned_with_a_new_day_and_the_member_reads_why(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    house.client("member").post(reverse("my_assignment", args=[assignment.key]), {"text": "Forty."})
    row = one(assignment, house)
    sent = {"do": "return", "return-reason": "Count the hall too.", "return-until": in_days(12).isoformat()}
    assert client.post(reverse("assignment_of", args=[address_key(row)]), sent).status_code == 302
    said = words(house.client("member").get(reverse("my_assignment", args=[assignment.key])))
    assert "Returned for rework" in said
    assert "Count the hall too." in said
    assert now(row).due_on == in_days(12)


def test_what_a_member_said_on_the_telephone_is_recorded_for_them(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    row = one(assignment, house)
    sent = {"do": "behalf", "behalf-what": "decline", "behalf-on": in_days(0).isoformat(), "behalf-words": "On a trip."}
    client.post(reverse("assignment_of", args=[address_key(row)]), sent)
    assert now(row).state == "declined"
    assert now(row).steps.get().by == house.account("secretary")


def test_more_time_is_given_as_it_was_asked_for(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    row = one(assignment, house)
    until = in_days(14).isoformat()
    house.client("member").post(
        reverse("my_assignment_time", args=[assignment.key]), {"until": until, "reason": "The key is missing."}
    )
    assert [line for line in lines(client, "desk") if "asks for more time" in line]
    address = reverse("assignment_of", args=[address_key(row)])
    assert "The member asks for time until" in words(client.get(address))
    client.post(address, {"do": "time", "time-until": until, "time-reason": ""})
    assert (now(row).due_on, now(row).extension_to) == (in_days(14), None)


def test_withdrawing_takes_a_reason_and_it_waits_for_nobody_any_more(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    row = one(assignment, house)
    address = reverse("assignment_of", args=[address_key(row)])
    assert client.post(address, {"do": "decide", "decide-what": "withdraw"}).status_code == 422
    client.post(address, {"do": "decide", "decide-what": "withdraw", "decide-reason": "The hall is sold."})
    assert now(row).state == "withdrawn"


def test_who_could_not_be_notified_is_informed_with_one_tap(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    assert [line for line in lines(client, "desk") if "1 to inform in person" in line]
    client.post(reverse("assignment_inform", args=[assignment.key]))
    assert not assignment.assignees.filter(notified_on=None).exists()
    assert not [line for line in lines(client, "desk") if "to inform in person" in line]


def test_an_overdue_one_is_reminded_of_with_one_tap_until_the_rules_end_it(house: House) -> None:
    assignment, client = given_now(house, days_ago=12), house.client("secretary")
    row = one(assignment, house)
    act = reverse("assignment_act", args=[address_key(row)])
    client.post(act, {"do": "remind"})
    assert now(row).reminders == 1
    assert "reminded today already" in words(client.post(act, {"do": "remind"}, follow=True))


def test_all_that_is_handed_in_is_accepted_with_one_button_that_says_how_many(house: House) -> None:
    assignment = given_now(house)
    page, accept = (reverse(name, args=[assignment.key]) for name in ("assignment", "assignment_accept_all"))
    client = house.client("secretary")
    for who, text in (("member", "Forty."), ("committee", "Forty-one.")):
        assert accept not in client.get(page).content.decode(), "a single hand-in has its own button"
        house.client(who).post(reverse("my_assignment", args=[assignment.key]), {"text": text})
    shown = client.get(page)
    assert "Accept all handed in (2)" in words(shown)
    (count,) = tags(shown, "input", name="count")
    assert "Meanwhile 2 are handed in" in words(client.post(accept, {"count": "1"}, follow=True))
    assert "Accepted: 2 hand-ins." in words(client.post(accept, {"count": count["value"]}, follow=True))
    assert [one(assignment, house, who).state for who in ("member", "committee")] == ["done", "done"]


def test_a_follow_up_becomes_an_assignment_with_one_tap(house: House) -> None:
    meeting, client = opened(house), house.client("secretary")
    follow_up = minutes.give(
        meeting=meeting, member=house.member(), text="Bring the keys", due_on=in_days(3),
        by=house.viewer("secretary"), at=house.at,
    )  # fmt: skip
    page = client.get(reverse("meeting_minutes", args=[meeting.key]))
    become = reverse("assignment_from_follow_up", args=[follow_up.key])
    assert f'action="{become}"' in page.content.decode()
    answer = client.post(become, follow=True)
    assert "It is an assignment now: Bring the keys" in words(answer)
    assert [row.member for row in Assignment.objects.get().assignees.all()] == [house.member()]
    address = reverse("assignment", args=[Assignment.objects.get().key])
    for name in ("meeting_minutes", "meeting"):
        shown = client.get(reverse(name, args=[meeting.key]))
        if name == "meeting_minutes":
            assert f'<a href="{address}">Became an assignment</a>' in shown.content.decode()
        assert "No longer needed" not in words(shown), name


def test_others_find_nothing_and_the_secretary_cannot_judge_their_own(house: House) -> None:
    assignment = given_now(house)
    for who in ("neighbour", "stranger", "member", "group_leader", "auditor"):
        client = house.client(who)
        for row in (one(assignment, house), one(assignment, house, "secretary")):
            assert client.get(reverse("assignment_of", args=[address_key(row)])).status_code == 404, who
        assert client.get(reverse("assignment", args=[assignment.key])).status_code == 404, who
    own = one(assignment, house, "secretary")
    house.client("secretary").post(reverse("my_assignment", args=[assignment.key]), {"text": "Forty."})
    secretary = house.client("secretary")
    sent = {"do": "finish", "finish-quality": "5", "finish-reason": ""}
    assert secretary.post(reverse("assignment_of", args=[address_key(own)]), sent).status_code == 404
    assert secretary.post(reverse("assignment_act", args=[address_key(own)]), {"do": "finish"}).status_code == 404
    assert now(own).state == "handed_in"


def test_each_state_is_a_tab_with_its_number(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    house.client("member").post(reverse("my_assignment", args=[assignment.key]), {"text": "Forty."})
    page = client.get(f"{reverse('assignment', args=[assignment.key])}?state=handed_in")
    said = words(page)
    assert house.member().name in said
    assert house.member("group_leader").name not in said
    assert "Everyone 5" in said


def test_to_very_many_it_is_given_by_a_job_that_gives_nothing_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_AT_ONCE", 30)
    client, address = house.client("city_officer"), reverse("assignment_give", args=["CITY"])
    answer = client.post(address, form(client.get(address)))
    job = Job.objects.get(kind="assignment_give")
    assert answer["Location"] == reverse("job", args=[job.key])
    assert not Assignment.objects.exists()
    for _time in range(2):
        job_runs.run.func(job.key)
        Job.objects.filter(pk=job.pk).update(state="waiting", ended_at=None)
    assert Assignment.objects.get().assignees.count() == 40
    job.refresh_from_db()
    assert job.result["args"] == [Assignment.objects.get().key]


def test_it_is_withdrawn_from_everyone_on_its_page(house: House) -> None:
    assignment, client = given_now(house), house.client("secretary")
    withdraw = reverse("assignment_withdraw", args=[assignment.key])
    assert f'action="{withdraw}"' in client.get(reverse("assignment", args=[assignment.key])).content.decode()
    assert "Give a reason." in words(client.post(withdraw, {"reason": ""}, follow=True))
    assert "Withdrawn from 4 members." in words(client.post(withdraw, {"reason": "The hall is sold."}, follow=True))


def test_what_an_office_above_gave_waits_for_the_branch_which_sees_its_own_members_in_it(house: House) -> None:
    at = timezone.now()
    assignment = given(house, by="district_officer", code="D1", at=at, due_on=in_days(9))
    house.client("member").post(reverse("my_assignment", args=[assignment.key]), {"text": "Forty."})
    client = house.client("secretary")
    assert [line for line in lines(client, "desk") if "1 handed in" in line]
    assert assignment.key in client.get(reverse("assignments")).content.decode()
    said = words(client.get(reverse("assignment", args=[assignment.key])))
    assert "Everyone 5" in said
    assert house.member("neighbour").name not in said
    client.post(reverse("assignment_act", args=[address_key(one(assignment, house))]), {"do": "finish"})
    assert now(one(assignment, house)).state == "done"
    above = house.client("district_officer")
    assert not [line for line in lines(above, "desk") if "Count the chairs" in line and "handed in" in line]
    assert "Everyone 20" in words(above.get(reverse("assignment", args=[assignment.key])))
    between = house.client("sub_district_officer")
    assert "Everyone 10" in words(between.get(reverse("assignment", args=[assignment.key])))


def test_what_is_corrected_in_the_ledger_shows_on_the_pages_of_the_assignment(house: House) -> None:
    assignment = given_now(house)
    task = one(assignment, house)
    pages = {
        "member": reverse("my_assignment", args=[assignment.key]),
        "secretary": reverse("assignment_of", args=[address_key(task)]),
        "committee": reverse("assignment", args=[assignment.key]),
    }
    house.client("member").post(pages["member"], {"text": "Forty chairs."})
    act = reverse("assignment_act", args=[address_key(task)])
    house.client("secretary").post(act, {"do": "finish"})
    for who, page in pages.items():
        assert "orrected in the record" not in words(house.client(who).get(page))
    by, at = house.viewer("sub_district_officer", on=timezone.localdate()), timezone.now()

    def correct(kind: str, what: Change) -> None:
        correction_requests.ask(fact=Fact.objects.get(kind=kind), what=what, scheme=house.scheme, by=by, at=at)

    correct("assignment.on_time", Change(Remedy.REVERSE, None, "It came a day later."))
    for who, page in pages.items():
        said = words(house.client(who).get(page))
        assert "orrected in the record" in said
        assert ("It came a day later." in said) == (who != "committee"), "the list of members only says that it was"
    said = words(house.client("member").get(pages["member"]))
    assert "Taken back" in said
    assert house.member("sub_district_officer").name in said
    # A decision of the assignment's own is no correction elsewhere, and what was corrected by hand stays.
    finish = {"do": "finish", "finish-quality": "5", "finish-reason": "I had overlooked a page."}
    house.client("secretary").post(pages["secretary"], finish)
    said = words(house.client("member").get(pages["member"]))
    assert said.count("It came a day later.") == 1
    assert said.count("Taken back") == 1


def test_two_offices_with_one_page_open_do_not_pass_over_each_other(house: House) -> None:
    assignment = given_now(house)
    task = one(assignment, house)
    house.client("member").post(reverse("my_assignment", args=[assignment.key]), {"text": "Forty chairs."})
    pages = [reverse("assignment_of", args=[address_key(task)]), reverse("assignment", args=[assignment.key])]
    first, second = house.client("secretary"), house.client("committee")
    seen = [tags(second.get(page), "input", name="seen")[0]["value"] for page in pages]
    assert seen[0] == seen[1]
    first.post(pages[0], {"do": "return", "seen": seen[0], "return-reason": "Count again.", "return-until": in_days(3)})
    assert now(task).state == "returned"
    house.client("member").post(reverse("my_assignment", args=[assignment.key]), {"text": "Forty-one chairs."})
    act = reverse("assignment_act", args=[address_key(task)])
    said = words(second.post(act, {"do": "finish", "seen": seen[1]}, follow=True))
    assert "Meanwhile “Handed in” was recorded" in said, "what was handed in again has not been looked at"
    answer = second.post(pages[0], {"do": "finish", "seen": seen[0], "finish-quality": "5"})
    assert answer.status_code == 422
    fresh = tags(answer, "input", name="seen")[0]["value"]
    assert now(task).state == "handed_in"
    assert second.post(pages[0], {"do": "finish", "seen": fresh, "finish-quality": "5"}).status_code == 302
    assert now(task).state == "done"
