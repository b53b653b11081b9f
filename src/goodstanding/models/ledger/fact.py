"""The ledger: what happened, to whom, when, and who wrote it down from what. Facts are never changed; a mistake is put
right by another fact."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member
from goodstanding.models.people.unit import Unit

#: Values of a fact, in thousandths: done, not done, and excused.
YES, NO, EXCUSED = 1000, 0, None


class LedgerHead(models.Model):
    """The end of the ledger: one row that every writer locks first, so that facts come in the order of their times."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    last_recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="ledger_head_only_one", condition=Q(id=1))]


class Fact(models.Model):
    """One thing that happened to a member or a unit. value: thousandths; none means excused.

    month: the month number of occurred_on, by which PostgreSQL keeps facts apart. `reverses`: this fact takes that one
    back, and says nothing else. `replaces`: this fact stands in the place of one that was taken back.
    """

    class Source(models.TextChoices):
        """From what a fact was written down."""

        MEETING = "meeting", _("A meeting")
        ASSIGNMENT = "assignment", _("An assignment")
        FORM = "form", _("Entered manually")
        IMPORT = "import", _("Imported from a file")
        API = "api", _("Sent by another system")
        CORRECTION = "correction", _("A correction")
        OBJECTION = "objection", _("An objection")
        STUDY = "study", _("A course, a quiz or a study session")
        INITIATIVE = "initiative", _("A pledge, a suggestion, a topic or a duty post")
        DUES = "dues", _("Dues: a payment, a waiver or a confirmation")
        CARE = "care", _("A talk, contact, a long absence or a transfer")
        PROBATION = "probation", _("A step of probation")
        DECISION = "decision", _("A decision of a body")
        LETTER = "letter", _("A question or a complaint")
        SERVICE = "service", _("Volunteer service")
        BALLOT = "ballot", _("A secret ballot")
        APPRAISAL = "appraisal", _("A yearly appraisal")
        UNIT = "unit", _("What fell due for a unit")
        CASE = "case", _("A case that was put right")

    month = models.IntegerField()
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="facts", db_index=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="facts", db_index=False)
    kind = models.CharField(max_length=60)
    value = models.BigIntegerField(null=True)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    agreed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    source_key = models.CharField(max_length=120)
    reference = models.CharField(max_length=200, blank=True)
    # Within the ledger the database cannot keep these on PostgreSQL, where facts of different months lie apart.
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal", db_constraint=False
    )
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replacements", db_constraint=False, db_index=False
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fact_about_one",
                condition=Q(member__isnull=False, unit__isnull=True) | Q(member__isnull=True, unit__isnull=False),
            ),
            models.CheckConstraint(name="fact_not_negative", condition=Q(value__isnull=True) | Q(value__gte=0)),
            models.CheckConstraint(
                name="fact_in_its_month",
                condition=Q(month=ExtractYear("occurred_on") * 12 + ExtractMonth("occurred_on") - 1),
            ),
            models.CheckConstraint(
                name="fact_correction_has_a_reason",
                condition=Q(reverses__isnull=True, replaces__isnull=True) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="fact_agreed_by_another",
                condition=Q(agreed_by__isnull=True) | Q(recorded_by__isnull=True) | ~Q(agreed_by=F("recorded_by")),
            ),
            models.UniqueConstraint(name="fact_once_a_source", fields=["source", "source_key"]),
        ]
        indexes = [
            models.Index(fields=["member", "occurred_on"], name="fact_of_member"),
            models.Index(fields=["unit", "occurred_on"], name="fact_of_unit"),
            models.Index(fields=["recorded_at"], name="fact_recorded"),
            models.Index(fields=["reference", "kind"], name="fact_of_reference", condition=~Q(reference="")),
        ]

    @property
    def is_reversal(self) -> bool:
        """Whether it only takes another back."""
        return self.reverses_id is not None
