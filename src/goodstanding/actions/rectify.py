"""Puts the ledger right, for whoever has the right to: takes back, excuses, replaces or adds a fact, with two names."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, ledger, notices
from goodstanding.actions.ledger import Entry
from goodstanding.actions.ledger_rules import Faulty, faults_of
from goodstanding.actions.refusal import Refusal
from goodstanding.engine.period import first_of_year
from goodstanding.engine.scheme import Scheme
from goodstanding.models import Account, Fact, Member, Remedy, Run

#: As much as the ledger keeps of a reason.
MOST_REASON = 500


@dataclass(frozen=True)
class Change:
    """What is done to a fact. value: thousandths, for another value."""

    remedy: Remedy
    value: int | None
    reason: str


def change(*, fact: Fact, what: Change, scheme: Scheme, by: Viewer, at: datetime, agreed_by: Account | None) -> None:
    """Changes what a fact says. by: who writes it; agreed_by: the other of two. Raises Refusal as the ledger does."""
    reason = reason_of(what.reason)
    if what.remedy == Remedy.REVERSE:
        ledger.reverse(fact=fact, reason=reason, by=by, at=at, agreed_by=agreed_by)
    elif what.remedy == Remedy.EXCUSE:
        _correct(fact, None, reason, scheme, by, at, agreed_by)
    elif what.remedy == Remedy.REPLACE:
        if what.value is None or what.value == fact.value:
            raise Refusal(_("Say which other value it should have."), "value")
        _correct(fact, what.value, reason, scheme, by, at, agreed_by)
    else:
        raise Refusal(_("Choose what should be done."), "remedy")


def _correct(  # noqa: PLR0917
    fact: Fact, value: int | None, reason: str, scheme: Scheme, by: Viewer, at: datetime, agreed_by: Account | None
) -> None:
    if value is None and fact.value is None:
        raise Refusal(_("It is excused already."), "remedy")
    ledger.correct(fact=fact, value=value, reason=reason, scheme=scheme, by=by, at=at, agreed_by=agreed_by)


def add(  # noqa: PLR0913
    *, member: Member, kind: str, value: int | None, on: date, key: str, reason: str, scheme: Scheme, by: Viewer,
    at: datetime, agreed_by: Account,
) -> Fact:  # fmt: skip
    """Writes a fact down that was missing, with why and by which two. Raises Faulty where it cannot be."""
    entry = Entry(kind, member, value, on, key)
    if faults := faults_of([entry], scheme, None, at):
        raise Faulty(faults)
    head = ledger._head(at)
    new = Fact(
        month=entry.month, member=member, kind=kind, value=value, occurred_on=on, recorded_at=head.last_recorded_at,
        recorded_by=by.account, agreed_by=agreed_by, source=Fact.Source.CORRECTION, source_key=key,
        reason=reason_of(reason),
    )  # fmt: skip
    new.save(force_insert=True)
    ledger._close(head, head.last_recorded_at)
    audit.record("record", "facts", f"correction:{new.pk}", by=by, at=at, unit=member.unit, fields=(kind,))
    return new


def reason_of(text: str) -> str:
    """A reason as the ledger keeps it. Raises Refusal where there is none, or more than it keeps."""
    text = text.strip()
    if not text:
        raise Refusal(_("A correction needs a reason."), "reason")
    if len(text) > MOST_REASON:
        raise Refusal(_("At most %(most)s characters.") % {"most": MOST_REASON}, "reason")
    return text


def needs_two(fact: Fact) -> bool:
    """Whether a published month counts it: its own, or a later one of its year."""
    later = Q(month__gte=fact.month, month__lte=first_of_year(fact.month) + 11)
    return Run.objects.filter(later, state=Run.State.PUBLISHED, frozen_at__gte=fact.recorded_at).exists() or (
        ledger.is_closed(fact.month)
    )


def tell_concerned(fact: Fact, *, at: datetime) -> None:
    """Tells the member that a fact about them was put right."""
    if fact.member_id is None:
        return
    facts = {"kind": fact.kind, "day": fact.occurred_on.isoformat()}
    for account in Account.objects.filter(member=fact.member_id):
        notices.tell(account, "fact_corrected", facts, once=f"fact_corrected:{fact.pk}:{at.isoformat()}", at=at)
