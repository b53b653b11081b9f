"""Lessons with a file: what is taken, what is refused with what to do, where it lies, and what goes away again."""

import os
import stat
import time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goodstanding.access.policies import Denied
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import lessons
from goodstanding.actions.study.lessons import LessonParticulars
from goodstanding.models import Course, Lesson
from goodstanding.queries.operations import attachments as files
from goodstanding.queries.study.captions import Paragraph, transcript
from tests.attached import HTML, PDF
from tests.films import box, element, mp4, sent, track, vtt, webm
from tests.house import AT, House
from tests.study import drafted, with_files

pytestmark = pytest.mark.usefixtures("house")
CAPTIONS = {"zh": vtt("大家好。")}


def added(
    house: House, course: Course, kind: str, content: bytes | None, *, by: str = "secretary", **more: Any
) -> Lesson:
    file = None if content is None else sent(more.pop("name", "x"), content)
    what = LessonParticulars("Rules", file_kind=kind, file=file, captions=more.get("captions", CAPTIONS))
    return lessons.add_lesson(course=course, what=what, by=house.viewer(by), at=AT)


def refused(house: House, course: Course, kind: str, content: bytes | None, **more: Any) -> tuple[str, str]:
    before = set(files.folder_of("lessons").iterdir())
    with pytest.raises(ActionRefused) as refusal:
        added(house, course, kind, content, **more)
    assert set(files.folder_of("lessons").iterdir()) == before, "nothing of it lies here"
    return refusal.value.field, str(refusal.value)


def test_a_pdf_and_a_film_lie_here_as_they_came_for_this_user_only(house: House) -> None:
    course = drafted(house, quiz="")
    pdf, film = with_files(house, course)
    live = added(house, course, "video", webm(is_live=True), name="../讲座.html")
    assert [(one.number, one.file_name, one.file_bytes) for one in (pdf, film, live)] == [
        (2, "statute.pdf", len(PDF)), (3, "talk.mp4", len(mp4())), (4, "讲座.webm", len(webm())),
    ]  # fmt: skip
    for lesson, content in ((pdf, PDF), (film, mp4()), (live, webm(is_live=True))):
        path = files.path_of(lesson.file, "lessons")
        assert path is not None
        assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (content, 0o600)
    assert (live.captions_zh, live.captions_en) == (vtt("大家好。").decode(), "")


def test_what_is_no_whole_film_that_phones_play_is_refused_with_what_to_do(house: House) -> None:
    course = drafted(house, quiz="")
    whole, no_picture = mp4(), box(b"ftyp", b"isom", bytes(4)) + box(b"moov", track(b"soun", b"mp4a")) + box(b"mdat")
    endless = mp4()[:24] + (1).to_bytes(4) + b"moov" + (1 << 62).to_bytes(8)
    for content, says in [
        (HTML, "neither an MP4 nor a WebM"),
        (PDF, "neither an MP4 nor a WebM"),
        (b"", "neither an MP4 nor a WebM"),
        (b"\x00\x00\x00\x10ftyp", "not whole"),
        (whole[:-1], "not whole"),
        (whole[:300], "not whole"),
        (endless, "not whole"),
        (whole[: whole.index(b"mdat") - 4], "not whole"),
        (mp4(brand=b"qt  "), "the form of a camera"),
        (mp4(remarks=box(b"udta", box(b"\xa9xyz", b"+00.0000+000.0000/"))), "says where it was taken"),
        (mp4(remarks=box(b"meta", b"mdtacom.apple.quicktime.location.ISO6709")), "says where it was taken"),
        (mp4(b"hvc1"), "picture of the video is hvc1"),
        (mp4(b"encv"), "picture of the video is encv"),
        (mp4(sound=b"ac-3"), "sound of the video is ac-3"),
        (no_picture, "has no picture"),
        (webm(kind=b"matroska"), "Matroska"),
        (webm(b"V_MPEG4/ISO/AVC"), "picture of the video is V_MPEG4/ISO/AVC"),
        (webm(sound=b"A_PCM/INT/LIT"), "sound of the video is A_PCM"),
        (webm()[:-1], "not whole"),
        (webm()[:60], "not whole"),
        (element(0x1A45DFA3, element(0x4282, b"webm")), "not whole"),
    ]:
        assert (says in refused(house, course, "video", content)[1], content[:4]) == (True, content[:4]), says
    assert refused(house, course, "video", None) == ("file", "Choose the video.")
    assert course.lessons.count() == 1


@pytest.mark.parametrize(
    ("captions", "field", "says"),
    [
        ({}, "captions_zh", "members who cannot hear must be able to follow"),
        ({"en": b"1\n00:00:01,000 --> 00:00:02,000\nHi\n"}, "captions_en", "first line is not WEBVTT"),
        ({"en": b"WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n"}, "captions_en", "Line 4 is no time"),
        ({"zh": b"WEBVTT\n\n00:05.000 --> 00:04.000\nHi\n"}, "captions_zh", "Line 3 ends before it begins"),
        (
            {"zh": b"WEBVTT\n\n00:05.000 --> 00:06.000\nHi\n\n00:04.000 --> 00:07.000\nHo"},
            "captions_zh", "Line 6 begins before the one above",
        ),
        ({"zh": b"WEBVTT\n\n00:05.000 --> 00:06.000\n\n"}, "captions_zh", "Line 3 has no words below it"),
        ({"zh": b"WEBVTT\n\nSTYLE\n::cue { color: red }\n"}, "captions_zh", "Line 3: Styles and regions"),
        ({"zh": b"WEBVTT\n\n00:05.000 --> 00:06.000\nA\n<img src=x onerror=a()>"}, "captions_zh", "Line 5 has marks"),
        ({"zh": b"WEBVTT\n\n00:05.000 --> 00:06.000\n<v A onclick=x <b>>"}, "captions_zh", "Line 4 has marks"),
        ({"zh": "WEBVTT\n\n00:05.000 --> 00:06.000\n好".encode("gb18030")}, "captions_zh", "not in UTF-8"),
        ({"zh": b"WEBVTT\n\n00:05.000 --> 00:06.000\n\x00"}, "captions_zh", "Line 4 holds signs"),
        ({"zh": b"WEBVTT\n\nNOTE nothing"}, "captions_zh", "no captions in the file"),
        ({"zh": CAPTIONS["zh"], "en": vtt("x" * (512 * 1024))}, "captions_en", "larger than 512 KB"),
    ],
)  # fmt: skip
def test_captions_say_in_which_line_they_are_none(house: House, captions: Any, field: str, says: str) -> None:
    course = drafted(house, quiz="")
    where, sentence = refused(house, course, "video", mp4(), captions=captions)
    assert where == field
    assert says in sentence


def test_the_transcript_reads_as_it_was_said(house: House) -> None:
    captions = "\ufeffWEBVTT a talk\r\n\r\nNOTE\r\nfirst draft\r\n\r\n" + "\r\n\r\n".join([
        "one\r\n00:01.000 --> 00:02.500 align:start position:10%\r\n<v 王老师>大家好，</v>",
        "00:02.500 --> 00:04.000\r\n<v 王老师><b>今天</b>说会费。",
        "00:04.500 --> 00:06.000\r\n<v Ann>Is it 3 &lt; 4",
        "00:06.000 --> 00:07.000\r\n<v Ann>per cent?",
        "01:02:03.000 --> 01:02:04.000\r\n<v Ann>Thanks.",
    ])  # fmt: skip
    lesson = added(house, drafted(house, quiz=""), "video", mp4(), captions={"zh": captions.encode()})
    assert "\r" not in lesson.captions_zh
    assert transcript(lesson.captions_zh) == [
        Paragraph(1_000, "王老师", "大家好，今天说会费。"),
        Paragraph(4_500, "Ann", "Is it 3 < 4 per cent?"),
        Paragraph(3_723_000, "Ann", "Thanks."),
    ]


def test_files_have_their_limits_and_no_byte_more(house: House, settings: Any) -> None:
    course, most = drafted(house, quiz=""), lessons.MOST_PDF_MB << 20
    assert refused(house, course, "pdf", HTML)[1].startswith("This is no whole PDF")
    assert refused(house, course, "pdf", PDF[:20])[1].startswith("This is no whole PDF")
    assert refused(house, course, "pdf", None) == ("file", "Choose the PDF.")
    filled = PDF[:-6] + bytes(most - len(PDF)) + PDF[-6:]
    assert added(house, course, "pdf", filled).file_bytes == most
    assert "larger than 20 MB" in refused(house, course, "pdf", PDF[:9] + b" " + filled[9:])[1]
    settings.MOST_VIDEO_MB = 1
    data = (1 << 20) - len(mp4(data=0))
    assert added(house, course, "video", mp4(data=data)).file_bytes == 1 << 20
    assert "larger than 1 MB" in refused(house, course, "video", mp4(data=data + 1))[1]


def test_who_may_not_teach_stores_nothing_and_the_database_holds_what_a_film_needs(house: House) -> None:
    course = drafted(house, quiz="")
    for who in ("member", "neighbour", "foreign_secretary"):
        with pytest.raises(Denied):
            added(house, course, "pdf", PDF, by=who)
    assert list(files.folder_of("lessons").iterdir()) == []
    for wrong in (
        {"file_kind": "video", "file": "a.mp4", "file_name": "a"},
        {"file_kind": "pdf", "file": "a.pdf"},
        {"text": "x", "file_kind": "pdf"},
        {},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lesson.objects.create(course=course, number=9, title="x", **wrong)


def test_a_file_goes_when_its_lesson_is_gone_and_not_before(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    course, by = drafted(house, quiz=""), house.viewer("secretary")
    pdf, film = with_files(house, course)
    with monkeypatch.context() as broken:
        broken.setattr(audit, "record", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            added(house, course, "pdf", PDF)
    assert {path.name for path in files.folder_of("lessons").iterdir()} == {pdf.file, film.file}
    lessons.remove_lesson(course=course, number=pdf.number, by=by, at=AT)
    assert lessons.tidy_files() == 0, "it may be on its way to a lesson"
    for path in files.folder_of("lessons").iterdir():
        os.utime(path, (time.time() - 2 * 24 * 3600,) * 2)
    assert lessons.tidy_files() == 1
    assert [path.name for path in files.folder_of("lessons").iterdir()] == [film.file]


@pytest.fixture(autouse=True)
def nothing_there() -> None:
    """What other tests stored is gone."""
    for path in files.folder_of("lessons").iterdir():
        path.unlink()
