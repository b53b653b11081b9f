"""Wherever a secretary meets one of two people of one name, the number stands in the same line or choice."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from goodstanding.actions.ledger import ledger
from goodstanding.actions.meetings import minutes
from goodstanding.actions.people import members, transfers
from goodstanding.models import Fact, FollowUp, Meeting, Member
from tests.house import AT, House
from tests.meetings import HOUR, V, closed, opened, planned, said

NAME, NUMBERS = "李娜", ("790001", "790002")
#: What a person reads as one thing: a line of a list, a row, a choice.
_UNITS = {"li", "tr", "label", "option", "summary", "dd", "h1", "p", "legend", "button", "a", "div", "section"}


class _Lines(HTMLParser):
    """The smallest of such elements around each place where the name stands, as text."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, list[str]]] = []
        self.found: list[list[list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNITS:
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        for _tag, texts in self._open:
            texts.append(data)
        if NAME in data:
            around = [texts for tag, texts in self._open if tag in {"li", "tr", "label", "option", "summary"}]
            self.found.append(around or [texts for _tag, texts in self._open[-2:]])


def unclear(page: object) -> list[str]:
    """The lines in which the name stands without a number."""
    parser = _Lines()
    parser.feed(page.content.decode())  # type: ignore[attr-defined]
    lines = [" ".join("".join(around[0]).split()) for around in parser.found if around]
    return [line for line in lines if not any(number in line for number in NUMBERS)]


@pytest.fixture
def twins(house: House) -> list[Member]:
    """Two of one name in the branch, about whom everything is recorded that a secretary records."""
    made = [house.enrol("B111", NAME, number) for number in NUMBERS]
    by = house.viewer("secretary")
    for one in made:
        for word in ("full", "ordinary"):
            members.begin_class(
                member=one, word=word, on=one.joined_on, scheme=house.scheme, by=None, at=house.at
            )  # fmt: skip
        ledger.record(
            kind="dues.paid_on_time", subject=one, value=1000, occurred_on=house.today, key=f"twin-{one.number}",
            source=Fact.Source.FORM, scheme=house.scheme, by=by, at=house.at,
        )  # fmt: skip
        transfers.ask(member=one, to=house.unit("B112"), reason="moves", by=by, at=house.at)
    return made


@pytest.fixture
def meeting(house: House, twins: list[Member]) -> Meeting:
    """A closed meeting at which one of them was absent and the other came, with something to do for each."""
    found = opened(house)
    said(house, found, twins[0], V.ABSENT)
    said(house, found, twins[1], V.PRESENT)
    minutes.write(
        meeting=found, text="Read.", chair=twins[1], scheme=house.scheme, by=house.viewer("secretary"), at=AT
    )  # fmt: skip
    for one in twins:
        given = {"due_on": house.today, "given_at": house.at, "given_by": house.account("secretary")}
        FollowUp.objects.create(meeting=found, member=one, text="Read", **given)
    return closed(house, found)


@pytest.mark.usefixtures("at_house_time")
def test_every_page_of_the_secretary_tells_them_apart(house: House, twins: list[Member], meeting: Meeting) -> None:
    client, shown = house.client("secretary"), 0
    coming, running = planned(house, starts=AT + 48 * HOUR), opened(house, "study")
    fact = Fact.objects.filter(member=twins[0]).order_by("pk")[0]
    pages = [
        reverse("desk"), reverse("search") + f"?q={NAME}", reverse("roster", args=["B111"]),
        reverse("unit", args=["B111"]), reverse("unit_rating", args=["B111"]), reverse("post_grant", args=["B111"]),
        reverse("invitations_of", args=["B111"]), reverse("facts", args=["B111"]), reverse("transfers"),
        reverse("fact_record", args=["B111"]) + "?kind=dues.paid_on_time", reverse("fact", args=[fact.pk]),
        reverse("fact_correct", args=[fact.pk]),
        *(reverse(name, args=[one.key]) for one in (meeting, coming, running)
          for name in ("meeting", "meeting_people", "meeting_roll", "meeting_minutes", "meeting_paper")),
        reverse("meeting_close", args=[running.key]), reverse("meeting_plan", args=["B111"]) + "?type=themed_day",
        reverse("meeting_people", args=[coming.key]) + f"?q={NAME}", reverse("corrections"), reverse("doubts"),
        *(reverse("transfer", args=[one.transfers.get().key]) for one in twins),
        *(reverse(name, args=[one.key]) for one in twins
          for name in ("member", "member_correct", "member_leave", "member_begin_class", "member_host",
                       "transfer_ask")),
    ]  # fmt: skip
    found = {}
    for address in pages:
        page = client.get(address, follow=True)
        assert page.status_code == 200, address
        shown += NAME in page.content.decode()
        if lines := unclear(page):
            found[address] = lines
    assert found == {}
    assert shown > 12, "the two are met nearly everywhere"
    suggestions = client.get(reverse("search") + f"?q={NAME}", headers={"HX-Request": "true"})
    assert unclear(suggestions) == []


@pytest.mark.usefixtures("at_house_time")
def test_what_a_page_answers_names_the_person_with_the_number(house: House, twins: list[Member]) -> None:
    client, meeting = house.client("secretary"), planned(house, starts=AT + timedelta(days=2))
    for do in ("remove", "add"):
        answer = client.post(
            reverse("meeting_people", args=[meeting.key]), {"do": do, "member": twins[0].key}, follow=True
        )  # fmt: skip
        assert unclear(answer) == []
