"""Courses on pages: what they are called, where they stand, who has passed, and what a member still has to do."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goodstanding.engine.scheme.scheme import Scheme, decimal_text
from goodstanding.models import Attempt, Course, CourseEnrolment, Meeting, StudySession
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study.courses import Learner, OwnCourse
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.shell.presenters import terms

TONES = {"draft": "muted", "open": "warn", "closed": "good", "withdrawn": "muted"}
State = Course.State


def kind_title(course: Course) -> str:
    """What kind of course it is, in the reader's words."""
    study = the_scheme().study
    kind = study.courses.get(course.kind) if study else None
    return terms.text(kind.title) if kind else course.kind


def session_title(word: str) -> str:
    """A kind of session in the reader's words."""
    study = the_scheme().study
    kind = study.sessions.get(word) if study else None
    return terms.text(kind.title) if kind else word


def hours(class_hours: int) -> str:
    """Class hours in words; empty for none."""
    if not class_hours:
        return ""
    count = decimal_text(class_hours)
    return ngettext("%(count)s class hour", "%(count)s class hours", 1 if count == "1" else 2) % {"count": count}


def entry(course: Course) -> dict[str, Any]:
    """One course in a list at the desk."""
    due = _("due by %(day)s") % {"day": terms.said_day(course.due_on)} if course.due_on else ""
    return {
        "url": reverse("course", args=[course.key]),
        "icon": "book",
        "label": course.title,
        "detail": " · ".join(part for part in (kind_title(course), due) if part),
        "badge": course.get_state_display(),
        "tone": TONES[course.state],
    }


def own_entry(found: OwnCourse) -> dict[str, Any]:
    """One course in a list of the member's own."""
    course = found.course
    badge, tone = own_state(found)
    return {
        "url": reverse("my_course", args=[course.key]),
        "icon": "book",
        "label": course.title,
        "detail": " · ".join(part for part in (kind_title(course), _until(found)) if part),
        "badge": badge,
        "tone": tone,
    }


def waiting_entry(found: OwnCourse) -> dict[str, Any]:
    """A course in the list of what waits for a member."""
    assert found.course.due_on is not None, "an open course has a day"
    return own_entry(found) | {"badge": "", "due": found.course.due_on, "deed": _("Study")}


class _Duty(Protocol):
    """An entry that could still be recorded; see OpenDuty."""

    @property
    def kind(self) -> str: ...
    @property
    def planned(self) -> str: ...


def deed(duty: _Duty, waiting: Sequence[OwnCourse], scheme: Scheme) -> dict[str, Any]:
    """The way to the course that leaves such an entry; empty where none that waits does."""
    study = scheme.study
    if study is None:
        return {}
    of_quiz = {study.quiz.taken, study.quiz.score}
    for found in waiting:
        if duty.planned == found.course.key or (duty.kind in of_quiz and found.course.questions.exists()):
            detail = f"{found.course.title} · {_until(found)}"
            return {"url": reverse("my_course", args=[found.course.key]), "detail": detail, "deed": _("Study")}
    return {}


def own_state(found: OwnCourse) -> tuple[str, str]:
    """How a member stands with a course, in a word, with its tone."""
    enrolment = found.enrolment
    if found.has_passed:
        return _("Passed"), "good"
    if enrolment is not None and enrolment.excused_at is not None:
        return pgettext("a course", "Excused"), "info"
    if found.course.state == State.CLOSED:
        return _("Not passed"), "muted"
    return (_("To pass"), "warn") if found.is_due else (_("If you like"), "muted")


def _until(found: OwnCourse) -> str:
    course = found.course
    if found.has_passed or course.state != State.OPEN or course.due_on is None:
        return ""
    return _("by %(day)s") % {"day": terms.said_day(course.due_on)}


def rows(course: Course, question_count: int) -> list[dict[str, Any]]:
    """What a course is, line by line, for those who teach."""
    classes = terms.listed(terms.member_class(word) for word in course.classes)
    found = [
        {"label": _("Kind"), "value": kind_title(course)},
        {"label": pgettext("a course", "For"), "value": classes or _("Everyone whom the rules mean")},
        {"label": _("Unit"), "value": course.unit.name},
        {"label": _("Class hours"), "value": hours(course.class_hours) or _("None")},
        {"label": _("Questions"), "value": str(question_count)},
    ]
    if course.due_on is not None and course.set_on is not None:
        found.append({"label": _("Set on"), "value": terms.said_day(course.set_on)})
        found.append({"label": _("Due by"), "value": terms.said_day(course.due_on)})
    return found


def own_rows(found: OwnCourse, question_count: int) -> list[dict[str, Any]]:
    """What a course asks of a member, line by line."""
    course, told = found.course, list[dict[str, Any]]()
    if course.due_on is not None:
        told.append({"label": _("Time until"), "value": terms.said_day(course.due_on)})
    if course.class_hours:
        told.append({"label": _("Class hours"), "value": hours(course.class_hours)})
    if course.set_by is not None:
        told.append({"label": _("Set by"), "value": course.set_by.shown_name})
    if question_count and found.enrolment is not None and found.enrolment.best_score is not None:
        told.append({"label": _("Best result"), "value": percent(found.enrolment.best_score)})
    return told


def percent(score: int) -> str:
    """A score in per cent."""
    return _("%(score)s of 100") % {"score": score}


def how_to_pass(question_count: int) -> str:
    """What passing takes."""
    study = the_scheme().study
    if question_count and study is not None:
        mark = _("Passed with %(score)s of 100 in the quiz, on this phone or on paper.") % {"score": study.quiz.pass_at}
        book = _("Open book: use any source, and try as often as you like; your best result counts.")
        return mark + ("" if terms.is_chinese() else " ") + book
    return _("Your teacher says when you have passed. How long you read is not recorded.")


def attempt_entry(attempt: Attempt, score: int) -> dict[str, Any]:
    """An attempt that was handed in, in the member's list. score: what it is worth now."""
    assert attempt.handed_in_on is not None
    return {
        "url": reverse("my_quiz", args=[attempt.key]),
        "icon": "print" if attempt.paper_id else "phone",
        "label": percent(score),
        "detail": terms.said_day(attempt.handed_in_on),
    }


def learner(found: Learner) -> dict[str, Any]:
    """One line of who has passed and who is missing."""
    enrolment = found.enrolment
    text, tone = _("Welcome, not due"), "muted"
    if found.has_passed:
        text, tone = _("Passed"), "good"
    elif found.is_excused:
        text, tone = pgettext("a course", "Excused"), "info"
    elif found.is_missing:
        text, tone = _("Missing"), "warn"
    return {
        "member": found.member,
        "text": text,
        "tone": tone,
        "detail": _how(enrolment) if enrolment else "",
        "can_mark": not found.has_passed,
        "can_excuse": found.is_missing,
    }


def _how(enrolment: CourseEnrolment) -> str:
    parts = []
    if enrolment.passed_on is not None:
        how = str(enrolment.get_passed_how_display())
        parts.append(terms.aside(how, enrolment.passed_by.shown_name) if enrolment.passed_by else how)
        parts.append(terms.said_day(enrolment.passed_on))
    if enrolment.best_score is not None:
        parts.append(percent(enrolment.best_score))
    return " · ".join(parts)


def counted(learners: Sequence[Learner]) -> str:
    """How many have passed, how many are missing."""
    passed = sum(found.has_passed for found in learners)
    missing = sum(found.is_missing for found in learners)
    told = ngettext("%(count)s has passed", "%(count)s have passed", passed) % {"count": passed}
    return f"{told} · " + ngettext("%(count)s is missing", "%(count)s are missing", missing) % {"count": missing}


def session_entry(session: StudySession) -> dict[str, Any]:
    """One session in the list of a unit."""
    title = meeting_presenters.title(session.meeting) if session.meeting else session_title(session.kind)
    return {
        "title": terms.pair(title, session.topic) if session.topic else title,
        "text": hours(session.class_hours),
        "when": terms.said_day(session.on),
        "by": session.recorded_by.shown_name,
        "icon": "check",
    }


def meeting_entry(meeting: Meeting) -> dict[str, Any]:
    """A closed meeting whose class hours can be recorded."""
    return {
        "url": reverse("study_hours_of_meeting", args=[meeting.key]),
        "icon": "meeting",
        "label": meeting_presenters.full_title(meeting),
        "detail": meeting_presenters.short_when(meeting),
        "deed": _("Record the hours"),
    }


def actions(course: Course, on: date, *, has_quiz: bool, has_content: bool) -> list[dict[str, Any]]:
    """What can be done to a course now, the next step first."""
    draft, given = course.state == State.DRAFT, course.state == State.OPEN
    offered = [
        ("course_close", _("Close the course"), "done", is_over(course, on)),
        ("course_set", _("Set it for the members"), "check", draft and has_content),
        ("course_bring", _("Bring questions in"), "import", draft),
        ("course_paper", _("Print the quiz"), "print", given and has_quiz),
        ("course_paper_code", _("Type a paper in"), "edit", given and has_quiz),
        ("course_lesson", _("Add a lesson"), "plus", draft or given),
        ("course_change", _("Change"), "edit", draft),
        ("course_gift", _("Take the questions out"), "export", has_quiz),
        ("course_set", pgettext("a course", "Give more time"), "clock", given),
        ("course_withdraw", _("Withdraw"), "close", draft or given),
    ]
    return [
        {
            "url": reverse(name, args=[] if name == "course_paper_code" else [course.key]),
            "label": label,
            "icon": icon,
            "quiet": number > 0,
            "is_post": name in {"course_close", "course_paper"},
        }
        for number, (name, label, icon, _shown) in enumerate(offer for offer in offered if offer[3])
    ]


def is_over(course: Course, on: date) -> bool:
    """Whether the day by which an open course was due has gone by."""
    return course.state == State.OPEN and course.due_on is not None and on > course.due_on
