"""Made-up meetings, honest and not: who was in the room, who only seemed to be, and by which way.

Nothing here is measured on people. The figures say how often hosts count wrongly and phones have no signal, and are
meant to be rather worse than life.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import count
from random import Random

from goodstanding.models import Attendee, CheckIn, HeadCount, Meeting, Member, Proof
from tests.house import House

_SECOND = timedelta(seconds=1)
_LIFE_S = 15.0
_numbers = count(1)


class Way(StrEnum):
    """How somebody who is not there is checked in."""

    VIDEO = "sees the screen in a video call, and touches at once"
    FORWARDED = "is sent the address in a chat, and touches while it lives"
    SIGNED_LATER = "is sent the address, switches the network off, and delivers it later"
    ONE_TELEPHONE = "has left the account open in a friend's browser"


@dataclass(frozen=True)
class Rates:
    """How often what happens, of a hundred."""

    dark_rooms: int = 10
    half_dark_rooms: int = 5
    poor_signal: int = 1
    busy_house: int = 2
    on_the_roll: int = 15
    visitors: int = 5
    counted_too_few: int = 1
    counted_too_many: int = 3


@dataclass
class Room:
    """One meeting as it was; who: every check-in's member, with the way of those who were not there."""

    meeting: Meeting
    heads: int
    who: dict[int, Way | None] = field(default_factory=dict)
    not_so_honest: set[int] = field(default_factory=set)

    @property
    def relayed(self) -> set[int]:
        """Those who were not there."""
        return {member for member, way in self.who.items() if way is not None}


class Rooms:
    """Makes meetings, a day apart, and writes them down as the real actions would have."""

    def __init__(self, house: House, seed: int, rates: Rates | None = None) -> None:
        self._house, self._random, self._rates = house, Random(seed), rates or Rates()
        self._members = list(Member.objects.order_by("pk"))
        self._secretary = house.account("secretary")

    def make(self, how_many: int, *, ways: Sequence[Way] = tuple(Way), begin: datetime) -> list[Room]:
        """So many meetings. In every second one, one to six people who were not there are checked in."""
        rooms = []
        for place in range(how_many):
            way = self._random.choice(ways) if place % 2 else None
            rooms.append(self._room(begin + place * timedelta(days=1), way))
        return rooms

    def _happens(self, of_a_hundred: int) -> bool:
        return self._random.random() * 100 < of_a_hundred

    def _room(self, starts: datetime, way: Way | None) -> Room:
        dice = self._random
        listed = dice.sample(self._members, dice.randint(14, len(self._members)))
        here = dice.randint(8, len(listed) - 6)
        there, absent = listed[:here], listed[here:]
        meeting = self._open(starts)
        rows = {
            one.member_id: one
            for one in Attendee.objects.bulk_create(
                Attendee(meeting=meeting, member=one, role="due", because="all", added_at=starts) for one in listed
            )
        }
        told = list(self._honest(rows, there, starts, dark=self._darkness()))
        if way is not None:
            told += self._not_there(rows, absent, told, way, starts)
        self._keep(told)
        heads = here + self._happens(self._rates.visitors)
        heads += self._happens(self._rates.counted_too_many) - self._happens(self._rates.counted_too_few)
        who = {one.row.member_id: one.way for one in told if one.check is not None}
        sharing = {one.row.member_id for one in told if one.lends}
        return Room(meeting, heads, who, sharing)

    def _darkness(self) -> int:
        """Of a hundred phones in a room, how many have no signal."""
        if self._happens(self._rates.dark_rooms):
            return 100
        return 35 if self._happens(self._rates.half_dark_rooms) else self._rates.poor_signal

    def _open(self, starts: datetime) -> Meeting:
        return Meeting.objects.create(
            unit=self._house.unit("B111"), type="themed_day", on=starts.date(),
            starts_at=starts, ends_at=starts + timedelta(hours=2),
            place="Hall", state="open", planned_at=starts - timedelta(days=7), planned_by=self._secretary,
            opened_at=starts - timedelta(minutes=20), opened_by=self._secretary,
        )  # fmt: skip

    def _honest(
        self, rows: dict[int, Attendee], there: Sequence[Member], starts: datetime, *, dark: int
    ) -> "Iterator[_Told]":
        couple = self._browser() if self._happens(10) else ""
        for place, one in enumerate(there):
            scanned = starts + self._random.uniform(-1200, 300) * _SECOND
            if self._happens(self._rates.on_the_roll):
                yield _Told(rows[one.pk], scanned, scanned)
            elif self._happens(dark):
                waited = self._random.uniform(300, 3 * 3600)
                yield self._phone(rows[one.pk], scanned, waited, kept=True)
            elif self._happens(self._rates.busy_house):
                yield self._phone(rows[one.pk], scanned, self._random.uniform(15, 90), kept=True)
            else:
                browser = couple if place < 2 else ""
                yield self._phone(rows[one.pk], scanned, self._in_time(self._hand), browser=browser)

    def _not_there(
        self, rows: dict[int, Attendee], absent: Sequence[Member], told: "list[_Told]", way: Way, starts: datetime
    ) -> "list[_Told]":
        """One who is there helps those who are not, all with the same code."""
        dice = self._random
        phones = [one for one in told if one.check is not None and not one.check.kept]
        fewest = 2 if way is Way.ONE_TELEPHONE else 1
        some = dice.sample(list(absent), min(len(absent), dice.randint(fewest, 6)))
        scanned, begun = starts + dice.uniform(-600, 600) * _SECOND, dice.uniform(0, 10)
        friend = dice.choice(phones) if phones else None
        found = []
        for one in some:
            if way is Way.SIGNED_LATER:
                waited, kept = dice.lognormvariate(7, 1.8) + 60, True
            else:
                further = begun % 5 + {Way.VIDEO: 1.0, Way.FORWARDED: dice.uniform(3, 6), Way.ONE_TELEPHONE: 0.0}[way]
                waited, kept = self._in_time(partial(self._after, further)), False
            browser = friend.check.browser if way is Way.ONE_TELEPHONE and friend and friend.check else ""
            found.append(self._phone(rows[one.pk], scanned, waited, kept=kept, browser=browser, way=way))
        if friend is not None and way is Way.ONE_TELEPHONE:
            friend.lends = True
        return found

    def _phone(
        self, row: Attendee, scanned: datetime, waited: float, *, kept: bool = False, browser: str = "",
        way: Way | None = None,
    ) -> "_Told":  # fmt: skip
        since = scanned.replace(second=scanned.second // 10 * 10, microsecond=0)
        check = CheckIn(
            digest=_digest(), passkey=_digest(), can_be_backed_up=True, is_backed_up=True,
            browser=browser or self._browser(), waited_ms=int(waited * 1000), kept=kept,
        )  # fmt: skip
        return _Told(row, since, since + waited * _SECOND, check, way)

    def _browser(self) -> str:
        return _digest()

    def _touch(self) -> float:
        """From the camera to the finger."""
        return self._random.lognormvariate(1.1, 0.4)

    def _hand(self) -> float:
        """A code is on the screen for ten seconds; one looks at it at any of them."""
        return self._random.uniform(0, 10) + self._touch()

    def _after(self, further: float) -> float:
        return further + self._touch()

    def _in_time(self, one: Callable[[], float]) -> float:
        """Whoever comes too late scans the next one."""
        while (waited := one()) > _LIFE_S:
            pass
        return waited

    def _keep(self, told: "Sequence[_Told]") -> None:
        proofs = Proof.objects.bulk_create(
            Proof(
                attendee=one.row, verdict="present", assurance="passkey_code" if one.check else "host",
                occurred_at=one.since, recorded_at=one.recorded, by=self._secretary,
                idempotency_key=f"room:{next(_numbers)}",
            )
            for one in told
        )  # fmt: skip
        for one, proof in zip(told, proofs, strict=True):
            one.row.counted = proof
            if one.check is not None:
                one.check.proof = proof
        Attendee.objects.bulk_update([one.row for one in told], ["counted"])
        CheckIn.objects.bulk_create([one.check for one in told if one.check is not None])

    def count_heads(self, room: Room) -> None:
        """The host counts, when nobody comes any more."""
        at = room.meeting.starts_at + timedelta(minutes=30)
        HeadCount.objects.create(meeting=room.meeting, heads=room.heads, at=at, by=self._secretary)


@dataclass
class _Told:
    """One who is marked as there; check: where a phone said so; lends: whose browser others used."""

    row: Attendee
    since: datetime
    recorded: datetime
    check: CheckIn | None = None
    way: Way | None = None
    lends: bool = False


def _digest() -> str:
    return hashlib.sha256(str(next(_numbers)).encode()).hexdigest()
