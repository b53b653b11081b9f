"""A whole round of the appraisal: eight voters on phones and two on paper, an upheld objection, the sealed file."""

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from goodstanding.models import AppraisalRound, Ballot, Member, MemberClass
from tests.beginnings import year_published
from tests.house import OPENED, House
from tests.journeys.jobs import job
from tests.journeys.live import Live
from tests.journeys.tellers import count, make_key, open_and_shuffle
from tests.journeys.walking import DESK, PHONE, Looked

#: Two of the ten have no phone: their votes are papers.
VOTERS, ON_PAPER = 10, 2


@pytest.fixture
def looked(live: Live) -> Looked:
    """Looks at the pages of this organization instead of those of the demonstration."""
    return Looked(live.address)


@pytest.mark.begins(after=year_published)
def test_a_round_goes_from_its_sheets_to_the_checked_file_with_ten_voters(
    live: Live, looked: Looked, tmp_path: Path
) -> None:
    people = ten_members(live.house)
    secretary = live.visit("secretary", "en", DESK, "/desk/appraisal/")
    member = live.visit("member", "zh-hans", PHONE, "/to-do/")
    begin(secretary)
    check_sheet(member, live.address, looked)
    go_on(secretary, "Ask for the self-appraisals", "Self-appraisal")
    write(member, live.address, looked)
    go_on(secretary, "Begin the mutual appraisal", "Mutual appraisal")
    remark(member, live.address)
    looked.in_both_languages(secretary, "appraisal-round")
    go_on(secretary, "Go on", "Ballot")
    hold_the_ballot(live, secretary, people)
    secretary.reload()
    go_on(secretary, "Take the result over", "Committee's view")
    look_at_a_member(secretary, looked)
    go_on(secretary, "Go on to the grades", "Grades decided")
    grade_all(live, secretary, looked)
    go_on(secretary, "Open the grades to the members", "Publicity")
    object_and_be_upheld(live, member, looked)
    decide_anew(live, secretary)
    let_days_pass(live, secretary)
    confirm_above(live, looked)
    secretary.reload()
    go_on(secretary, "File the round", "Filed")
    read_result(live, member, looked)
    make_pack(secretary, live.address, looked)
    check_copy(member, live.address, looked, take_copy(member, live.address, looked, tmp_path))
    assert [said for said in live.console if "422" not in said] == []


def ten_members(house: House) -> list[Member]:
    """The branch with ten members who have a vote, in the order of their numbers."""
    for name in "六七八九十":
        member = house.enrol("B111", name=f"成员甲{name}")
        MemberClass.objects.create(member=member, word="full", from_on=OPENED)
    return house.members("B111")


def begin(page: Page) -> None:
    """The secretary, from the empty page: the unit, the year, and the sheets are open."""
    with job(page, "Open a round of the appraisal"):
        page.locator("main a[href*='/desk/appraisal/unit/']").first.click()
        page.locator("form.sheet button[type=submit]").click()
        expect(page.get_by_role("button", name="Open the sheets")).to_be_visible()
    go_on(page, "Open the sheets", "Sheets of the year")


def go_on(page: Page, button: str, step: str) -> None:
    """One tap takes the round on."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#messages")).to_contain_text(f"Now: {step}.")


def check_sheet(page: Page, address: str, looked: Looked) -> None:
    """The member, from To do: what the year holds is right."""
    page.goto(f"{address}/to-do/")
    with job(page, "Confirm the sheet of the year"):
        page.locator("main a[href='/my/appraisal/']").first.click()
        expect(page.locator("#sheet-title")).to_be_visible()
        looked.in_both_languages(page, "appraisal-own")
        page.locator("button[value=sheet]").click()
        expect(page.locator("#messages")).to_contain_text("已确认")


def write(page: Page, address: str, looked: Looked) -> None:
    """The member: the self-appraisal, which is begun already, is handed in with a plan."""
    page.goto(f"{address}/my/appraisal/")
    with job(page, "Hand the self-appraisal in"):
        page.locator("main a[href='/my/appraisal/self/']").click()
        expect(page.locator("#id_text")).not_to_have_value("")
        page.locator("#id_plan").fill("多参加志愿服务")
        looked.as_it_is(page, "appraisal-self")
        page.locator("button[value=hand_in]").click()
        expect(page.locator("#messages")).to_contain_text("已提交")


def remark(page: Page, address: str) -> None:
    """The member: a word to another one."""
    page.goto(f"{address}/my/appraisal/")
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


def hold_the_ballot(live: Live, secretary: Page, people: list[Member]) -> None:
    """Two tellers, eight votes on phones, two papers; both tellers open and count."""
    secretary.get_by_role("link", name="Open the ballot").click()
    tellers = [live.house.member(who) for who in ("committee", "group_leader")]
    for field, member in zip(("first", "second"), tellers, strict=True):
        secretary.locator(f"#id_{field}").select_option(value=str(member.pk))
    secretary.locator("form.sheet button[type=submit]").click()
    expect(secretary.locator("#messages")).to_contain_text("Both tellers are asked for their keys")
    own = f"/my/ballots/{Ballot.objects.get().key}/"
    first = live.visit("committee", "en", PHONE, f"{own}teller/")
    second = live.visit("group_leader", "zh-hans", PHONE, f"{own}teller/")
    codes = [make_key(page, live.address + f"{own}teller/") for page in (first, second)]
    for place, member in enumerate(people[: VOTERS - ON_PAPER]):
        vote(live.visit(member, ("en", "zh-hans")[place % 2], PHONE, own))
    first.goto(f"{live.address}{own}teller/")
    for given in range(1, ON_PAPER + 1):
        first.locator("button[name=do][value=give]").last.click()
        expect(first.locator("button[name=do][value=back]")).to_have_count(given)
    first.locator("summary", has_text="Close the ballot").click()
    first.locator(".confirm-panel button").click()
    expect(first.locator("#messages")).to_contain_text("The ballot is closed.")
    for page, code in zip((first, second), codes, strict=True):
        open_and_shuffle(page, f"{live.address}{own}teller/", code)
    for page, code in zip((first, second), codes, strict=True):
        count(page, f"{live.address}{own}teller/", code, in_favour=0, against=ON_PAPER)
    expect(second.locator("#messages")).to_contain_text("两人计票结果一致")
    expect(second.locator("main")).to_contain_text(f"有效票{VOTERS}张，无效票0张")


def vote(page: Page) -> None:
    """A member finds two of the ten excellent, and the others qualified."""
    for place, line in enumerate(page.locator(".ballot-line").all()):
        line.locator("label").nth(0 if place < 2 else 1).click()
    page.locator("[data-ballot-review-button]").click()
    expect(page.locator("[data-ballot-review] dd")).to_have_count(VOTERS)
    page.locator("[data-ballot-cast]").click()
    expect(page.locator("[data-ballot-in-the-box]")).to_be_visible()


def grade_all(live: Live, secretary: Page, looked: Looked) -> None:
    """The secretary writes down what the committee decided; of the secretary a member of the committee does."""
    committee = live.visit("committee", "zh-hans", DESK, secretary.url.removeprefix(live.address))
    for page, rows in ((secretary, VOTERS - 1), (committee, 1)):
        with job(page, "Record the grades of nine members") if rows > 1 else nullcontext():
            page.locator("main a[href$='/grades/']").click()
            ungraded = page.locator(".grade-row:not(:has(.badge))")
            expect(ungraded).to_have_count(rows)
            if rows > 1:
                looked.as_it_is(page, "appraisal-grades")
                page.locator("#id_body").fill("Branch committee")
                page.locator("#id_present").fill("The secretary and two members of the committee")
            for place, row in enumerate(ungraded.all()):
                row.locator("select").select_option("excellent" if place == 1 and rows > 1 else "qualified")
                row.locator("textarea").first.fill("Takes part and helps others")
            page.locator("form.sheet button[type=submit]").last.click()
            expect(page.locator("#messages")).not_to_be_empty()
    secretary.reload()


def object_and_be_upheld(live: Live, member: Page, looked: Looked) -> None:
    """The member objects on the phone; the sub-district's officer, who graded nobody, upholds it."""
    member.goto(f"{live.address}/my/appraisal/")
    with job(member, "Object to one's grade"):
        member.locator("main a.button[href*='/my/appraisal/object/']").click()
        member.locator("form.sheet textarea").first.fill("我全年参加了社区志愿服务，评议时没有提到。")
        member.locator("form.sheet button[type=submit]").click()
        expect(member.locator("#messages")).not_to_be_empty()
    officer = live.visit("sub_district_officer", "en", DESK, "/desk/")
    officer.goto(f"{live.address}/desk/appraisal/round/{AppraisalRound.objects.get().key}/")
    officer.locator("main a[href*='/desk/appraisal/objection/']").click()
    looked.in_both_languages(officer, "appraisal-objection")
    officer.locator("input[value=yes]").check()
    officer.locator("#id_answer").fill("The service is recorded, and was overlooked.")
    officer.get_by_role("button", name="Answer").click()
    expect(officer.locator("#messages")).to_contain_text("Answered.")


def decide_anew(live: Live, secretary: Page) -> None:
    """The committee decides once more about the member, and the days of publicity begin anew."""
    live.it_is(live.house.at + timedelta(hours=1))
    secretary.reload()
    expect(secretary.get_by_role("button", name="Open the grades to the members")).to_have_count(0)
    secretary.locator("main a[href$='/grades/']").click()
    row = secretary.locator(".grade-row", has_text="decide anew")
    row.locator("select").select_option("excellent")
    row.locator("textarea").first.fill("Served the community all year")
    secretary.locator("form.sheet button[type=submit]").last.click()
    expect(secretary.locator("#messages")).to_contain_text("The grades are recorded.")
    go_on(secretary, "Open the grades to the members", "Publicity")


def let_days_pass(live: Live, secretary: Page) -> None:
    """The round cannot be reported before its days are over, and can on the day after."""
    expect(secretary.get_by_role("button", name="Report to the unit above")).to_have_count(0)
    live.it_is(live.house.at + timedelta(days=6))
    secretary.reload()
    go_on(secretary, "Report to the unit above", "Reported to the unit above")


def confirm_above(live: Live, looked: Looked) -> None:
    """The officer of the sub-district confirms the result."""
    officer = live.visit("sub_district_officer", "zh-hans", DESK, "/to-do/?all=1")
    officer.goto(f"{live.address}/desk/appraisal/round/{AppraisalRound.objects.get().key}/")
    officer.locator("main a[href$='/confirm/']").click()
    officer.locator("#id_body").fill("街道党工委")
    officer.locator("form.sheet button[type=submit]").click()
    expect(officer.locator("#messages")).to_contain_text("已审定")
    looked.as_it_is(officer, "appraisal-confirmed")


def read_result(live: Live, member: Page, looked: Looked) -> None:
    """The member reads the grade that was decided anew; another one says with one tap that they have read theirs."""
    member.goto(f"{live.address}/my/appraisal/")
    expect(member.locator("#grade-title")).to_have_text("优秀")
    looked.in_both_languages(member, "appraisal-result")
    reader = live.visit("group_leader", "zh-hans", PHONE, "/my/appraisal/")
    with job(reader, "Say that one has read the result"):
        reader.locator("button[value=read]").click()
        expect(reader.locator("#messages")).not_to_be_empty()


def take_copy(page: Page, address: str, looked: Looked, folder: Path) -> Path:
    """The member, from their own page: the newest settled year."""
    page.goto(f"{address}/me/")
    with job(page, "Take the sealed copy of a year along"):
        page.locator("main a[href='/my/dossiers/']").click()
        expect(page.locator(".things .card").first).to_be_visible()
        with page.expect_download() as taken:
            page.locator(".things .card button[value=pdf]").first.click()
    copy = folder / "copy.pdf"
    taken.value.save_as(copy)
    assert copy.read_bytes().startswith(b"%PDF-")
    looked.in_both_languages(page, "dossiers-own")
    return copy


def check_copy(page: Page, address: str, looked: Looked, copy: Path) -> None:
    """The file as it is, and once more with a wrong byte."""
    page.goto(f"{address}/my/dossiers/check/")
    page.locator("#id_file").set_input_files(copy)
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator("main .note-good")).to_contain_text("有效")
    looked.as_it_is(page, "dossier-good")
    content = bytearray(copy.read_bytes())
    content[len(content) // 3] ^= 1
    copy.write_bytes(bytes(content))
    page.locator("#id_file").set_input_files(copy)
    page.locator("form.sheet button[type=submit]").click()
    expect(page.locator("main .note-bad")).to_contain_text("已被改动")


def make_pack(page: Page, address: str, looked: Looked) -> None:
    """The secretary, from the menu: one tap makes the newest settled year."""
    page.goto(f"{address}/desk/dossiers/")
    expect(page.locator("section h2").first).to_be_visible()
    with job(page, "Make the yearly sheets of the branch"):
        page.locator("form button", has_text="Make the sheets").first.click()
        expect(page.locator("#messages")).to_contain_text("Made:")
    issue = page.locator("section .stack li").first
    expect(issue).to_contain_text("Issue 1")
    looked.in_both_languages(page, "dossiers-unit")
    for form in ("PDF", "DOCX", "XLSX"):
        with page.expect_download() as taken:
            page.locator("section .stack li").first.get_by_role("link", name=form).click()
        assert taken.value.suggested_filename.endswith(form.lower())
