"""The ballot of a round: who votes in which class, and what each member was given, of 100. It decides nothing."""

from datetime import date
from fractions import Fraction

from goodstanding.access.roles import Role
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.ballots import BallotKind
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, Ballot, Member, Post
from goodstanding.models.people.post import in_office
from goodstanding.queries.appraisal import rounds
from goodstanding.queries.ballots.results import BallotResult, SubjectResult, result
from goodstanding.queries.ballots.secrecy import LEAST
from goodstanding.queries.meetings.who_is_due import classes_on

_OF_COMMITTEE = (Role.COMMITTEE, Role.SECRETARY)
PUBLIC = "public"


def kind_of(scheme: Scheme, rule: AppraisalRule) -> BallotKind | None:
    """The kind of ballot that a round holds, where the rules name one."""
    if rule.ballot is None or scheme.ballots is None:
        return None
    return scheme.ballots.kinds.get(rule.ballot)


def voters(found: AppraisalRound, kind: BallotKind, on: date) -> list[Member]:
    """The members of a round who have a vote, by name."""
    people = [one.member for one in rounds.active(found)]
    classes = classes_on([one.pk for one in people], on)
    return [
        one
        for one in people
        if not set(kind.voters).isdisjoint(classes[one.pk]) and set(kind.not_for).isdisjoint(classes[one.pk])
    ]


def committee_of(found: AppraisalRound, people: list[Member], on: date) -> set[int]:
    """Those of them who hold an office of the unit's committee today, by their ids."""
    held = Post.objects.filter(in_office(on), unit=found.unit, role__in=_OF_COMMITTEE)
    return set(held.values_list("account__member", flat=True)) & {one.pk for one in people}


def is_secret(found: AppraisalRound, kind: BallotKind, on: date) -> bool:
    """Whether enough members have a vote for a ballot to be secret."""
    return len(voters(found, kind, on)) >= LEAST


def result_of(found: AppraisalRound) -> BallotResult | None:
    """What the ballot of a round came to; None without one, before it is counted, and with too few votes."""
    return result(found.ballot) if found.ballot is not None else None


def is_over(found: AppraisalRound) -> bool:
    """Whether the ballot was counted, with a result or with too few votes for one."""
    return found.ballot is not None and found.ballot.state == Ballot.State.COUNTED


def scores(of_all: BallotResult | None, rule: AppraisalRule) -> dict[int, int]:
    """What each member was given by all voters by their weights, of 100, by the member's id."""
    if of_all is None:
        return {}
    found = {one.subject.member_id: _score(one.shares, rule) for one in of_all.subjects}
    return {member: score for member, score in found.items() if member is not None and score is not None}


def public_scores(of_all: BallotResult | None, rule: AppraisalRule) -> dict[int, int]:
    """What each was given by the representatives of the public alone, where enough of them voted."""
    if of_all is None or not any(one.words == (PUBLIC,) and one.valid >= rule.least_ballots for one in of_all.groups):
        return {}
    found = {one.subject.member_id: _score(_of_public(one), rule) for one in of_all.subjects}
    return {member: score for member, score in found.items() if member is not None and score is not None}


def _of_public(one: SubjectResult) -> dict[str, Fraction]:
    return {choice: Fraction(votes) for choice, votes in one.counts[PUBLIC].items()}


def _score(shares: dict[str, Fraction], rule: AppraisalRule) -> int | None:
    """The mean worth of the votes for a grade; votes for none, as an abstention, are left out."""
    said = {word: share for word, share in shares.items() if word in rule.grades}
    whole = sum(said.values())
    if not whole:
        return None
    return round(sum(share * (rule.grades[word].worth or 0) for word, share in said.items()) / whole)
