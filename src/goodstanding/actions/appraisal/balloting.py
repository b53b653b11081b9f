"""The ballot within a round: opened for those who are graded, and its result taken over once it is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import acting
from goodstanding.actions.ballots import ballots
from goodstanding.actions.ballots.ballots import VoterClass
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.ballots import BallotKind
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, Ballot, Member
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import ballots as queries
from goodstanding.queries.appraisal import rounds
from goodstanding.queries.people.calendars import today


@dataclass(frozen=True)
class WantedBallot:
    """The ballot as the people who lead the round want it. guests: how many representatives of the public vote."""

    title: str
    closes_at: datetime
    tellers: Sequence[Member]
    guests: int = 0


@transaction.atomic
def open_ballot(*, found: AppraisalRound, wanted: WantedBallot, scheme: Scheme, by: Viewer, at: datetime) -> Ballot:
    """Opens the ballot of a round about those who are graded, and returns it; one that is there is returned.

    Each voter votes in one class: members of the committee in theirs, the others as members; representatives of the
    public vote on paper. Raises Denied for anyone without an office that leads rounds. Raises ActionRefused outside
    the step, and for what `ballots.open_ballot` refuses.
    """
    row, rule = acting.locked(found, RoundState.BALLOT), acting.rule_of(scheme)
    acting.check_leads(by, row, scheme)
    kind = queries.kind_of(scheme, rule)
    if kind is None or rule.ballot is None:
        raise ActionRefused(_("The rules have no ballot for the appraisal."))
    if row.ballot is not None and row.ballot.state != Ballot.State.CANCELLED:
        return row.ballot
    row.ballot = ballots.open_ballot(
        unit=row.unit, title=wanted.title, kind=rule.ballot,
        subjects=[one.member for one in rounds.active(row).filter(graded=True)], choices=list(kind.choices),
        classes=_classes(row, rule, kind, wanted.guests, at), closes_at=wanted.closes_at, tellers=wanted.tellers,
        scheme=scheme, by=by, at=at,
    )  # fmt: skip
    row.save(update_fields=["ballot"])
    return row.ballot


def _classes(row: AppraisalRound, rule: AppraisalRule, kind: BallotKind, guests: int, at: datetime) -> list[VoterClass]:
    people = queries.voters(row, kind, today(at))
    committee = queries.committee_of(row, people, today(at)) if "committee" in rule.voters else set()
    of = {
        "members": tuple(one for one in people if one.pk not in committee),
        "committee": tuple(one for one in people if one.pk in committee),
    }
    return [
        VoterClass(word, voter.title, of.get(word, ()), voter.weight, guests if word == queries.PUBLIC else 0)
        for word, voter in rule.voters.items()
        if of.get(word) or (word == queries.PUBLIC and guests)
    ]


def take_over(row: AppraisalRound, rule: AppraisalRule, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """Lets the ledger say the result of the ballot, which decides nothing.

    A unit with too few voters for a secret ballot goes on without one; so does a ballot with too few votes. Raises
    ActionRefused before the ballot is counted.
    """
    kind = queries.kind_of(scheme, rule)
    if kind is None or (row.ballot is None and not queries.is_secret(row, kind, today(at))):
        return
    if not queries.is_over(row):
        raise ActionRefused(_("The ballot is not counted yet: both tellers count it, and then the round goes on."))
    of_all = queries.result_of(row)
    for key, found in (("ballot", queries.scores(of_all, rule)), ("public", queries.public_scores(of_all, rule))):
        for one in rounds.active(row).filter(graded=True):
            if one.member_id in found:
                acting.say(one, key, found[one.member_id], today(at), scheme, by=by, at=at)
