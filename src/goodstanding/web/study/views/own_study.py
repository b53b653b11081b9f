"""A member's own study: what is due, what is there besides, and one course."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions.study import attempts
from goodstanding.models import Attempt, Course
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import courses as course_queries
from goodstanding.queries.study import quiz
from goodstanding.queries.study.courses import OwnCourse
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import saying_refusals
from goodstanding.web.study.own_courses import own_courses
from goodstanding.web.study.presenters import courses as course_presenters
from goodstanding.web.study.presenters import lessons as lesson_presenters

_PAST = 20


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """What waits, what else there is, what was."""
    mine = own_courses(request)
    waiting = [found for found in mine if found.waits]
    others = [found for found in mine if found.course.state == Course.State.OPEN and not found.waits]
    past = [found for found in reversed(mine) if found.course.state == Course.State.CLOSED]
    context = {
        "title": _("Study"),
        "here": "to_do",
        "back_url": reverse("to_do"),
        "waiting": [course_presenters.own_entry(found) for found in waiting],
        "others": [course_presenters.own_entry(found) for found in others],
        "past": [course_presenters.own_entry(found) for found in past[:_PAST]],
    }
    return render(request, "study/own_list.html", context)


@require_safe
@own_page
def course(request: HttpRequest, key: str) -> HttpResponse:
    """One course: what it asks, its lessons, its quiz, how earlier attempts went."""
    found = _found(request, key)
    count = found.course.questions.filter(withdrawal=None).count()
    tries = Attempt.objects.filter(course=found.course, member=viewer(request).member_id)
    open_one = tries.filter(handed_in_at=None).first()
    handed_in = list(tries.exclude(handed_in_at=None))
    scores = quiz.scores(handed_in)
    badge, tone = course_presenters.own_state(found)
    context = {
        "title": found.course.title,
        "here": "to_do",
        "back_url": reverse("my_study"),
        "course": found.course,
        "kind": course_presenters.kind_title(found.course),
        "badge": badge,
        "tone": tone,
        "rows": course_presenters.own_rows(found, count),
        "how": course_presenters.how_to_pass(count),
        "lessons": lesson_presenters.listed(course_queries.lessons(found.course)),
        "has_quiz": bool(count) and found.course.state == Course.State.OPEN,
        "quiz_label": _quiz_label(open_one is not None, bool(handed_in)),
        "attempts": [course_presenters.attempt_entry(one, scores[one.pk]) for one in handed_in],
    }
    return render(request, "study/own_course.html", context)


def _quiz_label(is_open: bool, is_retake: bool) -> str:
    if is_open:
        return _("Continue the quiz")
    return _("Take the quiz again") if is_retake else _("Take the quiz")


@require_POST
@own_page
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Begins an attempt, or goes on with the one that is open."""
    found = _found(request, key)
    with saying_refusals(request):
        attempt = attempts.begin(course=found.course, scheme=the_scheme(), by=viewer(request), at=now())
        return redirect("my_quiz", key=attempt.key)
    return redirect("my_course", key=key)


def _found(request: HttpRequest, key: str) -> OwnCourse:
    for found in own_courses(request):
        if found.course.key == key:
            return found
    raise Http404
