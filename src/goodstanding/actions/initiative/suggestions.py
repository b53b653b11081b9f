"""Suggestions: made to the own unit or a unit above it, answered, forwarded, or taken back before the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices
from goodstanding.actions.initiative import acting
from goodstanding.actions.initiative.acting import What
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused, at_most, needed
from goodstanding.engine.scheme.initiative import SuggestionRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Suggestion, Unit
from goodstanding.models.initiative.moves import SUGGESTION_MOVES, SuggestionMove, SuggestionState
from goodstanding.queries.initiative import leaves
from goodstanding.queries.initiative import suggestions as queries
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today, working_days_after
from goodstanding.queries.people.namesakes import name_anywhere

State, Move = SuggestionState, SuggestionMove
MOST_TEXT = 4000


@dataclass(frozen=True)
class Idea:
    """What is suggested."""

    title: str
    text: str


@transaction.atomic
def make(
    *, member: Member, to: Unit, what: Idea, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None,
    form: str = "",
) -> Suggestion:  # fmt: skip
    """Makes a suggestion, which that unit answers, and returns it. The same `form` sent again returns the first.

    on: the day on the paper, where another person types it in. Raises ActionRefused for a unit that is not to choose.
    """
    rule, home = rule_of(scheme), acting.home_of(member)
    made_on, day = acting.day_of(member, by, on, at, rule.answered_by), today(at)
    title = acting.title_of(what.title)
    text = needed(what.text, "text", missing=_("Write what you suggest."), most=MOST_TEXT)
    if to not in queries.units_for(member, rule, day):
        raise ActionRefused(_("Choose your own unit, or a unit above it where an office answers suggestions."), "to")
    digest = acting.digest_of(form, by)
    known = Suggestion.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    suggestion = Suggestion.objects.create(
        member=member, unit=home, to_unit=to, at_unit=to, title=title, text=text,
        due_on=working_days_after(day, rule.within_days).day, made_on=made_on, made_at=at, made_by=by.account,
        form=digest,
    )  # fmt: skip
    acting.write(What.MADE, by=by, at=at, suggestion=suggestion, on=None if by.member_id == member.pk else made_on)
    acting.note("make", "suggestion", suggestion.key, to, by=by, at=at)
    _follow(suggestion, {}, "", scheme, by=by, at=at)
    tell_offices(suggestion, "suggestion_made", rule, at=at)
    return suggestion


@transaction.atomic
def answer(*, suggestion: Suggestion, adopted: bool, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Adopts a suggestion, or answers why not. Another answer corrects the first; the same again changes nothing.

    Raises Denied for anyone without an office that answers, and for the member. Raises ActionRefused without a reason,
    which only a first adoption does not need, and for a suggestion that was withdrawn.
    """
    row, rule = _answered(suggestion, by, scheme)
    move = Move.ADOPT if adopted else Move.REJECT
    words = at_most(reason, "reason", acting.MOST_REASON)
    if row.state == (State.ADOPTED if adopted else State.NOT_ADOPTED) and not words:
        return
    if not adopted or row.state != State.WAITING:
        words = acting.reason_of(words)
    was = _left(row, rule)
    _move(row, move)
    row.decided_on, row.decided_at, row.decided_by = row.decided_on or today(at), at, by.account
    row.save(update_fields=["state", "decided_on", "decided_at", "decided_by"])
    acting.write(What(row.state), by=by, at=at, suggestion=row, words=words)
    acting.note("answer", "suggestion", row.key, row.at_unit, by=by, at=at)
    _follow(row, was, words, scheme, by=by, at=at)
    acting.tell_member(row.member, f"suggestion_{row.state}", row.title, link_of(row), by, at)


@transaction.atomic
def pass_up(*, suggestion: Suggestion, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> Unit:
    """Forwards a suggestion to the nearest unit above in which another person answers, and notifies the member.

    The answer is due on the same day. Returns that unit. Raises Denied as `answer` does. Raises ActionRefused without a
    reason, and where no unit above answers.
    """
    row, rule = _answered(suggestion, by, scheme)
    words = acting.reason_of(reason)
    above = queries.above(row, rule, today(at))
    if above is None:
        raise ActionRefused(_("No unit above answers suggestions."))
    _move(row, Move.PASS_UP)
    row.at_unit, row.reminded_before, row.reminded_after = above, False, False
    row.save(update_fields=["at_unit", "reminded_before", "reminded_after"])
    acting.write(What.PASSED_UP, by=by, at=at, suggestion=row, words=words, place=above.name)
    acting.note("pass_up", "suggestion", row.key, above, by=by, at=at)
    acting.tell_member(row.member, "suggestion_passed_up", row.title, link_of(row), by, at, unit=above.name)
    tell_offices(row, "suggestion_made", rule, at=at)
    return above


@transaction.atomic
def withdraw(*, suggestion: Suggestion, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes a suggestion back before it is answered, with the entry that it left.

    Withdrawn already, it changes nothing. Raises Denied for anyone but the member and the people who answer it. Raises
    ActionRefused for a suggestion that is answered.
    """
    row, rule = _held(suggestion), rule_of(scheme)
    acting.day_of(row.member, by, None, at, rule.answered_by)
    if row.state == State.WITHDRAWN:
        return
    was = _left(row, rule)
    _move(row, Move.WITHDRAW)
    row.save(update_fields=["state"])
    acting.write(What.WITHDRAWN, by=by, at=at, suggestion=row)
    acting.note("withdraw", "suggestion", row.key, row.at_unit, by=by, at=at)
    _follow(row, was, gettext("The member took it back."), scheme, by=by, at=at)


def tell_offices(suggestion: Suggestion, kind: str, rule: SuggestionRule, *, at: datetime, once: str = "") -> None:
    """Notifies the people who answer the suggestion in its unit. once: an idempotency key."""
    member = suggestion.member
    facts: dict[str, Any] = {"what": suggestion.title, "day": suggestion.due_on.isoformat()}
    key = once or f"{kind}:{suggestion.key}:{suggestion.at_unit_id}"
    named = facts | {"member": name_anywhere(member)}
    for account in for_whom.in_offices(suggestion.at_unit, rule.answered_by, today(at), without=member.pk):
        notices.tell(account, kind, named, idempotency_key=key, at=at, link=f"/desk/suggestions/{suggestion.key}/")


def link_of(suggestion: Suggestion) -> str:
    """Returns the address of the member's own page of a suggestion."""
    return f"/my/suggestions/{suggestion.key}/"


def rule_of(scheme: Scheme) -> SuggestionRule:
    """Returns what the rules say about suggestions. Raises ActionRefused where they have none."""
    rule = acting.rules_of(scheme).suggestions
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return rule


def _held(suggestion: Suggestion) -> Suggestion:
    Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    return Suggestion.objects.select_related("member__unit", "unit", "at_unit").get(pk=suggestion.pk)


def _answered(suggestion: Suggestion, by: Viewer, scheme: Scheme) -> tuple[Suggestion, SuggestionRule]:
    """Returns the locked row and its rule. Raises Denied for anyone who does not answer it, and for the member."""
    row, rule = _held(suggestion), rule_of(scheme)
    named_offices.check_answers(by, row.at_unit, rule.answered_by, about=row.member_id)
    return row, rule


def _move(row: Suggestion, move: SuggestionMove) -> None:
    becomes = SUGGESTION_MOVES.get((State(row.state), move))
    acting.refuse_impossible(becomes is not None, str(row.get_state_display()))
    assert becomes is not None
    row.state = becomes


def _left(row: Suggestion, rule: SuggestionRule) -> dict[Slot, SaidFact]:
    said = {rule.made: leaves.of_making(State(row.state), row.made_on)}
    if rule.adopted is not None:
        said[rule.adopted] = leaves.of_adopting(State(row.state), row.decided_on)
    slots = {rule.made: "suggestion", rule.adopted: "adopted"}
    return {Slot(kind, f"{slots[kind]}:{row.key}"): what for kind, what in said.items() if what is not None}


def _follow(
    row: Suggestion, was: Mapping[Slot, SaidFact], reason: str, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:
    unit = row.member.unit or row.unit
    deed = FollowedDeed(acting.SOURCE, row.member, unit, f"{row.unit.code} {row.title}"[:200])
    follow(deed, was, _left(row, rule_of(scheme)), reason or row.title, scheme=scheme, by=by, at=at)
