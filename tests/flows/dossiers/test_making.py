"""Packs of branches: what stands on a sheet, the same bytes again, a new issue after a correction, nothing twice."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from goodstanding.access.policies import Denied
from goodstanding.actions.ledger.reverse_and_replace import reverse
from goodstanding.actions.refusal import ActionRefused
from goodstanding.documents.verdict import Outcome
from goodstanding.documents.verify import verify
from goodstanding.flows.dossiers import jobs, office, own, store
from goodstanding.flows.dossiers.making import MadePack, Making, make_packs
from goodstanding.flows.operations.jobs import Progress
from goodstanding.models import AuditRow, Dossier, DossierFile, Member, RecordView, Unit
from goodstanding.queries.dossiers import dossiers
from goodstanding.queries.dossiers import year as years
from tests import appraisal as made
from tests.beginnings import year_published
from tests.decisions import decided
from tests.house import House

YEAR, LATER = 2016, timedelta(days=100)
NAMES = ("买买提·艾力", "𬱖㛃", "Zoë O'Brien", "=HYPERLINK(1)", "王#*_小$明$")


@pytest.fixture
def named(house: House) -> House:
    """The members of B111 with names that documents have trouble with."""
    for member, name in zip(house.members("B111"), NAMES, strict=True):
        Member.objects.filter(pk=member.pk).update(name=name)
    return house


def packs(
    house: House, codes: tuple[str, ...] = ("B111",), at: datetime | None = None, who: str = "secretary"
) -> list[MadePack]:
    units = list(Unit.objects.filter(code__in=codes).order_by("path"))
    later = at or house.at + LATER
    by = house.viewer(who, on=later.date())
    return list(make_packs(units, Making(YEAR, house.scheme, "en", by, later), lambda _done, _total: None))


def text_of(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def file_of(dossier: Dossier) -> Path:
    return store.path_of(dossier, "pdf", "en")


@pytest.mark.begins(after=year_published)
def test_a_pack_has_every_sheet_with_its_code_and_no_rank_and_is_good(named: House) -> None:
    (pack,) = packs(named)
    content = file_of(pack.pack).read_bytes()
    text = text_of(content)
    bare = text.replace(" ", "")  # Between Chinese and Latin letters there is a little room, which is read as a blank.
    assert [name for name in NAMES if name.replace(" ", "") not in bare] == [] and "rank" not in text.lower()
    issues = list(Dossier.objects.filter(pack=pack.pack))
    assert len(issues) == pack.sheets == 5 and all(text.count(one.code) >= 2 for one in issues)
    found = verify(content, store.certificates())
    assert found.outcome is Outcome.GOOD and found.about.endswith(pack.pack.code)
    kept = DossierFile.objects.get(dossier=pack.pack)
    assert kept.digest == store.digest_of(content) and dossiers.by_digest(kept.digest) == kept
    assert AuditRow.objects.filter(verb="make", noun="dossier", key=pack.pack.key).count() == 1


@pytest.mark.begins(after=year_published)
def test_no_blank_is_left_without_its_reason(house: House) -> None:
    packs(house)
    text = text_of(file_of(Dossier.objects.get(kind="pack")).read_bytes())
    for reason in ("No appraisal was held", "No self-appraisal was asked for", "None was in effect", "not published"):
        assert reason in text, reason
    sheets = years.sheets({house.branch: house.members("B111")}, YEAR, (house.at + LATER).date(), house.scheme)
    for sheet in sheets.values():
        assert len(sheet.months) == 12 and all((one.total is None) == bool(one.why) for one in sheet.months)
        assert bool(sheet.grade.missing) != bool(sheet.grade.grade)
        # What the sheet says adds up to the published line.
        base = sum(line.earned for line in sheet.points.lines if line.kind == "base")
        assert base == sheet.points.earned and sheet.points.month == "2016-09"


@pytest.mark.begins(after=year_published)
def test_made_again_it_is_the_same_issue_and_the_same_bytes(house: House) -> None:
    first = packs(house)[0].pack
    content = file_of(first).read_bytes()
    again = packs(house, at=house.at + LATER + timedelta(days=3))
    assert (again[0].pack, again[0].was_there) == (first, True)
    file_of(first).unlink()
    again = packs(house, at=house.at + LATER + timedelta(days=4))
    assert (again[0].pack, again[0].was_there) == (first, False)
    assert file_of(first).read_bytes() == content
    assert Dossier.objects.count() == 6 and DossierFile.objects.count() == 1


@pytest.mark.begins(after=year_published)
def test_a_correction_makes_a_new_issue_of_one_sheet_and_the_older_one_stays_good(house: House) -> None:
    first = packs(house)[0].pack
    old = file_of(first).read_bytes()
    fact = next(fact for fact in house.begun[1] if fact.member == house.member() and fact.value == 1000)
    reverse(fact=fact, reason="Typed in twice", by=None, at=house.at, agreed_by=house.account("city_officer"))
    second = packs(house)[0].pack
    assert (second.number, dossiers.newer(first), dossiers.newer(second)) == (2, second, None)
    changed = Dossier.objects.get(pack=second)
    assert (changed.member, changed.number) == (house.member(), 2)
    assert verify(old, store.certificates()).outcome is Outcome.GOOD
    assert file_of(first).read_bytes() == old != file_of(second).read_bytes()


@pytest.mark.begins(after=year_published)
def test_it_is_a_few_questions_however_many_branches(house: House) -> None:
    def asked(codes: tuple[str, ...]) -> int:
        units = {unit: house.members(unit.code) for unit in Unit.objects.filter(code__in=codes)}
        with CaptureQueriesContext(
            connection,
        ) as found:
            years.sheets(units, YEAR, (house.at + LATER).date(), house.scheme)
        return len(found)

    assert asked(("B111",)) == asked(("B111", "B112", "B121", "B211")) <= 12


def test_the_grade_stands_on_it_once_it_is_public_with_its_body_and_reason(house: House) -> None:
    found = made.begun(house, "evidence")
    made.on_to(house, found, "self")
    made.handed_in(house, found, "member", "A year of #work.", "Read more")
    decided(house)

    def sheet() -> dict[str, object]:
        members = house.members("B111")
        return asdict(years.sheets({house.branch: members}, YEAR, house.today, house.scheme)[house.member().pk])

    assert sheet()["grade"]["missing"] == "not_decided"  # type: ignore[index]
    assert sheet()["words"]["text"] == "A year of #work."  # type: ignore[index]
    assert len(sheet()["decisions"]) == 1  # type: ignore[arg-type]
    told = json.dumps(sheet(), ensure_ascii=False)
    assert not any(other.name in told for other in house.members("B111") if other != house.member())


@pytest.mark.begins(after=year_published)
def test_stopped_half_way_and_begun_again_nothing_is_made_twice(house: House) -> None:
    units = list(Unit.objects.filter(level="branch").order_by("path"))
    by, at = house.viewer("city_officer", on=(house.at + LATER).date()), house.at + LATER
    begun = make_packs(units, Making(YEAR, house.scheme, "en", by, at), lambda _done, _total: None)
    first = next(begun)
    begun.close()
    content = file_of(first.pack).read_bytes()
    job = jobs.ask_to_make(unit=house.city, year=YEAR, by=by, at=at)
    told = jobs.make(Progress(job), job.facts | {"language": "en"})
    assert (told["packs"], told["sheets"], told["not_ready"]) == (8, 40, 0)
    assert told["summaries"] == 7 and Dossier.objects.filter(kind="summary").count() == 7
    assert told["lay_there"] >= 1 and file_of(first.pack).read_bytes() == content
    assert jobs.make(Progress(job), job.facts | {"language": "en"})["lay_there"] == 8
    assert Dossier.objects.filter(kind="sheet").count() == 40 and DossierFile.objects.count() == 15
    summary = Dossier.objects.get(kind="summary", unit=house.city)
    text = text_of(file_of(summary).read_bytes())
    assert (
        summary.code in text
        and "No grade of this year" in text
        and not any(name.name in text for name in house.members("B111"))
    )


@pytest.mark.begins(after=year_published)
def test_a_pack_as_word_and_workbook_has_every_name_as_text(named: House) -> None:
    pack = packs(named)[0].pack
    word = office.make(pack, "docx", "en", named.scheme, named.at)
    document = Document(str(word))
    text = "\n".join(one.text for one in document.paragraphs)
    assert [name for name in NAMES if name not in text] == []
    book = load_workbook(office.make(pack, "xlsx", "en", named.scheme, named.at))
    cells = {cell.value: cell.data_type for row in book.active.rows for cell in row}
    assert all(cells[name] == "s" for name in NAMES if not name.startswith("="))
    assert "f" not in cells.values() and any(str(value).endswith("=HYPERLINK(1)") for value in cells)
    first = word.read_bytes()
    word.unlink()
    assert office.make(pack, "docx", "en", named.scheme, named.at).read_bytes() == first


@pytest.mark.begins(after=year_published)
def test_who_may_not_make_them_and_years_that_run_are_refused(house: House) -> None:
    for who in ("committee", "neighbour", "foreign_secretary"):
        with pytest.raises(Denied):
            packs(house, who=who)
    with pytest.raises(ActionRefused, match="not over"):
        jobs.ask_to_make(unit=house.branch, year=YEAR, by=house.viewer("secretary"), at=house.at)
    assert dossiers.ready([house.branch], YEAR - 1, house.today) == [house.branch]
    assert not Dossier.objects.exists()


@pytest.mark.begins(after=year_published)
def test_a_members_own_copy_is_the_same_issue_as_in_the_pack_and_good_without_a_server(house: House) -> None:
    later = house.at + LATER
    by = house.viewer("member", on=later.date())

    def copy(form: str) -> own.OwnCopy:
        return own.own_copy(
            member=house.member(), year=YEAR, form=form, language="zh-hans", scheme=house.scheme, by=by, at=later
        )

    first, data = copy("pdf"), copy("json")
    assert copy("pdf").content == first.content and copy("json").content == data.content
    pack = packs(house)[0].pack
    assert Dossier.objects.get(member=house.member()) == first.dossier == data.dossier
    assert Dossier.objects.filter(pack=pack).count() == 4
    for content in (first.content, data.content):
        assert verify(content, store.certificates()).outcome is Outcome.GOOD
    assert json.loads(data.content)["data"]["member"]["number"] == house.member().number
    assert not RecordView.objects.filter(member=house.member()).exists()
    with pytest.raises(ActionRefused):
        own.own_copy(
            member=house.member("committee"), year=YEAR, form="pdf", language="en", scheme=house.scheme, by=by, at=later
        )
