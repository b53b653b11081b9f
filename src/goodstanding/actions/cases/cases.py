"""Cases: an order to a named person, a reply with evidence, a check by another person; late, one level up by the clock.

Nothing follows from a case by itself. What people decide because of one is decided and recorded elsewhere.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.cases import acting
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    Account,
    CaseEvidence,
    CaseStep,
    DutyCase,
    EarlyWarning,
    Fact,
    Meeting,
    Member,
    Post,
    Unit,
)
from goodstanding.models.cases.moves import CaseMove
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.cases import cases as queries
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today

State, About, What = DutyCase.State, DutyCase.About, CaseStep.What


@dataclass(frozen=True)
class Subject:
    """What a case is about: a unit; with a member, that member; with a post, the duties of the person who holds it."""

    unit: Unit
    member: Member | None = None
    post: Post | None = None
    warning: EarlyWarning | None = None


@dataclass(frozen=True)
class Order:
    """Why a case is opened, and what the owner, a person in office, is to do until when."""

    reason: str
    title: str
    text: str
    owner: Post
    due_on: date


@transaction.atomic
def open_case(
    *, about: Subject, order: Order, scheme: Scheme, by: Viewer, at: datetime, form: str = ""
) -> DutyCase:  # fmt: skip
    """Opens a case with an order, and returns it. The same `form` again: the first.

    Raises Denied for anyone who opens no cases over the unit, and about oneself. Raises ActionRefused without a reason
    or an order, for an owner who cannot have it, for a day that does not fit, and for a warning that opens no case.
    """
    rules, on = acting.rules_of(scheme), today(at)
    acting.check_opens(about.unit, rules, by)
    member = about.member or (about.post.account.member if about.post else None)
    if (member is not None and member.pk == by.member_id) or (about.post and about.post.account_id == by.account.pk):
        raise Denied("a case about oneself is opened by another person")
    _refuse_warning(about, scheme)
    reason = needed(order.reason, "reason", missing=_("Give a reason."), most=acting.MOST_REASON)
    title = needed(order.title, "title", missing=_("Write in a few words what it is about."), most=acting.MOST_TITLE)
    text = needed(order.text, "text", missing=_("Write what is to be done."), most=acting.MOST_TEXT)
    can = queries.owners(about.unit, rules, on, without=about.member)
    if order.owner.pk not in {post.pk for post in can}:
        raise ActionRefused(_("Choose a person in office of the unit or above it."), "owner")
    due_on = acting.due_day(order.due_on, rules, at)
    Account.objects.select_for_update().get(pk=by.account.pk)
    digest = hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None
    known = DutyCase.objects.filter(opened_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    kind = About.OFFICE if about.post else About.MEMBER if about.member else About.UNIT
    case = DutyCase.objects.create(
        about=kind, unit=about.unit, member=member, post=about.post, warning=about.warning, reason=reason, title=title,
        text=text, owner=order.owner.account, owner_office=acting.office_words(order.owner), due_on=due_on,
        opened_on=on, opened_at=at, opened_by=by.account, form=digest,
    )  # fmt: skip
    acting.step(What.OPENED, case, by=by, at=at, words=text, due_on=due_on)
    acting.note("open_case", case, by=by, at=at)
    if case.owner_id != by.account.pk:
        acting.tell([case.owner], "case_ordered", case, at=at)
    acting.tell_member("case_about_you", case, at=at)
    return case


@transaction.atomic
def reply(
    *, case: DutyCase, words: str, by: Viewer, at: datetime, facts: Sequence[Fact] = (),
    meetings: Sequence[Meeting] = (),
) -> None:  # fmt: skip
    """The owner says what was done, and refers to entries and meetings.

    Raises Denied for anyone but the owner. Raises ActionRefused without words, for what cannot be referred to, and for
    a case that waits for no reply.
    """
    row, on = acting.held(case), today(at)
    if row.owner_id != by.account.pk or not by.verified:
        raise Denied("the owner of the order replies")
    words = needed(words, "words", missing=_("Write what was done."), most=acting.MOST_TEXT)
    acting.move(row, CaseMove.REPLY)
    if not {one.pk for one in facts} <= set(queries.entries_for(row, on).values_list("pk", flat=True)):
        raise ActionRefused(_("Choose from the entries that are listed."), "facts")
    if not {one.pk for one in meetings} <= set(queries.meetings_for(row, on).values_list("pk", flat=True)):
        raise ActionRefused(_("Choose from the meetings that are listed."), "meetings")
    row.replied_by = by.account
    row.save(update_fields=["state", "replied_by"])
    step = acting.step(What.REPLIED, row, by=by, at=at, words=words)
    found = [CaseEvidence(step=step, fact=fact) for fact in facts]
    CaseEvidence.objects.bulk_create([*found, *(CaseEvidence(step=step, meeting=meeting) for meeting in meetings)])
    acting.note("reply", row, by=by, at=at)
    if row.opened_by_id != by.account.pk:
        acting.tell([row.opened_by], "case_replied", row, at=at)


@transaction.atomic
def close(*, case: DutyCase, words: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Another person has checked the reply, and closes the case with a word on what was seen.

    Raises Denied for the person who replied, for the member concerned, and for offices that check nothing here. Raises
    ActionRefused without words, and for a case that waits for no check.
    """
    row = _checked(case, CaseMove.CLOSE, scheme, by)
    words = needed(words, "words", missing=_("Write what you checked."), most=acting.MOST_TEXT)
    row.closed_on = today(at)
    row.save(update_fields=["state", "closed_on"])
    acting.step(What.CLOSED, row, by=by, at=at, words=words)
    _leave(row, scheme, by=by, at=at)
    acting.note("close", row, by=by, at=at)
    acting.tell([row.owner], "case_closed", row, at=at)
    acting.tell_member("case_closed_about_you", row, at=at)


@transaction.atomic
def send_back(*, case: DutyCase, words: str, due_on: date, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Another person has checked the reply, and returns it with a reason and a new day. Raises what `close` raises."""
    row = _checked(case, CaseMove.RETURN, scheme, by)
    words = needed(words, "words", missing=_("Give a reason."), most=acting.MOST_TEXT)
    row.due_on, row.above_unit, row.reminded = acting.due_day(due_on, acting.rules_of(scheme), at), None, False
    row.save(update_fields=["state", "due_on", "above_unit", "reminded"])
    acting.step(What.RETURNED, row, by=by, at=at, words=words, due_on=row.due_on)
    acting.note("return", row, by=by, at=at)
    acting.tell([row.owner], "case_returned", row, at=at)


@transaction.atomic
def extend(*, case: DutyCase, words: str, due_on: date, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """An office that opens cases gives more time, with a reason; never the owner of the order.

    Raises Denied for anyone else. Raises ActionRefused without a reason, for a day that is no later, and for a case
    that waits for no reply.
    """
    row, rules = acting.held(case), acting.rules_of(scheme)
    acting.check_leads(row, scheme, by)
    words = needed(words, "words", missing=_("Give a reason."), most=acting.MOST_TEXT)
    later = acting.due_day(due_on, rules, at)
    if later <= row.due_on:
        raise ActionRefused(_("That is no later than the day it is due now."), "due_on")
    acting.move(row, CaseMove.EXTEND)
    row.due_on, row.above_unit, row.reminded = later, None, False
    row.save(update_fields=["state", "due_on", "above_unit", "reminded"])
    acting.step(What.EXTENDED, row, by=by, at=at, words=words, due_on=later)
    acting.note("extend", row, by=by, at=at)
    acting.tell([row.owner], "case_extended", row, at=at)


@transaction.atomic
def call_off(*, case: DutyCase, words: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """An office that opens cases calls one off, with a reason; never the owner. Raises what `extend` raises."""
    row = acting.held(case)
    acting.check_leads(row, scheme, by)
    words = needed(words, "words", missing=_("Give a reason."), most=acting.MOST_TEXT)
    acting.move(row, CaseMove.CALL_OFF)
    row.closed_on = today(at)
    row.save(update_fields=["state", "closed_on"])
    acting.step(What.CALLED_OFF, row, by=by, at=at, words=words)
    acting.note("call_off", row, by=by, at=at)
    acting.tell([row.owner], "case_called_off", row, at=at)
    acting.tell_member("case_closed_about_you", row, at=at)


@transaction.atomic
def say(*, case: DutyCase, words: str, by: Viewer, at: datetime) -> None:
    """The member concerned adds own words, whenever and as often as needed. Raises Denied for anyone else."""
    row = acting.held(case)
    if by.member_id is None or row.member_id != by.member_id:
        raise Denied("this case is not about them")
    words = needed(words, "words", missing=_("Write what you want to say."), most=acting.MOST_TEXT)
    acting.step(What.SAID, row, by=by, at=at, words=words)
    acting.note("add_words", row, by=by, at=at)
    others = {account.pk: account for account in (row.owner, row.opened_by) if account.pk != by.account.pk}
    acting.tell(others.values(), "case_said", row, at=at)


@transaction.atomic
def remind(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Reminds owners before the last day, and passes what is late one level up. Returns for how many cases.

    Nothing else follows from being late.
    """
    rules = queries.rules_of(scheme)
    if rules is None:
        return 0
    waits = DutyCase.objects.filter(state=State.ORDERED).select_related("unit", "owner__member", "member")
    soon = on + timedelta(days=rules.remind_before)
    before = list(waits.filter(due_on__gte=on, due_on__lte=soon, reminded=False).order_by("pk"))
    for row in before:
        acting.tell([row.owner], "case_due", row, at=at)
        row.reminded = True
        row.save(update_fields=["reminded"])
    after = list(waits.filter(due_on__lt=on).order_by("pk"))
    for row in after:
        _pass_up(row, scheme, on, at)
    return len(before) + len(after)


def _pass_up(case: DutyCase, scheme: Scheme, on: date, at: datetime) -> None:
    rules, row = acting.rules_of(scheme), acting.held(case)
    acting.move(row, CaseMove.PASS_UP)
    row.above_unit = queries.unit_above(row, rules, on)
    row.save(update_fields=["state", "above_unit"])
    acting.step(What.LATE, row, by=None, at=at, place=row.above_unit.name if row.above_unit else "")
    acting.note("escalated", row, by=None, at=at)
    acting.tell([row.owner], "case_late", row, at=at)
    if row.above_unit is not None:
        acting.tell(acting.above_people(row.above_unit, row, rules, on), "case_late_above", row, at=at)


def _checked(case: DutyCase, done: CaseMove, scheme: Scheme, by: Viewer) -> DutyCase:
    """Returns a case that the viewer checks, moved on. Raises Denied for anyone who does not check it."""
    row = acting.held(case)
    if not queries.at_desk(by, scheme).filter(pk=row.pk).exists():
        raise Denied("this case is not theirs")
    acting.move(row, done)
    if not queries.to_check(by, scheme).filter(pk=row.pk).exists():
        raise Denied("another person checks the reply")
    return row


def _refuse_warning(about: Subject, scheme: Scheme) -> None:
    """Raises ActionRefused for a warning about another subject, or of a kind that opens no case."""
    found = about.warning
    if found is None:
        return
    rule = scheme.warnings.kinds.get(found.kind) if scheme.warnings else None
    fits = found.member_id == (about.member.pk if about.member else None) and found.unit_id == about.unit.pk
    if rule is None or not rule.case or not fits or about.post is not None:
        raise ActionRefused(_("By the rules, no case is opened from this warning."))


def _leave(row: DutyCase, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """Leaves the entry of a unit's case that was put right, about the person in office who had the order."""
    kind, owner = acting.rules_of(scheme).closed, row.owner.member
    if kind is None or row.about != About.UNIT or owner is None or owner.unit is None:
        return
    deed = FollowedDeed(Fact.Source.CASE, owner, owner.unit, f"{row.unit.code} {row.unit.name}"[:200])
    assert row.closed_on is not None, "it was closed just now"
    follow(deed, {}, {Slot(kind, f"case:{row.key}"): SaidFact(YES, row.closed_on)}, "", scheme=scheme, by=by, at=at)
