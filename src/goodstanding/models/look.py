"""Looks: who looked at a member's record, in what office, for what. The member reads them; nobody changes them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodstanding.models.account import Account
from goodstanding.models.member import Member


class Look(models.Model):
    """Somebody else's look at a member."""

    class How(models.TextChoices):
        """In what form the record was seen."""

        PAGE = "page", _("Opened the record")
        SEARCH = "search", _("Found in a search")
        LIST = "list", _("Shown in a list")
        EXPORT = "export", _("Exported")
        PRINT = "print", _("Printed")

    class Purpose(models.TextChoices):
        """What for."""

        ROSTER = "roster", _("Keeping the roster")
        MEETING = "meeting", _("Preparing a meeting")
        TRANSFER = "transfer", _("A transfer")
        INVITATION = "invitation", _("Inviting to sign in")
        CARE = "care", _("Care and help")
        REVIEW = "review", _("Reviewing the branch's work")
        OBJECTION = "objection", _("Answering an objection")
        AUDIT = "audit", _("An audit")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=260)
    how = models.CharField(max_length=8, choices=How.choices)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at"], name="look_at_member"),
            models.Index(fields=["by", "at"], name="look_by_viewer"),
        ]
