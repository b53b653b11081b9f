"""What became of one member in a course: passed, by what and whose word, or excused. And each attempt at its quiz."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.public_id import new_key
from goodstanding.models.study.course import Course
from goodstanding.models.valid_time import paired


class CourseEnrolment(models.Model):
    """A member in a course, from the first thing that happened. best_score: 0 to 100, of the attempts handed in.

    passed_by: the person who said so, or typed the paper; none where the member's own attempt on a phone did.
    """

    class How(models.TextChoices):
        """How it was passed."""

        QUIZ = "quiz", _("By the quiz")
        PAPER = "paper", _("By the quiz on paper")
        WORD = "word", _("By a teacher's word")

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="enrolments")
    best_score = models.PositiveSmallIntegerField(null=True)
    passed_on = models.DateField(null=True)
    passed_how = models.CharField(max_length=6, choices=How.choices, blank=True)
    passed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    excused_at = models.DateTimeField(null=True)
    excused_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="enrolment_once_a_course", fields=["course", "member"]),
            models.CheckConstraint(
                name="enrolment_score_in_percent", condition=Q(best_score__isnull=True) | Q(best_score__lte=100)
            ),
            models.CheckConstraint(
                name="enrolment_passed_says_how",
                condition=Q(passed_on__isnull=True, passed_how="", passed_by__isnull=True)
                | Q(passed_on__isnull=False, passed_how="quiz", passed_by__isnull=True)
                | Q(passed_on__isnull=False, passed_how__in=["paper", "word"], passed_by__isnull=False),
            ),
            paired("enrolment_excused", "excused_at", "excused_by"),
        ]
        indexes = [models.Index(fields=["member", "course"], name="enrolment_of_member")]


class PaperQuiz(models.Model):
    """A printed quiz. seed: the order of its questions and choices, by which what is typed back is understood."""

    code = models.CharField(max_length=8, unique=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="papers")
    seed = models.PositiveIntegerField()
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]


class Attempt(models.Model):
    """One try at a course's quiz, on a phone or on paper. seed: the order in which it is shown.

    answers: by the question's place in the bank, what was answered so far; never changed once it is handed in.
    handed_in_on: the organization's day, of a paper the day it was written on. score: 0 to 100.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="attempts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attempts")
    seed = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    handed_in_on = models.DateField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    paper = models.ForeignKey(PaperQuiz, null=True, on_delete=models.PROTECT, related_name="attempts")
    typed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="attempt_one_open", fields=["course", "member"], condition=Q(handed_in_at__isnull=True)
            ),
            models.CheckConstraint(
                name="attempt_score_in_percent", condition=Q(score__isnull=True) | Q(score__lte=100)
            ),
            paired("attempt_handed_in", "handed_in_at", "handed_in_on", "score"),
            paired("attempt_on_paper", "paper", "typed_by"),
        ]
        indexes = [models.Index(fields=["member", "course"], name="attempt_of_member")]
