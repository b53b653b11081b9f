"""What a visitor reads when a page fails or a disk is full: a sentence, and a reference that is in the log too."""

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.test import Client

from goodstanding.config.log import Json
from goodstanding.models import Fact, Objection
from tests.attached import PDF
from tests.disks import small_disk
from tests.house import House
from tests.objected import absent_and_published
from tests.web.objections.objecting import address, sent
from tests.web.shell.failing import broken, failing

ENGLISH, CHINESE = "Something went wrong on our side", "系统出现错误"
HTMX = {"HX-Request": "true"}


def test_the_reference_on_the_page_is_the_one_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="goodstanding.web.shell.failing_pages"):
        answer = broken(house, RuntimeError("a secret of the inside"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert ENGLISH in page
    assert "a secret of the inside" not in page
    assert answer["X-Reference"] in page
    (line,) = [
        json.loads(Json().format(one)) for one in caplog.records if one.name == "goodstanding.web.shell.failing_pages"
    ]
    assert (line["reference"], line["path"], line["what"]) == (answer["X-Reference"], "/home/", "RuntimeError")
    assert "in ask" in line["traceback"]


@pytest.mark.parametrize(("language", "said"), [("en", ENGLISH), ("zh-hans", CHINESE)])
@pytest.mark.parametrize("headers", [{}, HTMX, {"Accept": "application/json"}], ids=["page", "fragment", "script"])
def test_it_is_said_in_the_visitors_language_in_the_form_that_was_asked_for(
    house: House, language: str, said: str, headers: dict[str, str]
) -> None:
    account = house.account("member")
    account.language = language
    account.save()
    answer = broken(house, RuntimeError(), **headers)
    text = answer.content.decode()
    assert ("<html" in text) == (headers == {})
    assert answer["X-Reference"] in text
    assert said in (answer.json()["text"] if "Accept" in headers else text)


def test_without_a_visit_the_language_is_the_browsers(house: House) -> None:
    client = Client(raise_request_exception=False, headers={"Accept-Language": "zh-CN"})
    with failing(RuntimeError(), "goodstanding_organization"):
        answer = client.get("/")
    assert answer.status_code == 500
    assert CHINESE in answer.content.decode()


def full_database(folder: Path) -> Exception:
    """What SQLite says when it cannot grow."""
    small = sqlite3.connect(folder / f"{len(list(folder.iterdir()))}.sqlite3")
    small.execute("CREATE TABLE t (a)")
    small.execute("PRAGMA max_page_count = 2")
    try:
        small.execute("INSERT INTO t VALUES (zeroblob(100000))")
    except sqlite3.OperationalError as full:
        return full
    finally:
        small.close()
    raise AssertionError("it is not full")


def test_a_full_disk_is_told_as_a_full_disk(house: House, tmp_path: Path) -> None:
    answer = broken(house, full_database(tmp_path))
    assert (answer.status_code, answer["Retry-After"]) == (507, "60")
    assert "Our disk is full" in answer.content.decode()
    assert broken(house, full_database(tmp_path), **HTMX).content.decode().count("Our disk is full") == 1


def test_postgresql_says_so_in_its_own_way(house: House) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    with pytest.raises(OperationalError, match="full") as said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$")
    assert broken(house, said.value).status_code == 507


@pytest.mark.begins(after=absent_and_published)
def test_an_attachment_that_finds_no_room_leaves_nothing_half_done(house: House, settings: Any) -> None:
    run, facts = house.begun
    client = house.client("member")
    client.raise_request_exception = False
    client.get(address(run, facts[1]))
    with small_disk(settings.DATA / "objections", 64) as disk:
        large = PDF.replace(b"%%EOF", b"%" + b"a" * 200_000 + b"\n%%EOF")
        answer = sent(client, run, facts[1], attachment=SimpleUploadedFile("a.pdf", large))
        assert answer.status_code == 507
        assert "Our disk is full" in answer.content.decode()
        assert list(disk.iterdir()) == []
        assert not Objection.objects.exists()
        assert sent(client, run, facts[1], attachment=SimpleUploadedFile("a.pdf", PDF)).status_code == 302
    assert Objection.objects.count() == 1
    assert Fact.objects.exists()
