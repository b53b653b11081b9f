"""Courses as their unit's officers see them, and as a member does; who a course is for, and who is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.study import CourseKind
from goodstanding.models import Course, CourseEnrolment, Lesson, Member, MemberClass, Membership, Unit
from goodstanding.models.people.unit import paths_to
from goodstanding.models.valid_time import valid_on

State = Course.State


@dataclass(frozen=True)
class Learner:
    """A member whom a course is for. is_due: whether something is missing until they pass; else it is their choice."""

    member: Member
    is_due: bool
    enrolment: CourseEnrolment | None

    @property
    def has_passed(self) -> bool:
        """Whether they have passed."""
        return self.enrolment is not None and self.enrolment.passed_on is not None

    @property
    def is_excused(self) -> bool:
        """Whether they were excused and have not passed."""
        return not self.has_passed and self.enrolment is not None and self.enrolment.excused_at is not None

    @property
    def is_missing(self) -> bool:
        """Whether they are due, not excused, and have not passed."""
        return self.is_due and not self.has_passed and not self.is_excused


@dataclass(frozen=True)
class OwnCourse:
    """A course as one member has it."""

    course: Course
    is_due: bool
    enrolment: CourseEnrolment | None

    @property
    def has_passed(self) -> bool:
        """Whether the member has passed."""
        return self.enrolment is not None and self.enrolment.passed_on is not None

    @property
    def waits(self) -> bool:
        """Whether it waits for the member: open, due, and neither passed nor excused."""
        excused = self.enrolment is not None and self.enrolment.excused_at is not None
        return self.course.state == State.OPEN and self.is_due and not self.has_passed and not excused


def kind_of(course: Course, scheme: Scheme) -> CourseKind | None:
    """What the rules say about its kind; none where they no longer have it."""
    return scheme.study.courses.get(course.kind) if scheme.study else None


def taught(viewer: Viewer) -> QuerySet[Course]:
    """The courses of units over which the viewer records what happened."""
    units = scope.units(viewer, Permission.RECORD_FACT)
    return Course.objects.filter(unit__in=units).select_related("unit")


def of_unit(unit: Unit) -> QuerySet[Course]:
    """The courses that were made for a unit, and those from above that its members have."""
    return Course.objects.filter(unit__path__in=paths_to(unit.path)).select_related("unit")


def own(member: Member, scheme: Scheme, on: date) -> list[OwnCourse]:
    """The courses that a member has: the open ones by the day they are due, then the closed ones that concern them."""
    if member.unit is None or member.left_on is not None:
        return []
    given = Course.objects.filter(unit__path__in=paths_to(member.unit.path), state__in=(State.OPEN, State.CLOSED))
    courses = list(given.select_related("unit", "set_by__member").order_by("due_on", "pk"))
    if not courses:
        return []
    classes = frozenset(MemberClass.objects.filter(valid_on(on), member=member).values_list("word", flat=True))
    since = {span.unit_id: span.from_on for span in Membership.objects.filter(valid_on(on), member=member)}
    enrolments = {found.course_id: found for found in CourseEnrolment.objects.filter(member=member, course__in=courses)}
    begun = max(since.values(), default=member.joined_on)
    return [
        OwnCourse(course, _is_due(course, scheme, classes, begun), enrolments.get(course.pk))
        for course in courses
        if is_for(course, scheme, classes) or course.pk in enrolments
    ]


def lessons(course: Course) -> list[Lesson]:
    """The lessons of a course, without the captions of its films, which are as long as books."""
    return list(course.lessons.defer("captions_en", "captions_zh"))


def lesson_of_file(viewer: Viewer, stored_as: str, scheme: Scheme) -> Lesson | None:
    """The lesson that a file belongs to: for who teaches the course, and for members who have it."""
    lesson = Lesson.objects.select_related("course").filter(file=stored_as).exclude(file="").first()
    if lesson is None:
        return None
    if viewer.verified and taught(viewer).filter(pk=lesson.course_id).exists():
        return lesson
    if viewer.member_id is None:
        return None
    member = Member.objects.select_related("unit").filter(pk=viewer.member_id).first()
    has = member is not None and any(found.course == lesson.course for found in own(member, scheme, viewer.on))
    return lesson if has else None


def waiting(member: Member, scheme: Scheme, on: date) -> list[OwnCourse]:
    """The courses that wait for a member."""
    if scheme.study is None:
        return []
    return [found for found in own(member, scheme, on) if found.waits]


def learners(course: Course, scheme: Scheme, on: date) -> list[Learner]:
    """Everyone whom a course is for, in the order of their names' sounds: those due, those welcome, those enrolled."""
    spans = Membership.objects.filter(valid_on(on), unit__path__startswith=course.unit.path, member__left_on=None)
    begun = dict(spans.values_list("member_id", "from_on"))
    enrolments = {found.member_id: found for found in course.enrolments.select_related("passed_by__member")}
    wanted = {*begun, *enrolments}
    members = Member.objects.filter(pk__in=wanted).select_related("unit").order_by("initials", "number")
    classes = _classes(wanted, on)
    return [
        Learner(
            member,
            member.pk in begun and _is_due(course, scheme, classes[member.pk], begun[member.pk]),
            enrolments.get(member.pk),
        )
        for member in members
        if member.pk in enrolments or is_for(course, scheme, classes[member.pk])
    ]


def is_for(course: Course, scheme: Scheme, classes: frozenset[str]) -> bool:
    """Whether a course is for a member with these classes, by the rules and by what it says itself."""
    kind = kind_of(course, scheme)
    wanted: Sequence[str] = course.classes
    return kind is not None and kind.due.is_for(classes) and (not wanted or not classes.isdisjoint(wanted))


def has(course: Course, member: Member, scheme: Scheme, on: date) -> bool:
    """Whether a member belongs where a course is given, and it is for them."""
    if member.unit is None or not member.unit.path.startswith(course.unit.path):
        return False
    return is_for(course, scheme, _classes([member.pk], on)[member.pk])


def _is_due(course: Course, scheme: Scheme, classes: frozenset[str], begun: date) -> bool:
    """Whether something is missing until a member passes: not where it is their choice, nor for whom came later."""
    kind = kind_of(course, scheme)
    if kind is None or course.set_on is None or begun > course.set_on:
        return False
    return is_for(course, scheme, classes) and kind.due.binds(classes)


def _classes(members: Iterable[int], on: date) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {pk: set() for pk in members}
    for member, word in MemberClass.objects.filter(valid_on(on), member__in=found).values_list("member_id", "word"):
        found[member].add(word)
    return {pk: frozenset(words) for pk, words in found.items()}
