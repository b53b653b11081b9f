"""An announcement on two phones: the branch writes it, a member confirms it, and whom it has not reached is seen."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import PHONE, Looked, open_as


def test_what_the_branch_announces_reaches_a_member_and_the_branch_sees_it(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    host = open_as(browser, demo, "secretary", "zh-hans", PHONE, console)
    member = open_as(browser, demo, "member", "en", PHONE, console)
    pages += [host, member]
    with job(host, "Announce something to the branch"):
        host.locator(".bar-menu button").click()
        host.locator("#desk-menu a[href='/desk/announcements/']").first.click()
        host.get_by_role("link", name="发布公告").first.click()
        host.locator("#id_title").fill("会场改到二楼")
        host.locator("#id_text").fill("请从南门进入。")
        host.get_by_role("button", name="发布", exact=True).click()
        expect(host.locator("#messages")).to_contain_text("已发布")
    with job(member, "Confirm that I have read an announcement"):
        member.reload()
        member.locator("main a[href^='/my/announcements/']").first.click()
        expect(member.locator("h1")).to_have_text("会场改到二楼")
        looked.in_both_languages(member, "announcement")
        member.get_by_role("button", name="I have read it").click()
        expect(member.locator("#messages")).to_contain_text("Confirmed")
    with job(host, "See whom an announcement has not reached, and note who was told in person"):
        host.locator("main a", has_text="会场改到二楼").click()
        expect(host.locator("h1")).to_have_text("会场改到二楼")
        looked.as_it_is(host, "announcement-reached")
        before = host.locator(".choose-people li").count()
        host.locator(".choose-people label").first.click()
        host.get_by_role("button", name="登记为已告知").click()
        expect(host.locator("#messages")).to_contain_text("已登记告知1人")
        expect(host.locator(".choose-people li")).to_have_count(before - 1)
    assert console == []
