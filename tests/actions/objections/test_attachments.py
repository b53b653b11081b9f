"""Attachments: a few types, told by what is in them; kept so that nobody else reads or runs them."""

import os
import stat
import time
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.actions.objections import objections
from goodstanding.actions.operations import attachments
from goodstanding.actions.operations.attachments import Attached
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Objection
from goodstanding.queries.operations import attachments as files
from tests.attached import HTML, PDF
from tests.house import House
from tests.objected import absent_and_published, objected

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20) + b"\xff\xd9"
WRONG = {
    "html": HTML,
    "html after a space": b"\n \t" + HTML,
    "html after a byte order mark": b"\xef\xbb\xbf" + HTML,
    "script in a text": b"Dear all,\n<script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "xml": b'<?xml version="1.0"?><a/>',
    "a page in other letters": HTML.decode().encode("utf-16"),
    "gif": b"GIF89a" + bytes(30),
    "zip": b"PK\x03\x04" + bytes(30),
    "program": b"\x7fELF" + bytes(30),
    "windows program": b"MZ" + bytes(30),
    "a pdf with something in front": b"MZ\x90\x00" + PDF,
    "half a pdf": PDF[:20] + b"\x00\x80",
    "empty": b"",
    "blank": b" \n",
    "escape signs": b"\x1b[2J hello",
    "latin letters": "café".encode("latin-1"),
}


@pytest.fixture(autouse=True)
def nothing_there() -> None:
    """What other tests kept is gone."""
    for path in files.folder_of("objections").iterdir():
        path.unlink()


@pytest.mark.parametrize(
    ("content", "ending"),
    [(PDF, "pdf"), (PNG, "png"), (JPEG, "jpg"), ("我当时在火车上。\r\n3 < 4\n".encode(), "txt"), (b"a < b", "txt")],
)
def test_the_type_is_told_by_the_content(content: bytes, ending: str) -> None:
    assert attachments.ending_of(content) == ending


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("name", ["evidence.pdf", "evidence.txt"])
def test_anything_else_is_refused_whatever_it_is_called(house: House, what: str, name: str) -> None:
    before = set(files.folder_of("objections").iterdir())
    with pytest.raises(ActionRefused, match="Only PDF"):
        attachments.keep(Attached(name, WRONG[what]), "objections")
    assert set(files.folder_of("objections").iterdir()) == before, "nothing is kept of it"


def test_five_megabytes_and_not_one_byte_more(house: House) -> None:
    full = PDF[:-6] + b" " * (attachments.MOST_BYTES - len(PDF)) + b"%%EOF\n"
    assert len(full) == attachments.MOST_BYTES
    attachments.keep(Attached("a.pdf", full), "objections")
    for size in (attachments.MOST_BYTES + 1, 6 * 1024 * 1024):
        with pytest.raises(ActionRefused, match="larger than 5 MB"):
            attachments.keep(Attached("a.pdf", full + b" " * (size - len(full))), "objections")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("信.pdf", "信.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        ("/etc/cron.d/x", "x.pdf"),
        ("page.html", "page.pdf"),
        ("a.pdf\x00.html", "a.pdf.pdf"),
        ('a"; filename="b.exe', "a filename=b.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("gpj.\u202egro", "gpj.pdf"),
        ("...", "attachment.pdf"),
        ("", "attachment.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
    ],
)
def test_a_name_loses_its_folders_and_what_misleads(name: str, shown: str) -> None:
    assert attachments.shown_name(name, "pdf") == shown


@pytest.mark.begins(after=absent_and_published)
def test_it_lies_in_the_data_folder_under_a_random_name_for_this_user_only(house: House) -> None:
    run, facts = house.begun
    one, other = (objected(house, run, fact, attachment=Attached("../../x.pdf", PDF)) for fact in facts)
    assert one.attachment != other.attachment
    path = files.path_of(one.attachment, "objections")
    assert path is not None
    assert path.parent == Path(settings.DATA) / "objections"
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (PDF, 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (one.attachment_name, len(path.stem)) == ("x.pdf", 32)


@pytest.mark.begins(after=absent_and_published)
def test_a_row_that_names_another_file_gives_none(house: House) -> None:
    run, facts = house.begun
    objection = objected(house, run, facts[1])
    for name in ("../secret-key", "/etc/passwd", "secret-key", ""):
        objection.attachment = name
        assert files.path_of(objection.attachment, "objections") is None, name


@pytest.mark.begins(after=absent_and_published)
def test_where_the_objection_is_refused_no_file_stays_and_what_a_crash_left_goes(house: House) -> None:
    run, facts = house.begun
    kept = objected(house, run, facts[1], attachment=Attached("x.pdf", PDF))
    with pytest.raises(ActionRefused):
        objected(house, run, facts[1], attachment=Attached("x.pdf", PDF))
    path = files.path_of(kept.attachment, "objections")
    assert list(files.folder_of("objections").iterdir()) == [path]
    left = files.folder_of("objections") / attachments.keep(Attached("y.pdf", PDF), "objections").stored_as
    assert objections.tidy_attachments() == 0
    old = time.time() - 2 * 24 * 3600
    for file in (left, path):
        assert file is not None
        os.utime(file, (old, old))
    assert objections.tidy_attachments() == 1
    assert list(files.folder_of("objections").iterdir()) == [path]
    assert Objection.objects.count() == 1
