"""Courses at the desk: those of a unit, a new one, and the page of one with who has passed and who is missing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.study import courses
from goodstanding.models import Course, RecordView
from goodstanding.models.public_id import new_key
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import courses as course_queries
from goodstanding.queries.study import quiz
from goodstanding.queries.study import sessions as session_queries
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page
from goodstanding.web.shell.presenters import terms
from goodstanding.web.study.course_pages import found, head, unit_of, unit_trail
from goodstanding.web.study.forms import study as study_forms
from goodstanding.web.study.presenters import courses as course_presenters
from goodstanding.web.study.presenters import lessons as lesson_presenters
from goodstanding.web.study.presenters import quiz as quiz_presenters

State = Course.State
_MOST, _SESSIONS = 60, 10


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The courses of every unit for which the viewer records; straight to the branch, if that is one."""
    who = viewer(request)
    units = list(scope.units(who, Allowed.RECORD_FACT).filter(closed_on=None)[:2])
    if the_scheme().study is None or not units:
        raise Http404
    if len(units) == 1:
        return redirect("unit_study", code=units[0].code)
    mine = course_queries.taught(who).exclude(state=State.WITHDRAWN)[:_MOST]
    context = {"title": _("Study"), "unit": units[0], "courses": [course_presenters.entry(course) for course in mine]}
    return render(request, "study/overview.html", context)


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's courses and sessions, and the meetings whose class hours are not recorded."""
    unit, scheme, on = unit_of(request, code), the_scheme(), viewer(request).on
    mine = unit.courses.select_related("unit").exclude(state=State.WITHDRAWN)[:_MOST]
    sessions = session_queries.of_unit(unit)[:_SESSIONS]
    context = {
        "title": _("Study"),
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": unit_trail(request, unit),
        "courses": [course_presenters.entry(course) for course in mine],
        "meetings": [
            course_presenters.meeting_entry(meeting) for meeting in session_queries.without_hours(unit, scheme, on)
        ],
        "sessions": [course_presenters.session_entry(session) for session in sessions],
    }
    return render(request, "study/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new course: its kind, then what it is."""
    unit, scheme = unit_of(request, code), the_scheme()
    word = request.GET.get("kind", "")
    context: dict[str, Any] = {"title": _("New course"), "lead": unit.name, "unit": unit}
    context["breadcrumbs"] = unit_trail(request, unit, _("New course"))
    assert scheme.study is not None
    if word not in scheme.study.courses:
        kinds = [
            {"url": f"?kind={kind}", "icon": "book", "label": terms.text(rule.title)}
            for kind, rule in scheme.study.courses.items()
        ]
        return render(request, "study/kinds.html", context | {"kinds": kinds})
    form = study_forms.CourseForm(request.POST or None, scheme=scheme, hours=scheme.study.courses[word].hours)
    made: list[Course] = []

    def act(_data: dict[str, Any]) -> None:
        made.append(
            courses.make(
                unit=unit, word=word, what=form.particulars(), scheme=scheme, by=viewer(request), at=now(),
                form=request.POST.get("form", ""),
            )
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Made. Add lessons or questions, then set it for the members."))
        return redirect("course", key=made[0].key)
    more = {"form": form, "key": request.POST.get("form") or new_key(), "lead": terms.text(
        scheme.study.courses[word].title)}  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "study/new.html", context | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Another title, other hours, another group."""
    course, scheme = found(request, key), the_scheme()
    kind = course_queries.kind_of(course, scheme)
    initial = study_forms.CourseForm.of(course)
    form = study_forms.CourseForm(
        request.POST or None, scheme=scheme, hours=kind is not None and kind.hours, initial=initial
    )

    def act(_data: dict[str, Any]) -> None:
        courses.change(course=course, what=form.particulars(), scheme=scheme, by=viewer(request), at=now())

    context = head(request, course, _("Change the course")) | {"submit_label": _("Save")}
    return form_page(request, form, act, done=_("Changed."), to=reverse("course", args=[key]), context=context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One course: its content while it is prepared; once members have it, who has passed and who is missing."""
    course, scheme, on = found(request, key), the_scheme(), viewer(request).on
    bank = quiz.questions(course)
    has_content = bool(bank) or course.lessons.exists()
    learners = [] if course.state in {State.DRAFT, State.WITHDRAWN} else course_queries.learners(course, scheme, on)
    record_views.leave(request, [learner.member for learner in learners], RecordView.How.LIST, Allowed.SEE_ROSTER)
    numbers, out = list(course.questions.values_list("number", flat=True)), quiz.withdrawals(course)
    context = head(request, course) | {
        "state": course.get_state_display(),
        "tone": course_presenters.TONES[course.state],
        "rows": course_presenters.rows(course, len(bank)),
        "is_draft": course.state == State.DRAFT,
        "removable": course.key if course.state == State.DRAFT else "",
        "withdrawable": course.key if course.state in {State.OPEN, State.CLOSED} else "",
        "is_open": course.state == State.OPEN,
        "actions": course_presenters.actions(course, on, has_quiz=bool(bank), has_content=has_content),
        "is_empty": not has_content,
        "lessons": [lesson_presenters.shown(lesson) for lesson in course.lessons.all()],
        "questions": [
            quiz_presenters.previewed(question, number, out.get(place))
            for place, (question, number) in enumerate(zip(bank, numbers, strict=True))
        ],
        "learners": [course_presenters.learner(learner) for learner in learners],
        "counted": course_presenters.counted(learners) if learners else "",
    }
    return render(request, "study/course.html", context)
