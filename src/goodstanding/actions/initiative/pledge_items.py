"""Items of pledges: reported as fulfilled by the member, decided by a person, and never about themselves."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.initiative import acting, pledges
from goodstanding.actions.initiative.acting import What
from goodstanding.actions.refusal import ActionRefused, at_most, needed
from goodstanding.engine.scheme.initiative import PledgeRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Pledge, PledgeItem
from goodstanding.models.initiative.moves import ITEM_DECIDED, ITEM_MOVES, ItemMove, ItemState
from goodstanding.queries.initiative import pledges as queries
from goodstanding.queries.initiative.periods import day_in, nears_its_end, period_on
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today


@transaction.atomic
def report(
    *, item: PledgeItem, words: str, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None
) -> None:  # fmt: skip
    """Reports an item as fulfilled, in a sentence: by the member, or by an office-holder for the member.

    on: the day, where another person records it. The same sentence sent again changes nothing. Raises Denied for anyone
    else. Raises ActionRefused without a sentence, and for an item that is decided or a pledge that is withdrawn.
    """
    rule, pledge, item = _held(item, scheme)
    day = acting.day_of(pledge.member, by, on, at, rule.confirmed_by)
    words = needed(words, "words", missing=_("Write in a sentence what you did."), most=acting.MOST_WORDS)
    last = item.steps.filter(what=What.REPORTED).order_by("-pk").first()
    if item.state == ItemState.REPORTED and last is not None and last.words == words:
        return
    _move(item, ItemMove.REPORT)
    item.save(update_fields=["state"])
    on_its_day = None if by.member_id == pledge.member_id else day
    acting.write(What.REPORTED, by=by, at=at, pledge=pledge, item=item, words=words, on=on_its_day)
    acting.note("say", "pledge", pledge.key, acting.home_of(pledge.member), by=by, at=at)


@transaction.atomic
def decide(*, item: PledgeItem, move: ItemMove, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Confirms an item as fulfilled, not fulfilled, or no longer applying. Another decision corrects the first.

    Raises Denied for anyone without an office that confirms, and for the member. Raises ActionRefused without a reason
    that is needed; for *not fulfilled* before the last month of the period, unless the member has reported the item;
    and for *not fulfilled* about a member whose pledge is the member's own choice.
    """
    assert move in (ItemMove.FULFIL, ItemMove.MISS, ItemMove.DROP), "the others are the member's"
    rule, pledge, item = _held(item, scheme)
    named_offices.check_answers(by, pledge.member.unit, rule.confirmed_by, about=pledge.member_id)
    was_decided, day = item.state in ITEM_DECIDED, today(at)
    words = at_most(reason, "reason", acting.MOST_REASON)
    if was_decided and ITEM_MOVES.get((ItemState(item.state), move)) is None and not words:
        return
    if move != ItemMove.FULFIL or was_decided:
        words = acting.reason_of(words)
    if move == ItemMove.MISS:
        _refuse_against(item, pledge, rule, for_whom.is_spared(rule.to, pledge.member, day), day)
    was = pledges.of_items(pledge, rule)
    _move(item, move)
    period = period_on(pledge.made_on, rule.period)
    item.decided_on = item.decided_on or max(pledge.made_on, day_in(period, day))
    item.decided_at, item.decided_by = at, by.account
    item.save(update_fields=["state", "decided_on", "decided_at", "decided_by"])
    acting.write(What(item.state), by=by, at=at, pledge=pledge, item=item, words=words)
    acting.note(move.value, "pledge", pledge.key, acting.home_of(pledge.member), by=by, at=at)
    wanted = pledges.of_items(pledge, rule)
    pledges.follow_pledge(pledge, was, wanted, words or item.text, scheme=scheme, by=by, at=at, what=item.text)
    acting.tell_member(pledge.member, f"pledge_item_{item.state}", item.text, "/my/pledge/", by, at)


@transaction.atomic
def fulfil_reported(*, pledge: Pledge, scheme: Scheme, by: Viewer, at: datetime) -> int:
    """Confirms every item that the member has reported. Returns how many. Raises Denied as `decide` does."""
    rule = pledges.rule_of(scheme)
    named_offices.check_answers(by, pledge.member.unit, rule.confirmed_by, about=pledge.member_id)
    reported = [item for item in queries.items(pledge) if item.state == ItemState.REPORTED]
    for item in reported:
        decide(item=item, move=ItemMove.FULFIL, reason="", scheme=scheme, by=by, at=at)
    return len(reported)


def _held(item: PledgeItem, scheme: Scheme) -> tuple[PledgeRule, Pledge, PledgeItem]:
    rule, pledge = pledges.rule_of(scheme), pledges.held(item.pledge)
    if pledge.state != Pledge.State.REGISTERED:
        raise ActionRefused(_("The pledge was withdrawn."))
    acting.home_of(pledge.member)
    return rule, pledge, PledgeItem.objects.get(pk=item.pk)


def _move(item: PledgeItem, move: ItemMove) -> None:
    becomes = ITEM_MOVES.get((ItemState(item.state), move))
    acting.refuse_impossible(becomes is not None, str(item.get_state_display()))
    assert becomes is not None
    item.state = becomes


def _refuse_against(item: PledgeItem, pledge: Pledge, rule: PledgeRule, spared: bool, day: date) -> None:
    if spared:
        raise ActionRefused(_("This pledge is the member's own choice: nothing is recorded against them."))
    if item.state == ItemState.PLEDGED and not nears_its_end(period_on(pledge.made_on, rule.period), day):
        raise ActionRefused(
            _("Too early: before the last month of the period, only reported items can be recorded as not fulfilled.")
        )
