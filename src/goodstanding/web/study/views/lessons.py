"""Lessons with a file: a member's page of one, and the files and captions themselves. Nothing records who opened what.

A PDF opens in the viewer of the phone. Browsers refuse to run their viewers in a sandbox, so what keeps a PDF harmless
is its type, which was checked and must not be guessed (nosniff), and a policy under which nothing is loaded or run.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from goodstanding.actions.study.lessons import LANGUAGES
from goodstanding.models import Lesson
from goodstanding.queries.operations import attachments
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import courses as course_queries
from goodstanding.web.operations.ranged import ranged
from goodstanding.web.shell.auth import own_page, viewer
from goodstanding.web.study.own_courses import own_courses
from goodstanding.web.study.presenters import lessons as lesson_presenters

_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A lesson with a file, by its file, of a course that the member has."""
    mine = [found.course.pk for found in own_courses(request)]
    lesson = get_object_or_404(Lesson.objects.select_related("course"), course__in=mine, file=key)
    context = {
        "title": lesson.title,
        "lead": lesson.course.title,
        "here": "to_do",
        "back_url": reverse("my_course", args=[lesson.course.key]),
        "one": lesson_presenters.shown(lesson),
    }
    return render(request, "study/own_lesson.html", context)


@require_safe
@own_page
def file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file of a lesson, or a part of it; with `?download=1` to keep."""
    lesson, path = _lesson(request, key), attachments.path_of(key, "lessons")
    if path is None:
        raise Http404
    answer = ranged(request, path, attachments.type_of(path))
    is_download = "download" in request.GET
    answer["Content-Disposition"] = content_disposition_header(is_download, lesson.file_name) or "inline"
    is_shown = lesson.file_kind == Lesson.FileKind.PDF and not is_download
    return _guarded(answer, _VIEWER if is_shown else _SANDBOX)


@require_safe
@own_page
def captions(request: HttpRequest, key: str) -> HttpResponseBase:
    """The captions of a film in a language, by its file and the language: `….mp4.zh`."""
    stored_as, _dot, language = key.rpartition(".")
    if language not in LANGUAGES:
        raise Http404
    text = getattr(_lesson(request, stored_as), f"captions_{language}")
    if not text:
        raise Http404
    return _guarded(HttpResponse(text, content_type="text/vtt; charset=utf-8"), _SANDBOX)


def _lesson(request: HttpRequest, key: str) -> Lesson:
    lesson = course_queries.lesson_of_file(viewer(request), key, the_scheme())
    if lesson is None:
        raise Http404
    return lesson


def _guarded(answer: HttpResponseBase, policy: str) -> HttpResponseBase:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = policy
    return answer
