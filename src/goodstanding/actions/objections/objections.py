"""Objections: a member doubts one line or one fact; it goes up where nobody answers, and once more when they ask."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.objections import answering, attachments
from goodstanding.actions.objections.attachments import Attached
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, ConflictOfInterest, Fact, Member, Objection, Run, Step, Unit
from goodstanding.queries.months import lines
from goodstanding.queries.months.lines import MemberLine
from goodstanding.queries.objections import who_rules
from goodstanding.queries.objections.deadlines import ANSWER_WITHIN
from goodstanding.queries.objections.objections import appeal_until
from goodstanding.queries.people.calendars import today, working_days_after
from goodstanding.queries.people.offices import Seat

State, Verb = Objection.State, Step.Verb
_MOST_WORDS = 2000
#: What can be told again with another day.
_ONCE_A_DAY = ("objection_redated", "objection_appeal_redated")


@transaction.atomic
def open_one(
    *,
    run: Run,
    indicator: str,
    period: str,
    fact: Fact | None,
    reason: str,
    by: Viewer,
    at: datetime,
    attachment: Attached | None = None,
) -> Objection:
    """The member doubts a line, or one fact in it. Raises Denied on a line that is not theirs."""
    member = by.account.member
    line = lines.line(run, member, indicator, period) if member else None
    if line is None or member is None:
        raise Denied("no such line of theirs")
    fact = _doubted(line, fact)
    reason = needed(reason, "reason", missing=_("Give a reason."), most=_MOST_WORDS)
    _refuse_again(line, fact)
    conflicts_of_interest = who_rules.accounts_involved(member, [fact] if fact else line.facts)
    kinds = (fact.kind,) if fact else line.indicator.facts
    start = member.unit or line.standing.unit
    roles = who_rules.roles_for(line.scheme, kinds)
    seat = who_rules.seat(start, roles, conflicts_of_interest, today(at)) or Seat(start, [])
    due = working_days_after(today(at), ANSWER_WITHIN)
    kept = attachments.keep(attachment) if attachment else None
    try:
        objection = Objection.objects.create(
            member=member, run=run, indicator=indicator, period=period, fact=fact, reason=reason, at_unit=seat.unit,
            attachment=kept.stored_as if kept else "", attachment_name=kept.name if kept else "", opened_at=at,
            due_after=today(at), due_on=due.day, due_is_provisional=due.provisional,
        )  # fmt: skip
        ConflictOfInterest.objects.bulk_create(
            ConflictOfInterest(objection=objection, account_id=pk) for pk in sorted(conflicts_of_interest)
        )
        trail(objection, Verb.OPENED, by=by, at=at, text=reason)
        tell(seat.accounts, "objection_opened", objection, at=at)
    except BaseException:
        attachments.drop(kept)
        raise
    return objection


def _doubted(line: MemberLine, fact: Fact | None) -> Fact | None:
    """The fact that is meant. What takes points away is always about a fact, so that it can wait for the ruling."""
    if fact is not None:
        if fact.pk not in {fact.pk for fact in line.facts}:
            raise Denied("no such fact in that line")
        return fact
    if line.indicator.kind != "deduction" or not line.facts:
        return None
    if len(line.facts) > 1:
        raise ActionRefused(_("Choose the entry you object to."), "fact")
    return line.facts[0]


def _refuse_again(line: MemberLine, fact: Fact | None) -> None:
    """One at a time about a thing, and what was ruled on is not asked again: there is a second ruling for that."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=line.standing.member_id)
    about = Objection.objects.filter(member=member)
    if fact is None:
        about = about.filter(indicator=line.indicator.code, period=line.period.name, fact__isnull=True)
    else:
        about = about.filter(fact=fact)
    if about.filter(state__in=Objection.WAITING).exists():
        raise ActionRefused(_("You have already objected to this, and it is waiting for a ruling."))
    ruled = about.filter(state__in=(State.REJECTED, State.UPHELD))
    if (ruled if fact else ruled.filter(run=line.standing.run)).exists():
        raise ActionRefused(_("There is already a ruling on this. The page of that objection says what comes next."))


@transaction.atomic
def withdraw(*, objection: Objection, by: Viewer, at: datetime) -> None:
    """The member takes it back."""
    objection = locked(objection)
    _only_the_member(objection, by)
    refuse_ended(objection)
    objection.state, objection.ended_at = State.WITHDRAWN, at
    objection.save(update_fields=["state", "ended_at"])
    trail(objection, Verb.WITHDRAWN, by=by, at=at)


@transaction.atomic
def appeal(*, objection: Objection, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The member asks for a second ruling, by another person one level up. Raises ActionRefused when it is too late."""
    objection = locked(objection)
    _only_the_member(objection, by)
    if objection.state != State.REJECTED or objection.rulings.count() != 1:
        raise ActionRefused(_("A second ruling can be asked for once, after the first was a rejection."))
    if today(at) > appeal_until(objection):
        ended = appeal_until(objection).isoformat()
        raise ActionRefused(_("The time for a second ruling ended on %(day)s.") % {"day": ended})
    reason = needed(reason, "reason", missing=_("Give a reason."), most=_MOST_WORDS)
    seat = who_rules.seat_above(objection, scheme, today(at))
    seat = seat or Seat(Unit.objects.get_parent(objection.at_unit) or objection.at_unit, [])
    objection.state, objection.appeal, objection.ended_at = State.APPEALED, reason, None
    objection.at_unit = seat.unit
    objection.save(update_fields=["state", "appeal", "ended_at", "at_unit", *_fall_due(objection, today(at))])
    trail(objection, Verb.APPEALED, by=by, at=at, text=reason)
    tell(seat.accounts, "objection_appealed", objection, at=at)


@transaction.atomic
def escalate(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Overdue ones go one level up, each with the full time again. Gives how many. At the top they stay, overdue."""
    late = Objection.objects.select_for_update(of=("self",)).filter(state__in=Objection.WAITING, due_on__lt=on)
    moved = 0
    for objection in late.select_related("member", "at_unit", "fact"):
        answering.overdue(objection, scheme=scheme, at=at)
        seat = who_rules.seat_above(objection, scheme, on)
        if seat is None:
            continue
        objection.at_unit, objection.escalated = seat.unit, objection.escalated + 1
        objection.save(update_fields=["at_unit", "escalated", *_fall_due(objection, on)])
        trail(objection, Verb.ESCALATED, by=None, at=at)
        tell(seat.accounts, "objection_escalated", objection, at=at)
        tell_member(objection, "objection_gone_up", at=at)
        moved += 1
    return moved


def _fall_due(objection: Objection, after: date) -> tuple[str, ...]:
    """Gives it the full time from a day on, and says which fields that changed."""
    due = working_days_after(after, ANSWER_WITHIN)
    objection.due_after, objection.due_on, objection.due_is_provisional = after, due.day, due.provisional
    return ("due_after", "due_on", "due_is_provisional")


def locked(objection: Objection) -> Objection:
    """The objection as it is now, held until the transaction ends."""
    related = ("member", "run", "at_unit", "fact")
    # Locked by itself first: a row that moved to another unit while this waited would fall out of a join with the unit.
    Objection.objects.select_for_update().get(pk=objection.pk)
    return Objection.objects.select_related(*related).get(pk=objection.pk)


def refuse_ended(objection: Objection) -> None:
    """Raises ActionRefused unless it waits for a ruling."""
    if objection.state not in Objection.WAITING:
        raise ActionRefused(_("This has been answered or withdrawn meanwhile."))


def _only_the_member(objection: Objection, by: Viewer) -> None:
    if by.member_id != objection.member_id:
        raise Denied("only the member")


def trail(
    objection: Objection, verb: Step.Verb, *, by: Viewer | None, at: datetime, office: str = "", text: str = ""
) -> None:
    """One more step for the member to read, and its audit row."""
    waits, rejected = objection.state in Objection.WAITING, objection.state == State.REJECTED
    due_on = objection.due_on if waits else objection.appeal_until if rejected and verb == Verb.REDATED else None
    provisional = objection.due_is_provisional if waits else objection.appeal_is_provisional
    Step.objects.create(
        objection=objection, verb=verb, at=at, by=by.account if by else None, office=office, unit=objection.at_unit,
        due_on=due_on, is_provisional=due_on is not None and provisional, text=text,
    )  # fmt: skip
    audit.record(verb.value, "objection", objection.key, by=by, at=at, unit=objection.at_unit, fields=("state",))


def tell_member(objection: Objection, kind: str, *, at: datetime) -> None:
    """Tells the member what became of it."""
    accounts = Account.objects.filter(member=objection.member_id)
    tell(accounts, kind, objection, at=at, link=f"/my/objections/{objection.key}/")


def tell(accounts: Collection[Account], kind: str, objection: Objection, *, at: datetime, link: str = "") -> None:
    """Tells these accounts the same of it, with the deadline that now runs."""
    rule = lines.indicator_of(objection)
    title = rule.title.model_dump() if rule else {"en": objection.indicator, "zh": objection.indicator}
    day, provisional = objection.due_on, objection.due_is_provisional
    if objection.state == State.REJECTED and objection.appeal_until:
        day, provisional = objection.appeal_until, objection.appeal_is_provisional
    facts: dict[str, Any] = {"member": objection.member.name, "line": title, "unit": objection.at_unit.name}
    facts |= {"day": day.isoformat(), "provisional": provisional}
    idempotency_key = f"{kind}:{objection.key}:{objection.escalated}:{objection.rulings.count()}"
    if kind in _ONCE_A_DAY:
        idempotency_key += f":{day.isoformat()}"
    link = link or f"/desk/objections/{objection.key}/"
    for account in accounts:
        notices.tell(account, kind, facts, idempotency_key=idempotency_key, at=at, link=link)
