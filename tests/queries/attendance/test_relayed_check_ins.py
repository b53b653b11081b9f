"""How many of those who were not there somebody is asked about, and how many who were, measured on made-up meetings.

Neither place nor network address is kept, so nothing tells a video call from the room but a person who counts heads.
What is not caught is a test as well: what the how-to says of it must stay true.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

import pytest

from goodstanding.queries.attendance import doubts as doubt_queries
from tests.conftest import REPO
from tests.house import House
from tests.room import Rates, Room, Rooms, Way

#: Each measurement has years of its own, for nobody is at two meetings of two measurements.
_begins = count(2017)


@dataclass
class Figures:
    """Of those who were not there, and of those who were: how many, and about how many somebody is asked."""

    relayed: int = 0
    caught: int = 0
    honest: int = 0
    bothered: int = 0

    @property
    def recall(self) -> float:
        """Of those who were not there, the share that somebody is asked about."""
        return self.caught / self.relayed

    @property
    def false_flags(self) -> float:
        """Of those who were there, the share that somebody is asked about in vain."""
        return self.bothered / self.honest

    def add(self, room: Room) -> None:
        """A doubt that names nobody is about whoever was not there; where everybody was, it is about everybody."""
        found = doubt_queries.found(room.meeting)
        named = {member for one in found for member in one.members}
        about_all = any(not one.members for one in found)
        honest = set(room.who) - room.relayed - room.not_so_honest
        self.relayed += len(room.relayed)
        self.caught += len(room.relayed if about_all else room.relayed & named)
        self.honest += len(honest)
        self.bothered += len(honest if about_all and not room.relayed else honest & named)


def measured(
    house: House, seed: int, *, ways: tuple[Way, ...] = tuple(Way), counted: bool, meetings: int = 160
) -> Figures:
    """The real rules, over meetings of that seed."""
    rooms = Rooms(house, seed)
    figures = Figures()
    for room in rooms.make(meetings, ways=ways, begin=datetime(next(_begins), 1, 1, 12, tzinfo=UTC)):
        if counted:
            rooms.count_heads(room)
        figures.add(room)
    return figures


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_where_heads_are_counted_nine_of_ten_who_were_not_there_are_asked_about_and_few_others(
    house: House, seed: int
) -> None:
    assert Rates().counted_too_few + Rates().counted_too_many + Rates().visitors >= 9, "hosts and rooms are not perfect"
    figures = measured(house, seed, counted=True)
    assert figures.relayed > 200
    assert figures.honest > 1500
    assert figures.recall >= 0.9, figures
    assert figures.false_flags <= 0.02, figures


@pytest.mark.parametrize("way", Way)
def test_a_count_of_heads_catches_every_way_alike(house: House, way: Way) -> None:
    figures = measured(house, 4, ways=(way,), counted=True, meetings=60)
    assert figures.recall >= 0.9, figures


@pytest.mark.parametrize(("way", "fewest"), [(Way.SIGNED_LATER, 0.3), (Way.ONE_TELEPHONE, 0.75)])
def test_where_nobody_counts_some_of_what_was_signed_later_and_most_lent_telephones_are_asked_about(
    house: House, way: Way, fewest: float
) -> None:
    figures = measured(house, 5, ways=(way,), counted=False, meetings=100)
    assert figures.recall >= fewest, figures
    assert figures.false_flags <= 0.02, figures


@pytest.mark.parametrize("way", [Way.VIDEO, Way.FORWARDED])
def test_where_nobody_counts_a_video_call_and_a_quick_chat_are_not_caught_and_the_how_to_says_so(
    house: House, way: Way
) -> None:
    assert measured(house, 6, ways=(way,), counted=False, meetings=40).recall < 0.1
    said = (REPO / "docs" / "how-to" / "check-in.md").read_text()
    assert "only a count of the people" in said
