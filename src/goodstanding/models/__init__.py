"""What is kept in the database: one noun a file, with its constraints. Nothing here calls anything above."""

from goodstanding.models.account import Account
from goodstanding.models.allowance import Allowance
from goodstanding.models.announcement import AnnouncedDay, Announcement
from goodstanding.models.attendance import Clash, Proof
from goodstanding.models.audit import AuditRow
from goodstanding.models.calendar_feed import CalendarFeed
from goodstanding.models.challenge import Challenge
from goodstanding.models.check_in import CheckIn, Doubt, HeadCount
from goodstanding.models.correction import Correction, Remedy
from goodstanding.models.fact import Fact, LedgerHead
from goodstanding.models.fact_import import FactImport, RefusedFact
from goodstanding.models.invitation import Invitation
from goodstanding.models.job import Job
from goodstanding.models.look import Look
from goodstanding.models.meeting import Attendee, Meeting, MeetingLeave, Receipt
from goodstanding.models.member import Hosting, Member, MemberClass, Membership
from goodstanding.models.minutes import FollowUp, Minutes, Resolution
from goodstanding.models.notice import Notice
from goodstanding.models.objection import Hand, Objection, Ruling, Step
from goodstanding.models.organization import Organization
from goodstanding.models.paper_roll import PaperRoll
from goodstanding.models.passkey import Passkey
from goodstanding.models.post import Post
from goodstanding.models.roster_import import RefusedRow, RosterImport
from goodstanding.models.rules import RulesVersion
from goodstanding.models.run import Run, Snapshot, Taking
from goodstanding.models.standing import Standing, UnitStanding
from goodstanding.models.transfer import Consent, Transfer
from goodstanding.models.unit import Unit, UnitChange, UnitName, UnitPlace

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
