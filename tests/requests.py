"""Requests from above for tests: an announcement of a unit above the branches."""

from datetime import timedelta

from goodstanding.actions.bulletins import bulletins
from goodstanding.actions.bulletins.bulletins import Words
from goodstanding.models import Bulletin
from tests.house import House

#: How many a unit gets a month, by the rules of the house.
MOST = 8


def announced(house: House, who: str = "sub_district_officer", code: str = "S11", days: int = 0) -> Bulletin:
    """An announcement, some days later."""
    what = Words("Road works", "From the back.", house.today + timedelta(days=60))
    at = house.at + timedelta(days=days)
    return bulletins.make(unit=house.unit(code), what=what, by=house.viewer(who), at=at)
