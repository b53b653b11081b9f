"""Corrections of facts without an objection: at once where no published month counts them, otherwise by two people."""

from collections.abc import Mapping, Sequence
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
from goodstanding.models import Account, Attendee, Correction, Fact, Objection, Remedy
from goodstanding.queries.ledger import attendance_entries, who_corrects
from goodstanding.queries.ledger.homes import home_of_fact
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.namesakes import account_name

State = Correction.State


@transaction.atomic
def ask(*, fact: Fact, what: Change, scheme: Scheme, by: Viewer, at: datetime) -> Correction | None:
    """Puts a fact right; where a published month counts it, asks a second person to. Gives what was asked, if it was.

    Raises Denied where the fact is not theirs to record, or is about themselves; ActionRefused for one that says
    whether a member came to a meeting: that is corrected with all that its mark wrote, in attendance/corrections.py.
    """
    check_record(by, fact.kind, [home_of_fact(fact)], scheme)
    _refuse_about_themselves(fact, by)
    refuse_objected(fact)
    _refuse_part_of_a_mark(fact, scheme)
    fact_changes.refuse_impossible(fact, what, scheme, at)
    if not who_corrects.takes_two(fact, what.remedy, what.on):
        fact_changes.change(fact=fact, what=what, scheme=scheme, by=by, at=at, agreed_by=None)
        fact_changes.tell_concerned(fact, at=at)
        return None
    (asked,) = ask_second([fact], what=what, by=by, at=at)
    return asked


def ask_second(
    facts: Sequence[Fact], *, what: Change, by: Viewer, at: datetime, objection: Objection | None = None,
    of_marks: Mapping[int, tuple[Attendee, str]] | None = None,
) -> list[Correction]:  # fmt: skip
    """Asks a second person, once for each fact. The caller has checked what is allowed, in one transaction.

    of_marks: by fact, the attendance that is corrected as a whole, and what it should say.
    """
    reason = fact_changes.reason_of(what.reason)
    if Correction.objects.filter(fact__in=[fact.pk for fact in facts], state=State.ASKED).exists():
        raise ActionRefused(_("A correction of this has already been requested."))
    value = what.value if what.remedy in {Remedy.REPLACE, Remedy.MOVE} else None
    asked = [
        Correction.objects.create(
            fact=fact, remedy=what.remedy, value=value, on=what.on, reason=reason, at_unit=home_of_fact(fact),
            asked_at=at, asked_by=by.account, objection=objection,
            attendee=(mark := (of_marks or {}).get(fact.pk, (None, "")))[0], verdict=mark[1],
        )
        for fact in facts
    ]  # fmt: skip
    for one in asked:
        audit.record("ask", "correction", one.key, by=by, at=at, unit=one.at_unit, fields=(one.remedy,))
    _tell_second(asked, by=by, at=at)
    return asked


@transaction.atomic
def agree(*, correction: Correction, scheme: Scheme, by: Viewer, at: datetime, tell: bool = True) -> None:
    """The second person agrees, and it is written. Raises Denied for the account that asked or is concerned.

    An attendance is agreed to in actions/attendance/corrections.py, where all that belongs to it follows. tell: whether
    the member is told here.
    """
    correction = _locked(correction)
    _refuse_not_second(correction, by)
    refuse_objected(correction.fact)
    what = Change(Remedy(correction.remedy), correction.value, correction.reason, correction.on)
    fact_changes.change(fact=correction.fact, what=what, scheme=scheme, by=by, at=at, agreed_by=correction.asked_by)
    _answer(correction, State.MADE, "", by, at)
    if tell:
        fact_changes.tell_concerned(correction.fact, at=at)


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


def _refuse_part_of_a_mark(fact: Fact, scheme: Scheme) -> None:
    if attendance_entries.says_attendance(fact, scheme):
        raise ActionRefused(
            _("One mark of attendance wrote this entry and others with it. Correct it on the list of its meeting.")
        )


def refuse_objected(fact: Fact) -> None:
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
        facts = {"count": counts[pk], "name": account_name(by.account)}
        link = f"/desk/corrections/{asked[0].key}/" if len(asked) == 1 else "/desk/corrections/"
        notices.tell(
            account, "correction_asked", facts, idempotency_key=f"correction_asked:{asked[0].key}", at=at, link=link
        )
