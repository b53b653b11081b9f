"""Sections of an export that say more of a row than its own fields: what it belongs to, and only what is open."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.as_json import explanation_json
from goodstanding.engine.period import month_text
from goodstanding.engine.problems import InputError
from goodstanding.models import (
    Account,
    Appraisee,
    Assignee,
    Attendee,
    Ballot,
    BallotSubject,
    BallotTeller,
    BallotVoter,
    DebriefingComment,
    DutyHolding,
    FollowUp,
    HelpPair,
    InitiativeStep,
    Member,
    MutualRemark,
    RosterEntry,
    Run,
    SignUp,
    Standing,
    Talk,
)
from goodstanding.queries.months import explanations
from goodstanding.queries.personal.export_rows import Row, plain, related, row

_PUBLISHED = (Run.State.PUBLISHED, Run.State.SUPERSEDED)


def standings(member: Member, _account: Account, lang: Lang) -> Iterable[Row]:
    lines = Standing.objects.filter(member=member, run__state__in=_PUBLISHED)
    for line in lines.select_related("run", "unit", "member").order_by("run__month", "run__number"):
        yield {
            **row(line, "member", "id"),
            "month": month_text(line.run.month),
            "issue": line.run.number,
            "state": line.run.state,
            "reason": line.run.reason,
            "published_at": plain(line.run.published_at),
            "explanation": _explained(line, lang),
        }


def _explained(standing: Standing, lang: Lang) -> Any:
    try:
        found = explanations.explained(standing)
    except InputError as refused:
        return {"refused": str(refused)}
    return explanation_json(found.explanation, found.scheme, lang)


def roster_entries(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    for roster_entry in (
        RosterEntry.objects.filter(member=member).select_related("snapshot", "unit").order_by("snapshot__month", "pk")
    ):
        yield {
            "month": month_text(roster_entry.snapshot.month),
            "number": roster_entry.snapshot.number,
            **row(roster_entry, "id", "member", "snapshot"),
        }


def attendances(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = Attendee.objects.filter(member=member).select_related("meeting__unit", "added_by__member")
    for attendee in found.order_by("pk"):
        meeting = attendee.meeting
        of_meeting = {"unit": plain(meeting.unit), "kind": meeting.type, "at": plain(meeting.starts_at)}
        yield {**row(attendee, "member", "meeting"), **of_meeting, "state": meeting.state}


def assigned(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = Assignee.objects.filter(member=member).select_related("assignment__unit", "decided_by__member")
    for assignee in found.order_by("pk"):
        given = assignee.assignment
        of_assignment = {"unit": plain(given.unit), "kind": given.kind, "title": given.title, "text": given.text}
        yield {**row(assignee, "member", "assignment"), **of_assignment, "given_at": plain(given.given_at)}


def follow_ups(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    """A follow-up that became an assignment says so: it ended as one that is no longer needed, and was not dropped."""
    for follow_up in related(FollowUp.objects.filter(member=member)).select_related("assignment").order_by("pk"):
        assignment = getattr(follow_up, "assignment", None)
        state = {"state": "became_assignment", "assignment": assignment.key} if assignment else {}
        yield {**row(follow_up, "member"), **state}


def duty_holdings(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = DutyHolding.objects.filter(member=member).select_related("post__unit", "made_by__member")
    for holding in found.order_by("pk"):
        post = holding.post
        of_post = {"unit": plain(post.unit), "kind": post.kind, "title": post.title, "text": post.text}
        yield {**row(holding, "member", "post"), **of_post}


def ballots(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    """In which ballots a member had a vote, and whether on the phone or on paper. Nothing else is known."""
    for voter in BallotVoter.objects.filter(member=member).select_related("ballot__unit").order_by("pk"):
        yield {"id": voter.pk, **_of_ballot(voter.ballot), "how": voter.how}


def as_teller(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    for teller in BallotTeller.objects.filter(member=member).select_related("ballot__unit").order_by("pk"):
        yield {"id": teller.pk, **_of_ballot(teller.ballot)}


def ballots_about(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    for subject in BallotSubject.objects.filter(member=member).select_related("ballot__unit").order_by("pk"):
        votes = dict[str, int]()
        for count in subject.counts.all():
            votes[count.choice] = votes.get(count.choice, 0) + count.votes
        yield {"id": subject.pk, **_of_ballot(subject.ballot), "value": votes}


def _of_ballot(ballot: Ballot) -> Row:
    return {"unit": plain(ballot.unit), "kind": ballot.kind, "title": ballot.title, "state": ballot.state}


def sign_ups(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = SignUp.objects.filter(member=member).select_related("activity__unit", "made_by__member")
    for sign_up in found.order_by("pk"):
        activity = sign_up.activity
        of_activity = {"unit": plain(activity.unit), "kind": activity.kind, "title": activity.title}
        yield {**row(sign_up, "member", "activity"), **of_activity, "starts_at": plain(activity.starts_at)}


def pairs(member: Member, _account: Account) -> QuerySet[Any]:
    return related(HelpPair.objects.filter(Q(helper=member) | Q(helped=member)))


def initiative_steps(member: Member, _account: Account) -> QuerySet[Any]:
    about = Q(pledge__member=member) | Q(suggestion__member=member) | Q(topic__member=member)
    return related(InitiativeStep.objects.filter(about | Q(holding__member=member)))


#: What a round holds of a member is theirs to read once the grades are open; words of others once no more are written.
READABLE = ("publicity", "reported", "returned", "confirmed", "filed")


def appraisals(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = related(Appraisee.objects.filter(member=member)).select_related("round__unit", "excused_by__member")
    for one in found.order_by("pk"):
        # A grade that is not open yet can still be decided otherwise.
        without = () if one.round.state in READABLE else ("grade",)
        of_round = {"year": one.round.year, "unit": plain(one.round.unit), "state": one.round.state}
        yield {**row(one, "member", *without), **of_round}


def remarks(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    states = ("ballot", "view", "grades", *READABLE)
    found = MutualRemark.objects.filter(about__member=member, about__round__state__in=states)
    for one in found.select_related("author__member", "by__member").order_by("pk"):
        yield {**row(one, "author", "about"), "author": one.author.member.name}


def debriefing_comments(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    """Comments on the member's own reports: without the name of any author, as they are read on the page."""
    for one in DebriefingComment.objects.filter(debriefing__member=member).order_by("pk"):
        yield row(one, "author", "by", "how", "at")


def talks(member: Member, _account: Account, _lang: Lang) -> Iterable[Row]:
    found = Talk.objects.filter(Q(member=member) | Q(holder=member)).select_related(
        "member", "holder", "unit", "made_by__member", "member_by__member", "holder_by__member", "ended_by__member"
    )
    for talk in found.order_by("pk"):
        # The name of the other side stands there anyway: the two were together.
        yield {**row(talk, "member", "holder"), "with": (talk.holder if talk.member == member else talk.member).name}
