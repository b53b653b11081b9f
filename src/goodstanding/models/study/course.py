"""Courses: what members of a unit and all below it are to learn, by when; their lessons and questions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key
from goodstanding.models.valid_time import paired


class Course(models.Model):
    """One course. kind: a word of the scheme's courses. class_hours: thousandths, what passing it is worth.

    classes: members with one of these, of those whom the rules mean; empty for all of them. form: a digest of what the
    form that made it was known by, so that the same form sent again makes nothing twice.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("In preparation")
        OPEN = "open", pgettext_lazy("a course", "Open")
        CLOSED = "closed", pgettext_lazy("a course", "Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)
    class_hours = models.PositiveIntegerField(default=0)
    classes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    form = models.CharField(max_length=64, null=True, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    set_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    set_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="course_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(name="course_has_a_title", condition=~Q(title="")),
            models.UniqueConstraint(
                name="course_once_a_form", fields=["unit", "made_by", "form"], condition=Q(form__isnull=False)
            ),
            paired("course_set", "set_on", "due_on", "set_by"),
            paired("course_ended", "ended_at", "ended_by"),
            models.CheckConstraint(
                name="course_open_is_set", condition=~Q(state__in=["open", "closed"]) | Q(set_on__isnull=False)
            ),
            models.CheckConstraint(
                name="course_ended_has_a_time",
                condition=Q(state__in=["closed", "withdrawn"], ended_at__isnull=False)
                | Q(state__in=["draft", "open"], ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="course_due_after_it_is_set", condition=Q(due_on__isnull=True) | Q(due_on__gte=F("set_on"))
            ),
            models.CheckConstraint(
                name="course_withdrawn_with_a_reason", condition=~Q(state="withdrawn") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="course_of_unit")]

    def __str__(self) -> str:
        return self.title


class Lesson(models.Model):
    """A piece of a course: a text to read, a PDF, a film with captions, or a link to what is read or watched elsewhere.

    Nothing records whether it was. file: the name under which it lies here; file_name: what it is called when it is
    given out. captions_: WebVTT in English and Chinese, of which a film has at least one; nobody has to hear it.
    """

    class FileKind(models.TextChoices):
        """What its file is."""

        PDF = "pdf", "PDF"
        VIDEO = "video", _("Video")

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lessons")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=20_000, blank=True)
    link = models.URLField(max_length=500, blank=True)
    file_kind = models.CharField(max_length=5, choices=FileKind.choices, blank=True)
    file = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_bytes = models.PositiveBigIntegerField(default=0)
    captions_en = models.TextField(blank=True)
    captions_zh = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="lesson_once_a_number", fields=["course", "number"]),
            models.UniqueConstraint(name="lesson_file_once", fields=["file"], condition=~Q(file="")),
            models.CheckConstraint(name="lesson_says_something", condition=~Q(text="", link="", file="")),
            models.CheckConstraint(
                name="lesson_file_has_a_kind_and_a_name",
                condition=Q(file="", file_kind="", file_name="")
                | ~Q(file="") & ~Q(file_name="") & Q(file_kind__in=["pdf", "video"]),
            ),
            models.CheckConstraint(
                name="lesson_video_has_captions", condition=~Q(file_kind="video", captions_en="", captions_zh="")
            ),
        ]


class CourseQuestion(models.Model):
    """A question of a course's quiz. content: as `quizzes.question.Question` stores itself."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="course_question_once_a_number", fields=["course", "number"])]


class BroughtBank(models.Model):
    """A file of questions that was read and not taken yet. faults: line, name, sentence in English, what it names."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="banks")
    file_name = models.CharField(max_length=200)
    questions = models.JSONField()
    faults = models.JSONField()
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
