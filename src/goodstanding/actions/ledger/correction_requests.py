"""Corrections of facts without an objection: at once where no published month counts them, otherwise by two people."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.roles import OFFICES, Reach, roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.ledger.rules import home_of, refuse_kind
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.working_days import today
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Correction, Fact, Objection, Post, Remedy, Unit
from goodstanding.models.people.post import in_office
from goodstanding.queries.ledger import corrections as correction_queries
from goodstanding.queries.objections.objections import WAITING

State = Correction.State


@transaction.atomic
def ask(*, fact: Fact, what: Change, scheme: Scheme, by: Viewer, at: datetime) -> Correction | None:
    """Puts a fact right; where a published month counts it, asks a second person to. Gives what was asked, if it was.

    Raises Denied where the fact is not theirs to record, or is about themselves.
    """
    unit = unit_of(fact)
    refuse_kind(by, fact.kind, [unit], scheme)
    _refuse_own(fact, by)
    _refuse_objected(fact)
    fact_changes.refuse_impossible(fact, what, scheme, at)
    if not fact_changes.takes_two(fact, what):
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
    if Correction.objects.filter(fact__in=[one.pk for one in facts], state=State.ASKED).exists():
        raise ActionRefused(_("A correction of this has already been requested."))
    value = what.value if what.remedy in {Remedy.REPLACE, Remedy.MOVE} else None
    asked = [
        Correction.objects.create(
            fact=fact, remedy=what.remedy, value=value, on=what.on, reason=reason, at_unit=unit_of(fact), asked_at=at,
            asked_by=by.account, objection=objection,
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
    if not reason.strip():
        raise ActionRefused(_("A refusal needs a reason."), "reason")
    if len(reason) > fact_changes.MOST_REASON:
        raise ActionRefused(_("At most %(most)s characters.") % {"most": fact_changes.MOST_REASON}, "reason")
    _answer(correction, State.REFUSED, reason.strip(), by, at)


def unit_of(fact: Fact) -> Unit:
    """The unit whose officers have to do with a fact: where the member belongs now, or belonged last."""
    subject = fact.unit or fact.member
    assert subject is not None, "a fact is about somebody"
    return home_of(subject)


def _locked(correction: Correction) -> Correction:
    related = ("fact", "fact__member", "fact__unit", "at_unit", "asked_by")
    return Correction.objects.select_for_update(of=("self",)).select_related(*related).get(pk=correction.pk)


def _refuse_not_second(correction: Correction, by: Viewer) -> None:
    check(by, Permission.AGREE, correction.at_unit)
    if by.account.pk == correction.asked_by_id:
        raise Denied("a closed month is corrected by two people")
    _refuse_own(correction.fact, by)
    if correction.state != State.ASKED:
        raise ActionRefused(_("This has been answered meanwhile."))


def _refuse_own(fact: Fact, by: Viewer) -> None:
    if fact.member_id is not None and fact.member_id == by.member_id:
        raise Denied("nobody corrects what is about themselves")


def _refuse_objected(fact: Fact) -> None:
    """What is under objection is put right by the ruling, and by nothing else."""
    if Objection.objects.filter(fact=fact, state__in=WAITING).exists():
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
        for account in _seconds(correction, by, today(at)):
            accounts[account.pk] = account
            counts[account.pk] = counts.get(account.pk, 0) + 1
    for pk, account in accounts.items():
        facts = {"count": counts[pk], "name": by.account.shown_name}
        link = f"/desk/corrections/{asked[0].key}/" if len(asked) == 1 else "/desk/corrections/"
        notices.tell(
            account, "correction_asked", facts, idempotency_key=f"correction_asked:{asked[0].key}", at=at, link=link
        )


def _seconds(correction: Correction, by: Viewer, on: date) -> list[Account]:
    roles = [role for role in roles_with(Permission.AGREE) if OFFICES[role].reach is Reach.SUBTREE]
    for place in [correction.at_unit, *reversed(Unit.objects.get_ancestors(correction.at_unit))]:
        posts = Post.objects.filter(in_office(on), unit=place, role__in=roles, account__is_active=True)
        posts = posts.exclude(account=by.account).select_related("account")
        found = [one.account for one in posts if one.account.member_id != correction.fact.member_id]
        if found:
            return found
    return []
