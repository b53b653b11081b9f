"""What the pages of courses at the desk share: finding a unit or a course, and the top of its pages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Course, Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import courses as course_queries
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import viewer
from goodstanding.web.study.presenters import courses as course_presenters


def unit_of(request: HttpRequest, code: str) -> Unit:
    """A unit whose courses the viewer makes. Raises Http404 where the rules say nothing of study."""
    if the_scheme().study is None:
        raise Http404
    found: Unit = get_object_or_404(scope.units(viewer(request), Permission.RECORD_FACT), code=code)
    return found


def found(request: HttpRequest, key: str) -> Course:
    """A course of such a unit."""
    return get_object_or_404(course_queries.taught(viewer(request)), key=key)


def unit_trail(request: HttpRequest, unit: Unit, label: str = "") -> list[dict[str, str]]:
    """The way to the study of a unit, and to a page below it."""
    way = unit_presenters.trail_to(viewer(request), unit, _("Study"))
    if label:
        way[-1]["url"] = reverse("unit_study", args=[unit.code])
        way.append({"label": label, "url": ""})
    return way


def head(request: HttpRequest, course: Course, label: str = "") -> dict[str, Any]:
    """What the top of every page of a course shows."""
    way = unit_trail(request, course.unit, course.title)
    if label:
        way[-1]["url"] = reverse("course", args=[course.key])
        way.append({"label": label, "url": ""})
    return {
        "title": label or course.title,
        "lead": course.title if label else course_presenters.kind_title(course),
        "course": course,
        "breadcrumbs": way,
    }


def act_on(request: HttpRequest, key: str, act: Callable[[Course], str]) -> HttpResponse:
    """Does something to a course, says what came of it or why not, and goes back to it."""
    course = found(request, key)
    try:
        messages.success(request, act(course))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("course", key=key)
