"""Lessons: a text, a link, a PDF or a film with captions, put into a course and taken out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.operations import attachments
from goodstanding.actions.operations.attachments import Kept, Sent
from goodstanding.actions.operations.films import ending_of_film
from goodstanding.actions.refusal import ActionRefused, at_most, needed
from goodstanding.actions.study.preconditions import held
from goodstanding.models import Course, Lesson
from goodstanding.queries.study.captions import CaptionFault, read_captions

State = Course.State
FileKind = Lesson.FileKind
MOST_LESSONS = 50
MOST_PDF_MB = 20
_MIB = 1 << 20
#: The languages in which a film can have captions; each has a field.
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class LessonParticulars:
    """A lesson: a text to read, a link to follow, a file, or several of them.

    file_kind: what the file is to be. is_too_large: it was larger than any file, and is not here any more. captions: of
    a film, what was sent by the language it is in.
    """

    title: str
    text: str = ""
    link: str = ""
    file_kind: str = ""
    file: Sent | None = None
    is_too_large: bool = False
    captions: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))


def add_lesson(*, course: Course, what: LessonParticulars, by: Viewer, at: datetime) -> Lesson:
    """One more lesson, at the end; also while members have the course. Raises ActionRefused where a file is not taken.

    A large file is stored before the course is held still, so that nobody waits for the disk; if nothing comes about,
    it is deleted.
    """
    with transaction.atomic():
        _refuse_too_many(held(course, by, State.DRAFT, State.OPEN))
    lesson = Lesson(title=needed(what.title, "title", missing=_("Give it a title."), most=200))
    lesson.text, lesson.link = at_most(what.text, "text", 20_000), at_most(what.link, "link", 500)
    if not lesson.text and not lesson.link and not what.file_kind:
        raise ActionRefused(_("Write what there is to read, or give a link."), "text")
    if lesson.link and not lesson.link.startswith(("https://", "http://")):
        raise ActionRefused(_("A link begins with https://"), "link")
    kept = _with_file(lesson, what) if what.file_kind else None
    try:
        return _added(course, lesson, by, at)
    except BaseException:
        attachments.drop(kept, "lessons")
        raise


@transaction.atomic
def _added(course: Course, lesson: Lesson, by: Viewer, at: datetime) -> Lesson:
    lesson.course = held(course, by, State.DRAFT, State.OPEN)
    lesson.number = _refuse_too_many(lesson.course)
    lesson.save(force_insert=True)
    audit.record("add", "lesson", f"{course.key}:{lesson.number}", by=by, at=at, unit=lesson.course.unit)
    return lesson


def _refuse_too_many(course: Course) -> int:
    """The number of the next lesson. Raises ActionRefused where no more fits."""
    last = course.lessons.order_by("-number").first()
    number = last.number + 1 if last else 1
    if number > MOST_LESSONS:
        raise ActionRefused(_("A course has at most %(most)s lessons.") % {"most": MOST_LESSONS})
    return number


@transaction.atomic
def remove_lesson(*, course: Course, number: int, by: Viewer, at: datetime) -> None:
    """Takes a lesson out of a course in preparation. Its file goes with the day's work, in case this is taken back."""
    course = held(course, by, State.DRAFT)
    if Lesson.objects.filter(course=course, number=number).delete()[0]:
        audit.record("remove", "lesson", f"{course.key}:{number}", by=by, at=at, unit=course.unit)


def tidy_files() -> int:
    """Deletes files that no lesson speaks of: of a crash, or of a lesson taken out. Returns how many."""
    names = Lesson.objects.exclude(file="").values_list("file", flat=True)
    return attachments.tidy("lessons", names)


def _with_file(lesson: Lesson, what: LessonParticulars) -> Kept:
    """Checks and stores the file, and writes it on the lesson."""
    file = what.file
    if what.is_too_large:
        _refuse_large(what.file_kind)
    if file is None:
        missing = _("Choose the PDF.") if what.file_kind == FileKind.PDF else _("Choose the video.")
        raise ActionRefused(missing, "file")
    if what.file_kind == FileKind.PDF:
        ending = _checked_pdf(file)
    else:
        ending = _checked_film(file)
        lesson.captions_zh, lesson.captions_en = (_captions(what.captions, language) for language in LANGUAGES)
        if not lesson.captions_zh and not lesson.captions_en:
            raise ActionRefused(
                _("Add captions, in Chinese or English: members who cannot hear must be able to follow the video."),
                f"captions_{LANGUAGES[0]}",
            )
    kept = attachments.keep_in_pieces(file, ending, "lessons")
    lesson.file_kind, lesson.file, lesson.file_name, lesson.file_bytes = (
        what.file_kind, kept.stored_as, kept.name, file.size,
    )  # fmt: skip
    return kept


def _refuse_large(file_kind: str) -> None:
    """Raises ActionRefused for a file that is larger than its kind may be."""
    if file_kind == FileKind.PDF:
        most = MOST_PDF_MB
        message = _("The PDF is larger than %(most)s MB. Save it with smaller pictures, or split it into two lessons.")
    else:
        most = settings.MOST_VIDEO_MB
        message = _("The video is larger than %(most)s MB. Export it smaller (480p), or split it into two lessons.")
    raise ActionRefused(message % {"most": most}, "file")


def _checked_pdf(file: Sent) -> str:
    if file.size > MOST_PDF_MB * _MIB:
        _refuse_large(FileKind.PDF)
    if not attachments.is_pdf(file.begins_with(attachments.LAST), file.ends_with(attachments.LAST)):
        raise ActionRefused(_("This is no whole PDF. Export the document as PDF, and choose that file."), "file")
    return "pdf"


def _checked_film(file: Sent) -> str:
    if file.size > settings.MOST_VIDEO_MB * _MIB:
        _refuse_large(FileKind.VIDEO)
    return ending_of_film(file, "file")


def _captions(sent: Mapping[str, bytes], language: str) -> str:
    content = sent.get(language, b"")
    try:
        return read_captions(content) if content else ""
    except CaptionFault as fault:
        raise ActionRefused(str(fault.message) % {"line": fault.line}, f"captions_{language}") from None
