"""A member reads on the phone who listed them, summed up, and touches a month of the year."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.walking import PHONE, Looked, open_as

PASSING = {
    "en": "Shown in lists and searches",
    "zh-hans": "在列表和搜索中出现",
}


def test_lists_are_summed_up_and_the_year_can_be_touched(
    browser: Browser, demo: str, pages: list[Page], console: list[str], language: str, looked: Looked
) -> None:
    host = open_as(browser, demo, "secretary", language, PHONE, console)
    member = open_as(browser, demo, "member", language, PHONE, console)
    pages += [host, member]
    member.goto(f"{demo}/my/record/views/")
    passing = member.locator("section[aria-labelledby=passing-title]")
    expect(passing).to_contain_text(PASSING[language])
    before = passing.locator("ul.entries > li").count()
    opened = member.locator("section[aria-labelledby=views-title] li").count()
    for _time in range(3):
        host.goto(f"{demo}/units/D101/members/")
    member.reload()
    assert passing.locator("ul.entries > li").count() in {before, before + 1}, "three lists are one line"
    assert member.locator("section[aria-labelledby=views-title] li").count() == opened, "no list stands among the views"
    looked.as_it_is(member, f"in-passing-{language}")
    passing.locator("a").first.click()
    expect(member.locator("section[aria-labelledby=views-title] time").first).to_be_visible()

    member.goto(f"{demo}/my/record/")
    month = member.locator("svg.chart .chart-month").nth(3)
    value = month.locator(".chart-value").first
    member.mouse.move(0, 0)
    month.locator(".chart-reach").click()
    expect(value).to_have_css("visibility", "visible")
    expect(value).to_have_text(re.compile(r"^\d+(\.\d{1,2})?$"))
    looked.as_it_is(member, f"year-{language}")
    assert console == []
