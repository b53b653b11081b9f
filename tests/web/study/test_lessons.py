"""Lessons with a file on pages: put in by a teacher, opened by members of the branch, and by no others."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import Course, Lesson
from goodstanding.web.operations import uploads
from tests.attached import HTML, PDF
from tests.films import mp4, vtt
from tests.house import House
from tests.pages import tags, texts, words
from tests.study import drafted, given, with_files

pytestmark = pytest.mark.usefixtures("house")


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_teacher_chooses_what_a_lesson_is_and_reads_what_is_wrong_with_its_files(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, desk = drafted(house, quiz=""), house.client("secretary")
    address = reverse("course_lesson", args=[course.key])
    kinds = desk.get(address)
    offered = [tag["href"] for tag in tags(kinds, "a") if (tag["href"] or "").startswith("?kind=")]
    assert offered == ["?kind=text", "?kind=pdf", "?kind=video", "?kind=link"]
    form = desk.get(f"{address}?kind=video")
    assert [tag["name"] for tag in tags(form, "input", type="file")] == ["file", "captions_zh", "captions_en"]
    assert tags(form, "form", enctype="multipart/form-data")
    assert "up to 200 MB" in words(form)
    wrong = desk.post(f"{address}?kind=pdf", {"title": "Statute", "file": upload("statute.pdf", HTML)})
    assert wrong.status_code == 422
    assert "This is no whole PDF" in words(wrong)
    assert [tag["value"] for tag in tags(wrong, "input", name="title")] == ["Statute"]
    assert "Choose the PDF." in words(desk.post(f"{address}?kind=pdf", {"title": "Statute"}))
    film = {"title": "Talk", "file": upload("a.mp4", mp4())}
    silent = desk.post(f"{address}?kind=video", film, headers={"Accept-Language": "zh-Hans"})
    assert silent.status_code == 422
    assert "听不见" in words(silent)
    film = {"title": "Talk", "file": upload("a.mp4", mp4()), "captions_zh": upload("a.vtt", vtt("大家好。"))}
    assert desk.post(f"{address}?kind=video", film)["Location"] == reverse("course", args=[course.key])
    desk.post(f"{address}?kind=pdf", {"title": "Statute", "file": upload("statute.pdf", PDF)})
    shown = desk.get(reverse("course", args=[course.key]))
    assert "Video · 4 KB" in words(shown)
    assert "PDF · 1 KB" in words(shown)
    assert "大家好。" in words(shown)
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    large = desk.post(f"{address}?kind=video", {"title": "Talk", "file": upload("a.mp4", mp4())})
    assert large.status_code == 422
    assert "The video is larger than 200 MB" in words(large)
    assert [lesson.title for lesson in Lesson.objects.filter(course=course)] == ["Article 3", "Talk", "Statute"]


def test_a_member_opens_a_pdf_and_a_film_and_nothing_is_written_about_it(house: House) -> None:
    course = given(house, at=timezone.now())
    pdf, film = with_files(house, course)
    phone = house.client("member")
    own = phone.get(reverse("my_course", args=[course.key]))
    assert "Hello." not in words(own), "what is said stands on the page of the film"
    pages = [reverse("my_lesson", args=[lesson.file]) for lesson in (pdf, film)]
    assert [tag["href"] for tag in tags(own, "a", class_="lesson-link")] == pages
    with CaptureQueriesContext(connection) as asked:
        first, second = (phone.get(page) for page in pages)
        links = [tag["href"] or "" for page in (first, second) for tag in tags(page, "a")]
        tracks = tags(second, "track")
        sources = [tag["src"] or "" for tag in [*tags(second, "source"), *tracks]]
        opened = [phone.get(address) for address in [*(link for link in links if "/files/" in link), *sources]]
    assert [answer.status_code for answer in [first, second, *opened]] == [200] * (2 + len(opened))
    reading = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE)")
    written = [query["sql"] for query in asked if not reading.match(query["sql"])]
    assert [sql for sql in written if "session" not in sql] == []
    assert "PDF · 1 KB" in words(first)
    assert "From the call to the minutes." in words(second)
    assert [(tag["srclang"], "default" in tag) for tag in tracks] == [("en", True), ("zh-Hans", False)]
    assert tags(second, "video", controls=None)[0]["preload"] == "none"
    assert "0:02 Hello. Today: meetings." in words(second)
    shown, to_keep = opened[0], opened[1]
    assert content_of(shown) == PDF == content_of(to_keep)
    assert shown["Content-Disposition"] == 'inline; filename="statute.pdf"'
    assert to_keep["Content-Disposition"] == 'attachment; filename="statute.pdf"'
    assert "sandbox" not in shown["Content-Security-Policy"], "browsers open no PDF in a sandbox"
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    for answer in opened:
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer is shown or "sandbox" in answer["Content-Security-Policy"]
    captions = opened[-2]
    assert (captions["Content-Type"], captions.content) == (
        "text/vtt; charset=utf-8",
        vtt("Hello.", "Today: meetings."),
    )


def test_a_player_asks_for_parts_of_a_film(house: House) -> None:
    film = with_files(house, given(house, at=timezone.now()))[1]
    whole, address, phone = mp4(), reverse("lesson_file", args=[film.file]), house.client("member")
    size = len(whole)

    def part(asked: str, **more: str) -> Any:
        return phone.get(address, headers={"Range": asked, **more})

    for asked, first, last in [
        ("bytes=0-1", 0, 1),
        ("bytes=100-", 100, size - 1),
        ("bytes=100-999999", 100, size - 1),
        ("bytes=-10", size - 10, size - 1),
        (f"bytes=-{size + 5}", 0, size - 1),
        (f"bytes={size - 1}-", size - 1, size - 1),
    ]:
        answer = part(asked)
        assert answer.status_code == 206, asked
        assert answer["Content-Range"] == f"bytes {first}-{last}/{size}"
        assert answer["Content-Length"] == str(last - first + 1)
        assert answer["Content-Type"] == "video/mp4"
        assert content_of(answer) == whole[first : last + 1], asked
    for asked in (f"bytes={size}-", "bytes=-0", f"bytes={size + 5}-{size + 9}"):
        answer = part(asked)
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}"), asked
    for asked in ("bytes=0-1,5-6", "bytes=5-2", "bytes=-", "lines=1-2", "bytes=x-"):
        answer = part(asked)
        assert (answer.status_code, content_of(answer)) == (200, whole), asked
    assert part("bytes=0-1")["Accept-Ranges"] == "bytes"
    tag = part("bytes=0-1")["ETag"]
    assert part("bytes=0-1", **{"If-Range": tag}).status_code == 206
    assert part("bytes=0-1", **{"If-Range": '"another"'}).status_code == 200


def test_files_are_for_the_branch_and_its_teacher_once_members_have_the_course(house: House) -> None:
    draft = drafted(house, at=timezone.now())
    lesson = with_files(house, draft)[1]
    addresses = [
        reverse("lesson_file", args=[lesson.file]),
        reverse("lesson_captions", args=[f"{lesson.file}.zh"]),
        reverse("my_lesson", args=[lesson.file]),
    ]

    def seen(who: str) -> list[int]:
        return [house.client(who).get(address).status_code for address in addresses]

    assert seen("secretary") == [200, 200, 404]
    assert seen("sub_district_officer") == [200, 200, 404]
    for who in ("member", "neighbour", "stranger", "analyst"):
        assert seen(who) == [404, 404, 404], who
    day = timezone.localdate()
    Course.objects.filter(pk=draft.pk).update(state="open", set_on=day, due_on=day, set_by=house.account("secretary"))
    assert seen("member") == [200, 200, 200]
    assert [seen(who) for who in ("neighbour", "stranger")] == [[404] * 3] * 2
    assert [Client().get(address).status_code for address in addresses] == [302] * 3
    phone = house.client("member")
    gone = [reverse("lesson_captions", args=[f"{lesson.file}.fr"]), reverse("lesson_file", args=["../secret-key"[-8:]])]
    assert [phone.get(address).status_code for address in gone] == [404, 404]
    Lesson.objects.filter(pk=lesson.pk).update(captions_zh="")
    assert phone.get(addresses[1]).status_code == 404
    assert texts(phone.get(addresses[2]), "summary") == ["Read what is said (English)"]
