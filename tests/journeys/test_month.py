"""A month is reviewed by one, published by another, and read by a member the same minute."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, expect

from tests.journeys.test_demo import DESK, PHONE, open_as


def test_a_month_is_reviewed_published_and_read(browser: Browser, demo: str) -> None:
    month = (timezone.now().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    console: list[str] = []
    analyst = open_as(browser, demo, "analyst", "en", DESK, console)
    officer = open_as(browser, demo, "officer", "zh-hans", DESK, console)
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    member.goto(f"{demo}/my/standing/")
    expect(member.locator("main")).not_to_contain_text(f"{month} · ")

    analyst.goto(f"{demo}/desk/months/")
    analyst.locator("main .entries a", has=analyst.get_by_text(month, exact=True)).click()
    expect(analyst.locator("main")).to_contain_text("Sampled lines are explained to the last point")
    expect(analyst.locator("main")).not_to_contain_text("does not hold")
    analyst.locator("#review-note").fill("Looked through the moves.")
    analyst.get_by_role("button", name="I have reviewed it").click()
    expect(analyst.locator("main")).to_contain_text("Another person publishes it")
    address = analyst.url

    officer.goto(address)
    expect(officer.locator("main")).to_contain_text("Looked through the moves.")
    officer.get_by_role("button", name="发布本月评分").click()
    expect(officer.locator("main")).to_contain_text("本月评分已发布")

    member.goto(f"{demo}/my/standing/")
    expect(member.locator("main")).to_contain_text(month)
    member.goto(f"{demo}/my/standing/{month}/")
    expect(member.locator("h1")).to_contain_text(month)
    assert console == []
    for page in (analyst, officer, member):
        page.context.close()
