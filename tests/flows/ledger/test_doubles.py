"""What a closed meeting wrote down is not written down beside it, from a file or by hand; and rows say what is so."""

import pytest

from goodstanding.models import Attendee, Fact, Meeting
from tests.flows.ledger.imported import DAY, TALK, checked, reasons, row, written
from tests.house import House
from tests.meetings import V, closed, opened, said
from tests.pages import words
from tests.web.ledger.recording import address, form_key, marked

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def meeting(house: House) -> Meeting:
    """A closed meeting to which everybody came."""
    meeting = opened(house, "study")
    for one in Attendee.objects.filter(meeting=meeting).select_related("member"):
        said(house, meeting, one.member, V.PRESENT)
    return closed(house, meeting)


def _kind(meeting: Meeting) -> tuple[str, str, str]:
    fact = Fact.objects.filter(source=Fact.Source.MEETING, member__number="11102", value=1000).latest("pk")
    return fact.kind, fact.occurred_on.isoformat(), fact.reference


def test_a_row_beside_a_closed_meeting_is_refused_and_names_the_meeting(house: House, meeting: Meeting) -> None:
    from goodstanding.flows.ledger.importer import FACTS

    kind, day, name = _kind(meeting)
    one = written(house, row("11102", kind, day), row("11102", kind, DAY), row("11102", kind, day, "1", "", "own-key"))
    assert reasons(one) == [(2, "", "meeting")]
    assert name in next(FACTS.lines(one))[4]
    assert one.added == 2


def test_what_was_taken_back_of_a_meeting_is_no_double(house: House, meeting: Meeting) -> None:
    from goodstanding.actions.ledger import reverse_and_replace

    kind, day, _name = _kind(meeting)
    fact = Fact.objects.get(member__number="11102", kind=kind)
    reverse_and_replace.reverse(fact=fact, reason="Wrong", by=None, at=house.at)
    assert reasons(checked(house, row("11102", kind, day))) == []
    reverse_and_replace.restore(fact=Fact.objects.get(pk=fact.pk), reason="Right", by=None, at=house.at)
    assert reasons(checked(house, row("11102", kind, day))) == [(2, "", "meeting")]


def test_a_form_shows_the_likely_double_with_the_meeting_and_takes_it_when_told(house: House, meeting: Meeting) -> None:
    kind, day, name = _kind(meeting)
    client, before = house.client("secretary"), Fact.objects.count()
    told = {"form": form_key(client, kind), "occurred_on": day, "reference": ""} | marked(house, "", "yes")
    page = client.post(address(kind), told)
    assert page.status_code == 422 and name in words(page)
    assert 'name="besides"' in page.content.decode() and Fact.objects.count() == before
    assert 'name="besides"' not in client.get(address(kind)).content.decode()
    assert client.post(address(kind), told | {"besides": "on"}).status_code == 302
    assert Fact.objects.count() == before + 1


def test_rows_that_contradict_each_other_are_not_called_the_same(house: House) -> None:
    keyed = [row("11102", TALK, DAY, "1", "", "k"), row("11102", TALK, "2016-10-04", "1", "", "k")]
    one = checked(house, row(), row(value="0"), row(), *keyed)
    assert reasons(one) == [(3, "", "contradicts"), (4, "", "duplicate"), (6, "", "key_twice")]
