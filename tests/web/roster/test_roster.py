"""Pages that bring rosters in and take them out, as secretaries and officers use them."""

import csv
import io
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from goodstanding.flows.imports import files
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.models import Job, Member, RecordView, RosterImport
from goodstanding.sheets import limits
from goodstanding.web.operations import uploads
from tests.house import House
from tests.pages import words
from tests.rosters import CHINESE_HEADER, HEADER, as_csv, as_xlsx, line


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The worker listens to signals of its own."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for one, what in before.items():
        signal.signal(one, what)


def deliver() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def send(client: Client, content: bytes, name: str = "roster.csv", unit: str = "B111") -> Any:
    return client.post(reverse("roster_import", args=[unit]), {"file": SimpleUploadedFile(name, content)})


def places(**chosen: int) -> dict[str, str]:
    return {name: str(place) for name, place in chosen.items()}


ALL = places(number=0, name=1, unit=2, joined_on=3, full_on=4, classes=5, phone=6)


@pytest.mark.usefixtures("transactional_db")
def test_a_secretary_brings_a_roster_from_the_file_to_the_list(house: House) -> None:
    client = house.client("secretary")
    answer = send(client, as_xlsx([CHINESE_HEADER, line("N1", "成员来"), line("N2", joined="x")]), "名册.xlsx")
    one = RosterImport.objects.get()
    address = reverse("roster_import_page", args=[one.key])
    assert answer["Location"] == address
    preview = client.get(address)
    assert "成员来" in words(preview) and "党员编号" in words(preview)
    assert preview.context["form"].initial == ALL
    assert client.post(address, ALL)["Location"] == address
    waiting = client.get(address)
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    deliver()
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    checked = words(client.get(address))
    assert "To be added 1" in checked and "This is not a date." in checked
    assert not Member.objects.filter(number="N1").exists()
    client.post(reverse("roster_import_write", args=[one.key]), {"rows": "good"})
    deliver()
    assert "New members 1" in words(client.get(address))
    assert "成员来" in words(client.get(reverse("roster", args=["B111"])))


@pytest.mark.usefixtures("transactional_db")
def test_refused_rows_are_downloaded_as_a_sheet_in_the_reader_s_language(house: House) -> None:
    client = house.client("secretary")
    send(client, as_csv([HEADER, line("N1", joined="=cmd()")]))
    one = RosterImport.objects.get()
    client.post(reverse("roster_import_page", args=[one.key]), ALL)
    deliver()
    client.post(reverse("set_language"), {"language": "zh-hans"})
    sheets = {
        kind: client.get(reverse("roster_refusals", args=[one.key]), {"format": kind}) for kind in ("csv", "xlsx")
    }
    content = {kind: b"".join(sheet.streaming_content) for kind, sheet in sheets.items()}  # type: ignore[attr-defined]
    header, row = csv.reader(content["csv"].decode("utf-8-sig").splitlines())
    assert header == ["工作表", "行", "列", "内容", "原因", "修改建议"]
    assert row == ["", "2", "Joined on", "'=cmd()", "不是日期。", "请写全年月日，如2016-07-01。"]
    assert load_workbook(io.BytesIO(content["xlsx"])).active["D2"].value == "'=cmd()"
    assert "filename*=utf-8''" in sheets["csv"]["Content-Disposition"].lower()


def test_what_is_no_roster_is_told_beside_the_field(house: House) -> None:
    page = send(house.client("secretary"), b"<html>", "r.xlsx")
    assert page.status_code == 422
    assert "web page that was named .xlsx" in words(page)
    assert not RosterImport.objects.exists()


def test_a_file_beyond_the_limit_is_not_kept_and_the_page_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    before = set(files.folder().iterdir())
    page = send(house.client("secretary"), b"x" * 200_000)
    assert page.status_code == 422
    assert f"larger than {limits.MOST_BYTES >> 20} MiB" in words(page)
    assert set(files.folder().iterdir()) == before


def test_without_a_file_the_page_asks_for_one(house: House) -> None:
    page = house.client("secretary").post(reverse("roster_import", args=["B111"]), {})
    assert page.status_code == 422
    assert "This field is required." in words(page)


def test_one_column_is_not_two_things_and_number_and_name_are_needed(house: House) -> None:
    client = house.client("secretary")
    send(client, as_csv([HEADER, line("N1")]))
    one = RosterImport.objects.get()
    address = reverse("roster_import_page", args=[one.key])
    twice = client.post(address, ALL | {"phone": "1"})
    assert twice.status_code == 422
    assert "Another field has this column already." in words(twice)
    assert client.post(address, {"number": "0"}).status_code == 422
    assert not Job.objects.exists()


def test_a_column_that_belongs_to_nothing_here_is_said_to_be_left_out(house: House) -> None:
    client = house.client("secretary")
    rows = [[*HEADER, "Dues base"], [*line("N1", "成员来"), "8000"]]
    page = client.get(send(client, as_csv(rows))["Location"])
    assert "Not stored, unless chosen below: Dues base" in words(page)


def test_letters_that_are_not_certain_are_asked_about(house: House) -> None:
    client = house.client("secretary")
    send(client, as_csv([["甲", "乙", "丙"], ["N1", "成员新", "2012-03-04"]], "gb18030"))
    one = RosterImport.objects.get()
    address = reverse("roster_import_page", args=[one.key])
    assert "成员新" in words(client.get(address))
    chosen = places(number=0, name=1, joined_on=2)
    assert client.post(address, chosen).status_code == 422
    assert client.post(address, chosen | {"reads_right": "on"}).status_code == 302


def test_an_import_is_given_up_with_its_file(house: House) -> None:
    client = house.client("secretary")
    send(client, as_csv([HEADER, line("N1")]))
    one = RosterImport.objects.get()
    page = client.post(reverse("roster_import_give_up", args=[one.key]), follow=True)
    assert "The import is cancelled" in words(page)
    assert not files.path_of(one.stored_as).exists()
    assert "Nothing from the file is in the roster." in words(client.get(reverse("roster_import_page", args=[one.key])))


def test_nothing_is_written_before_it_was_checked(house: House) -> None:
    client = house.client("secretary")
    send(client, as_csv([HEADER, line("N1")]))
    one = RosterImport.objects.get()
    page = client.post(reverse("roster_import_write", args=[one.key]), {"rows": "all"}, follow=True)
    assert "The file must be checked first." in words(page)
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "who", ["neighbour", "sub_district_officer", "city_officer", "auditor", "operator", "committee"]
)
def test_nobody_else_opens_an_import(house: House, who: str) -> None:
    send(house.client("secretary"), as_csv([HEADER, line("N1")]))
    one = RosterImport.objects.get()
    client = house.client(who)
    for route in ("roster_import_page", "roster_refusals"):
        assert client.get(reverse(route, args=[one.key])).status_code == 404
    for route in ("roster_import_page", "roster_import_write", "roster_import_give_up"):
        assert client.post(reverse(route, args=[one.key]), ALL).status_code == 404
    assert files.path_of(one.stored_as).exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_names_every_column_and_holds_nobody(house: House, kind: str) -> None:
    client = house.client("secretary")
    client.post(reverse("set_language"), {"language": "zh-hans"})
    answer = client.get(reverse("roster_template", args=["B111"]), {"format": kind})
    send(client, b"".join(answer.streaming_content), f"t.{kind}")  # type: ignore[attr-defined]
    one = RosterImport.objects.get()
    assert one.columns["matched"] == {column.name: place for place, column in enumerate(COLUMNS)}
    assert "列名之下没有内容" in words(client.get(reverse("roster_import_page", args=[one.key])))


def exported(client: Client, unit: str = "B111", **more: str) -> list[list[str]]:
    answer = client.post(reverse("roster_export", args=[unit]), {"kind": "csv", "below": "yes"} | more)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return list(csv.reader(content.decode("utf-8-sig").splitlines()))


def test_a_small_roster_is_exported_at_once_and_every_member_reads_it(house: House) -> None:
    before = set(files.folder().iterdir())
    rows = exported(house.client("secretary"))
    assert len(rows) == 6
    assert set(files.folder().iterdir()) == before
    assert house.member("member").record_views.get().how == RecordView.How.EXPORT
    assert "Exported" in words(house.client("member").get(reverse("my_record_viewers")))


def test_the_list_s_filter_goes_along_into_the_export(house: House) -> None:
    client = house.client("secretary")
    house.enrol("B111", "张三丰", "N1")
    page = client.get(reverse("roster", args=["B111"]), {"q": "zsf"})
    assert f"{reverse('roster_export', args=['B111'])}?q=zsf" in page.content.decode()
    assert [row[0] for row in exported(client, q="zsf")[1:]] == ["N1"]


@pytest.mark.usefixtures("transactional_db")
def test_a_large_roster_is_exported_by_a_job_that_nobody_else_can_take(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goodstanding.web.roster.views import roster_exports

    monkeypatch.setattr(roster_exports, "MOST_AT_ONCE", 10)
    client = house.client("city_officer")
    client.post(reverse("roster_export", args=["CITY"]), {"kind": "xlsx", "below": "yes"})
    deliver()
    job = Job.objects.get()
    address = reverse("roster_download", args=[job.key])
    assert address in client.get(reverse("job", args=[job.key])).content.decode()
    answer = client.get(address)
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet.max_row == 41
    for who in ("operator", "secretary", "auditor"):
        assert house.client(who).get(address).status_code == 404
    files.drop(job.result["file"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_of_an_import_runs_no_inline_script_and_is_not_stored(house: House, language: str) -> None:
    client = house.client("secretary")
    client.post(reverse("set_language"), {"language": language})
    send(client, as_csv([HEADER, line("N1")]))
    one = RosterImport.objects.get()
    routes = [reverse("roster_import", args=["B111"]), reverse("roster_export", args=["B111"])]
    for address in [*routes, reverse("roster_import_page", args=[one.key])]:
        page = client.get(address)
        assert page["Cache-Control"] == "no-store"
        text = page.content.decode()
        assert "<script>" not in text and " style=" not in text.split("<main")[1] and "onclick" not in text
