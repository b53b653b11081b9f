"""What is kept in the database: one noun a file, with its constraints. Nothing here calls anything above."""

from goodstanding.models.appraisal.debriefing import (
    Debriefing,
    DebriefingComment,
    DebriefingGrade,
    DebriefingReport,
)
from goodstanding.models.appraisal.grade import GradeDecision, GradeObjection
from goodstanding.models.appraisal.round import AppraisalRound, AppraisalStep, Appraisee
from goodstanding.models.appraisal.words import CommitteeView, MutualRemark, SelfAppraisal
from goodstanding.models.assignments.assignment import Assignee, Assignment, AssignmentStep
from goodstanding.models.attendance.proof import AttendanceConflict, Proof
from goodstanding.models.ballots.ballot import Ballot, BallotSubject, BallotTeller
from goodstanding.models.ballots.voters import BallotBox, BallotClass, BallotCount, BallotVoter
from goodstanding.models.bulletins.bulletin import Bulletin, BulletinReceipt
from goodstanding.models.care.absence import LongAbsence
from goodstanding.models.care.contact import Contact
from goodstanding.models.care.search import Search, SearchStep
from goodstanding.models.care.talk import Talk
from goodstanding.models.cases.accountability import AccountabilityFile, AccountabilityStep
from goodstanding.models.cases.case import CaseEvidence, CaseStep, DutyCase
from goodstanding.models.cases.warning import EarlyWarning
from goodstanding.models.cases.weak_unit import HelpStep, WeakCheck, WeakUnit
from goodstanding.models.check_in.check_in import CheckIn, Doubt, HeadCount
from goodstanding.models.check_in.paper_roll import PaperRoll
from goodstanding.models.decisions.decision import DecisionChange, MemberDecision
from goodstanding.models.dossiers.dossier import Dossier, DossierFile
from goodstanding.models.dues.base import DuesBase, DuesConsent
from goodstanding.models.dues.obligation import DuesObligation
from goodstanding.models.dues.payment import DuesLine, DuesPayment
from goodstanding.models.dues.publication import DuesPublication
from goodstanding.models.dues.relief import DuesRelief
from goodstanding.models.initiative.duty import DutyCheck, DutyHolding, DutyPost
from goodstanding.models.initiative.pledge import Pledge, PledgeItem
from goodstanding.models.initiative.step import InitiativeStep
from goodstanding.models.initiative.suggestion import Suggestion
from goodstanding.models.initiative.topic import AgendaTopic
from goodstanding.models.ledger.correction import Correction, Remedy
from goodstanding.models.ledger.fact import Fact, LedgerHead
from goodstanding.models.letters.letter import Letter, LetterStep
from goodstanding.models.meetings.calendar_feed import CalendarFeed
from goodstanding.models.meetings.meeting import Attendee, Meeting, MeetingLeave, Receipt
from goodstanding.models.meetings.minutes import FollowUp, Minutes, MinutesDraft, Resolution
from goodstanding.models.months.fairness_answer import FairnessAnswer
from goodstanding.models.months.run import RosterEntry, RosterSnapshot, Run
from goodstanding.models.months.standing import Standing, UnitStanding
from goodstanding.models.objections.objection import ConflictOfInterest, Objection, Ruling, Step
from goodstanding.models.operations.audit import AuditRow
from goodstanding.models.operations.dues_import import DuesImport, RefusedDues, StatementLine
from goodstanding.models.operations.fact_import import FactImport, RefusedFact
from goodstanding.models.operations.job import Job
from goodstanding.models.operations.notice import Notice
from goodstanding.models.operations.roster_import import RefusedRow, RosterImport
from goodstanding.models.people.account import Account
from goodstanding.models.people.announcement import AnnouncedDay, Announcement
from goodstanding.models.people.member import Hosting, Member, MemberClass, Membership
from goodstanding.models.people.organization import Organization
from goodstanding.models.people.post import Post
from goodstanding.models.people.record_view import RecordView
from goodstanding.models.people.transfer import Consent, Transfer
from goodstanding.models.people.unit import Unit, UnitChange, UnitName, UnitPlace
from goodstanding.models.people.unit_contact import UnitContact
from goodstanding.models.probation.probation import Probation, ProbationDecision, ProbationEvent, ProbationStep
from goodstanding.models.requests.request import CeilingLift, UnitRequest
from goodstanding.models.rules.version import RulesVersion
from goodstanding.models.service.activity import ServiceActivity, SignUp
from goodstanding.models.service.community import CommunityFeedback, CommunityRegistration
from goodstanding.models.service.pair import HelpPair, PairCheck, ServiceVisit
from goodstanding.models.service.step import ServiceStep
from goodstanding.models.service.wish import RelayedNeed, Wish
from goodstanding.models.sign_in.challenge import Challenge
from goodstanding.models.sign_in.invitation import Invitation
from goodstanding.models.sign_in.passkey import Passkey
from goodstanding.models.sign_in.rate_limit import RateLimit
from goodstanding.models.sign_in.sign_in_request import SignInRequest
from goodstanding.models.study.course import BroughtBank, Course, CourseQuestion, Lesson
from goodstanding.models.study.enrolment import Attempt, CourseEnrolment, PaperQuiz
from goodstanding.models.study.session import StudySession
from goodstanding.models.study.withdrawal import AttemptRemark, QuestionWithdrawal

__all__ = [
    "Account",
    "AccountabilityFile",
    "AccountabilityStep",
    "AgendaTopic",
    "AnnouncedDay",
    "Announcement",
    "AppraisalRound",
    "AppraisalStep",
    "Appraisee",
    "Assignee",
    "Assignment",
    "AssignmentStep",
    "Attempt",
    "AttemptRemark",
    "AttendanceConflict",
    "Attendee",
    "AuditRow",
    "Ballot",
    "BallotBox",
    "BallotClass",
    "BallotCount",
    "BallotSubject",
    "BallotTeller",
    "BallotVoter",
    "BroughtBank",
    "Bulletin",
    "BulletinReceipt",
    "CalendarFeed",
    "CaseEvidence",
    "CaseStep",
    "CeilingLift",
    "Challenge",
    "CheckIn",
    "CommitteeView",
    "CommunityFeedback",
    "CommunityRegistration",
    "ConflictOfInterest",
    "Consent",
    "Contact",
    "Correction",
    "Course",
    "CourseEnrolment",
    "CourseQuestion",
    "Debriefing",
    "DebriefingComment",
    "DebriefingGrade",
    "DebriefingReport",
    "DecisionChange",
    "Dossier",
    "DossierFile",
    "Doubt",
    "DuesBase",
    "DuesConsent",
    "DuesImport",
    "DuesLine",
    "DuesObligation",
    "DuesPayment",
    "DuesPublication",
    "DuesRelief",
    "DutyCase",
    "DutyCheck",
    "DutyHolding",
    "DutyPost",
    "EarlyWarning",
    "Fact",
    "FactImport",
    "FairnessAnswer",
    "FollowUp",
    "GradeDecision",
    "GradeObjection",
    "HeadCount",
    "HelpPair",
    "HelpStep",
    "Hosting",
    "InitiativeStep",
    "Invitation",
    "Job",
    "LedgerHead",
    "Lesson",
    "Letter",
    "LetterStep",
    "LongAbsence",
    "Meeting",
    "MeetingLeave",
    "Member",
    "MemberClass",
    "MemberDecision",
    "Membership",
    "Minutes",
    "MinutesDraft",
    "MutualRemark",
    "Notice",
    "Objection",
    "Organization",
    "PairCheck",
    "PaperQuiz",
    "PaperRoll",
    "Passkey",
    "Pledge",
    "PledgeItem",
    "Post",
    "Probation",
    "ProbationDecision",
    "ProbationEvent",
    "ProbationStep",
    "Proof",
    "QuestionWithdrawal",
    "RateLimit",
    "Receipt",
    "RecordView",
    "RefusedDues",
    "RefusedFact",
    "RefusedRow",
    "RelayedNeed",
    "Remedy",
    "Resolution",
    "RosterEntry",
    "RosterImport",
    "RosterSnapshot",
    "RulesVersion",
    "Ruling",
    "Run",
    "Search",
    "SearchStep",
    "SelfAppraisal",
    "ServiceActivity",
    "ServiceStep",
    "ServiceVisit",
    "SignInRequest",
    "SignUp",
    "Standing",
    "StatementLine",
    "Step",
    "StudySession",
    "Suggestion",
    "Talk",
    "Transfer",
    "Unit",
    "UnitChange",
    "UnitContact",
    "UnitName",
    "UnitPlace",
    "UnitRequest",
    "UnitStanding",
    "WeakCheck",
    "WeakUnit",
    "Wish",
]
