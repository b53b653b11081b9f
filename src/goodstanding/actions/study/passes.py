"""What an office-holder says about a member in a course: that they passed, by the teacher's word, or are excused."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import facts
from goodstanding.actions.study.preconditions import held
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Course, CourseEnrolment, Member
from goodstanding.queries.people.calendars import today
from goodstanding.queries.study import courses as course_queries

State = Course.State


@transaction.atomic
def pass_by_word(*, course: Course, members: Sequence[Member], scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Writes down that members have learned what the course teaches. Gives of how many that is new.

    No member says it of themselves. Raises ActionRefused for whom the course is not for.
    """
    course = held(course, by, State.OPEN)
    _refuse_others(course, members, scheme, by)
    new = 0
    for member in members:
        new += facts.pass_course(course, member, CourseEnrolment.How.WORD, on=today(at), scheme=scheme, by=by, at=at)
    if new:
        audit.record("pass", "course", course.key, by=by, at=at, unit=course.unit)
    return new


@transaction.atomic
def excuse(*, course: Course, member: Member, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Excuses a member: when the course is closed, nothing is missing. Why is not asked, and not stored."""
    course = held(course, by, State.OPEN)
    _refuse_others(course, [member], scheme, by)
    enrolment, _made = CourseEnrolment.objects.select_for_update().get_or_create(course=course, member=member)
    if enrolment.excused_at is None:
        enrolment.excused_at, enrolment.excused_by = at, by.account
        enrolment.save(update_fields=["excused_at", "excused_by"])
        audit.record("excuse", "course", course.key, by=by, at=at, unit=course.unit)


def _refuse_others(course: Course, members: Sequence[Member], scheme: Scheme, by: Viewer) -> None:
    if not members:
        raise ActionRefused(_("Mark at least one."))
    if any(member.pk == by.member_id for member in members):
        raise ActionRefused(_("Another office-holder says that about yourself."))
    for member in members:
        if not course_queries.has(course, member, scheme, by.on):
            raise ActionRefused(_("The course is not for %(member)s.") % {"member": member.name})
