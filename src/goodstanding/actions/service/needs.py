"""Needs of people, relayed by a member: taken up by an office, or answered why not, or taken back before that."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger.follow import Slot
from goodstanding.actions.refusal import at_most
from goodstanding.actions.service import acting
from goodstanding.actions.service.acting import What
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import NeedRule
from goodstanding.models import Member, RelayedNeed
from goodstanding.models.service.moves import NEED_MOVES, NeedMove, NeedState
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today, working_days_after
from goodstanding.queries.service import leaves, rules

State, Move = NeedState, NeedMove
LINK = "/my/service/needs/"


@transaction.atomic
def relay(
    *, member: Member, title: str, text: str, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None,
    form: str = "",
) -> RelayedNeed:  # fmt: skip
    """Relays a need to the member's unit and returns it. The same `form` sent again returns the first.

    on: the day on the paper, where another person types it in. Raises Denied for anyone but the member and the offices
    that answer. Raises ActionRefused for an empty title.
    """
    rule, home = rule_of(scheme), acting.home_of(member)
    made_on = acting.day_of(member, by, on, at, rule.answered_by, home)
    title, text = acting.title_of(title), at_most(text, "text", acting.MOST_TEXT)
    digest = acting.digest_of(form, by)
    known = RelayedNeed.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    made = RelayedNeed.objects.create(
        member=member, unit=home, title=title, text=text, due_on=working_days_after(today(at), rule.within_days).day,
        made_on=made_on, made_at=at, made_by=by.account, form=digest,
    )  # fmt: skip
    acting.write(What.MADE, by=by, at=at, need=made, member=member, on=made_on)
    acting.note("make", "need", made.key, home, by=by, at=at)
    link, due = f"/desk/service/needs/{made.key}/", made.due_on.isoformat()
    acting.tell_offices(home, rule.answered_by, "need_made", link, about=member, at=at, what=title, day=due)
    return made


@transaction.atomic
def take_up(*, need: RelayedNeed, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes a need up. Taken up already, it changes nothing.

    Raises Denied for anyone without an office that answers, and for the member.
    """
    _answer(need, Move.TAKE_UP, "", scheme, by, at)


@transaction.atomic
def reject(*, need: RelayedNeed, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Answers why a need is not taken up. What it left is taken back.

    Raises Denied as `take_up` does. Raises ActionRefused without a reason.
    """
    _answer(need, Move.REJECT, acting.reason_of(reason), scheme, by, at)


@transaction.atomic
def withdraw(*, need: RelayedNeed, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes a need back before it is answered. Taken back already, it changes nothing."""
    row = _held(need)
    acting.day_of(row.member, by, None, at, rule_of(scheme).answered_by, row.unit)
    if row.state == State.WITHDRAWN:
        return
    _move(row, Move.WITHDRAW)
    row.save(update_fields=["state"])
    acting.write(What.TAKEN_BACK, by=by, at=at, need=row, member=row.member)
    acting.note("withdraw", "need", row.key, row.unit, by=by, at=at)


def rule_of(scheme: Scheme) -> NeedRule:
    """Returns what the rules say about needs. Raises ActionRefused where they say nothing."""
    rule = rules.of(scheme).needs
    acting.refuse_missing(rule)
    assert rule is not None
    return rule


def _answer(need: RelayedNeed, move: NeedMove, words: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    row, rule = _held(need), rule_of(scheme)
    named_offices.check_answers(by, row.unit, rule.answered_by, about=row.member_id)
    becomes = State.TAKEN_UP if move == Move.TAKE_UP else State.NOT_TAKEN_UP
    if row.state == becomes:
        return
    was = _left(row, rule)
    _move(row, move)
    row.decided_on, row.decided_at, row.decided_by = row.decided_on or today(at), at, by.account
    row.save(update_fields=["state", "decided_on", "decided_at", "decided_by"])
    acting.write(What(row.state), by=by, at=at, need=row, member=row.member, words=words)
    acting.note("take_up_need" if move == Move.TAKE_UP else "reject_need", "need", row.key, row.unit, by=by, at=at)
    _follow(row, was, words, scheme, by=by, at=at)
    acting.tell_member(row.member, f"need_{row.state}", LINK, by, at, what=row.title)


def _held(need: RelayedNeed) -> RelayedNeed:
    RelayedNeed.objects.select_for_update().get(pk=need.pk)
    return RelayedNeed.objects.select_related("member__unit", "unit").get(pk=need.pk)


def _move(row: RelayedNeed, move: NeedMove) -> None:
    row.state = acting.becomes(NEED_MOVES, State(row.state), move, row.get_state_display())


def _left(row: RelayedNeed, rule: NeedRule) -> dict[Slot, SaidFact]:
    said = leaves.of_need(State(row.state), row.made_on)
    return {} if said is None else {Slot(rule.relayed, f"need:{row.key}"): said}


def _follow(
    row: RelayedNeed, was: Mapping[Slot, SaidFact], reason: str, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:  # fmt: skip
    wanted, why = _left(row, rule_of(scheme)), reason or gettext("The need was taken up.")
    acting.leave(row.member, row.member.unit or row.unit, row.title, was, wanted, why, scheme=scheme, by=by, at=at)
