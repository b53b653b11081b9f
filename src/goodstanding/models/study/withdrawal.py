"""Questions that turned out to be faulty after members had them, and what attempts are worth since. Never changed."""

from django.db import models
from django.db.models import Q

from goodstanding.models.people.account import Account
from goodstanding.models.study.course import Course, CourseQuestion
from goodstanding.models.study.enrolment import Attempt


class QuestionWithdrawal(models.Model):
    """A question that counts no more, with whose word that is and why."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="withdrawals")
    question = models.OneToOneField(CourseQuestion, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="question_withdrawn_with_a_reason", condition=~Q(reason=""))]


class AttemptRemark(models.Model):
    """What an attempt is worth since a question was withdrawn, where that is more than before. score: 0 to 100."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="remarks")
    withdrawal = models.ForeignKey(QuestionWithdrawal, on_delete=models.PROTECT, related_name="remarks")
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="attempt_remark_once", fields=["attempt", "withdrawal"]),
            models.CheckConstraint(name="attempt_remark_in_percent", condition=Q(score__lte=100)),
        ]
