"""A round of the appraisal: the secretary leads it at the desk, and a member takes part on the phone."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.walking import DESK, PHONE, Looked, open_as


def test_a_round_goes_from_the_sheets_to_the_ballot(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    secretary = open_as(browser, demo, "secretary", "en", DESK, console)
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    pages += [secretary, member]
    begin(secretary, demo)
    check_sheet(member, demo, looked)
    go_on(secretary, "Ask for the self-appraisals", "Self-appraisal")
    write(member, demo, looked)
    go_on(secretary, "Begin the mutual appraisal", "Mutual appraisal")
    remark(member, demo)
    looked.in_both_languages(secretary, "appraisal-round")
    go_on(secretary, "Go on", "Ballot")
    look_at_a_member(secretary, looked)
    cancel(secretary)
    assert console == []


def begin(page: Page, demo: str) -> None:
    """The secretary, from the empty page: the unit, the year, and the sheets are open."""
    page.goto(f"{demo}/desk/appraisal/")
    with job(page, "Open a round of the appraisal"):
        page.locator("main a[href*='/desk/appraisal/unit/']").first.click()
        page.locator("form.sheet button[type=submit]").click()
        expect(page.get_by_role("button", name="Open the sheets")).to_be_visible()
    go_on(page, "Open the sheets", "Sheets of the year")


def go_on(page: Page, button: str, step: str) -> None:
    """One tap takes the round on."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#messages")).to_contain_text(f"Now: {step}.")


def check_sheet(page: Page, demo: str, looked: Looked) -> None:
    """The member, from To do: what the year holds is right."""
    page.goto(f"{demo}/to-do/")
    with job(page, "Confirm the sheet of the year"):
        page.locator("main a[href='/my/appraisal/']").first.click()
        expect(page.locator("#sheet-title")).to_be_visible()
        looked.in_both_languages(page, "appraisal-own")
        page.locator("button[value=sheet]").click()
        expect(page.locator("#messages")).to_contain_text("已确认")


def write(page: Page, demo: str, looked: Looked) -> None:
    """The member: the self-appraisal, which is begun already, is handed in with a plan."""
    page.goto(f"{demo}/my/appraisal/")
    with job(page, "Hand the self-appraisal in"):
        page.locator("main a[href='/my/appraisal/self/']").click()
        expect(page.locator("#id_text")).not_to_have_value("")
        page.locator("#id_plan").fill("多参加志愿服务")
        looked.as_it_is(page, "appraisal-self")
        page.locator("button[value=hand_in]").click()
        expect(page.locator("#messages")).to_contain_text("已提交")


def remark(page: Page, demo: str) -> None:
    """The member: a word to another one."""
    page.goto(f"{demo}/my/appraisal/")
    with job(page, "Write a word to another member"):
        page.locator("main a[href*='/my/appraisal/word/']").first.click()
        page.locator("#id_valued").fill("做事踏实")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("#messages")).to_contain_text("已写好")


def look_at_a_member(page: Page, looked: Looked) -> None:
    """The secretary: what lies on the table of a member."""
    page.locator("main a[href*='/desk/appraisal/member/']").last.click()
    expect(page.locator("#sheet-title")).to_be_visible()
    looked.as_it_is(page, "appraisal-member")
    page.go_back()


def cancel(page: Page) -> None:
    """The secretary: it was a trial, and leaves nothing that waits."""
    page.get_by_role("link", name="Cancel the round").click()
    page.locator("#id_reason").fill("Only a trial")
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator("#messages")).to_contain_text("Cancelled.")
