"""All addresses, opened as several offices: reading writes nothing but who looked, nobody is seen unnoticed, and every
page that no menu leads to has the way back to the page above it."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import openpyxl
import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.people import calendar_feeds
from goodstanding.models import Meeting, Member, RecordView
from goodstanding.web import menus
from goodstanding.web.people import record_views
from tests.attached import PDF as ATTACHED_PDF
from tests.house import House
from tests.lively import TALK, Stop, everything_goes_on, plain, stops
from tests.pages import sheets, tags

pytestmark = [pytest.mark.begins(after=everything_goes_on), pytest.mark.usefixtures("as_served")]

#: Who walks: between them every page opens.
WALKERS = ("member", "secretary", "sub_district_officer", "city_officer", "auditor", "operator")
#: What reading may write: who looked, and the visitor's own visit.
MAY_BE_WRITTEN = {"goodstanding_recordview", "django_session", "usersessions_usersession"}
#: Pages that name somebody else without a look, and why.
WITHOUT_A_LOOK = {
    "my_data_json": "one's own copy, with the names in one's own notices and in what one answered",
    "my_data": "the same copy on a page",
    "my_data_pdf": "the same copy on paper",
    "branch_pledges": "pledges are made to be read by the members of one's branch",
    "home": "one's own newest notices, beside what waits, which leaves looks",
    "to_do": "one's own notices, beside transfers to answer, which leave looks",
    "roster_import_page": "the first rows of the file that the visitor brought",
    "roster_refusals": "refused rows of the file that the visitor brought",
    "fact_import_page": "the first rows of the file that the visitor brought",
    "fact_refusals": "refused rows of the file that the visitor brought",
    "roster_download": "the looks were left when the sheet was made, one with everybody in it",
}
#: Without a page above: where a visit begins, what stands in the bar and beside it in tabs, and what a camera opens.
TOPS = {
    "desk", "home", "to_do", "me", "my_record", "my_data", "my_record_viewers", "check_in", "check_in_with", "search",
    "roll_kept", "check_in_kept", "offline",
}  # fmt: skip
#: The only one of its kind of who answers for one unit; and a list that is for others, and empty here.
ONLY = {
    "secretary": {"unit", "invitations_of"},
    "sub_district_officer": {"unit"},
    "auditor": {"transfers"},
    "operator": {"transfers"},
}
WRITES = re.compile(r"\s*(?:INSERT\s+(?:OR \w+\s+)?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)", re.IGNORECASE)


class _Back(Exception):
    """Takes back what a page did."""


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens in here has not happened afterwards, so that no page owes its look to another one."""
    try:
        with transaction.atomic():
            yield
            raise _Back
    except _Back:
        pass


@contextmanager
def watched() -> Iterator[set[str]]:
    """The tables that are written in here."""
    found: set[str] = set()

    def look_at(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if match := WRITES.match(sql):
            found.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look_at):
        yield found


def text_of(answer: HttpResponseBase) -> str:
    """What an answer says, whatever sort of file it is."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    # What people attached comes back as it is; the house's own papers are read as people read them.
    if content.startswith(b"%PDF") and content != ATTACHED_PDF:
        return "\n".join(sheets(content))
    if content.startswith(b"PK"):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode("utf-8", "replace")


def plain_members(house: House, who: str) -> list[Member]:
    """Everybody without an office, but the visitor: an office is held in the open, and its holder is named with it."""
    own = house.account(who).member_id
    return [one for one in Member.objects.exclude(account__posts__isnull=False) if one.pk != own]


def seen_in(text: str, among: list[Member]) -> set[Member]:
    """Who is named in a text, or told by their number."""
    numbers = set(re.findall(r"(?<![\w-])\d{5}(?![\w-])", text))
    return {one for one in among if one.name in text or one.number in numbers}


def unnoticed(house: House, who: str, among: list[Member], last: int) -> set[str]:
    """Those with whom no look of this visitor's page was left since."""
    if not among:
        return set()
    left = RecordView.objects.filter(pk__gt=last, by=house.account(who)).exclude(page="")
    noticed = set(left.values_list("member", flat=True))
    return {one.number for one in among if one.pk not in noticed}


def with_purpose(client: Client) -> Client:
    """A visitor who has said what for a moment ago."""
    session = client.session
    session["purpose"] = {"word": "roster", "at": timezone.now().timestamp()}
    session.save()
    client.get(reverse("set_language"))  # The visit is written down.
    return client


def is_without_a_way_back(answer: HttpResponseBase, stop: Stop, menu: set[str]) -> bool:
    """Whether it is a page of the phone's shell, below the menus, that leads to no page above it."""
    if stop.route in TOPS or stop.address.partition("?")[0] in menu or answer.streaming:
        return False
    is_page = answer["Content-Type"].startswith("text/html") and b'class="phone-bar"' in answer.content  # type: ignore[attr-defined]
    return is_page and not tags(answer, "a", class_="back")


def is_without_its_bar(answer: HttpResponseBase) -> bool:
    """Whether a member's page lacks what the bar at its foot has on every page: a view must not take its words away."""
    content = b"" if answer.streaming else answer.content  # type: ignore[attr-defined]
    return b'class="phone-bar"' in content and f'href="{reverse("check_in")}"'.encode() not in content


@pytest.mark.usefixtures("short_missing")
@pytest.mark.parametrize("who", WALKERS)
def test_reading_writes_nothing_whoever_is_seen_can_read_it_and_there_is_a_way_back(house: House, who: str) -> None:
    client, among = with_purpose(house.client(who)), plain_members(house, who)
    is_member, bare = house.account(who).member_id is not None, set[str]()
    menu, stuck = {str(entry["url"]) for entry in menus.desk(house.viewer(who), "")}, set[str]()
    last = RecordView.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    written, unseen = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    opened = set[str]()
    for stop in stops(house):
        if stop.posts:
            continue
        with taken_back(), watched() as tables:
            answer = client.get(stop.address)
            written[stop.route] |= tables - MAY_BE_WRITTEN
            if answer.status_code == 200:
                opened.add(stop.route)
                bare |= {stop.route} if is_member and is_without_its_bar(answer) else set()
                stuck |= {stop.route} if is_without_a_way_back(answer, stop, menu) else set()
                # A number that the visitor typed and the page says back shows nobody.
                text = re.sub(rf"(value=\"|[?]q=|Number ){re.escape(stop.asked)}\b", "", text_of(answer))
                unseen[stop.route] |= unnoticed(house, who, list(seen_in(text, among)), last)
    assert {route: tables for route, tables in written.items() if tables} == {}
    missing = {route: numbers for route, numbers in unseen.items() if numbers and route not in WITHOUT_A_LOOK}
    assert missing == {}
    assert bare == set()
    assert stuck <= ONLY.get(who, set())
    assert len(opened) > OPENED[who], "the walk has become short"


#: How many pages open at the least for whom: a walk past closed doors proves nothing.
OPENED = dict(zip(WALKERS, (25, 60, 60, 60, 20, 15), strict=True))


def test_an_exception_is_for_a_page_that_there_is() -> None:
    from tests.lively import ROUTES

    assert set(WITHOUT_A_LOOK) <= set(ROUTES)
    assert set(record_views.PAGES) <= set(ROUTES)


def test_a_calendar_writes_down_only_when_it_was_read(house: House) -> None:
    secret = calendar_feeds.make(by=house.viewer("member"), at=house.at)
    with watched() as tables:
        assert house.client().get(reverse("calendar_feed", args=[secret])).status_code == 200
    # As a visit is noted, so that its owner sees whether the address is still in use.
    assert tables <= {"goodstanding_calendarfeed"}


def shown_by_posting(house: House) -> list[tuple[str, str, dict[str, str], dict[str, str]]]:
    """Forms whose answer shows somebody: route, address, what is sent, headers."""
    meeting = Meeting.objects.filter(state="open").get()
    member, htmx = plain(house), {"HX-Request": "true"}
    return [
        ("meeting_mark", reverse("meeting_mark", args=[meeting.key]), {"member": member.key, "do": "late"}, htmx),
        ("meeting_paper_print", reverse("meeting_paper_print", args=[meeting.key]), {}, {}),
        ("meeting_roll_along", reverse("meeting_roll_along", args=[meeting.key]), {}, {}),
        ("meeting_follow_up", reverse("meeting_follow_up", args=[meeting.key]), {"task-text": ""}, {}),
        ("meeting_resolution", reverse("meeting_resolution", args=[meeting.key]), {"vote-text": ""}, {}),
        ("meeting_heads", reverse("meeting_heads", args=[meeting.key]), {"heads": "x"}, {}),
        ("invite_all", reverse("invite_all", args=["B111"]), {}, {}),
        ("roster_export", reverse("roster_export", args=["B111"]), {"kind": "csv", "below": "yes"}, {}),
        ("roster_export", reverse("roster_export", args=["B111"]), {"kind": "xlsx", "below": "no"}, {}),
        ("fact_record", f"{reverse('fact_record', args=['B111'])}?about=member&kind={TALK}", {"fill": "yes"}, {}),
        ("unit_split", reverse("unit_split", args=["B111"]), {"name": ""}, {}),
        ("post_grant", reverse("post_grant", args=["B111"]), {"role": ""}, {}),
        ("member_correct", reverse("member_correct", args=[member.key]), {"name": ""}, {}),
    ]


def test_forms_whose_answer_shows_somebody_leave_a_look_too(house: House) -> None:
    who = "sub_district_officer"
    client, among = with_purpose(house.client(who)), plain_members(house, who)
    last = RecordView.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for route, address, told, headers in shown_by_posting(house):
        with taken_back():
            answer = client.post(address, told, headers=headers)
            assert answer.status_code in {200, 422}, route
            seen = list(seen_in(text_of(answer), among))
            assert seen, f"{route} shows nobody"
            assert unnoticed(house, who, seen, last) == set(), route


@pytest.mark.parametrize(
    "route", ["member", "member_correct", "member_begin_class", "member_end_class", "member_host", "member_leave"]
)
def test_a_page_about_somebody_asks_what_for_and_shows_nothing_before(house: House, route: str) -> None:
    client, member = house.client("sub_district_officer"), house.member()
    member.phone = "0571-555-0199"  # type: ignore[assignment]
    member.save()
    address = reverse(route, args=[member.key, *(["full"] if route == "member_end_class" else [])])
    asked = client.get(address)
    assert "What do you need it for?" in asked.content.decode()
    assert not {member.number, "0571-555-0199", "2010-07-01"} & set(re.findall(r"[\d-]{5,}", asked.content.decode()))
    assert client.post(address, {"purpose": "curiosity"}).status_code == 422
    assert client.get(address).content == asked.content or "What do you need" in client.get(address).content.decode()
    assert client.post(address, {"purpose": "care"})["Location"] == address
    last = RecordView.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    assert "What do you need it for?" not in client.get(address).content.decode()
    left = RecordView.objects.get(pk__gt=last, member=member)
    assert (left.purpose, left.page) == ("care", "record" if route == "member" else "change")


def test_a_list_leaves_its_looks_in_one_statement_however_long_it_is(house: House) -> None:
    for place in range(40):
        house.enrol("B112", number=f"L{place:03}")
    client = with_purpose(house.client("neighbour"))
    lists = (reverse("roster", args=["B112"]), f"{reverse('search')}?q=L0", reverse("post_grant", args=["B112"]))
    sizes = []
    for address in lists:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        sizes.append(sum("goodstanding_recordview" in one["sql"] for one in captured))
    assert sizes == [2, 2, 2], "one question what is there already, and one statement"
    assert RecordView.objects.filter(by=house.account("neighbour")).count() >= 100
