"""What a course consists of: lessons added, lessons and questions taken out, questions taken along as GIFT."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.study import banks, lessons
from goodstanding.models import Course
from goodstanding.queries.study import quiz
from goodstanding.quizzes.banks.gift_write import write_gift
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page
from goodstanding.web.study.course_pages import act_on, found, head
from goodstanding.web.study.forms.lessons import KINDS, LessonForm
from goodstanding.web.study.presenters import lessons as lesson_presenters


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def lesson(request: HttpRequest, key: str) -> HttpResponse:
    """One more lesson: its kind, then what it is."""
    course, kind = found(request, key), request.GET.get("kind", "")
    context = head(request, course, _("Add a lesson"))
    if request.method != "POST" and kind not in KINDS:
        return render(request, "study/kinds.html", context | {"kinds": lesson_presenters.kinds()})
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LessonForm(*sent, kind=kind, too_large=getattr(request, "too_large", False))

    def act(_data: dict[str, Any]) -> None:
        lessons.add_lesson(course=course, what=form.particulars(), by=viewer(request), at=now())

    context |= {"submit_label": _("Add it"), "keep": f"lesson-{kind}"}
    return form_page(request, form, act, done=_("Added."), to=reverse("course", args=[key]), context=context)


@require_POST
@desk_page
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a lesson or a question out of a course in preparation."""

    def act(course: Course) -> str:
        what, text = request.POST.get("what", ""), request.POST.get("number", "")
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
        removing = lessons.remove_lesson if what == "lesson" else banks.remove_question
        removing(course=course, number=number, by=viewer(request), at=now())
        return _("Taken out.")

    return act_on(request, key, act)


@require_safe
@desk_page
def gift(request: HttpRequest, key: str) -> HttpResponse:
    """The questions as a file that Moodle reads."""
    text = write_gift(quiz.questions(found(request, key)))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="questions.gift"'
    answer["Cache-Control"] = "no-store"
    return answer
