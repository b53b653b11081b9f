"""What is kept in the database: one noun a file, with its constraints. Nothing here calls anything above."""

from goodstanding.models.attendance.proof import Clash, Proof
from goodstanding.models.check_in.check_in import CheckIn, Doubt, HeadCount
from goodstanding.models.check_in.paper_roll import PaperRoll
from goodstanding.models.ledger.correction import Correction, Remedy
from goodstanding.models.ledger.fact import Fact, LedgerHead
from goodstanding.models.meetings.calendar_feed import CalendarFeed
from goodstanding.models.meetings.meeting import Attendee, Meeting, MeetingLeave, Receipt
from goodstanding.models.meetings.minutes import FollowUp, Minutes, Resolution
from goodstanding.models.months.run import Run, Snapshot, Taking
from goodstanding.models.months.standing import Standing, UnitStanding
from goodstanding.models.objections.objection import Hand, Objection, Ruling, Step
from goodstanding.models.operations.audit import AuditRow
from goodstanding.models.operations.fact_import import FactImport, RefusedFact
from goodstanding.models.operations.job import Job
from goodstanding.models.operations.notice import Notice
from goodstanding.models.operations.roster_import import RefusedRow, RosterImport
from goodstanding.models.people.account import Account
from goodstanding.models.people.announcement import AnnouncedDay, Announcement
from goodstanding.models.people.member import Hosting, Member, MemberClass, Membership
from goodstanding.models.people.organization import Organization
from goodstanding.models.people.post import Post
from goodstanding.models.people.record_view import Look
from goodstanding.models.people.transfer import Consent, Transfer
from goodstanding.models.people.unit import Unit, UnitChange, UnitName, UnitPlace
from goodstanding.models.rules.version import RulesVersion
from goodstanding.models.sign_in.challenge import Challenge
from goodstanding.models.sign_in.invitation import Invitation
from goodstanding.models.sign_in.passkey import Passkey
from goodstanding.models.sign_in.rate_limit import Allowance

__all__ = [
    "Account",
    "Allowance",
    "AnnouncedDay",
    "Announcement",
    "Attendee",
    "AuditRow",
    "CalendarFeed",
    "Challenge",
    "CheckIn",
    "Clash",
    "Consent",
    "Correction",
    "Doubt",
    "Fact",
    "FactImport",
    "FollowUp",
    "Hand",
    "HeadCount",
    "Hosting",
    "Invitation",
    "Job",
    "LedgerHead",
    "Look",
    "Meeting",
    "MeetingLeave",
    "Member",
    "MemberClass",
    "Membership",
    "Minutes",
    "Notice",
    "Objection",
    "Organization",
    "PaperRoll",
    "Passkey",
    "Post",
    "Proof",
    "Receipt",
    "RefusedFact",
    "RefusedRow",
    "Remedy",
    "Resolution",
    "RosterImport",
    "RulesVersion",
    "Ruling",
    "Run",
    "Snapshot",
    "Standing",
    "Step",
    "Taking",
    "Transfer",
    "Unit",
    "UnitChange",
    "UnitName",
    "UnitPlace",
    "UnitStanding",
]
