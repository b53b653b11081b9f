"""What every action of ballots needs: who may act, the step of a ballot, the audit trail, the notice."""

from datetime import datetime

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.ballots import BallotKind, BallotRules
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Ballot, BallotTeller, BallotVoter, Fact, Member, Unit
from goodstanding.models.ballots.moves import BALLOT_MOVES, BallotMove, BallotState
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.people.calendars import today


def rules_of(scheme: Scheme) -> BallotRules:
    """Returns what the rules say of ballots. Raises ActionRefused where they say nothing."""
    if scheme.ballots is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.ballots


def kind_of(scheme: Scheme, kind: str) -> BallotKind:
    """Returns what the rules say of a kind of ballot. Raises ActionRefused for one that they do not have."""
    found = rules_of(scheme).kinds.get(kind)
    if found is None:
        raise ActionRefused(_("The rules have no such ballot."), "kind")
    return found


def check_office(by: Viewer, unit: Unit, scheme: Scheme) -> None:
    """Raises Denied unless the viewer holds an office that opens ballots in the unit."""
    named_offices.check_answers(by, unit, rules_of(scheme).opened_by)


def check_teller(by: Viewer, ballot: Ballot) -> BallotTeller:
    """Returns the viewer's place as a teller. Raises Denied for anyone else."""
    found = ballot.tellers.filter(member=by.member_id).first() if by.member_id is not None else None
    if found is None:
        raise Denied("only a teller does this")
    return found


def check_office_or_teller(by: Viewer, ballot: Ballot, scheme: Scheme) -> None:
    """Raises Denied unless the viewer is a teller, or holds an office that opens ballots in the unit."""
    if not ballot.tellers.filter(member=by.member_id).exists():
        check_office(by, ballot.unit, scheme)


def locked(ballot: Ballot) -> Ballot:
    """Returns the ballot as it is now, its row locked: nothing else happens to it until the transaction ends."""
    Ballot.objects.select_for_update().get(pk=ballot.pk)
    return Ballot.objects.select_related("unit").get(pk=ballot.pk)


def move(ballot: Ballot, step: BallotMove) -> None:
    """Puts the ballot where the step leads, unsaved. Raises ActionRefused where it leads nowhere from here."""
    becomes = BALLOT_MOVES.get((BallotState(ballot.state), step))
    if becomes is None:
        raise ActionRefused(
            _("The ballot is at another step now: %(state)s. Load the page again.")
            % {"state": ballot.get_state_display()}
        )
    ballot.state = becomes


def note(verb: str, ballot: Ballot, *, by: Viewer | None, at: datetime) -> None:
    """Writes the line of the audit trail: about the ballot, never about a voter."""
    audit.record(verb, "ballot", ballot.key, by=by, at=at, unit=ballot.unit, fields=("state",))


def tell(member: Member, kind: str, ballot: Ballot, *, by: Viewer | None, at: datetime) -> None:
    """Notifies a member about a ballot, once for each kind, unless the member acted."""
    if by is None or member.pk != by.member_id:
        facts = {"title": ballot.title, "moment": ballot.closes_at.isoformat()}
        notices.tell_member(member.pk, kind, facts, idempotency_key=f"{kind}:{ballot.key}", at=at, link=link(ballot))


def link(ballot: Ballot) -> str:
    """Where a member finds the ballot."""
    return f"/my/ballots/{ballot.key}/"


def tell_tellers(kind: str, ballot: Ballot, *, by: Viewer | None, at: datetime) -> None:
    """Notifies both tellers, unless the teller acted."""
    for teller in ballot.tellers.select_related("member"):
        tell(teller.member, kind, ballot, by=by, at=at)


def tell_voters(kind: str, ballot: Ballot, *, by: Viewer | None, at: datetime) -> None:
    """Notifies every voter who can sign in, in one statement, whether they voted or not."""
    facts = {"title": ballot.title, "moment": ballot.closes_at.isoformat()}
    accounts = Account.objects.filter(member__in=ballot.voters.values("member"))
    if by is not None:
        accounts = accounts.exclude(pk=by.account.pk)
    notices.tell_all(
        accounts, kind, facts, idempotency_key=Value(f"{kind}:{ballot.key}"), at=at, link=Value(link(ballot))
    )  # fmt: skip


def leave_cast(ballot: Ballot, scheme: Scheme, *, at: datetime) -> None:
    """Leaves in the ledger who has voted, all at once and by the members' numbers; of the others nothing is left."""
    kind = rules_of(scheme).cast
    voted = ballot.voters.exclude(how=BallotVoter.How.NOT_YET).filter(member__left_on=None, member__unit__isnull=False)
    if kind is None:
        return
    on, reference = today(at), f"{ballot.unit.code} {ballot.title}"[:200]
    entries = [
        NewFact(kind, voter.member, YES, on, f"ballot:{ballot.key}:{voter.member.key}", reference)
        for voter in voted.select_related("member__unit").order_by("member")
    ]
    # By the system: a teller without an office may close the ballot as well.
    ledger.record_many(entries, source=Fact.Source.BALLOT, scheme=scheme, by=None, at=at, over=ballot.unit)
