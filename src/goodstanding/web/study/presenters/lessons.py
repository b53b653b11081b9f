"""Lessons on pages: their kinds, how large their file is, and the words of a film beside it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.actions.study.lessons import LANGUAGES
from goodstanding.models import Lesson
from goodstanding.queries.operations import attachments
from goodstanding.queries.study.captions import Paragraph, transcript
from goodstanding.web.shell.presenters import terms

#: What each language of captions is called, in itself, and in the marks of a page.
_SAID = {"zh": ("中文", "zh-Hans"), "en": ("English", "en")}


def kinds() -> list[dict[str, str]]:
    """What a lesson can be."""
    return [
        {"url": "?kind=text", "icon": "edit", "label": _("Text to read")},
        {"url": "?kind=pdf", "icon": "book", "label": "PDF"},
        {"url": "?kind=video", "icon": "phone", "label": _("Video with captions")},
        {"url": "?kind=link", "icon": "chevron-right", "label": _("Link")},
    ]


def listed(found: Sequence[Lesson]) -> list[dict[str, Any]]:
    """The lessons of a course, those with a file as a line that leads to their page; the only one open."""
    return [
        _entry(lesson) if lesson.file else {"lesson": lesson, "is_open": len(found) == 1} for lesson in found
    ]  # fmt: skip


def _entry(lesson: Lesson) -> dict[str, Any]:
    return {
        "lesson": lesson,
        "url": reverse("my_lesson", args=[lesson.file]),
        "detail": _file_words(lesson),
    }


def shown(lesson: Lesson) -> dict[str, Any]:
    """A lesson with all that belongs to it."""
    if not lesson.file:
        return {"lesson": lesson}
    url = reverse("lesson_file", args=[lesson.file])
    file = {"words": _file_words(lesson), "name": lesson.file_name, "url": url, "download_url": f"{url}?download=1"}
    if lesson.file_kind == Lesson.FileKind.PDF:
        return {"lesson": lesson, "pdf": file}
    own_first = sorted(LANGUAGES, key=lambda language: (language == "zh") != terms.is_chinese())
    texts = {language: getattr(lesson, f"captions_{language}") for language in own_first}
    given = {language: text for language, text in texts.items() if text}
    ending = lesson.file.rsplit(".", 1)[-1]
    film = file | {
        "type": attachments.TYPES[ending],
        "tracks": [_track(lesson, language, is_first=not at) for at, language in enumerate(given)],
        "transcripts": [_transcript(language, text) for language, text in given.items()],
    }
    return {"lesson": lesson, "film": film}


def _track(lesson: Lesson, language: str, *, is_first: bool) -> dict[str, Any]:
    label, mark = _SAID[language]
    url = reverse("lesson_captions", args=[f"{lesson.file}.{language}"])
    return {"url": url, "label": label, "mark": mark, "is_default": is_first}


def _transcript(language: str, text: str) -> dict[str, Any]:
    label, mark = _SAID[language]
    return {
        "title": terms.aside(_("Read what is said"), label),
        "mark": mark,
        "paragraphs": [
            {"moment": moment(paragraph), "speaker": paragraph.speaker, "text": paragraph.text}
            for paragraph in transcript(text)
        ],
    }


def moment(paragraph: Paragraph) -> str:
    """At which minute and second of the film: 3:07, 1:03:07."""
    minutes, seconds = divmod(paragraph.from_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _file_words(lesson: Lesson) -> str:
    """'PDF · 1.2 MB': what it is, and how much data opening it takes."""
    return f"{lesson.get_file_kind_display()} · {_size(lesson.file_bytes)}"


def _size(count: int) -> str:
    kib = -(-count // 1024)
    return f"{kib} KB" if kib < 1000 else f"{count / (1 << 20):.1f} MB"
