"""Everything that is kept of one member, for the member alone: every table that leads to them, as plain values.

A table that leads to a member or an account is here, or excused with a reason; a test looks that none is forgotten.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Model, Q, QuerySet

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.as_json import explanation_json
from goodstanding.engine.period import month_text
from goodstanding.engine.problems import InputError
from goodstanding.models import (
    Account,
    AgendaTopic,
    Appraisee,
    Assignee,
    AssignmentStep,
    Attempt,
    AttemptRemark,
    AttendanceConflict,
    Attendee,
    AuditRow,
    Ballot,
    BallotSubject,
    BallotTeller,
    BallotVoter,
    BulletinReceipt,
    CalendarFeed,
    CheckIn,
    CommitteeView,
    CommunityFeedback,
    CommunityRegistration,
    Consent,
    Contact,
    Correction,
    CourseEnrolment,
    DecisionChange,
    Doubt,
    DuesBase,
    DuesConsent,
    DuesLine,
    DuesObligation,
    DuesPayment,
    DuesRelief,
    DutyCheck,
    DutyHolding,
    Fact,
    FollowUp,
    GradeDecision,
    GradeObjection,
    HelpPair,
    InitiativeStep,
    Invitation,
    Job,
    Letter,
    LetterStep,
    LongAbsence,
    MeetingLeave,
    Member,
    MemberDecision,
    MutualRemark,
    Notice,
    Objection,
    PairCheck,
    Passkey,
    Pledge,
    PledgeItem,
    Post,
    Probation,
    ProbationDecision,
    ProbationEvent,
    ProbationStep,
    Proof,
    Receipt,
    RelayedNeed,
    RosterEntry,
    RosterImport,
    Ruling,
    Run,
    Search,
    SearchStep,
    SelfAppraisal,
    ServiceStep,
    ServiceVisit,
    SignInRequest,
    SignUp,
    Standing,
    Suggestion,
    Talk,
    Transfer,
    Unit,
    Wish,
)
from goodstanding.models.objections.objection import ConflictOfInterest, Step
from goodstanding.queries.months import explanations

Row = dict[str, Any]
_PUBLISHED = (Run.State.PUBLISHED, Run.State.SUPERSEDED)

#: Never given out, not even to oneself: what signs in, or what another person was promised to be told in confidence.
SECRET = frozenset({"password", "digest", "stored_as", "idempotency_key", "session_key", "data"})

#: Tables that lead to a member or an account, and why nothing of them is here.
EXCUSED: Mapping[str, str] = {
    "account.EmailAddress": "the one address that is used stands with the account; the library's copy is not used",
    "account.EmailConfirmation": "the library's table; no message with a link is sent",
    "goodstanding.AnnouncedDay": "days of the calendar; that the account put them in stands in its audit trail",
    "goodstanding.Announcement": "about the calendar; that the account put it in stands in its audit trail",
    "goodstanding.AppraisalRound": "about units; what each was to the member stands in their appraisals",
    "goodstanding.AppraisalStep": "about units; that the account took a step stands in its audit trail",
    "goodstanding.Assignment": "about units; what each was to the member stands in what was assigned to them",
    "goodstanding.Ballot": "about units; what each was to the member stands in their ballots",
    "goodstanding.BallotBox": "sealed votes without a name, and nothing once they are counted",
    "goodstanding.BallotClass": "classes of voters; that the member had a vote stands in their ballots",
    "goodstanding.BallotCount": "sums of votes; those about the member stand in the ballots about them",
    "goodstanding.BroughtBank": "questions; that the account brought them in stands in its audit trail",
    "goodstanding.Bulletin": "to units; that the account announced it stands in its audit trail",
    "goodstanding.Challenge": "what a passkey signs: a digest without meaning, gone after minutes",
    "goodstanding.Course": "about units; what each course was to the member stands in their courses",
    "goodstanding.CourseQuestion": "about courses, and the same for everyone",
    "goodstanding.UnitRequest": "about units; who sent what stands in the audit trail",
    "goodstanding.CeilingLift": "about units; who raised a ceiling stands in the audit trail",
    "goodstanding.DutyPost": "about units; what each was to the member stands in their posts",
    "goodstanding.QuestionWithdrawal": "about courses; what it changed for the member stands in their attempts",
    "goodstanding.DuesImport": "files about others; that the account brought one stands in its jobs and audit trail",
    "goodstanding.RefusedDues": "rows of files about others",
    "goodstanding.StatementLine": "rows of files about others; who decided them stands in the audit trail",
    "goodstanding.DuesPublication": "sums of units; who posted them stands in the audit trail",
    "goodstanding.FactImport": "files about others; that the account brought one stands in its jobs and audit trail",
    "goodstanding.HeadCount": "about a room; that the account counted stands in its audit trail",
    "goodstanding.Lesson": "about courses, and the same for everyone",
    "goodstanding.Meeting": "about units; what each meeting was to the member stands in their attendances",
    "goodstanding.Minutes": "about units; that the account wrote them stands in its audit trail",
    "goodstanding.MinutesDraft": "about units; what the account has typed of minutes, until it saves them",
    "goodstanding.PaperQuiz": "about courses; that the account printed one stands in its audit trail",
    "goodstanding.PaperRoll": "lists of others; that the account printed or typed one stands in its audit trail",
    "goodstanding.RefusedFact": "rows of files about others, which the importer may see until they are deleted",
    "goodstanding.RefusedRow": "rows of files about others, which the importer may see until they are deleted",
    "goodstanding.Resolution": "about units; that the account wrote it down stands in its audit trail",
    "goodstanding.RulesVersion": "about rules; that the account proposed or agreed to them stands in its audit trail",
    "goodstanding.ServiceActivity": "about units; what each was to the member stands in their sign-ups",
    "goodstanding.StudySession": "about units; who took part stands in the entries of each member",
    "goodstanding.UnitChange": "about units; that the account made the change stands in its audit trail",
    "goodstanding.UnitContact": "about units; that the account wrote it stands in its audit trail",
    "goodstanding.UnitStanding": "about units",
}


def everything(member: Member, account: Account, lang: Lang) -> dict[str, list[Row]]:
    """Section by section; rows of plain values, ready for JSON. Of others there are names where they acted."""
    return {name: list(rows(member, account, lang)) for name, (_labels, rows) in SECTIONS.items()}


def row(instance: Model, *without: str) -> Row:
    """Every field of a row as a plain value; with people and things by name."""
    found = Row()
    for field in instance._meta.concrete_fields:
        if field.name not in SECRET and field.name not in without:
            found[field.name] = _plain(
                getattr(instance, field.name) if _is_named(field) else getattr(instance, field.attname)
            )
    return found


def _is_named(field: Any) -> bool:
    return not field.is_relation or field.related_model in (Account, Unit, Run)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Account):
        return value.shown_name
    if isinstance(value, Unit):
        return f"{value.name} ({value.code})"
    if isinstance(value, Run):
        return f"{month_text(value.month)}/{value.number} {value.key}"
    return value


def _all(found: Callable[[Member, Account], QuerySet[Any]], *without: str) -> Callable[..., Iterable[Row]]:
    """A section of every row that a query finds."""

    def rows(member: Member, account: Account, _lang: Lang) -> Iterable[Row]:
        return (row(instance, *without) for instance in found(member, account).order_by("pk"))

    return rows


def _related(found: QuerySet[Any]) -> QuerySet[Any]:
    """The same with everybody they name, read at once."""
    names = [field.name for field in found.model._meta.concrete_fields if field.is_relation and _is_named(field)]
    accounts = [f"{name}__member" for name in names if found.model._meta.get_field(name).related_model is Account]
    return found.select_related(*names, *accounts) if names else found


def _standings(member: Member, _account: Account, lang: Lang) -> Iterable[Row]:
    lines = Standing.objects.filter(member=member, run__state__in=_PUBLISHED)
    for line in lines.select_related("run", "unit", "member").order_by("run__month", "run__number"):
        yield {
            **row(line, "member", "id"),
            "month": month_text(line.run.month),
            "issue": line.run.number,
            "state": line.run.state,
            "reason": line.run.reason,
            "published_at": _plain(line.run.published_at),
            "explanation": _explained(line, lang),
        }


def _explained(standing: Standing, lang: Lang) -> Any:
    try:
        found = explanations.explained(standing)
    except InputError as refused:
        return {"refused": str(refused)}
    return explanation_json(found.explanation, found.scheme, lang)


def _roster_entries(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    for roster_entry in (
        RosterEntry.objects.filter(member=member).select_related("snapshot", "unit").order_by("snapshot__month", "pk")
    ):
        yield {
            "month": month_text(roster_entry.snapshot.month),
            "number": roster_entry.snapshot.number,
            **row(roster_entry, "id", "member", "snapshot"),
        }


def _attendances(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = Attendee.objects.filter(member=member).select_related("meeting__unit", "added_by__member")
    for attendee in found.order_by("pk"):
        meeting = attendee.meeting
        of_meeting = {"unit": _plain(meeting.unit), "kind": meeting.type, "at": _plain(meeting.starts_at)}
        yield {**row(attendee, "member", "meeting"), **of_meeting, "state": meeting.state}


def _assigned(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = Assignee.objects.filter(member=member).select_related("assignment__unit", "decided_by__member")
    for assignee in found.order_by("pk"):
        given = assignee.assignment
        of_assignment = {"unit": _plain(given.unit), "kind": given.kind, "title": given.title, "text": given.text}
        yield {**row(assignee, "member", "assignment"), **of_assignment, "given_at": _plain(given.given_at)}


def _follow_ups(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    """A follow-up that became an assignment says so: it ended as one that is no longer needed, and was not dropped."""
    for follow_up in _related(FollowUp.objects.filter(member=member)).select_related("assignment").order_by("pk"):
        assignment = getattr(follow_up, "assignment", None)
        state = {"state": "became_assignment", "assignment": assignment.key} if assignment else {}
        yield {**row(follow_up, "member"), **state}


def _duty_holdings(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = DutyHolding.objects.filter(member=member).select_related("post__unit", "made_by__member")
    for holding in found.order_by("pk"):
        post = holding.post
        of_post = {"unit": _plain(post.unit), "kind": post.kind, "title": post.title, "text": post.text}
        yield {**row(holding, "member", "post"), **of_post}


def _ballots(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    """In which ballots a member had a vote, and whether on the phone or on paper. Nothing else is known."""
    for voter in BallotVoter.objects.filter(member=member).select_related("ballot__unit").order_by("pk"):
        yield {"id": voter.pk, **_of_ballot(voter.ballot), "how": voter.how}


def _as_teller(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    for teller in BallotTeller.objects.filter(member=member).select_related("ballot__unit").order_by("pk"):
        yield {"id": teller.pk, **_of_ballot(teller.ballot)}


def _ballots_about(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    for subject in BallotSubject.objects.filter(member=member).select_related("ballot__unit").order_by("pk"):
        votes = dict[str, int]()
        for count in subject.counts.all():
            votes[count.choice] = votes.get(count.choice, 0) + count.votes
        yield {"id": subject.pk, **_of_ballot(subject.ballot), "value": votes}


def _of_ballot(ballot: Ballot) -> Row:
    return {"unit": _plain(ballot.unit), "kind": ballot.kind, "title": ballot.title, "state": ballot.state}


def _sign_ups(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = SignUp.objects.filter(member=member).select_related("activity__unit", "made_by__member")
    for sign_up in found.order_by("pk"):
        activity = sign_up.activity
        of_activity = {"unit": _plain(activity.unit), "kind": activity.kind, "title": activity.title}
        yield {**row(sign_up, "member", "activity"), **of_activity, "starts_at": _plain(activity.starts_at)}


def _pairs(member: Member, _account: Account) -> QuerySet[Any]:
    return _related(HelpPair.objects.filter(Q(helper=member) | Q(helped=member)))


def _initiative_steps(member: Member, _account: Account) -> QuerySet[Any]:
    about = Q(pledge__member=member) | Q(suggestion__member=member) | Q(topic__member=member)
    return _related(InitiativeStep.objects.filter(about | Q(holding__member=member)))


#: What a round holds of a member is theirs to read once the grades are open; words of others once no more are written.
_READABLE = ("publicity", "reported", "returned", "confirmed", "filed")


def _appraisals(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = _related(Appraisee.objects.filter(member=member)).select_related("round__unit", "excused_by__member")
    for one in found.order_by("pk"):
        # A grade that is not open yet can still be decided otherwise.
        without = () if one.round.state in _READABLE else ("grade",)
        of_round = {"year": one.round.year, "unit": _plain(one.round.unit), "state": one.round.state}
        yield {**row(one, "member", *without), **of_round}


def _remarks(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    states = ("ballot", "view", "grades", *_READABLE)
    found = MutualRemark.objects.filter(about__member=member, about__round__state__in=states)
    for one in found.select_related("author__member", "by__member").order_by("pk"):
        yield {**row(one, "author", "about"), "author": one.author.member.name}


def _talks(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = Talk.objects.filter(Q(member=member) | Q(holder=member)).select_related(
        "member", "holder", "unit", "made_by__member", "member_by__member", "holder_by__member", "ended_by__member"
    )
    for talk in found.order_by("pk"):
        # The name of the other side stands there anyway: the two were together.
        yield {**row(talk, "member", "holder"), "with": (talk.holder if talk.member == member else talk.member).name}


def _of_attendances(model: Any) -> Callable[..., Iterable[Row]]:
    return _all(lambda m, _a: _related(model.objects.filter(attendee__member=m)))


def _of_objections(model: Any) -> Callable[..., Iterable[Row]]:
    return _all(lambda m, _a: _related(model.objects.filter(objection__member=m)))


#: By section: the tables that stand in it, and its rows.
SECTIONS: Mapping[str, tuple[tuple[str, ...], Callable[..., Iterable[Row]]]] = {
    "particulars": (("goodstanding.Member",), lambda m, _a, _l: [row(m)]),
    "account": (("goodstanding.Account",), lambda _m, a, _l: [row(a)]),
    "classes": (("goodstanding.MemberClass",), _all(lambda m, _a: m.classes.all(), "member")),
    "memberships": (("goodstanding.Membership",), _all(lambda m, _a: _related(m.memberships.all()), "member")),
    "hostings": (("goodstanding.Hosting",), _all(lambda m, _a: _related(m.hostings.all()), "member")),
    "posts": (("goodstanding.Post",), _all(lambda _m, a: _related(Post.objects.filter(account=a)))),
    "facts": (("goodstanding.Fact",), _all(lambda m, _a: _related(Fact.objects.filter(member=m)), "member")),
    "corrections": (
        ("goodstanding.Correction",),
        _all(lambda m, a: _related(Correction.objects.filter(Q(fact__member=m) | Q(asked_by=a)))),
    ),
    "rosters": (("goodstanding.RosterEntry",), _roster_entries),
    "standings": (("goodstanding.Standing", "goodstanding.Run"), _standings),
    "objections": (
        ("goodstanding.Objection",),
        _all(lambda m, _a: _related(Objection.objects.filter(member=m)), "member"),
    ),
    "rulings": (("goodstanding.Ruling",), _of_objections(Ruling)),
    "objection_steps": (("goodstanding.Step",), _of_objections(Step)),
    "conflicts_of_interest": (("goodstanding.ConflictOfInterest",), _of_objections(ConflictOfInterest)),
    "record_views": (("goodstanding.RecordView",), _all(lambda m, _a: _related(m.record_views.all()), "member")),
    "transfers": (
        ("goodstanding.Transfer",),
        _all(lambda m, _a: _related(Transfer.objects.filter(member=m)), "member"),
    ),
    "consents": (
        ("goodstanding.Consent",),
        _all(lambda m, _a: _related(Consent.objects.filter(transfer__member=m))),
    ),
    "attendances": (("goodstanding.Attendee",), _attendances),
    "proofs": (("goodstanding.Proof",), _of_attendances(Proof)),
    "attendance_conflicts": (("goodstanding.AttendanceConflict",), _of_attendances(AttendanceConflict)),
    "check_ins": (
        ("goodstanding.CheckIn",),
        _all(lambda m, _a: _related(CheckIn.objects.filter(proof__attendee__member=m))),
    ),
    "doubts": (("goodstanding.Doubt",), _all(lambda m, _a: _related(Doubt.objects.filter(members=m)))),
    "meeting_leaves": (("goodstanding.MeetingLeave",), _of_attendances(MeetingLeave)),
    "receipts": (("goodstanding.Receipt",), _of_attendances(Receipt)),
    "courses": (
        ("goodstanding.CourseEnrolment",),
        _all(lambda m, _a: _related(CourseEnrolment.objects.filter(member=m)), "member"),
    ),
    "attempts": (
        ("goodstanding.Attempt",),
        _all(lambda m, _a: _related(Attempt.objects.filter(member=m)), "member"),
    ),
    "attempt_remarks": (
        ("goodstanding.AttemptRemark",),
        _all(lambda m, _a: _related(AttemptRemark.objects.filter(attempt__member=m))),
    ),
    "follow_ups": (("goodstanding.FollowUp",), _follow_ups),
    "assigned": (("goodstanding.Assignee",), _assigned),
    "assignment_steps": (
        ("goodstanding.AssignmentStep",),
        _all(lambda m, _a: _related(AssignmentStep.objects.filter(assignee__member=m))),
    ),
    "announcements_read": (
        ("goodstanding.BulletinReceipt",),
        _all(lambda m, _a: _related(BulletinReceipt.objects.filter(member=m)), "member"),
    ),
    "pledges": (
        ("goodstanding.Pledge",),
        _all(lambda m, _a: _related(Pledge.objects.filter(member=m)), "member"),
    ),
    "pledge_items": (
        ("goodstanding.PledgeItem",),
        _all(lambda m, _a: _related(PledgeItem.objects.filter(pledge__member=m))),
    ),
    "suggestions": (
        ("goodstanding.Suggestion",),
        _all(lambda m, _a: _related(Suggestion.objects.filter(member=m)), "member", "form"),
    ),
    "topics": (
        ("goodstanding.AgendaTopic",),
        _all(lambda m, _a: _related(AgendaTopic.objects.filter(member=m)), "member", "form"),
    ),
    "duty_holdings": (("goodstanding.DutyHolding",), _duty_holdings),
    "duty_checks": (
        ("goodstanding.DutyCheck",),
        _all(lambda m, _a: _related(DutyCheck.objects.filter(holding__member=m))),
    ),
    "dues_bases": (
        ("goodstanding.DuesBase",),
        _all(lambda m, _a: _related(DuesBase.objects.filter(member=m)), "member"),
    ),
    "dues_consents": (
        ("goodstanding.DuesConsent",),
        _all(lambda m, _a: _related(DuesConsent.objects.filter(member=m)), "member"),
    ),
    "dues": (
        ("goodstanding.DuesObligation",),
        _all(lambda m, _a: _related(DuesObligation.objects.filter(member=m)), "member"),
    ),
    "dues_payments": (
        ("goodstanding.DuesPayment",),
        _all(lambda m, _a: _related(DuesPayment.objects.filter(member=m)), "member", "once"),
    ),
    "dues_lines": (
        ("goodstanding.DuesLine",),
        _all(lambda m, _a: _related(DuesLine.objects.filter(obligation__member=m))),
    ),
    "dues_reliefs": (
        ("goodstanding.DuesRelief",),
        _all(lambda m, _a: _related(DuesRelief.objects.filter(member=m)), "member"),
    ),
    "initiative_steps": (("goodstanding.InitiativeStep",), _all(_initiative_steps)),
    "talks": (("goodstanding.Talk",), _talks),
    "contacts": (
        ("goodstanding.Contact",),
        _all(lambda m, _a: _related(Contact.objects.filter(member=m)), "member"),
    ),
    "long_absences": (
        ("goodstanding.LongAbsence",),
        _all(lambda m, _a: _related(LongAbsence.objects.filter(member=m)), "member"),
    ),
    "searches": (
        ("goodstanding.Search",),
        _all(lambda m, _a: _related(Search.objects.filter(member=m)), "member"),
    ),
    "search_steps": (
        ("goodstanding.SearchStep",),
        _all(lambda m, _a: _related(SearchStep.objects.filter(search__member=m))),
    ),
    "probations": (
        ("goodstanding.Probation",),
        _all(lambda m, _a: _related(Probation.objects.filter(member=m)), "member"),
    ),
    "probation_steps": (
        ("goodstanding.ProbationStep",),
        _all(lambda m, _a: _related(ProbationStep.objects.filter(probation__member=m))),
    ),
    "probation_events": (
        ("goodstanding.ProbationEvent",),
        _all(lambda m, _a: _related(ProbationEvent.objects.filter(step__probation__member=m))),
    ),
    "probation_decisions": (
        ("goodstanding.ProbationDecision",),
        _all(lambda m, _a: _related(ProbationDecision.objects.filter(probation__member=m))),
    ),
    "ballots": (("goodstanding.BallotVoter",), _ballots),
    "ballots_as_teller": (("goodstanding.BallotTeller",), _as_teller),
    "ballots_about": (("goodstanding.BallotSubject",), _ballots_about),
    "appraisals": (("goodstanding.Appraisee",), _appraisals),
    "self_appraisals": (
        ("goodstanding.SelfAppraisal",),
        _all(lambda m, _a: _related(SelfAppraisal.objects.filter(appraisee__member=m))),
    ),
    "remarks_about": (("goodstanding.MutualRemark",), _remarks),
    "remarks_given": (
        ("goodstanding.MutualRemark",),
        _all(lambda m, _a: _related(MutualRemark.objects.filter(author__member=m))),
    ),
    "committee_views": (
        ("goodstanding.CommitteeView",),
        _all(
            lambda m, _a: _related(
                CommitteeView.objects.filter(appraisee__member=m, appraisee__round__state__in=_READABLE)
            )
        ),
    ),
    "grade_decisions": (
        ("goodstanding.GradeDecision",),
        _all(
            lambda m, _a: _related(
                GradeDecision.objects.filter(appraisee__member=m, appraisee__round__state__in=_READABLE)
            )
        ),
    ),
    "grade_objections": (
        ("goodstanding.GradeObjection",),
        _all(lambda m, _a: _related(GradeObjection.objects.filter(author=m)), "author"),
    ),
    "letters": (
        ("goodstanding.Letter",),
        _all(lambda m, _a: _related(Letter.objects.filter(member=m)), "member", "form"),
    ),
    "letter_steps": (
        ("goodstanding.LetterStep",),
        _all(lambda m, _a: _related(LetterStep.objects.filter(letter__member=m))),
    ),
    "decisions": (
        ("goodstanding.MemberDecision",),
        _all(lambda m, _a: _related(MemberDecision.objects.filter(member=m)), "member", "sent"),
    ),
    "decision_changes": (
        ("goodstanding.DecisionChange",),
        _all(lambda m, _a: _related(DecisionChange.objects.filter(decision__member=m))),
    ),
    "sign_ups": (("goodstanding.SignUp",), _sign_ups),
    "community_registrations": (
        ("goodstanding.CommunityRegistration",),
        _all(lambda m, _a: _related(CommunityRegistration.objects.filter(member=m)), "member"),
    ),
    "community_feedback": (
        ("goodstanding.CommunityFeedback",),
        _all(lambda m, _a: _related(CommunityFeedback.objects.filter(registration__member=m))),
    ),
    "wishes": (
        ("goodstanding.Wish",),
        _all(lambda m, _a: _related(Wish.objects.filter(member=m)), "member", "form"),
    ),
    "relayed_needs": (
        ("goodstanding.RelayedNeed",),
        _all(lambda m, _a: _related(RelayedNeed.objects.filter(member=m)), "member", "form"),
    ),
    "help_pairs": (("goodstanding.HelpPair",), _all(_pairs)),
    "pair_checks": (
        ("goodstanding.PairCheck",),
        _all(lambda m, _a: _related(PairCheck.objects.filter(pair__helper=m))),
    ),
    "service_visits": (
        ("goodstanding.ServiceVisit",),
        _all(lambda m, _a: _related(ServiceVisit.objects.filter(member=m)), "member"),
    ),
    "service_steps": (
        ("goodstanding.ServiceStep",),
        _all(lambda m, _a: _related(ServiceStep.objects.filter(member=m)), "member"),
    ),
    "calendar_feeds": (
        ("goodstanding.CalendarFeed",),
        _all(lambda _m, a: CalendarFeed.objects.filter(account=a), "account"),
    ),
    "notices": (("goodstanding.Notice",), _all(lambda _m, a: Notice.objects.filter(to=a), "to")),
    "invitations": (
        ("goodstanding.Invitation",),
        _all(lambda _m, a: _related(Invitation.objects.filter(account=a)), "account"),
    ),
    "sign_in_requests": (
        ("goodstanding.SignInRequest",),
        _all(lambda m, _a: _related(SignInRequest.objects.filter(member=m)), "member"),
    ),
    "sessions": (("usersessions.UserSession",), _all(lambda _m, a: UserSession.objects.filter(user=a), "user")),
    "keys": (("mfa.Authenticator",), _all(lambda _m, a: Authenticator.objects.filter(user=a), "user")),
    "passkeys": (
        ("goodstanding.Passkey",),
        # The public key stands in the registration already, among the "keys".
        _all(lambda _m, a: Passkey.objects.filter(authenticator__user=a), "public_key"),
    ),
    "jobs": (("goodstanding.Job",), _all(lambda _m, a: Job.objects.filter(asked_by=a), "asked_by")),
    "imports": (
        ("goodstanding.RosterImport",),
        _all(lambda _m, a: _related(RosterImport.objects.filter(by=a)), "by", "columns"),
    ),
    "acts": (("goodstanding.AuditRow",), _all(lambda _m, a: _related(AuditRow.objects.filter(by=a)), "by")),
}
