"""What is kept in the database: one noun a file, with its constraints. Nothing here calls anything above."""

from goodstanding.models.account import Account
from goodstanding.models.allowance import Allowance
from goodstanding.models.audit import AuditRow
from goodstanding.models.challenge import Challenge
from goodstanding.models.invitation import Invitation
from goodstanding.models.job import Job
from goodstanding.models.look import Look
from goodstanding.models.member import Hosting, Member, MemberClass, Membership
from goodstanding.models.notice import Notice
from goodstanding.models.organization import Organization
from goodstanding.models.passkey import Passkey
from goodstanding.models.post import Post
from goodstanding.models.roster_import import RefusedRow, RosterImport
from goodstanding.models.transfer import Consent, Transfer
from goodstanding.models.unit import Unit, UnitChange, UnitName, UnitPlace

__all__ = [
    "Account",
    "Allowance",
    "AuditRow",
    "Challenge",
    "Consent",
    "Hosting",
    "Invitation",
    "Job",
    "Look",
    "Member",
    "MemberClass",
    "Membership",
    "Notice",
    "Organization",
    "Passkey",
    "Post",
    "RefusedRow",
    "RosterImport",
    "Transfer",
    "Unit",
    "UnitChange",
    "UnitName",
    "UnitPlace",
]
