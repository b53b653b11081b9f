"""Challenges: what a passkey signs. Made here, good once and not for long."""

from django.db import models

from goodstanding.models.people.account import Account


class Challenge(models.Model):
    """A challenge that is not answered yet. Only its digest is stored; answering it, rightly or not, deletes it."""

    class Purpose(models.TextChoices):
        """What the answer is for; an answer for one thing is none for another."""

        SIGN_IN = "sign_in"
        SECOND_STEP = "second_step"
        CONFIRM = "confirm"
        ADD = "add"
        SHOW_CODE = "show_code"

    digest = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    good_until = models.DateTimeField(db_index=True)
