"""A ticket of an offline roll is good for one meeting and one account, and says when the roll was taken along."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.proofs import roll_ticket
from goodstanding.proofs.roll_ticket import InvalidTicket
from goodstanding.proofs.signed_bytes import text
from goodstanding.proofs.venue_code import keys

OLD, NEW = "an old secret of this installation", "the secret of this installation"
BOTH = keys((NEW, OLD), roll_ticket.ROLE)
MEETING, OTHER = text(bytes(range(16))), text(bytes(range(1, 17)))
AT = datetime(2016, 10, 7, 11, 0, tzinfo=UTC)
TICKET = roll_ticket.sign(meeting=MEETING, account=7, at=AT, using=BOTH)


def test_a_ticket_says_when_the_roll_was_taken_along() -> None:
    found = roll_ticket.read(TICKET, meeting=MEETING, account=7, using=BOTH)
    assert found.at == AT
    assert not found.is_over(AT + roll_ticket.LIFE)
    assert found.is_over(AT + roll_ticket.LIFE + timedelta(seconds=1))


def test_a_ticket_signed_before_the_secret_changed_is_still_good() -> None:
    before = roll_ticket.sign(meeting=MEETING, account=7, at=AT, using=BOTH[1:])
    assert roll_ticket.read(before, meeting=MEETING, account=7, using=BOTH).at == AT
    with pytest.raises(InvalidTicket):
        roll_ticket.read(before, meeting=MEETING, account=7, using=BOTH[:1])


@pytest.mark.parametrize(("meeting", "account"), [(OTHER, 7), (MEETING, 8)])
def test_a_ticket_is_good_for_no_other_meeting_and_no_other_account(meeting: str, account: int) -> None:
    with pytest.raises(InvalidTicket):
        roll_ticket.read(TICKET, meeting=meeting, account=account, using=BOTH)


@pytest.mark.parametrize("place", range(len(TICKET)))
def test_no_letter_of_a_ticket_can_be_changed(place: int) -> None:
    for letter in {*"ABCQgw"} - {TICKET[place]}:
        changed = TICKET[:place] + letter + TICKET[place + 1 :]
        with pytest.raises(InvalidTicket):
            roll_ticket.read(changed, meeting=MEETING, account=7, using=BOTH)


@pytest.mark.parametrize("sent", [None, 7, "", "x", TICKET + "A", TICKET[:-1], "é" * len(TICKET)])
def test_what_is_no_ticket_is_refused(sent: object) -> None:
    with pytest.raises(InvalidTicket):
        roll_ticket.read(sent, meeting=MEETING, account=7, using=BOTH)
