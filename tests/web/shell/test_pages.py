"""Pages, as people in office use them: what they show, what they change, what they say when something is wrong."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Account, Member, Organization, RecordView, Transfer, Unit
from goodstanding.web.shell.presenters import terms
from tests.house import House
from tests.pages import tags, texts, words


def test_a_member_s_home_names_their_branch_and_who_to_turn_to(house: House) -> None:
    page = words(house.client("member").get(reverse("home")))
    assert house.branch.name in page
    assert house.account("secretary").shown_name in page


def test_a_record_opens_only_after_saying_what_for_and_the_member_reads_who_looked(house: House) -> None:
    client, member = house.client("secretary"), house.member("member")
    address = reverse("member", args=[member.key])
    assert member.number not in words(client.get(address))
    assert not member.record_views.exists()
    client.post(address, {"purpose": RecordView.Purpose.CARE})
    assert member.number in words(client.get(address))
    seen = words(house.client("member").get(reverse("my_record_viewers")))
    assert house.account("secretary").shown_name in seen
    assert "Care and help" in seen


def test_who_looked_is_read_by_day_ten_to_a_page_and_the_older_ones_follow(house: House) -> None:
    member, by, at = house.member("member"), house.account("secretary"), timezone.now()
    for hours in range(23):
        RecordView.objects.create(
            member=member,
            by=by,
            office="",
            how=RecordView.How.PAGE,
            purpose=RecordView.Purpose.CARE,
            at=at - timedelta(hours=hours),
        )
    client, pages = house.client("member"), []
    address = reverse("my_record_viewers")
    while address:
        pages.append(client.get(address).content.decode())
        older = [str(tag["href"]) for tag in tags(pages[-1], "a", rel="next")]
        assert all(href.endswith("#views-title") for href in older)
        address = reverse("my_record_viewers") + older[0].partition("#")[0] if older else ""
    assert [one.count("Care and help") for one in pages] == [10, 10, 3]
    assert "Older" in pages[0]
    assert "Newer" in pages[2]
    days = {terms.said_day(timezone.localtime(at - timedelta(hours=hours)).date()) for hours in range(10)}
    assert set(re.findall(r'class="day-title">([^<]+)<', pages[0])) == days


def test_a_member_finds_their_record_under_one_name_with_three_tabs(house: House) -> None:
    client = house.client("member")
    tabs = ["my_record", "my_data", "my_record_viewers"]
    for route in tabs:
        page = client.get(reverse(route)).content.decode()
        assert "<h1>My record</h1>" in page
        found = re.findall(r'<a href="([^"]+)"( aria-current="page")?>', page[page.index('class="tabs"') :])[:3]
        assert found == [(reverse(name), ' aria-current="page"' if name == route else "") for name in tabs]
    for old in ("/my/standing/", "/my/everything/"):
        assert "<h1>My record</h1>" in client.get(old, follow=True).content.decode()


def test_a_purpose_that_is_none_opens_nothing(house: House) -> None:
    client, member = house.client("secretary"), house.member("member")
    page = client.post(reverse("member", args=[member.key]), {"purpose": "curiosity"})
    assert page.status_code == 422
    assert not member.record_views.exists()


def test_opening_the_roster_twice_leaves_one_line_a_member_and_none_with_the_viewer(house: House) -> None:
    client = house.client("secretary")
    for _time in range(2):
        client.get(reverse("roster", args=["B111"]))
    assert house.member("member").record_views.count() == 1
    assert house.member("secretary").record_views.count() == 0


def test_a_roster_is_searched_by_initials_and_sorted_by_a_column(house: House) -> None:
    client = house.client("secretary")
    chosen = house.enrol("B111", "张三丰")
    page = words(client.get(reverse("roster", args=["B111"]), {"q": "zsf"}))
    assert chosen.name in page
    assert house.member("member").number not in page
    orders: dict[str, list[str]] = {}
    for sort in ("number", "-number"):
        page = client.get(reverse("roster", args=["B111"]), {"sort": sort, "q": ""}).content.decode()
        orders[sort] = texts(page, "td", data_label="Number")
        other = "-number" if sort == "number" else "number"
        assert f'href="?sort={other}&amp;q="' in page, "the same column turns the order, and keeps the filter"
    assert len(orders["number"]) > 2
    assert orders["number"] == sorted(orders["number"])
    assert orders["-number"] == orders["number"][::-1]


def test_a_roster_sorted_by_what_is_no_column_is_sorted_as_always(house: House) -> None:
    client = house.client("secretary")
    as_always = client.get(reverse("roster", args=["B111"])).context["rows"]
    for sort in ("phone", "-account__password", "-", "classes"):
        answer = client.get(reverse("roster", args=["B111"]), {"sort": sort})
        assert answer.status_code == 200, sort
        assert answer.context["rows"] == as_always, sort


def test_search_finds_nobody_outside_the_viewer_s_units(house: House) -> None:
    stranger = house.member("stranger")
    assert stranger.number not in words(house.client("secretary").get(reverse("search"), {"q": stranger.number}))
    assert stranger.name in words(house.client("city_officer").get(reverse("search"), {"q": stranger.number}))


def test_a_secretary_enrols_a_member_and_a_number_in_use_is_refused_in_place(house: House) -> None:
    client = house.client("secretary")
    form = {"number": "N1", "name": "成员新", "joined_on": "2016-01-01", "from_on": "2016-02-01"}
    answer = client.post(reverse("member_enrol", args=["B111"]), form)
    assert answer.status_code == 302
    assert Member.objects.get(number="N1").unit == house.branch
    again = client.post(reverse("member_enrol", args=["B111"]), form | {"name": "成员另"})
    assert again.status_code == 422
    assert "Another member has this number." in words(again)
    assert Member.objects.filter(number="N1").count() == 1


def test_an_officer_opens_renames_and_closes_a_unit_and_its_history_tells_it(house: House) -> None:
    client = house.client("sub_district_officer")
    form = {"name": "New branch", "code": "B113", "level": "branch", "type": "community", "on": "2016-10-01"}
    assert client.post(reverse("unit_create", args=["S11"]), form).status_code == 302
    assert (
        client.post(
            reverse("unit_rename", args=["B113"]), {"name": "Branch of the bridge", "on": "2016-11-01"}
        ).status_code
        == 302
    )
    closing = {"on": "2016-12-01", "reason": "Nobody came"}
    assert client.post(reverse("unit_close", args=["B113"]), closing).status_code == 302
    page = words(client.get(reverse("unit_history", args=["B113"]), {"on": "2016-10-15"}))
    for told in ("New branch", "Branch of the bridge", "Nobody came"):
        assert told in page
    assert Unit.objects.get(code="B113").closed_on is not None


def test_a_unit_cannot_be_moved_to_where_the_officer_has_no_say(house: House) -> None:
    client = house.client("sub_district_officer")
    page = client.post(reverse("unit_move", args=["B111"]), {"code": "S21", "on": "2016-10-01", "reason": "Nearer"})
    assert page.status_code == 422
    assert house.unit("B111").path.startswith(house.unit("S11").path)


def test_a_transfer_goes_from_the_asking_member_over_both_secretaries(house: House) -> None:
    member = house.member("member")
    house.client("member").post(reverse("transfer_ask_own"), {"code": "B112", "reason": "New job"})
    transfer = Transfer.objects.get(member=member)
    address = reverse("transfer", args=[transfer.key])
    for who, side in (("secretary", "giving"), ("neighbour", "receiving")):
        assert member.name in words(house.client(who).get(address))
        house.client(who).post(address, {"side": side, "agrees": "yes", "reason": ""})
    assert house.member("member").unit == house.unit("B112")


def test_a_refusal_without_a_reason_is_sent_back(house: House) -> None:
    house.client("member").post(reverse("transfer_ask_own"), {"code": "B112", "reason": "New job"})
    transfer = Transfer.objects.get()
    address = reverse("transfer", args=[transfer.key])
    page = house.client("secretary").post(address, {"side": "giving", "agrees": "no", "reason": " "})
    assert page.status_code == 422
    assert "A refusal needs a reason." in words(page)
    transfer.refresh_from_db()
    assert transfer.state == Transfer.State.OPEN


def test_language_colours_and_type_size_stay_with_the_account(house: House) -> None:
    client = house.client("member")
    client.post(reverse("set_language"), {"language": "zh-hans", "next": "/me/"})
    client.post(reverse("set_display"), {"theme": "dark", "large_type": "on", "next": "/me/"})
    page = client.get(reverse("me")).content.decode()
    assert 'lang="zh-hans"' in page
    assert 'data-theme="dark"' in page
    assert 'data-type="large"' in page
    account: Account = house.account("member")
    assert (account.language, account.theme, account.large_type) == ("zh-hans", "dark", True)


def test_after_changing_the_look_nobody_is_sent_to_another_site(house: House) -> None:
    answer = house.client("member").post(reverse("set_display"), {"theme": "dark", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "route",
    [
        "home",
        "to_do",
        "check_in",
        "my_record",
        "my_data",
        "my_record_viewers",
        "me",
        "desk",
        "units",
        "transfers",
        "jobs",
    ],
)
def test_personal_pages_are_never_stored_and_run_no_inline_script(house: House, route: str, language: str) -> None:
    client = house.client("secretary")
    client.post(reverse("set_language"), {"language": language})
    page = client.get(reverse(route))
    text = page.content.decode()
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert "'unsafe-inline'" not in page["Content-Security-Policy"]
    assert "'unsafe-eval'" not in page["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
    assert not re.search(r"\son\w+=", text)
    assert not re.search(r"<(?!svg|meta)[^>]*\sstyle=", text)


def test_the_operator_sees_menus_of_others_but_nobody_s_name(house: House) -> None:
    client = house.client("operator")
    pages = [client.get(reverse("see_as"), {"role": role}) for role in ("secretary", "auditor")]
    pages += [
        client.get(reverse("accounts")),
        client.get(reverse("desk")),
        client.get(reverse("search"), {"q": "成员"}),
    ]
    shown = pages[0].content.decode().partition('<div class="card">')[2].partition("</nav>")[0]
    assert "Transfers" in shown and "<a href" not in shown, "the menu of another office leads the operator nowhere"
    names = set(Member.objects.values_list("name", flat=True))
    for page in pages:
        assert page.status_code == 200
        assert not [name for name in names if name in words(page)]


def test_the_auditor_reads_which_fields_were_changed_but_not_what_they_hold(house: House) -> None:
    client, member = house.client("secretary"), house.member("member")
    values = {"name": member.name, "joined_on": member.joined_on.isoformat(), "phone": "000-111-222"}
    client.post(reverse("member_correct", args=[member.key]), values)
    page = words(house.client("auditor").get(reverse("audit")))
    assert "phone" in page
    assert "000-111-222" not in page


def test_the_demo_s_doors_do_not_exist_in_a_real_house(house: House) -> None:
    assert house.client().post(reverse("demo_enter", args=["secretary"])).status_code == 404


@override_settings(DEMO=True)
def test_the_demo_offers_the_officer_of_some_branches_and_the_one_of_the_whole(house: House) -> None:
    Organization.objects.update(is_demo=True)
    page, entered = words(house.client().get(reverse("welcome"))), {}
    for who in ("officer", "top_officer"):
        client = house.client()
        client.post(reverse("demo_enter", args=[who]))
        post = Account.objects.get(pk=client.session["_auth_user_id"]).posts.get()
        entered[who] = post.unit.level
        assert f"{terms.role(post.role)} · {terms.level(post.unit.level)}" in page
    assert entered == {"officer": "sub_district", "top_officer": "city"}
