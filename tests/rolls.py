"""A host's phone for tests: it took a roll along, keeps marks, and delivers them in whatever way a test wants."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from goodstanding.actions.check_in import member_codes, offline_delivery, offline_roll
from goodstanding.actions.check_in.offline_delivery import DeliveredMark
from goodstanding.models import Meeting
from goodstanding.queries.sign_in.handles import handle_of
from tests.authenticator import text
from tests.house import House
from tests.meetings import STARTS
from tests.phones import Phone

Item = dict[str, Any]


def idempotency_key() -> str:
    """A random key, as the phone makes one for each mark."""
    return text(secrets.token_bytes(16))


def ms(at: datetime) -> int:
    """A moment as a phone tells it."""
    return int(at.timestamp() * 1000)


@dataclass
class HostPhone:
    """The phone of whoever holds the meeting."""

    house: House
    meeting: Meeting
    who: str = "secretary"
    taken_at: datetime = STARTS
    word: str = field(init=False)

    def __post_init__(self) -> None:
        by = self.house.viewer(self.who)
        self.word = offline_roll.take(meeting=self.meeting, scheme=self.house.scheme, by=by, at=self.taken_at).ticket

    def marks(self, who: str, verdict: str, **more: Any) -> Item:
        """A mark as it is kept."""
        return {"once": idempotency_key(), "do": verdict, "member": self.house.member(who).key, "at": ms(STARTS)} | more

    def scans(self, code: str) -> Item:
        """A member's code as it is kept."""
        return {"once": idempotency_key(), "do": "code", "code": code, "at": ms(STARTS)}

    def undoes(self, item: Item, reason: str = "A slip of the finger") -> Item:
        """Taking a mark of its own back."""
        about = {"code": item["code"]} if item["do"] == "code" else {"of": item["once"]}
        return {"once": idempotency_key(), "do": "undo", "reason": reason} | about

    def delivers(self, *items: Any, at: datetime = STARTS, by: str = "", word: Any = None) -> list[DeliveredMark]:
        """Delivers these in one request."""
        return offline_delivery.deliver(
            meeting=Meeting.objects.select_related("unit").get(pk=self.meeting.pk),
            ticket=self.word if word is None else word,
            items=list(items),
            scheme=self.house.scheme,
            by=self.house.viewer(by or self.who),
            at=at,
        )


def states(results: list[DeliveredMark]) -> list[str]:
    """What became of each."""
    return [one.state.value for one in results]


def own_code(house: House, meeting: Meeting, who: str = "member", at: datetime = STARTS) -> str:
    """The code that somebody without a passkey shows."""
    return member_codes.show(
        meeting=meeting, nonce=b"", assertion=None, by=house.viewer(who), origin=settings.ORIGIN,
        rp_id=settings.RP_ID, at=at,
    )  # fmt: skip


def signed_code(phone: Phone, meeting: Meeting, at: datetime = STARTS) -> str:
    """The code that somebody shows whose passkey has signed."""
    by = phone.house.viewer(phone.who)
    asked = member_codes.ask(meeting=meeting, by=by, at=at)
    assert asked.challenge != asked.nonce
    assert phone.device.owner == handle_of(by.account)
    assertion = phone.device.assert_(asked.challenge)
    return member_codes.show(
        meeting=meeting, nonce=asked.nonce, assertion=assertion, by=by, origin=settings.ORIGIN, rp_id=settings.RP_ID,
        at=at,
    )  # fmt: skip
