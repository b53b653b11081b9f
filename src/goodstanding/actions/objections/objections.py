"""Objections: a member doubts one line or one fact; it goes up where no one answers, and once more when they ask."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger import own_confirmations
from goodstanding.actions.objections import answering
from goodstanding.actions.operations import attachments
from goodstanding.actions.operations.attachments import Attached
from goodstanding.actions.refusal import ActionRefused, needed, said_day
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.models import Account, ConflictOfInterest, Fact, Member, Objection, Run, Step, Unit
from goodstanding.queries.ledger.homes import home_of
from goodstanding.queries.ledger.who_corrects import is_published
from goodstanding.queries.months import lines
from goodstanding.queries.months.lines import MemberLine
from goodstanding.queries.objections import who_rules
from goodstanding.queries.objections.deadlines import ANSWER_WITHIN
from goodstanding.queries.objections.objections import appeal_until
from goodstanding.queries.people.calendars import today, working_days_after
from goodstanding.queries.people.namesakes import name_anywhere
from goodstanding.queries.people.offices import Seat
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.rules import confirmations

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
    about = _About(member, run, line.indicator, line.period.name, fact, line.facts, line.scheme)
    _refuse_again(about)
    return _opened(about, member.unit or line.standing.unit, reason, attachment, by=by, at=at)


@transaction.atomic
def open_running(
    *, fact: Fact, reason: str, by: Viewer, at: datetime, attachment: Attached | None = None
) -> Objection:  # fmt: skip
    """The member doubts a fact of a month that is not published yet; everything else is as with a published one.

    Raises Denied on a fact that is not theirs, ActionRefused where its month is published or no rule counts it.
    """
    member = by.account.member
    if member is None or fact.member_id != member.pk:
        raise Denied("no such fact of theirs")
    if is_published(fact.month):
        raise ActionRefused(_("That month is published. Object to it in your record of that month."))
    line = lines.running(member, fact)
    if line is None:
        raise ActionRefused(_("No rule counts this entry now, so there is nothing to object to."))
    reason = needed(reason, "reason", missing=_("Give a reason."), most=_MOST_WORDS)
    about = _About(member, None, line.indicator, line.period.name, fact, [fact], line.scheme)
    _refuse_again(about)
    return _opened(about, home_of(member), reason, attachment, by=by, at=at)


@transaction.atomic
def open_missing(
    *, indicator: str, on: date, reason: str, by: Viewer, at: datetime, attachment: Attached | None = None
) -> Objection:  # fmt: skip
    """The member says that something they did on a day of a month that is not published yet was not recorded.

    Raises Denied for an account of no member, ActionRefused for a day to come or of a published month, for a rule that
    does not apply to the member, and where the same is objected to already.
    """
    member = by.account.member
    if member is None or member.unit is None:
        raise Denied("no member")
    if on > today(at):
        raise ActionRefused(_("That day is still to come."), "on")
    if on < member.joined_on:
        raise ActionRefused(_("That is before you joined."), "on")
    if is_published(month_of(on)):
        raise ActionRefused(_("That month is published. Object to it in your record of that month."), "on")
    line = lines.missing(indicator, on)
    if line is None or indicator not in {rule.code for rule in lines.can_miss(member, on)}:
        raise ActionRefused(_("This rule does not apply to you on that day."), "indicator")
    reason = needed(reason, "reason", missing=_("Give a reason."), most=_MOST_WORDS)
    about = _About(member, None, line.indicator, line.period.name, None, [], line.scheme, missing_on=on)
    _refuse_again(about)
    return _opened(about, home_of(member), reason, attachment, by=by, at=at)


@dataclass(frozen=True)
class _About:
    """What an objection is about. run: none before the month is published; facts: those that the line counted.

    missing_on: the day of what no one recorded, where it is about that.
    """

    member: Member
    run: Run | None
    indicator: Indicator
    period: str
    fact: Fact | None
    facts: Sequence[Fact]
    scheme: Scheme
    missing_on: date | None = None


def _opened(
    about: _About, start: Unit, reason: str, attachment: Attached | None, *, by: Viewer, at: datetime
) -> Objection:
    fact = about.fact
    conflicts_of_interest = who_rules.accounts_involved(about.member, [fact] if fact else about.facts)
    roles = who_rules.roles_for(about.scheme, (fact.kind,) if fact else about.indicator.facts)
    seat = who_rules.seat(start, roles, conflicts_of_interest, today(at)) or Seat(start, [])
    due = working_days_after(today(at), ANSWER_WITHIN)
    kept = attachments.keep(attachment, "objections") if attachment else None
    try:
        objection = Objection.objects.create(
            member=about.member, run=about.run, indicator=about.indicator.code, period=about.period, fact=fact,
            missing_on=about.missing_on, reason=reason, at_unit=seat.unit, attachment=kept.stored_as if kept else "",
            attachment_name=kept.name if kept else "", opened_at=at, due_after=today(at), due_on=due.day,
            due_is_provisional=due.provisional,
        )  # fmt: skip
        ConflictOfInterest.objects.bulk_create(
            ConflictOfInterest(objection=objection, account_id=pk) for pk in sorted(conflicts_of_interest)
        )
        trail(objection, Verb.OPENED, by=by, at=at, text=reason)
        _answer_results([fact] if fact else about.facts, by=by, at=at)
        tell(seat.accounts, "objection_opened", objection, at=at)
    except BaseException:
        attachments.drop(kept, "objections")
        raise
    return objection


def _answer_results(doubted: Sequence[Fact], *, by: Viewer, at: datetime) -> None:
    """Who objects to a result that they are asked to confirm has read and answered it, as much as who confirms it."""
    member, scheme = by.account.member, the_scheme()
    if member is None:
        return
    for asked in confirmations.open_now(member, scheme, today(at)):
        if asked.result in doubted:
            own_confirmations.confirm(kind=asked.kind, period=asked.period, scheme=scheme, by=by, at=at)


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


def _refuse_again(doubted: _About) -> None:
    """One at a time about a thing, and what was ruled on is not asked again: there is a second ruling for that."""
    member, fact = Member.objects.select_for_update(of=("self",)).get(pk=doubted.member.pk), doubted.fact
    about = Objection.objects.filter(member=member)
    if doubted.missing_on is not None:
        about = about.filter(indicator=doubted.indicator.code, missing_on=doubted.missing_on)
    elif fact is None:
        line = {"indicator": doubted.indicator.code, "period": doubted.period}
        about = about.filter(**line, fact__isnull=True, missing_on__isnull=True)
    else:
        about = about.filter(fact=fact)
    if about.filter(state__in=Objection.WAITING).exists():
        raise ActionRefused(_("You have already objected to this, and it is waiting for a ruling."))
    ruled = about.filter(state__in=(State.REJECTED, State.UPHELD))
    if (ruled if fact else ruled.filter(run=doubted.run)).exists():
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
        ended = said_day(appeal_until(objection))
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
    facts: dict[str, Any] = {"member": name_anywhere(objection.member), "line": title, "unit": objection.at_unit.name}
    facts |= {"day": day.isoformat(), "provisional": provisional}
    idempotency_key = f"{kind}:{objection.key}:{objection.escalated}:{objection.rulings.count()}"
    if kind in _ONCE_A_DAY:
        idempotency_key += f":{day.isoformat()}"
    link = link or f"/desk/objections/{objection.key}/"
    for account in accounts:
        notices.tell(account, kind, facts, idempotency_key=idempotency_key, at=at, link=link)


def tidy_attachments() -> int:
    """Deletes files that a crash left behind before their objection was written. Returns how many."""
    names = Objection.objects.exclude(attachment="").values_list("attachment", flat=True)
    return attachments.tidy("objections", names)
