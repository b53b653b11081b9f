"""Requests of visitors who cannot sign in: stored as they were typed, whether or not there is such a member."""

from django.db import models
from django.db.models import Q

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import paired


class SignInRequest(models.Model):
    """One request. A worker looks for the member; until then, and for good where there is none, `member` is empty."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True, blank=True)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="sign_in_requests")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="sign_in_request_one_open",
                fields=["member"],
                condition=Q(member__isnull=False, answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="sign_in_request_member_is_matched", condition=Q(member__isnull=True) | Q(matched_at__isnull=False)
            ),
            paired("sign_in_request_answered", "answered_at", "answered_by"),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(matched_at__isnull=True), name="sign_in_request_unmatched")
        ]
