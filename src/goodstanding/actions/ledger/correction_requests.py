"""Corrections of facts without an objection: at once where no published month counts them, otherwise by two people."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.fact_recorders import check_record
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Correction, Fact, Objection, Remedy
from goodstanding.queries.ledger import corrections as correction_queries
from goodstanding.queries.ledger import who_corrects
from goodstanding.queries.ledger.homes import home_of_fact
from goodstanding.queries.people.calendars import today

State = Correction.State


@transaction.atomic
def ask(*, fact: Fact, what: Change, scheme: Scheme, by: Viewer, at: datetime) -> Correction | None:
    """Puts a fact right; where a published month counts it, asks a second person to. Gives what was asked, if it was.

    Raises Denied where the fact is not theirs to record, or is about themselves.
    """
    check_record(by, fact.kind, [home_of_fact(fact)], scheme)
    _refuse_about_themselves(fact, by)
    _refuse_objected(fact)
    fact_changes.refuse_impossible(fact, what, scheme, at)
    if not who_corrects.takes_two(fact, what.remedy, what.on):
        fact_changes.change(fact=fact, what=what, scheme=scheme, by=by, at=at, agreed_by=None)
        fact_changes.tell_concerned(fact, at=at)
        return None
    (asked,) = ask_second([fact], what=what, by=by, at=at)
    return asked


def ask_second(
    facts: Sequence[Fact], *, what: Change, by: Viewer, at: datetime, objection: Objection | None = None
) -> list[Correction]:
    """Asks a second person, once for each fact. Whoever calls has looked at what is allowed, in one transaction."""
    reason = fact_changes.reason_of(what.reason)
    if Correction.objects.filter(fact__in=[fact.pk for fact in facts], state=State.ASKED).exists():
        raise ActionRefused(_("A correction of this has already been requested."))
    value = what.value if what.remedy in {Remedy.REPLACE, Remedy.MOVE} else None
    asked = [
        Correction.objects.create(
            fact=fact, remedy=what.remedy, value=value, on=what.on, reason=reason, at_unit=home_of_fact(fact),
            asked_at=at, asked_by=by.account, objection=objection,
        )
        for fact in facts
    ]  # fmt: skip
    for one in asked:
        audit.record("ask", "correction", one.key, by=by, at=at, unit=one.at_unit, fields=(one.remedy,))
    _tell_second(asked, by=by, at=at)
    return asked


@transaction.atomic
def agree(*, correction: Correction, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The second person agrees, and it is written. Raises Denied for whoever asked or is concerned."""
    correction = _locked(correction)
    _refuse_not_second(correction, by)
    _refuse_objected(correction.fact)
    what = Change(Remedy(correction.remedy), correction.value, correction.reason, correction.on)
    fact_changes.change(fact=correction.fact, what=what, scheme=scheme, by=by, at=at, agreed_by=correction.asked_by)
    _answer(correction, State.MADE, "", by, at)
    fact_changes.tell_concerned(correction.fact, at=at)


@transaction.atomic
def agree_together(*, objection: Objection, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Agrees to everything that one upheld objection led to, within the viewer's reach. Gives how many that were."""
    waiting = list(correction_queries.together(by, objection))
    for correction in waiting:
        agree(correction=correction, scheme=scheme, by=by, at=at)
    return len(waiting)


@transaction.atomic
def refuse(*, correction: Correction, reason: str, by: Viewer, at: datetime) -> None:
    """The second person does not agree, and says why; the fact stays."""
    correction = _locked(correction)
    _refuse_not_second(correction, by)
    reason = needed(reason, "reason", missing=_("A refusal needs a reason."), most=fact_changes.MOST_REASON)
    _answer(correction, State.REFUSED, reason, by, at)


def _locked(correction: Correction) -> Correction:
    related = ("fact", "fact__member", "fact__unit", "at_unit", "asked_by")
    return Correction.objects.select_for_update(of=("self",)).select_related(*related).get(pk=correction.pk)


def _refuse_not_second(correction: Correction, by: Viewer) -> None:
    check(by, Permission.AGREE, correction.at_unit)
    if by.account.pk == correction.asked_by_id:
        raise Denied("a closed month is corrected by two people")
    _refuse_about_themselves(correction.fact, by)
    if correction.state != State.ASKED:
        raise ActionRefused(_("This has been answered meanwhile."))


def _refuse_about_themselves(fact: Fact, by: Viewer) -> None:
    if who_corrects.is_about(fact, by):
        raise Denied("nobody corrects what is about themselves")


def _refuse_objected(fact: Fact) -> None:
    """What is under objection is put right by the ruling, and by nothing else."""
    if who_corrects.waits_for_ruling(fact):
        raise ActionRefused(_("There is an open objection to this entry. The ruling decides."))


def _answer(correction: Correction, state: Correction.State, answer: str, by: Viewer, at: datetime) -> None:
    correction.state, correction.answer, correction.answered_at, correction.answered_by = state, answer, at, by.account
    correction.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    verb = "agree" if state == State.MADE else "refuse"
    audit.record(verb, "correction", correction.key, by=by, at=at, unit=correction.at_unit, fields=("state",))
    facts = {"kind": correction.fact.kind, "day": correction.fact.occurred_on.isoformat()}
    kind, link = f"correction_{state.value}", f"/desk/corrections/{correction.key}/"
    notices.tell(correction.asked_by, kind, facts, idempotency_key=f"{kind}:{correction.key}", at=at, link=link)


def _tell_second(asked: Sequence[Correction], *, by: Viewer, at: datetime) -> None:
    """Tells the nearest who can agree, once for all that was asked together."""
    counts = dict[int, int]()
    accounts = dict[int, Account]()
    for correction in asked:
        for account in who_corrects.seconds(correction, by, today(at)):
            accounts[account.pk] = account
            counts[account.pk] = counts.get(account.pk, 0) + 1
    for pk, account in accounts.items():
        facts = {"count": counts[pk], "name": by.account.shown_name}
        link = f"/desk/corrections/{asked[0].key}/" if len(asked) == 1 else "/desk/corrections/"
        notices.tell(
            account, "correction_asked", facts, idempotency_key=f"correction_asked:{asked[0].key}", at=at, link=link
        )
