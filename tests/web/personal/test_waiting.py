"""One list of what waits: counted once for every page, apart from notices, and each line leads to its deed."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodstanding.access.roles import Role
from goodstanding.actions.assignments import answers
from goodstanding.actions.meetings import meetings as meeting_actions
from goodstanding.actions.meetings import minutes
from goodstanding.actions.people import transfers
from goodstanding.actions.sign_in import unit_contacts
from goodstanding.models import FollowUp, Member
from goodstanding.queries.personal import badge as badges
from goodstanding.queries.personal.waiting import Waiting
from tests.assignments import DUE, given_to
from tests.clock import Clock
from tests.house import AT, House
from tests.lively import everything_goes_on
from tests.meetings import V, closed, opened, planned, said
from tests.pages import words
from tests.study import given as course_given
from tests.web.personal.waiting_list import badge, lines, words_of

OFFICES = ["member", "secretary", "committee", "group_leader", "sub_district_officer", "city_officer", "analyst"]
#: So many the number on a secretary's badge may ask, which stands on every page.
MOST_QUERIES = 15


@pytest.mark.begins(after=everything_goes_on)
@pytest.mark.parametrize("who", OFFICES)
def test_the_number_on_the_badge_is_that_of_the_list_on_every_page(house: House, who: str) -> None:
    client = house.client(who)
    wanted = len(lines(client, "to_do"))
    assert badge(client, "to_do") == badge(client, "me") == wanted
    if who not in {"member"}:
        assert len(lines(client, "desk")) == badge(client, "desk") == wanted
    if who in {"member", "secretary", "sub_district_officer"}:
        assert wanted > 0


@pytest.mark.begins(after=everything_goes_on)
@pytest.mark.parametrize("who", OFFICES)
def test_every_line_that_waits_has_its_deed(house: House, who: str) -> None:
    for line in lines(house.client(who), "to_do"):
        assert 'class="entry-deed"' in line or "<button" in line, words_of(line)


def test_a_notice_is_no_deed_and_is_not_counted(house: House) -> None:
    client = house.client("member")
    before = badge(client, "home")
    meeting = opened(house)
    said(house, meeting, house.member(), V.ABSENT)
    closed(house, meeting)
    assert house.account("member").notices.exists()
    assert badge(client, "home") == before


def test_what_waits_for_a_secretary_is_not_counted_before_the_second_step(house: House) -> None:
    transfers.ask(
        member=house.member(), to=house.unit("B112"), reason="x", by=house.viewer("member"), at=timezone.now()
    )
    before = badge(house.client("secretary", verified=False), "to_do")
    assert badge(house.client("secretary"), "to_do") > before
    assert "asks" not in words(house.client("secretary", verified=False).get(reverse("to_do")))


def test_a_transfer_waits_for_each_side_until_it_has_answered(house: House) -> None:
    member, secretary = house.client("member"), house.client("secretary")
    transfers.ask(
        member=house.member(), to=house.unit("B112"), reason="x", by=house.viewer("secretary"), at=timezone.now()
    )
    assert "My transfer to" in words_of("".join(lines(member, "to_do")))
    assert house.member().name not in words_of("".join(lines(secretary, "to_do"))), "who asked has agreed"
    assert house.member().name in words_of("".join(lines(house.client("neighbour"), "to_do")))
    address = member.get(reverse("to_do")).content.decode()
    link = re.search(r'href="(/transfers/[^"]+/)"', address)
    assert link
    member.post(link[1], {"side": "member", "agrees": "yes", "reason": ""})
    assert "My transfer to" not in words_of("".join(lines(member, "to_do")))


def test_what_a_meeting_asked_of_a_member_is_done_with_one_tap(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    meeting = opened(house)
    due = meeting.on + timedelta(days=9)
    minutes.give(
        meeting=meeting, member=house.member(), text="Fetch the books", due_on=due, by=house.viewer("secretary"), at=AT
    )
    client = house.client("member")
    (line,) = [one for one in lines(client, "home") if "Fetch the books" in one]
    action = re.search(r'action="([^"]+)"', line)
    assert action and reverse("home") in line
    answer = client.post(action[1], {"next": reverse("home")})
    assert answer["Location"] == reverse("home")
    assert FollowUp.objects.get().state == FollowUp.State.DONE
    assert "Fetch the books" not in "".join(lines(client, "home"))


def test_what_is_due_first_stands_first(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    meeting = opened(house)
    for day, text in ((9, "Later"), (2, "Sooner")):
        minutes.give(
            meeting=meeting, member=house.member(), text=text, due_on=meeting.on + timedelta(days=day),
            by=house.viewer("secretary"), at=AT,
        )  # fmt: skip
    page = words_of("".join(lines(house.client("member"), "to_do")))
    assert page.index("Sooner") < page.index("Later")


def test_what_is_due_within_days_goes_before_what_one_tap_does_and_that_before_the_rest(
    house: House, clock: Clock
) -> None:
    clock.stop_at(AT)
    member, on = house.member(), house.today
    transfers.ask(member=member, to=house.unit("B112"), reason="x", by=house.viewer("secretary"), at=AT)
    meeting = opened(house)
    for day, text in ((60, "Much later"), (2, "Now")):
        minutes.give(
            meeting=meeting, member=member, text=text, due_on=on + timedelta(days=day),
            by=house.viewer("secretary"), at=AT,
        )  # fmt: skip
    page = words_of("".join(lines(house.client("member"), "home")))
    assert page.index("Now") < page.index("Much later") < page.index("My transfer to")


def test_a_line_in_which_another_has_a_part_names_them_and_how_they_are_reached(house: House, clock: Clock) -> None:
    clock.stop_at(AT)
    secretary, number = house.viewer("secretary"), "0571-555 0101"
    unit_contacts.say(unit=house.branch, phone=number, text="", by=secretary, at=AT)
    Member.objects.filter(pk=house.member().pk).update(phone="")
    course_given(house, quiz="")
    task = given_to(house)
    answers.ask_for_time(assignee=task, until=DUE + timedelta(days=2), reason="Away.", by=house.viewer("member"), at=AT)
    client, name = house.client("member"), house.member("secretary").name
    page = client.get(reverse("to_do")).content.decode()
    assert f'href="tel:{number.replace("-", "").replace(" ", "")}"' in page
    found = {words_of(line).strip() for line in lines(client, "to_do")}
    for begins in ("Is your telephone number right?", "The rules", "Count the chairs"):
        (line,) = [one for one in found if one.startswith(begins)]
        assert name in line and number in line, line


def test_whose_code_comes_from_above_is_not_the_secretary_s_to_print(house: House, clock: Clock) -> None:
    clock.stop_at(AT)

    def told() -> str:
        (line,) = [one for one in lines(house.client("secretary"), "to_do") if "cannot sign in yet" in one]
        return words_of(line)

    assert "Print" in told() and "office" not in told()
    house.appoint("group_leader", Role.SECRETARY, "B111")
    account = house.account("group_leader")
    account.set_unusable_password()
    account.save()
    assert "1 of them holds an office" in told() and house.account("sub_district_officer").shown_name in told()


def test_an_account_of_no_member_is_led_nowhere_that_is_not_theirs(house: House) -> None:
    client = house.client("analyst")
    me = client.get(reverse("me")).content.decode()
    for address in re.findall(r'<a href="(/[^"]+)"', me[me.index("<main") :]):
        assert client.get(address).status_code == 200, address


def test_an_address_of_another_site_is_not_where_a_deed_leads_back_to(house: House) -> None:
    client = house.client("member")
    answer = client.post(reverse("my_confirm", args=["record.contact_current"]), {"next": "https://evil.example/"})
    assert answer["Location"] == reverse("to_do")


def test_all_notices_are_read_with_one_tap(house: House) -> None:
    client, account = house.client("member"), house.account("member")
    for day in range(3):
        account.notices.create(kind="leave_granted", facts={}, idempotency_key=f"n{day}", at=timezone.now())
    client.post(reverse("notices_read"))
    assert not account.notices.filter(read_at=None).exists()


def test_notices_of_entries_are_summed_by_day_and_open(house: House) -> None:
    account, now = house.account("member"), timezone.localtime().replace(hour=12)
    for number in range(4):
        account.notices.create(
            kind="entry_not_done",
            facts={"kind": "meeting.themed_day", "day": date(2016, 9, 1 + number).isoformat()},
            idempotency_key=f"e{number}",
            at=now - timedelta(minutes=number),
        )
    account.notices.create(
        kind="entry_not_done",
        facts={"kind": "meeting.themed_day", "day": "2016-08-01"},
        idempotency_key="e9",
        at=now - timedelta(days=1),
    )
    page = house.client("member").get(reverse("to_do"))
    said_there = words(page)
    assert "4 entries about you" in said_there
    assert said_there.count("Recorded about you as not so") == 5, "each can be read, and the one of yesterday by itself"
    assert page.content.decode().count('class="notice-sum"') == 1


def test_where_nothing_happened_the_badge_is_not_counted_again_before_a_minute_has_passed(house: House) -> None:
    who, at = house.viewer("secretary"), AT.replace(second=0)

    def asked(at: datetime) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            return badges.open_count(who, house.scheme, at), len(queries)

    first, questions = asked(at)
    assert questions > 1
    assert asked(at + timedelta(seconds=59)) == (first, 1), "whether anything was recorded, and nothing else"
    later, questions = asked(at + timedelta(seconds=60))
    assert (later, questions > 1) == (first, True), "some things fall due by the clock"
    transfers.ask(
        member=house.member("committee"), to=house.unit("B112"), reason="moves", by=house.viewer("committee"), at=AT
    )  # fmt: skip
    assert asked(at + timedelta(seconds=61))[0] == first + 1, "what happened is seen at once"


def test_the_badge_is_cheap_and_never_behind(house: House, clock: Clock) -> None:
    clock.stop_at(datetime(2016, 10, 28, 9, tzinfo=AT.tzinfo))
    client, who = house.client("secretary"), house.viewer("secretary", on=date(2016, 10, 28))

    before = badge(client, "home")
    with CaptureQueriesContext(connection) as asked:
        Waiting(who, house.scheme, AT).count()
    assert len(asked) <= MOST_QUERIES
    meeting = planned(house, starts=AT + timedelta(days=14))
    assert badge(client, "home") == before - 1, "planned this moment, and counted no more"
    meeting_actions.cancel(
        meeting=meeting, reason="Flood", scheme=house.scheme, by=who, at=AT + timedelta(days=1)
    )  # fmt: skip
    assert badge(client, "home") == before
    transfers.ask(
        member=house.member("committee"), to=house.unit("B112"), reason="moves", by=house.viewer("committee"), at=AT
    )  # fmt: skip
    assert badge(client, "home") == before + 1
