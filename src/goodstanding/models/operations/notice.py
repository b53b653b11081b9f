"""Notices: what an account is told inside the application, written in one transaction with what it is about."""

from django.db import models

from goodstanding.models.people.account import Account
from goodstanding.models.public_id import new_key


class Notice(models.Model):
    """One message to one account. The text is made from `kind` and `facts` in the reader's language."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    to = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=120)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="notice_once", fields=["to", "idempotency_key"])]
        indexes = [models.Index(fields=["to", "-at"], name="notice_inbox")]
