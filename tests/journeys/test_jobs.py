"""The jobs of docs/explanation/jobs.md, each from the first page of the person who has it, at no more taps."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.checking_in import is_first_hour, open_meeting
from tests.journeys.jobs import job, jobs
from tests.journeys.making import REPO
from tests.journeys.walking import PHONE, open_as


def test_every_job_of_the_table_is_done_in_a_journey() -> None:
    journeys = "".join(path.read_text() for path in (REPO / "tests" / "journeys").glob("*.py"))
    done = re.findall(r'job\(\s*\w+(?:\.\w+)*,\s*"([^"]+)"', journeys)
    assert len(jobs()) >= 40
    assert sorted(set(done)) == sorted(jobs())


def test_what_a_member_does_on_the_phone(browser: Browser, demo: str, pages: list[Page], console: list[str]) -> None:
    page = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    pages.append(page)
    read_the_record(page, demo)
    answer_and_ask(page, demo)
    make_it_mine(page, demo)
    assert console == []


def home(page: Page, demo: str) -> None:
    """Where a member begins."""
    page.goto(f"{demo}/home/")


def read_the_record(page: Page, demo: str) -> None:
    """From the month's total to an entry, and who else has read it."""
    home(page, demo)
    with job(page, "See this month's rating"):
        bottom(page, "/my/record/").click()
        expect(page.locator(".score-value").first).to_be_visible()
    with job(page, "See which entries a line of it comes from"):
        page.locator("main a[href$='/ORG/']").click()
        page.locator("main a[href$='/ORG04/']").click()
        expect(page.locator("main .fact").first).to_be_visible()
    with job(page, "Object to an entry of a published month"):
        page.locator("main a.object[href*='fact=']").first.click()
        page.locator("form.sheet textarea").fill("当天已请假。")
        page.locator("form.sheet button[type=submit]").click()
        expect(page.locator("main")).to_contain_text("待答复")
    with job(page, "Withdraw an objection"):
        page.locator("#withdraw summary, summary:has-text('撤回')").first.click()
        page.locator("form[action$='/withdraw/'] button").click()
        expect(page.locator("main")).to_contain_text("已撤回")
    home(page, demo)
    with job(page, "See who viewed my record"):
        page.locator("main a[href='/my/record/views/']").click()
        expect(page.locator("main time").first).to_be_visible()
    home(page, demo)
    with job(page, "Take all my data with me"):
        bottom(page, "/my/record/").click()
        page.locator("main a[href='/my/record/data/']").click()
        with page.expect_download() as given:
            page.locator("main a[href='/my/record/data.pdf']").click()
    assert given.value.suggested_filename.endswith(".pdf")


def answer_and_ask(page: Page, demo: str) -> None:
    """What waits on the first page, and meetings."""
    home(page, demo)
    with job(page, "Confirm my telephone number"):
        page.locator("main form[action^='/to-do/confirm/'] button").first.click()
        expect(page.locator("#messages")).not_to_be_empty()
    home(page, demo)
    with job(page, "Agree to my transfer"):
        page.locator("main a[href^='/transfers/']").first.click()
        page.locator("label:has(input[name=agrees][value=yes])").click()
        page.locator("form:has(input[name=agrees]) button[type=submit]").click()
        expect(page.locator("input[name=agrees]")).to_have_count(0)
    # Home shows one meeting, and in the first hour of a day that may be one of another journey.
    page.goto(f"{demo}/my/meetings/") if is_first_hour() else home(page, demo)
    with job(page, "Ask for leave from a meeting"):
        page.locator("main a[href^='/my/meetings/']", has_text="组织生活会").first.click()
        page.locator("input[name=reason]").fill("出差")
        page.locator("form:has(input[name=reason]) button").click()
        expect(page.locator("main")).to_contain_text("等待答复")
    home(page, demo)
    with job(page, "Have the meetings in my own calendar"):
        bottom(page, "/me/").click()
        page.locator("main a[href='/my/meetings/']").click()
        page.locator("main a[href='/my/calendar/']").click()
        page.locator("main button[name=do]").first.click()
        expect(page.locator("main")).to_contain_text(".ics")


def make_it_mine(page: Page, demo: str) -> None:
    """What a member reads and sets for themselves."""
    home(page, demo)
    with job(page, "Read the rules"):
        bottom(page, "/me/").click()
        page.locator("main a[href='/rules/']").click()
        expect(page.locator("main summary").first).to_be_visible()


def bottom(page: Page, address: str) -> Locator:
    """An entry of the bar at the thumb."""
    return page.locator(f"nav a[href='{address}']:visible").last


def test_what_a_secretary_does_about_meetings_on_the_phone(
    browser: Browser, demo: str, pages: list[Page], console: list[str]
) -> None:
    page = open_as(browser, demo, "secretary", "en", PHONE, console)
    pages.append(page)
    plan_and_hold(page, demo)
    assert console == []


def test_what_a_secretary_does_about_people_on_the_phone(
    browser: Browser, demo: str, pages: list[Page], console: list[str]
) -> None:
    page = open_as(browser, demo, "secretary", "en", PHONE, console)
    pages.append(page)
    look_after_people(page, demo)
    assert console == []


def desk(page: Page, demo: str) -> None:
    page.goto(f"{demo}/desk/")


def plan_and_hold(page: Page, demo: str) -> None:
    """One meeting from its plan to the correction of who was there, and another that does not take place."""
    desk(page, demo)
    with job(page, "Plan a meeting that is due, and notify everyone"):
        page.get_by_role("link", name="Plan: Appraisal meeting").click()
        page.locator("#id_place").fill("101")
        page.get_by_role("button", name="Plan and notify everyone").click()
        expect(page.get_by_text("Planned, and everyone is notified.")).to_be_visible()
    with job(page, "Cancel a meeting"):
        page.get_by_text("Cancel the meeting").first.click()
        page.locator("textarea[name=reason]").last.fill("No room.")
        page.locator("details:has(textarea[name=reason]) button:visible").last.click()
        expect(page.locator("main")).to_contain_text("Cancelled")
    desk(page, demo)
    with job(page, "Answer a request for leave"):
        page.get_by_role("link", name="asks for leave").first.click()
        page.get_by_role("button", name="Grant").first.click()
        expect(page.locator("main")).to_contain_text("Granted")
    with job(page, "Move a meeting"):
        page.get_by_role("link", name="Change the meeting").click()
        page.locator("#id_at").fill("18:30")
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("main")).to_contain_text("18:30")
    desk(page, demo)
    with job(page, "Say which of two records of an attendance is right"):
        page.get_by_role("link", name="disagree").first.click()
        page.locator("input[name=chosen]").first.check()
        page.locator("textarea[name=reason]").fill("I saw her.")
        page.get_by_role("button", name="Settle").click()
        expect(page.locator("main")).to_contain_text("Settled.")
    hold(page, demo)


def hold(page: Page, demo: str) -> None:
    """A meeting that has just begun: its roll, its minutes and its end."""
    meeting = open_meeting(page, demo, now=True).removeprefix(demo)
    here = page.locator(f".on-now:has(a[href='{meeting}'])")
    desk(page, demo)
    with job(page, "Read out the code for check-in"):
        here.locator("strong a").click()
        page.locator("main a[href$='/door/']").click()
        expect(page.locator(".short-code")).to_be_visible()
    desk(page, demo)
    with job(page, "Mark eighteen people present, one by one"):
        here.locator("a.button").click()
        for place in range(18):
            page.locator("#roll .roll-line").nth(place + 2).locator(".toggle-present").click()
        expect(page.locator("[data-roll-waiting]")).to_be_hidden()
    with job(page, "Mark everyone else present"):
        page.locator("[data-rest]").click()
        page.locator("[data-sure-yes]").click()
        expect(page.locator("[data-roll-waiting]")).to_be_hidden()
    desk(page, demo)
    with job(page, "Write the minutes"):
        here.locator("strong a").click()
        page.locator("main a[href$='/minutes/']").first.click()
        page.locator("#id_text").fill("Agreed.")
        page.get_by_role("button", name="Save the minutes").click()
        expect(page.locator("main")).to_contain_text("Agreed.")
    with job(page, "Record a vote"):
        page.locator("#id_vote-text").fill("The plan for the quarter")
        for name, value in (("votes_for", "20"), ("votes_against", "0"), ("abstained", "0")):
            page.locator(f"#id_vote-{name}").fill(value)
        page.get_by_role("button", name="Record the vote").click()
        expect(page.get_by_text("Carried.", exact=True)).to_be_visible()
    desk(page, demo)
    with job(page, "Close a meeting"):
        here.locator("strong a").click()
        page.locator("main a[href$='/close/']").first.click()
        page.get_by_role("button", name="Close the meeting").click()
        expect(page.get_by_text("Closed.")).to_be_visible()
    correct(page, demo, meeting)


def correct(page: Page, demo: str, meeting: str) -> None:
    """What turns out to be otherwise when the meeting is closed."""
    desk(page, demo)
    with job(page, "Correct who was there"):
        menu(page, "/desk/meetings/")
        page.locator(f"main a[href='{meeting}']").click()
        line = page.locator("main details:has(input[name=verdict])").nth(1)
        line.locator("summary").click()
        line.locator("label:has(input[value=absent])").click()
        line.locator("input[name=reason]").fill("Mistaken for another.")
        line.locator("button[type=submit]").click()
        expect(page.locator("main")).to_contain_text("Corrected:")
    with job(page, "Record that a member has caught up"):
        missed = page.locator("#missed details").first
        missed.locator("summary").click()
        missed.get_by_role("textbox").last.fill("Read the minutes.")
        missed.get_by_role("button", name="Record", exact=True).click()
        expect(page.locator("#missed")).to_contain_text("Read the minutes.")


def look_after_people(page: Page, demo: str) -> None:
    """Entries about people, and the people themselves."""
    desk(page, demo)
    with job(page, "Record an award"):
        page.locator("main a[href='/desk/facts/']").first.click()
        page.locator(".page-actions a[href*='/facts/new/']").click()
        page.locator("#kind-box").fill("commendation")
        page.locator("#kinds a:visible", has_text="Branch commendation").first.click()
        page.locator(".choose-people label").nth(3).click()
        page.get_by_role("button", name="Continue").click()
        page.locator(".toggle-actions button").click()
        expect(page.locator(".ledger-line")).to_have_count(1)
    with job(page, "Take back an entry"):
        line = page.locator(".ledger-line").first
        line.get_by_text("Undo").click()
        line.locator("input[name=reason]").fill("The wrong person.")
        line.get_by_role("button", name="Take back").click()
        expect(page.locator(".ledger-reversed")).to_contain_text("Taken back")
    desk(page, demo)
    with job(page, "Record one thing for the whole branch"):
        page.locator("main a[href='/desk/facts/']").first.click()
        page.locator(".page-actions a[href*='/facts/new/']").click()
        page.locator("#kind-box").fill("dues paid on time")
        page.locator("#kinds a:visible", has_text="dues paid on time").first.click()
        page.locator("[data-fill]").click()
        page.locator(".toggle-actions button").click()
        expect(page.locator(".ledger-line").first).to_be_visible()
    find_people(page, demo)


def find_people(page: Page, demo: str) -> None:
    """The people of the branch, and their ways in."""
    desk(page, demo)
    with job(page, "See who is behind, and why"):
        page.locator("main a[href='/units/D101/']").first.click()
        page.locator("main a[href$='/members/']").first.click()
        page.locator(".table-sorts a[href*='sort=total']").click()
        page.locator("main a[href^='/members/']").first.click()
        page.get_by_role("button", name="Open the record").click()
        expect(page.locator("main")).to_contain_text("Last talk")
    desk(page, demo)
    with job(page, "Find a member"):
        page.locator(".search-link").click()
        page.locator("main input[name=q]").fill("zyz")
        page.keyboard.press("Enter")
        expect(page.locator("main a[href^='/members/']").first).to_be_visible()
    desk(page, demo)
    with job(page, "Print the invitations of the branch"):
        page.locator("main a[href='/desk/invitations/']").click()
        with page.expect_download() as given:
            page.get_by_role("button", name="Print").first.click()
    assert given.value.suggested_filename.endswith(".pdf")
    desk(page, demo)
    with job(page, "Invite one person"):
        page.locator("main a[href='/desk/invitations/']").click()
        page.get_by_role("button", name="Invite").first.click()
        expect(page.get_by_role("button", name="Copy")).to_be_visible()
    desk(page, demo)
    with job(page, "Enrol a member"):
        page.locator("main a[href='/units/D101/']").first.click()
        page.locator("main a[href$='/members/']").first.click()
        page.locator("main a[href$='/members/new/']").click()
        page.locator("input[name=number]").fill("90002001")
        page.locator("input[name=name]").fill("成员新")
        page.locator("input[name=joined_on]").fill("2016-07-01")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator("main")).to_contain_text("成员新")


def menu(page: Page, address: str) -> None:
    """An entry of the desk's menu."""
    page.locator(".bar-menu button").click()
    page.locator(f"#desk-menu a[href='{address}']").first.click()
