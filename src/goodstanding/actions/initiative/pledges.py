"""Pledges: made on a phone or typed in from paper, changed until the first item is decided, taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.initiative import acting
from goodstanding.actions.initiative.acting import What
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.initiative import PledgeRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Pledge, PledgeItem
from goodstanding.models.initiative.moves import ITEM_MOVES, ItemMove, ItemState
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.initiative import leaves, pledges
from goodstanding.queries.initiative.periods import period_on
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import for_whom

State = Pledge.State


@transaction.atomic
def make(
    *, member: Member, texts: Sequence[str], scheme: Scheme, by: Viewer, at: datetime, on: date | None = None
) -> Pledge:
    """Registers a member's pledge for the period of the day, and returns it. Sent again, it returns the first.

    on: the day on the paper, where another person types it in. Raises ActionRefused for another pledge in the period.
    """
    rule, unit = rule_of(scheme), acting.home_of(member)
    day = acting.day_of(member, by, on, at, rule.confirmed_by)
    if not for_whom.is_for(rule.to, member, day):
        raise ActionRefused(_("By the rules, this is not for this member."))
    texts = _texts(texts, rule)
    Member.objects.select_for_update().get(pk=member.pk)
    known = pledges.current(member, rule, day)
    if known is not None:
        if [item.text for item in pledges.items(known)] == texts:
            return known
        raise ActionRefused(_("There is already a pledge for this period. Change its items instead."))
    pledge = Pledge.objects.create(
        member=member, unit=unit, period=period_on(day, rule.period).name, made_on=day, made_at=at, made_by=by.account
    )
    _write_items(pledge, texts, 1)
    acting.write(What.MADE, by=by, at=at, pledge=pledge, on=None if by.member_id == member.pk else day)
    acting.note("make", "pledge", pledge.key, unit, by=by, at=at)
    follow_pledge(pledge, {}, registered(pledge, rule), "", scheme=scheme, by=by, at=at)
    acting.tell_member(member, "pledge_registered", pledge.period, "/my/pledge/", by, at)
    return pledge


@transaction.atomic
def reword(*, pledge: Pledge, texts: Sequence[str], scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Changes the items. An item with the same text keeps its state; an item that is replaced can still be read.

    Raises ActionRefused once the first item is decided.
    """
    rule, pledge = rule_of(scheme), held(pledge)
    acting.day_of(pledge.member, by, None, at, rule.confirmed_by)
    texts = _texts(texts, rule)
    if pledges.is_decided(pledge):
        raise ActionRefused(_("An item has been decided, so the pledge can no longer be changed."))
    now = pledges.items(pledge)
    if [item.text for item in now] == texts:
        return
    for item in now:
        if item.text not in texts:
            item.state = ITEM_MOVES[ItemState(item.state), ItemMove.REPLACE]
            item.save(update_fields=["state"])
            acting.write(What.REPLACED, by=by, at=at, pledge=pledge, item=item, words=item.text)
    same = {item.text for item in now}
    revision = 1 + max(item.revision for item in pledge.items.all())
    _write_items(pledge, [text for text in texts if text not in same], revision)
    acting.note("change", "pledge", pledge.key, acting.home_of(pledge.member), by=by, at=at)


@transaction.atomic
def withdraw(*, pledge: Pledge, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes a pledge back: by the member until an item is decided; by their branch, with a reason, as a mistake.

    What it left in the ledger is taken back with it. Withdrawn already, it changes nothing.
    """
    rule, pledge = rule_of(scheme), held(pledge)
    if pledge.state == State.WITHDRAWN:
        return
    if by.member_id == pledge.member_id:
        if pledges.is_decided(pledge):
            raise ActionRefused(_("An item has been decided, so the pledge can no longer be taken back."))
        words = at_most(reason, "reason", acting.MOST_REASON)
    else:
        named_offices.check_answers(by, pledge.member.unit, rule.confirmed_by)
        words = acting.reason_of(reason)
    was = registered(pledge, rule) | of_items(pledge, rule)
    pledge.state = State.WITHDRAWN
    pledge.save(update_fields=["state"])
    acting.write(What.WITHDRAWN, by=by, at=at, pledge=pledge, words=words)
    acting.note("withdraw", "pledge", pledge.key, acting.home_of(pledge.member), by=by, at=at)
    why = words or gettext("The member took it back.")
    follow_pledge(pledge, was, {}, why, scheme=scheme, by=by, at=at)
    acting.tell_member(pledge.member, "pledge_withdrawn", pledge.period, "/my/pledge/", by, at)


def rule_of(scheme: Scheme) -> PledgeRule:
    """Returns what the rules say about pledges. Raises ActionRefused where they have none."""
    rule = acting.rules_of(scheme).pledge
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return rule


def held(pledge: Pledge) -> Pledge:
    """Returns the pledge as it is now, locked until the transaction ends."""
    Pledge.objects.select_for_update().get(pk=pledge.pk)
    return Pledge.objects.select_related("member__unit", "unit").get(pk=pledge.pk)


def registered(pledge: Pledge, rule: PledgeRule) -> dict[Slot, SaidFact]:
    """Returns what a registered pledge leaves in the ledger."""
    return {Slot(rule.registered, f"pledge:{pledge.key}"): SaidFact(YES, pledge.made_on)}


def of_items(pledge: Pledge, rule: PledgeRule) -> dict[Slot, SaidFact]:
    """Returns what the items of a pledge leave in the ledger as they stand.

    An item was missed by a member who was not free to choose at the time; it stays so until it is decided anew.
    """
    if rule.fulfilled is None:
        return {}
    found = dict[Slot, SaidFact]()
    for item in PledgeItem.objects.filter(pledge=pledge):
        said = leaves.of_item(ItemState(item.state), item.decided_on)
        if said is not None:
            found[Slot(rule.fulfilled, f"item:{item.key}")] = said
    return found


def follow_pledge(
    pledge: Pledge, was: Mapping[Slot, SaidFact], wanted: Mapping[Slot, SaidFact], reason: str, *, scheme: Scheme,
    by: Viewer, at: datetime, what: str = "",
) -> None:  # fmt: skip
    """Lets the ledger follow a pledge. what: the text of the item concerned, empty for the pledge itself."""
    unit = pledge.member.unit or pledge.unit
    deed = FollowedDeed(acting.SOURCE, pledge.member, unit, f"{pledge.unit.code} {what or pledge.period}"[:200])
    follow(deed, was, wanted, reason, scheme=scheme, by=by, at=at)


def _texts(texts: Sequence[str], rule: PledgeRule) -> list[str]:
    """Returns the items without blanks. Raises ActionRefused for none, too many, a too long item, or an item twice."""
    found = [at_most(text, "items", acting.MOST_TITLE) for text in texts if text.strip()]
    if not found:
        raise ActionRefused(_("Write at least one item."), "items")
    if len(found) > rule.most_items:
        raise ActionRefused(_("At most %(count)s items.") % {"count": rule.most_items}, "items")
    if len(set(found)) < len(found):
        raise ActionRefused(_("Two items are the same."), "items")
    return found


def _write_items(pledge: Pledge, texts: Sequence[str], revision: int) -> None:
    numbers = range(1, len(texts) + 1)
    PledgeItem.objects.bulk_create(
        PledgeItem(pledge=pledge, revision=revision, number=number, text=text)
        for number, text in zip(numbers, texts, strict=True)
    )
