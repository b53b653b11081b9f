"""A secret ballot on two phones and three papers: keys, votes with and without signal, opening, counting, result."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.jobs import job
from tests.journeys.tellers import count, make_key, open_and_shuffle
from tests.journeys.walking import PHONE, Looked, open_as

TITLE = "支部委员会补选"


def test_a_ballot_goes_from_the_desk_to_a_result_that_both_tellers_counted(
    browser: Browser, demo: str, pages: list[Page], console: list[str], looked: Looked
) -> None:
    secretary = open_as(browser, demo, "secretary", "en", PHONE, console)
    member = open_as(browser, demo, "member", "zh-hans", PHONE, console)
    pages += [secretary, member]
    names = [name_of(page, demo) for page in (secretary, member)]
    key = begin(secretary, names, demo)
    own, teller = f"{demo}/my/ballots/{key}/", f"{demo}/my/ballots/{key}/teller/"
    codes = [make_key(secretary, teller, counted=True), make_key(member, teller)]
    vote_without_signal(member, own, looked)
    vote(secretary, own)
    give_papers(secretary, teller)
    for page, code in zip((secretary, member), codes, strict=True):
        open_and_shuffle(page, teller, code)
    count(secretary, teller, codes[0], in_favour=3)
    expect(secretary.locator("#messages")).to_contain_text("Now the other teller counts")
    # The second teller types one paper differently first: nothing is counted, and the page says where.
    count(member, teller, codes[1], in_favour=2, against=1)
    expect(member.locator("[data-teller-differences] li")).to_have_count(4)
    looked.as_it_is(member, "ballot-count")
    count(member, teller, codes[1], in_favour=3)
    expect(member.locator("#messages")).to_contain_text("两人计票结果一致")
    expect(member.locator("#result-title ~ h3")).to_have_count(2)
    expect(member.locator("[data-found]")).to_be_visible()
    expect(member.locator("[data-receipt-code]")).to_have_count(2)
    expect(member.locator("main")).to_contain_text("有效票5张，无效票0张")
    looked.in_both_languages(member, "ballot-result")
    assert [said for said in console if "ERR_INTERNET_DISCONNECTED" not in said and "422" not in said] == []


def begin(page: Page, names: list[str], demo: str) -> str:
    """The secretary opens a ballot with two lines, counted by these two. Returns its key."""
    page.goto(f"{demo}/desk/ballots/")
    with job(page, "Open a secret ballot"):
        page.locator("a[href^='/desk/ballots/new/']").first.click()
        page.locator("input[name=kind][value=election]").check()
        page.locator("#id_title").fill(TITLE)
        for box in page.locator("input[name=members]").all()[:2]:
            box.check()
        page.locator("#id_first").select_option(label=names[0])
        page.locator("#id_second").select_option(label=names[1])
        page.get_by_role("button", name="Ask the tellers for their keys").click()
        expect(page.locator("#messages")).to_contain_text("asked for their keys")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def name_of(page: Page, demo: str) -> str:
    """The name of the member who visits, as forms list it."""
    page.goto(f"{demo}/me/")
    return page.locator(".person-name").inner_text().strip()


def vote_without_signal(page: Page, own: str, looked: Looked) -> None:
    """The member votes on a phone that has lost its signal; the sealed vote goes out once it is back."""
    page.goto(own)
    looked.in_both_languages(page, "ballot")
    page.context.set_offline(True)
    with job(page, "Vote in a secret ballot"):
        for line in page.locator(".ballot-line").all():
            line.locator("label").first.click()
        page.locator("[data-ballot-review-button]").click()
        expect(page.locator("[data-ballot-review] dd")).to_have_count(2)
        page.locator("[data-ballot-cast]").click()
        expect(page.locator("[data-ballot-kept]")).to_be_visible()
    receipt = page.locator("[data-ballot-receipt]").inner_text()
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("您已投票")
    expect(page.locator("[data-receipt]")).to_have_text(receipt)


def vote(page: Page, own: str) -> None:
    """The secretary votes with signal, against the second line."""
    page.goto(own)
    page.locator(".ballot-line").first.locator("label").first.click()
    page.locator("[data-ballot-review-button]").click()
    expect(page.locator("[data-ballot-status]")).to_contain_text("A line has no choice yet.")
    page.locator(".ballot-line").last.locator("label").nth(1).click()
    page.locator("[data-ballot-review-button]").click()
    expect(page.locator("[data-ballot-review] dd")).to_have_text(["In favour", "Against"])
    page.locator("[data-ballot-cast]").click()
    expect(page.locator("[data-ballot-in-the-box]")).to_be_visible()


def give_papers(page: Page, teller: str) -> None:
    """The first teller gives out three papers and closes the ballot."""
    page.goto(teller)
    for given in range(1, 4):
        page.locator("button[name=do][value=give]").first.click()
        expect(page.locator("button[name=do][value=back]")).to_have_count(given)
    page.locator("summary", has_text="Close the ballot").click()
    page.locator(".confirm-panel button").click()
    expect(page.locator("#messages")).to_contain_text("The ballot is closed.")
