"""What every action about decisions needs: the rule, the entries they leave, the audit trail, the notice."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.decisions import DecisionRule, Decisions
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, MemberDecision
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.decisions import decisions as queries
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.ledger.said_fact import SaidFact

SOURCE = Fact.Source.DECISION
LINK = "/my/decisions/"


def rules_of(scheme: Scheme) -> Decisions:
    """Returns what the rules say of decisions. Raises ActionRefused where they say nothing."""
    if scheme.decisions is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.decisions


def rule_of(kind: str, scheme: Scheme) -> DecisionRule:
    """Returns what the rules say about a kind of decision. Raises ActionRefused for a kind that they do not have."""
    rule = rules_of(scheme).kinds.get(kind)
    if rule is None:
        raise ActionRefused(_("The rules have no such kind of decision."), "kind")
    return rule


def entries_of(decision: MemberDecision, rule: DecisionRule, on: date) -> dict[Slot, SaidFact]:
    """Returns the entries that a decision has left by a day, as the rules have it."""
    if rule.entry is None or queries.is_void(decision):
        return {}
    days = queries.entry_days(decision, rule, on, queries.lifted_on(decision))
    return {Slot(rule.entry, f"decision:{decision.key}:{day.year}"): SaidFact(YES, day) for day in days}


def follow_entries(
    decision: MemberDecision, was: Mapping[Slot, SaidFact], wanted: Mapping[Slot, SaidFact], reason: str,
    scheme: Scheme, *, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    """Lets the ledger say what a decision leaves now."""
    member, unit = decision.member, decision.member.unit or decision.unit
    deed = FollowedDeed(SOURCE, member, unit, _reference(decision))
    follow(deed, was, wanted, reason, scheme=scheme, by=by, at=at)


def leave_missing(decision: MemberDecision, rule: DecisionRule, on: date, scheme: Scheme, *, at: datetime) -> int:
    """Leaves the entries whose day has come and that are not in the ledger. Returns how many."""
    wanted = entries_of(decision, rule, on)
    there = under_keys([slot.key for slot in wanted], SOURCE)
    fresh = [
        NewFact(slot.kind, decision.member, said.value, said.on, slot.key, _reference(decision))
        for slot, said in wanted.items()
        if slot.key not in there
    ]
    ledger.record_many(fresh, source=SOURCE, scheme=scheme, by=None, at=at)
    return len(fresh)


def _reference(decision: MemberDecision) -> str:
    """What the entries refer to, in words of the document, which both languages read."""
    return f"{decision.body} {decision.document}"[:200]


def note(verb: str, decision: MemberDecision, *, by: Viewer, at: datetime) -> None:
    """Writes the line of the audit trail, which does not say what was decided."""
    audit.record(verb, "decision", decision.key, by=by, at=at, unit=decision.member.unit)


def tell(kind: str, decision: MemberDecision, *, at: datetime, day: date | None = None) -> None:
    """Notifies the member. day: the day that the notice names, else that of the document."""
    facts = {"decision": decision.kind, "day": (day or decision.dated_on).isoformat()}
    once = f"{kind}:{decision.key}"
    notices.tell_member(decision.member_id, kind, facts, idempotency_key=once, at=at, link=LINK)
