"""A member's attempt at a quiz: answered, saved as it goes, handed in, and explained."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import attempts
from goodstanding.models import Attempt, Course
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import quiz
from goodstanding.web.shell import delivery
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.study.presenters import courses as course_presenters
from goodstanding.web.study.presenters import quiz as quiz_presenters

_OTHERS = _lazy(
    "This attempt had been handed in before, with other answers; those count. Nothing is lost: you can try again."
)


def _own(request: HttpRequest, key: str) -> Attempt:
    mine = Attempt.objects.filter(member=viewer(request).member_id, member__isnull=False)
    return get_object_or_404(mine.select_related("course__unit"), key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The questions; once they are handed in, how it went and why."""
    attempt = _own(request, key)
    found, refused = quiz.asked(attempt), ""
    if request.method == "POST":
        answers = quiz_presenters.given_in(request.POST, found)
        try:
            done = attempts.hand_in(
                attempt=attempt, answers=answers, scheme=the_scheme(), by=viewer(request), at=now(),
                finished_at=delivery.finished_at(request),
            )  # fmt: skip
        except ActionRefused as refusal:
            refused = str(refusal)
        else:
            if not quiz.is_as_sent(done, answers):
                messages.warning(request, _OTHERS)
            to = reverse("my_quiz", args=[key])
            return delivery.taken(to) if delivery.is_delivery(request) else redirect(to)
        if delivery.is_delivery(request):
            return delivery.refused(refused)
    if attempt.handed_in_at is not None:
        return _result(request, attempt)
    context = _head(attempt, _("Quiz")) | {
        "attempt": attempt,
        "questions": quiz_presenters.asked(found),
        "saved": _saved(attempt),
        "refused": refused,
        "served": delivery.served(request),
    }
    return render(request, "study/quiz.html", context, status=422 if refused else 200)


def _result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    study = the_scheme().study
    score = quiz.score_of(attempt)
    passed = study is not None and score >= study.quiz.pass_at
    is_open = attempt.course.state == Course.State.OPEN
    context = _head(attempt, _("Result")) | {
        "attempt": attempt,
        "score": course_presenters.percent(score),
        "score_before": course_presenters.percent(attempt.score or 0) if score != attempt.score else "",
        "passed": passed,
        "questions": quiz_presenters.explained(quiz.in_order(attempt)),
        "again_url": reverse("my_course_begin", args=[attempt.course.key]) if is_open else "",
    }
    return render(request, "study/result.html", context)


def _head(attempt: Attempt, title: str) -> dict[str, Any]:
    back = reverse("my_course", args=[attempt.course.key])
    return {"title": title, "here": "to_do", "back_url": back, "course": attempt.course}


def _saved(attempt: Attempt) -> str:
    if attempt.saved_at is None:
        return ""
    moment = timezone.localtime(attempt.saved_at).strftime("%H:%M")
    return _("Saved at %(moment)s. You can go on later, on this or another phone.") % {"moment": moment}


@require_POST
@own_page
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Stores what is answered so far; answers with when."""
    attempt = _own(request, key)
    answers = quiz_presenters.given_in(request.POST, quiz.asked(attempt))
    attempts.save(attempt=attempt, answers=answers, by=viewer(request), at=now())
    attempt.refresh_from_db(fields=["saved_at"])
    return HttpResponse(_saved(attempt), content_type="text/plain; charset=utf-8")
