"""What is kept in the database: one noun a file, with its constraints. Nothing here calls anything above."""

from goodstanding.models.account import Account
from goodstanding.models.allowance import Allowance
from goodstanding.models.audit import AuditRow
from goodstanding.models.challenge import Challenge
from goodstanding.models.correction import Correction, Remedy
from goodstanding.models.fact import Fact, LedgerHead
from goodstanding.models.fact_import import FactImport, RefusedFact
from goodstanding.models.invitation import Invitation
from goodstanding.models.job import Job
from goodstanding.models.look import Look
from goodstanding.models.member import Hosting, Member, MemberClass, Membership
from goodstanding.models.notice import Notice
from goodstanding.models.objection import Hand, Objection, Ruling, Step
from goodstanding.models.organization import Organization
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
    "AuditRow",
    "Challenge",
    "Consent",
    "Correction",
    "Fact",
    "FactImport",
    "Hand",
    "Hosting",
    "Invitation",
    "Job",
    "LedgerHead",
    "Look",
    "Member",
    "MemberClass",
    "Membership",
    "Notice",
    "Objection",
    "Organization",
    "Passkey",
    "Post",
    "RefusedFact",
    "RefusedRow",
    "Remedy",
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
