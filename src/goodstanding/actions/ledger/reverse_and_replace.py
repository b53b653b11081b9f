"""The ledger put right: a fact is taken back, restored, replaced or added, always by one more fact with its reason.

Where a month is published, that takes two people: the account that writes it down, and `agreed_by`.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import Faulty, NewFact
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact
from goodstanding.queries.ledger.faults import faults_of
from goodstanding.queries.ledger.homes import home_of_fact
from goodstanding.queries.ledger.in_force import holds_after, reversals_of
from goodstanding.queries.ledger.who_corrects import is_published

_SOURCE = Fact.Source.CORRECTION


@transaction.atomic
def reverse(*, fact: Fact, reason: str, by: Viewer | None, at: datetime, agreed_by: Account | None = None) -> Fact:
    """Takes a fact back. Raises ActionRefused where it is taken back already, or a closed month needs a second
    person.
    """
    ledger.hold(at=at)
    chain = reversals_of(fact)
    if fact.reverses_id is not None:
        raise ActionRefused(_("This entry only takes another one back; restore that one instead."))
    if not holds_after(len(chain)):
        raise ActionRefused(_("This entry was already taken back."))
    return _reversal(chain[-1] if chain else fact, fact, reason, by, at, agreed_by)


@transaction.atomic
def restore(*, fact: Fact, reason: str, by: Viewer | None, at: datetime, agreed_by: Account | None = None) -> Fact:
    """Lets a fact that was taken back hold again. Raises ActionRefused where it holds."""
    ledger.hold(at=at)
    chain = reversals_of(fact)
    if holds_after(len(chain)):
        raise ActionRefused(_("This entry was not taken back."))
    return _reversal(chain[-1], fact, reason, by, at, agreed_by)


@transaction.atomic
def correct(
    *,
    fact: Fact,
    value: int | None,
    reason: str,
    scheme: Scheme,
    by: Viewer | None,
    at: datetime,
    occurred_on: date | None = None,
    agreed_by: Account | None = None,
) -> Fact:
    """Puts another fact in the place of one: the same with another value (none: excused) or day. Gives the new one."""
    back = reverse(fact=fact, reason=reason, by=by, at=at, agreed_by=agreed_by)
    subject = fact.member or fact.unit
    assert subject is not None, "a fact is about a member"
    key = f"replace:{fact.pk}:{back.pk}"
    entry = NewFact(fact.kind, subject, value, occurred_on or fact.occurred_on, key, fact.reference)
    return _written(entry, reason, scheme, by, at, agreed_by, replaces=fact)


@transaction.atomic
def add(
    *, entry: NewFact, reason: str, scheme: Scheme, by: Viewer | None, at: datetime, agreed_by: Account | None = None
) -> Fact:
    """Writes a fact down that was missing. Raises Faulty where it cannot stand, Refusal as `reverse` does."""
    new = _written(entry, reason, scheme, by, at, agreed_by)
    audit.record("record", "facts", f"{_SOURCE}:{new.pk}", by=by, at=at, unit=home_of_fact(new), fields=(entry.kind,))
    return new


def _written(  # noqa: PLR0917
    entry: NewFact, reason: str, scheme: Scheme, by: Viewer | None, at: datetime, agreed_by: Account | None,
    replaces: Fact | None = None,
) -> Fact:  # fmt: skip
    _refuse_alone(entry.month, reason, by, agreed_by)
    if faults := faults_of([entry], scheme, None, at):
        raise Faulty(faults)
    account = by.account if by else None
    new = entry.as_fact(_SOURCE, recorded_by=account, agreed_by=agreed_by, replaces=replaces, reason=reason)
    return ledger.append([new], at=at)[0]


def _reversal(what: Fact, root: Fact, reason: str, by: Viewer | None, at: datetime, agreed_by: Account | None) -> Fact:
    _refuse_alone(root.month, reason, by, agreed_by)
    subject = root.member or root.unit
    assert subject is not None, "a fact is about a member"
    entry = NewFact(root.kind, subject, root.value, root.occurred_on, f"reverse:{what.pk}", root.reference)
    account = by.account if by else None
    back = entry.as_fact(_SOURCE, recorded_by=account, agreed_by=agreed_by, reverses=what, reason=reason)
    (back,) = ledger.append([back], at=at)
    audit.record("correct", "fact", str(root.pk), by=by, at=at, unit=home_of_fact(root), fields=("reverses",))
    return back


def _refuse_alone(month: int, reason: str, by: Viewer | None, agreed_by: Account | None) -> None:
    needed(reason, "reason", missing=_("A correction needs a reason."))
    if by is None or not is_published(month):
        return
    if agreed_by is None:
        raise ActionRefused(_("That month is published. Its correction needs a second person."))
    if agreed_by.pk == by.account.pk:
        raise Denied("a closed month is corrected by two people")
