"""Record views: who viewed a member's record, in what office, for what. Members read them; rows never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodstanding.models.people.account import Account
from goodstanding.models.people.member import Member


class RecordView(models.Model):
    """One viewing of a member's record by another account."""

    class How(models.TextChoices):
        """In what form the record was seen."""

        PAGE = "page", _("Opened the page")
        SEARCH = "search", _("Found in a search")
        LIST = "list", _("Shown in a list")
        EXPORT = "export", _("Exported")
        PRINT = "print", _("Printed")

    class Page(models.TextChoices):
        """On what page; none for what was seen before pages were written down."""

        RECORD = "record", _("Your record")
        CHANGE = "change", _("Changing your record")
        ROSTER = "roster", _("The list of members")
        SEARCH = "search", _("A search")
        EXPORT = "export", _("A sheet of members")
        INVITATION = "invitation", _("Invitations on paper")
        WORK = "work", _("The work list")
        TRANSFER = "transfer", _("A transfer")
        OFFICE = "office", _("Giving an office")
        SPLIT = "split", _("Splitting a unit")
        MEETING = "meeting", _("A meeting")
        ROLL = "roll", _("The roll of a meeting")
        PAPER = "paper", _("The paper roll of a meeting")
        MINUTES = "minutes", _("The minutes of a meeting")
        ASSIGNMENT = "assignment", _("An assignment")
        INITIATIVE = "initiative", _("Pledges, suggestions, topics or posts")
        BULLETIN = "bulletin", _("An announcement: whom it has not reached")
        DUES = "dues", _("Dues")
        CARE = "care", _("Talks and contact")
        PROBATION = "probation", _("Probation")
        SERVICE = "service", _("Volunteer service")
        BALLOT = "ballot", _("A secret ballot")
        APPRAISAL = "appraisal", _("The yearly appraisal")
        DECISION = "decision", _("Awards and discipline")
        DOSSIER = "dossier", _("Yearly sheets")
        LETTER = "letter", _("Questions and complaints")
        CASE = "case", _("Warnings and cases")
        DOUBT = "doubt", _("Doubts about check-ins")
        FACTS = "facts", _("Recorded entries")
        FACT = "fact", _("One recorded entry")
        CORRECTION = "correction", _("A correction")
        STUDY = "study", _("A course or a study session")
        OBJECTION = "objection", _("An objection")
        RATING = "rating", _("The rating of the branch")
        AUDIT = "audit", _("The audit trail")
        ACCOUNT = "account", _("The list of accounts")

    class Purpose(models.TextChoices):
        """What for."""

        ROSTER = "roster", _("Maintaining the roster")
        MEETING = "meeting", _("Preparing a meeting")
        ASSIGNMENT = "assignment", _("Giving and following assignments")
        DUES = "dues", _("Collecting dues")
        TRANSFER = "transfer", _("A transfer")
        INVITATION = "invitation", _("Inviting to sign in")
        CARE = "care", _("Care and help")
        REVIEW = "review", _("Reviewing the branch's work")
        OBJECTION = "objection", _("Answering an objection")
        DECISION = "decision", _("Recording or considering a decision")
        LETTER = "letter", _("Answering a question or a complaint")
        FILING = "filing", _("Filing the yearly sheets")
        AUDIT = "audit", _("An audit")
        ACCOUNT = "account", _("Maintaining sign-in accounts")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="record_views")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=260)
    how = models.CharField(max_length=8, choices=How.choices)
    page = models.CharField(max_length=12, choices=Page.choices, blank=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at"], name="record_view_of_member"),
            models.Index(fields=["by", "at"], name="record_view_by_viewer"),
        ]
