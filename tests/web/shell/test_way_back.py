"""A page that no menu leads to has the way back to the page above it."""

import pytest

from goodstanding.access.viewer import Viewer
from goodstanding.web import menus
from tests.house import House
from tests.lively import everything_goes_on, stops
from tests.pages import tags

#: Without a page above: where a visit begins, what stands in the bar and beside it in tabs, and what a camera opens.
TOPS = {
    "desk", "home", "to_do", "me", "my_record", "my_data", "my_record_viewers", "check_in", "check_in_with", "search",
    "roll_kept", "check_in_kept", "offline",
}  # fmt: skip
#: The only one of its kind of who answers for one unit.
ONLY = {"secretary": {"unit", "invitations_of"}, "city_officer": set[str]()}


def in_a_menu(who: Viewer) -> set[str]:
    return {str(entry["url"]) for entry in menus.desk(who, "")}


@pytest.mark.begins(after=everything_goes_on)
@pytest.mark.parametrize("who", ["secretary", "city_officer"])
def test_every_page_below_the_menu_has_a_way_back(house: House, who: str) -> None:
    client, tops, without = house.client(who), in_a_menu(house.viewer(who)), set()
    for stop in stops(house):
        if stop.posts or stop.route in TOPS or stop.address.partition("?")[0] in tops:
            continue
        page = client.get(stop.address)
        is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html") and not page.streaming
        if is_page and b'class="phone-bar"' in page.content and not tags(page, "a", class_="back"):
            without.add(stop.route)
    assert without <= ONLY[who]
