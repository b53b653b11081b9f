"""Dossiers: issues of the yearly sheets of members, of the packs of branches and the summaries of units above."""

import re
import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key

#: Letters that are read aloud and typed without doubt: no 0 and O, no 1, I and L.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE = re.compile(f"[{_LETTERS}]{{4}}(-[{_LETTERS}]{{4}}){{2}}")


def new_code() -> str:
    """A code that stands on every page of a document: three groups of four letters and digits, 59 random bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(3))


def is_code(text: str) -> bool:
    """Whether a text is shaped like such a code."""
    return _CODE.fullmatch(text) is not None


class Dossier(models.Model):
    """One issue of a yearly document. unit: whose members' pack or summary it is, or where the member belonged.

    number: 1, and one more whenever what it says has changed. digest: of what it says, in its canonical form. pack: in
    which the sheet of a member was made first, none where the member asked for it. Never changed: an older issue stays
    what it was, and the newest one counts.
    """

    class Kind(models.TextChoices):
        """What it is."""

        SHEET = "sheet", _("Yearly sheet of a member")
        PACK = "pack", _("Yearly sheets of a branch")
        SUMMARY = "summary", pgettext_lazy("a dossier", "Yearly summary of a unit")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    code = models.CharField(max_length=14, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    pack = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="sheets")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["-year", "-number", "id"]
        constraints = [
            models.CheckConstraint(name="dossier_key_is_made_here", condition=IsKey("key")),
            models.CheckConstraint(
                name="dossier_about_one",
                condition=Q(kind="sheet", member__isnull=False)
                | Q(kind__in=["pack", "summary"], member__isnull=True, pack__isnull=True),
            ),
            models.CheckConstraint(name="dossier_numbered_from_1", condition=Q(number__gte=1)),
            models.UniqueConstraint(
                name="dossier_of_member", fields=["member", "year", "number"], condition=Q(kind="sheet")
            ),
            models.UniqueConstraint(
                name="dossier_of_unit", fields=["unit", "year", "kind", "number"], condition=~Q(kind="sheet")
            ),
        ]


class DossierFile(models.Model):
    """A file that was made of an issue, by the digest of its bytes. The same is never made with other bytes."""

    class Form(models.TextChoices):
        """In what form it was made."""

        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        JSON = "json", "JSON"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="files", db_index=False)
    form = models.CharField(max_length=4, choices=Form.choices)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="dossier_file_once", fields=["dossier", "form", "language"]),
        ]
