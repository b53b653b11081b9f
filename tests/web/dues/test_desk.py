"""Dues at the desk: few taps, nothing booked twice, totals alone made public, and looks that are left."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.dues import reliefs
from goodstanding.actions.dues.reliefs import Proposal
from goodstanding.engine.period import month_of
from goodstanding.models import DuesObligation, DuesPayment, DuesPublication, DuesRelief, Fact, Notice, RecordView
from tests.dues import owes
from tests.house import House
from tests.pages import words
from tests.web.personal.waiting_list import lines


def month_now(house: House, *who: str) -> list[DuesObligation]:
    return [owes(house, one, at=timezone.now()) for one in who]


def test_one_tap_books_the_set_amount_and_the_rest_are_booked_together(house: House) -> None:
    rows = month_now(house, "member", "committee", "group_leader")
    client, page = house.client("secretary"), reverse("unit_dues", args=["B111"])
    said = words(client.get(page))
    assert "due 25.00 yuan" in said
    assert "0 of 3 members" in said
    for _tap in range(2):
        client.post(page, {"do": "paid", "row": rows[0].key})
    assert DuesPayment.objects.get().fen == 2500
    client.post(page, {"do": "paid", "row": [rows[1].key, rows[2].key]})
    assert "Everyone has settled this month." in words(client.get(page))
    assert house.member().record_views.filter(how=RecordView.How.LIST, page="dues", purpose="dues").exists()
    for who, status in (("neighbour", 404), ("member", 404), ("auditor", 404), ("sub_district_officer", 200)):
        assert house.client(who).get(page).status_code == status, who
    assert client.get(page, {"month": "1999-01"}).status_code == 404
    assert client.post(page, {"do": "nonsense"}).status_code == 404


def test_the_collectors_own_has_a_name_in_place_of_the_button(house: House) -> None:
    rows = month_now(house, "secretary", "member")
    client, page = house.client("secretary"), reverse("unit_dues", args=["B111"])
    other = house.member("committee").name
    assert f"Your own: {other} can book it" in words(client.get(page))
    assert rows[0].key not in client.get(page).content.decode(), "neither a button nor a tick"
    assert "Book a payment" not in words(client.get(reverse("dues_member", args=[house.member("secretary").key])))
    said = words(client.post(page, {"do": "paid", "row": [row.key for row in rows]}, follow=True))
    assert "1 payment is booked." in said
    assert f"Your own: {other} can book it" in said
    house.client("committee").post(page, {"do": "paid", "row": rows[0].key})
    assert "Everyone has settled this month." in words(client.get(page))


def test_another_amount_is_booked_once_and_taken_back_with_a_reason(house: House) -> None:
    month_now(house, "member")
    client, page = house.client("secretary"), reverse("dues_member", args=[house.member().key])
    sent = {"fen": "１０", "on": timezone.localdate().isoformat(), "way": "proxy", "form": "one"}
    for _tap in range(2):
        assert client.post(page, sent).status_code == 302
    payment = DuesPayment.objects.get()
    assert (payment.fen, payment.way) == (1000, "proxy")
    answer = client.post(page, sent | {"fen": "99", "form": "two"})
    assert (answer.status_code, "At most 15.00 yuan" in words(answer)) == (422, True)
    assert client.post(page, sent | {"fen": "1.005", "form": "two"}).status_code == 422
    client.post(page, {"do": "reverse", "payment": payment.key, "reason": "Of another member"})
    assert "Of another member" in words(client.get(page))
    assert DuesObligation.objects.get(member=house.member()).open == 2500


def test_members_without_an_amount_are_asked_and_it_is_set_from_paper(house: House) -> None:
    client, page = house.client("secretary"), reverse("unit_dues", args=["B111"])
    assert "Nothing is due this month yet." in words(client.get(page))
    client.post(page, {"do": "ask"})
    assert Notice.objects.filter(kind="dues_ask", to__member=house.member()).count() == 1
    form = reverse("dues_amount", args=[house.member().key])
    sent = {"band": "farmer", "fen": "2", "on": timezone.localdate().isoformat()}
    answer = client.post(form, sent)
    assert (answer.status_code, "0.20 to 1.00" in words(answer)) == (422, True)
    assert client.post(form, sent | {"fen": "1"}).status_code == 302
    assert "due 1.00 yuan" in words(client.get(page))


def test_the_totals_are_posted_with_one_tap_and_say_nothing_of_single_members(house: House) -> None:
    rows = month_now(house, "member", "committee")
    client, page = house.client("secretary"), reverse("unit_dues", args=["B111"])
    client.post(page, {"do": "paid", "row": rows[0].key})
    client.post(page, {"do": "post"})
    assert DuesPublication.objects.get().paid == 2500
    own = words(house.client("group_leader").get(reverse("my_dues")))
    assert "50.00 yuan due, 25.00 yuan collected" in own
    assert house.member().name not in own


def test_a_reduction_goes_to_the_committee_above_and_comes_back(house: House) -> None:
    month_now(house, "member")
    client, form = house.client("secretary"), reverse("dues_relief_new", args=[house.member().key])
    running = str(month_of(timezone.localdate()))
    sent = {"first": running, "last": running, "fen": "0", "reason": ""}
    assert client.post(form, sent).status_code == 422
    assert client.post(form, sent | {"reason": "Decided on Monday"}).status_code == 302
    relief = DuesRelief.objects.get()
    page, officer = reverse("dues_relief", args=[relief.key]), house.client("sub_district_officer")
    assert page in "".join(lines(officer, "desk"))
    assert page not in "".join(lines(house.client("district_officer"), "desk"))
    assert "Your decision" not in words(client.get(page))
    assert client.post(page, {"agreed": "yes", "words": ""}).status_code == 404
    assert officer.post(page, {"agreed": "no", "words": ""}).status_code == 422
    assert officer.post(page, {"agreed": "yes", "words": ""}).status_code == 302
    assert DuesObligation.objects.get().waived == 2500
    assert house.client("neighbour").get(page).status_code == 404
    client.post(page, {"do": "end"})
    relief.refresh_from_db()
    assert relief.state == "ended"


def test_arrears_are_shown_to_a_person_who_reminds(house: House) -> None:
    (row,) = month_now(house, "member")
    client, page = house.client("secretary"), reverse("dues_arrears", args=["B111"])
    assert "Nobody is in arrears." in words(client.get(page))
    DuesObligation.objects.bulk_create(
        DuesObligation(
            member=row.member, unit=row.unit, month=row.month - back, owed=2500, open=2500, at=timezone.now(),
            due_on=row.due_on.replace(day=1) - timedelta(days=1),
        )
        for back in (1, 2)
    )  # fmt: skip
    assert "2 months" in words(client.get(page))
    for _tap in range(2):
        client.post(page)
    assert Notice.objects.filter(kind="dues_open", to__member=house.member()).count() == 1
    oldest = DuesObligation.objects.earliest("month")
    member, sent = reverse("dues_member", args=[house.member().key]), {"do": "overdue", "month": oldest.key}
    assert "can be recorded from" in words(client.post(member, sent | {"reason": "No answer"}, follow=True))
    assert "Record as overdue" not in words(client.get(member))
    DuesObligation.objects.update(reminded_on=timezone.localdate() - timedelta(days=14))
    for who, status in (("committee", 404), ("secretary", 302)):
        assert house.client(who).post(member, sent | {"reason": "No answer"}).status_code == status
    fact = Fact.objects.get(kind="dues.overdue")
    assert (fact.recorded_by, fact.reference.endswith(": No answer")) == (house.account("secretary"), True)
    assert Notice.objects.filter(kind="entry_taking_points", to__member=house.member()).exists()
    assert "Remind:" not in words(client.get(page))


def test_ones_own_reduction_is_not_ones_own_to_propose(house: House) -> None:
    month_now(house, "secretary", "member")
    client = house.client("secretary")
    assert client.get(reverse("dues_relief_new", args=[house.member("secretary").key])).status_code == 404
    what = Proposal(month_of(timezone.localdate()), month_of(timezone.localdate()), 0, "Decided")
    relief = reliefs.propose(
        member=house.member(), what=what, scheme=house.scheme, by=house.viewer("secretary"), at=timezone.now()
    )
    client.post(reverse("dues_relief", args=[relief.key]), {"do": "withdraw"})
    relief.refresh_from_db()
    assert relief.state == "withdrawn"
