"""What is done to a course: set for the members, closed, withdrawn; and what is said of a member in it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import courses, passes, question_withdrawals
from goodstanding.flows.study import jobs
from goodstanding.models import Course, CourseQuestion, Job, Member
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import courses as course_queries
from goodstanding.quizzes.question import Question
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import action_page, attempt
from goodstanding.web.study.course_pages import act_on, found, head
from goodstanding.web.study.forms import study as study_forms
from goodstanding.web.study.presenters import quiz as quiz_presenters


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def set_out(request: HttpRequest, key: str) -> HttpResponse:
    """Sets it for the members, by a day; or gives them more time."""
    course, scheme = found(request, key), the_scheme()
    kind = course_queries.kind_of(course, scheme)
    days = kind.at_least_days if kind else 0
    initial = {"due_on": course.due_on or viewer(request).on + timedelta(days=days)}
    form = study_forms.DueForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> None:
        courses.set_out(course=course, due_on=data["due_on"], scheme=scheme, by=viewer(request), at=now())

    is_new = course.state == Course.State.DRAFT
    title = _("Set the course for the members") if is_new else pgettext("a course", "Give more time")
    trail = head(request, course, title)["breadcrumbs"]
    done = _("Set. Members find it in their list.") if is_new else _("Changed.")
    to = reverse("course", args=[key])
    return action_page(
        request, form, act, title=title, lead=course.title, done=done, to=to, trail=trail, submit=_("Set it")
    )


@require_POST
@desk_page
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Closes it once its day is over."""

    def act(course: Course) -> str:
        count = courses.close(course=course, scheme=the_scheme(), by=viewer(request), at=now())
        text = ngettext("Closed. %(count)s entry was written.", "Closed. %(count)s entries were written.", count)
        return text % {"count": count}

    return act_on(request, key, act)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes it back, with a reason."""
    course = found(request, key)
    form = study_forms.WithdrawForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        courses.withdraw(course=course, reason=data["reason"], by=viewer(request), at=now())

    title = _("Withdraw the course")
    trail = head(request, course, title)["breadcrumbs"]
    to = reverse("course", args=[key])
    return action_page(request, form, act, title=title, lead=course.title, done=_("Withdrawn."), to=to, trail=trail)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def withdraw_question(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraws a question that is faulty; by that no member loses anything, whatever was answered."""
    course, bank = found(request, key), CourseQuestion.objects.filter(withdrawal=None)
    text = request.GET.get("number", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    question = bank.filter(course=course, number=number).first()
    to = reverse("course", args=[key])
    if question is None:
        return redirect(to)
    form = study_forms.WithdrawQuestionForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        who, scheme = viewer(request), the_scheme()
        if jobs.is_large(course):
            asked.append(jobs.ask_to_withdraw(course=course, number=number, reason=data["reason"], by=who, at=now()))
            return
        count = question_withdrawals.withdraw(
            course=course, number=number, reason=data["reason"], scheme=scheme, by=who, at=now()
        )
        told = ngettext(
            "Withdrawn. %(count)s member has a better result.",
            "Withdrawn. %(count)s members have a better result.",
            count,
        )
        messages.success(request, told % {"count": count})

    asked = list[Job]()
    if request.method == "POST" and attempt(form, act):
        return redirect("job", key=asked[0].key) if asked else redirect(to)
    context = head(request, course, _("Withdraw a question")) | {
        "form": form,
        "question": quiz_presenters.previewed(Question.from_json(question.content), number),
        "cancel_url": to,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "study/withdraw_question.html", context, status=status)


@require_POST
@desk_page
def members(request: HttpRequest, key: str) -> HttpResponse:
    """Says of a member that they passed, or excuses them."""

    def act(course: Course) -> str:
        member = get_object_or_404(Member.objects.select_related("unit"), key=request.POST.get("member", ""))
        who, scheme, at = viewer(request), the_scheme(), now()
        if request.POST.get("do") == "excuse":
            passes.excuse(course=course, member=member, scheme=scheme, by=who, at=at)
            return _("%(member)s is excused.") % {"member": member.name}
        if request.POST.get("do") != "pass":
            raise ActionRefused(_("Choose what should be done."))
        passes.pass_by_word(course=course, members=[member], scheme=scheme, by=who, at=at)
        return _("Recorded: %(member)s has passed.") % {"member": member.name}

    return act_on(request, key, act)
