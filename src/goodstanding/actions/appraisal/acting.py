"""What every action of the appraisal needs: who may act, the ledger's word, the audit trail, the notice."""

import hashlib
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger import own_confirmations
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import month_of, period_holding
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, Appraisee, Fact, Member
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today

SOURCE = Fact.Source.APPRAISAL
LINK = "/my/appraisal/"
_ONE = 1000


def rule_of(scheme: Scheme) -> AppraisalRule:
    """Returns what the rules say of the appraisal. Raises ActionRefused where they say nothing."""
    if scheme.appraisal is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.appraisal


def check_leads(by: Viewer, found: AppraisalRound, scheme: Scheme, *, about: Member | None = None) -> None:
    """Raises Denied unless the viewer holds an office that leads rounds over the unit. about: another person."""
    named_offices.check_answers(by, found.unit, rule_of(scheme).led_by, about=about.pk if about else None)


def locked(found: AppraisalRound, *states: RoundState) -> AppraisalRound:
    """Returns the round as it is now, its row locked. Raises ActionRefused unless it stands at one of the states."""
    AppraisalRound.objects.select_for_update().get(pk=found.pk)
    row = AppraisalRound.objects.select_related("unit", "ballot").get(pk=found.pk)
    if states and row.state not in states:
        raise ActionRefused(_("The round is at another step now. Open its page again."))
    return row


def locked_appraisee(found: Appraisee, *states: RoundState) -> Appraisee:
    """Returns a member of a round as it is now, the round locked.

    Raises ActionRefused unless the round stands at one of the states, and for a member who is no longer in the unit.
    """
    row = locked(found.round, *states)
    one = Appraisee.objects.select_related("member__unit").get(pk=found.pk)
    one.round = row
    if one.member.left_on is not None or one.member.unit_id != row.unit_id:
        raise ActionRefused(_("This member no longer belongs to the unit."))
    return one


def check_oneself(by: Viewer, found: Appraisee) -> None:
    """Raises Denied unless the viewer is the member."""
    if by.member_id is None or by.member_id != found.member_id:
        raise Denied("only the member says that")


def say(
    found: Appraisee, key: str, value: int, on: date, scheme: Scheme, *, by: Viewer, at: datetime,
    was: int | None = None,
) -> None:  # fmt: skip
    """Lets the ledger say what a deed leaves, where the rules name a fact for it. value: in whole numbers.

    was: what it said before, where that can have been something else.
    """
    kind = rule_of(scheme).leaves.by_key().get(key)
    member = found.member
    if kind is None or member.unit is None:
        return
    slot = Slot(kind, f"appraisal:{found.key}:{key}")
    deed = FollowedDeed(SOURCE, member, member.unit, f"{found.round.year} {found.round.unit.name}"[:200])
    before = {slot: SaidFact(was * _ONE, on)} if was is not None else {}
    why = gettext("It was decided anew.")
    follow(deed, before, {slot: SaidFact(value * _ONE, on)}, why, scheme=scheme, by=by, at=at)


def result_read(found: Appraisee, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """Notes that the member has read the result, or objected to it, which is as good; also in the ledger.

    The ledger learns it where the rules have a kind by which members confirm their grade.
    """
    if found.answered_on is None:
        found.answered_on = today(at)
        found.save(update_fields=["answered_on"])
    grade = rule_of(scheme).leaves.grade
    kind = next((kind for kind, rule in scheme.fact_kinds.items() if grade and rule.confirms == grade), None)
    rule = next((rule for rule in scheme.indicators if kind is not None and kind in rule.facts), None)
    if kind is not None and rule is not None:
        period = period_holding(month_of(today(at)), rule.period)
        own_confirmations.confirm(kind=kind, period=period, scheme=scheme, by=by, at=at)


def note(verb: str, found: AppraisalRound, *, by: Viewer, at: datetime, fields: tuple[str, ...] = ("state",)) -> None:
    """Writes the line of the audit trail."""
    audit.record(verb, "appraisal", found.key, by=by, at=at, unit=found.unit, fields=fields)


def tell(found: Appraisee, kind: str, *, by: Viewer, at: datetime, **facts: str) -> None:
    """Notifies a member in a round, unless the member acted."""
    if found.member_id == by.member_id:
        return
    told = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:8]
    key = f"{kind}:{found.key}:{told}:{at.isoformat()}"
    notices.tell_member(found.member_id, kind, facts, idempotency_key=key, at=at, link=LINK)
