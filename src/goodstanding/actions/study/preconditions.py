"""What everything done to a course begins with: the course held still, by a person who may, of a kind that exists."""

import hashlib

from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.study import CourseKind, Study
from goodstanding.models import Course

State = Course.State


def study_of(scheme: Scheme) -> Study:
    """How the rules let people study. Raises ActionRefused where they say nothing of it."""
    if scheme.study is None:
        raise ActionRefused(_("The rules say nothing about study."))
    return scheme.study


def kind_for(word: str, scheme: Scheme) -> CourseKind:
    """The kind of course that a word stands for. Raises ActionRefused where there is none."""
    kind = study_of(scheme).courses.get(word)
    if kind is None:
        raise ActionRefused(_("The rules have no such kind of course."), "kind")
    return kind


def held(course: Course, by: Viewer, *states: Course.State) -> Course:
    """The course as it is now, held until the transaction ends.

    Raises Denied for anyone who records nothing of its unit, ActionRefused where it stands elsewhere by now.
    """
    Course.objects.select_for_update().get(pk=course.pk)
    found = Course.objects.select_related("unit").get(pk=course.pk)
    check(by, Permission.RECORD_FACT, found.unit)
    refuse_unless(found, *states)
    return found


def refuse_unless(course: Course, *states: Course.State) -> None:
    """Raises ActionRefused where a course stands at none of these."""
    if not states or course.state in states:
        return
    sentences = {
        State.DRAFT: _("The course is still being prepared."),
        State.OPEN: _("Members have this course already, so it stays as it is. Make another, or withdraw it."),
        State.CLOSED: _("The course is closed."),
        State.WITHDRAWN: _("The course was withdrawn."),
    }
    raise ActionRefused(sentences[State(course.state)])


def digest(form: str) -> str:
    """By which what was made knows the form that made it."""
    return hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest()
