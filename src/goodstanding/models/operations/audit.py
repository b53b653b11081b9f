"""The audit trail: who changed what when. It names fields, never their values, and is never changed."""

from django.db import models

from goodstanding.models.people.account import Account


class AuditRow(models.Model):
    """One change. `noun` and `key` say what was changed, `fields` which parts of it; `by` is none for the system."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=260, blank=True)
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    fields = models.JSONField(default=list)
    unit = models.ForeignKey("goodstanding.Unit", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["noun", "key"], name="audit_of_thing")]
