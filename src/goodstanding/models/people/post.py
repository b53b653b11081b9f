"""Posts: offices held, each with a role over a unit and all below it, half-open in time."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import new_key
from goodstanding.models.valid_time import Span, in_order, not_over, valid_on


class Post(Span):
    """An office that a person holds. What it allows is said once, in access/roles.py.

    accepted_at: since when it counts; none until its holder has come in through an invitation from above.
    """

    class Role(models.TextChoices):
        """The offices there are. Being a member is not an office; everybody has that."""

        GROUP_LEADER = "group_leader", _("Group leader")
        COMMITTEE = "committee", _("Branch committee member")
        SECRETARY = "secretary", _("Branch secretary")
        OFFICER = "officer", _("Unit officer")
        ANALYST = "analyst", _("Organization department analyst")
        SCHEME_EDITOR = "scheme_editor", _("Scheme editor")
        AUDITOR = "auditor", _("Auditor")
        OPERATOR = "operator", _("Operator")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            in_order("post"),
            models.UniqueConstraint(
                name="post_one_open",
                fields=["account", "role", "unit"],
                condition=models.Q(until_on__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="post_of_unit")]


def in_office(day: date, prefix: str = "") -> Q:
    """The offices that count on a day: held then, and accepted. prefix: a relation to look through, as in `posts__`."""
    return valid_on(day, prefix) & Q(**{f"{prefix}accepted_at__isnull": False})


def to_come_or_held(day: date) -> Q:
    """The offices that are held on a day or will be, accepted or not."""
    return not_over(day)
