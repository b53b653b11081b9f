"""Small wishes: posted by a unit, claimed by a member in one tap, reported, and confirmed by the person helped."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger.follow import Slot
from goodstanding.actions.refusal import ActionRefused, at_most, refuse_closed
from goodstanding.actions.service import acting
from goodstanding.actions.service.acting import What
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import WishRule
from goodstanding.models import Member, Unit, Wish
from goodstanding.models.service.moves import WISH_HELD, WISH_MOVES, WishMove, WishState
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.service import leaves, rules
from goodstanding.queries.service import wishes as queries

State, Move = WishState, WishMove


@transaction.atomic
def post(
    *, unit: Unit, title: str, text: str, scheme: Scheme, by: Viewer, at: datetime, form: str = ""
) -> Wish:  # fmt: skip
    """Posts a wish of a unit and returns it. The same `form` sent again returns the first.

    Raises Denied for anyone without an office that posts wishes. Raises ActionRefused for an empty title.
    """
    rule = rule_of(scheme)
    named_offices.check_answers(by, unit, rule.posted_by)
    refuse_closed(unit)
    title, text = acting.title_of(title), at_most(text, "text", acting.MOST_TEXT)
    digest = acting.digest_of(form, by)
    known = Wish.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    made = Wish.objects.create(unit=unit, title=title, text=text, made_at=at, made_by=by.account, form=digest)
    acting.write(What.MADE, by=by, at=at, wish=made)
    acting.note("make", "wish", made.key, unit, by=by, at=at)
    return made


@transaction.atomic
def claim(*, wish: Wish, member: Member, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Lets a member take on a wish; of two at once the first has it. Claimed by the member already, nothing changes.

    An office-holder records it for a member who said so. Raises Denied for anyone else. Raises ActionRefused for a
    wish that another member has claimed, or that is for other members.
    """
    row, rule = _held(wish), rule_of(scheme)
    day = acting.day_of(member, by, None, at, rule.posted_by, row.unit)
    if row.state in WISH_HELD and row.member_id == member.pk:
        return
    if row.state in (*WISH_HELD, State.FULFILLED):
        raise ActionRefused(_("Another member has claimed it already. There may be other wishes."))
    if not queries.around(member).filter(pk=row.pk).exists() or not for_whom.is_for(rule.to, member, day):
        raise ActionRefused(_("This wish is for other members."))
    _move(row, Move.CLAIM)
    row.member, row.claimed_on = member, day
    row.save(update_fields=["state", "member", "claimed_on"])
    acting.write(What.CLAIMED, by=by, at=at, wish=row, member=member)
    acting.note("claim", "wish", row.key, row.unit, by=by, at=at)
    acting.tell_member(member, "wish_claimed", "/my/service/", by, at, what=row.title)


@transaction.atomic
def give_back(*, wish: Wish, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Gives a wish back, so that another member can claim it. It leaves nothing, and no reason is asked.

    Open already, it changes nothing. Raises Denied for anyone but the member and the unit's offices.
    """
    row = _held(wish)
    if row.member is None:
        return
    member = row.member
    acting.day_of(member, by, None, at, rule_of(scheme).posted_by, row.unit)
    _move(row, Move.GIVE_BACK)
    row.member, row.claimed_on, row.reported_on = None, None, None
    row.save(update_fields=["state", "member", "claimed_on", "reported_on"])
    acting.write(What.GIVEN_BACK, by=by, at=at, wish=row, member=member)
    acting.note("give_back", "wish", row.key, row.unit, by=by, at=at)


@transaction.atomic
def report(*, wish: Wish, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None) -> None:
    """Reports a wish as fulfilled; the unit then asks the person helped. Reported already, it changes nothing.

    on: the day, where another person records it. Raises Denied for anyone but the member and the unit's offices.
    """
    row, rule = _held(wish), rule_of(scheme)
    member = _claimer(row)
    day = acting.day_of(member, by, on, at, rule.posted_by, row.unit)
    if row.state == State.REPORTED:
        return
    _move(row, Move.REPORT)
    row.reported_on = day
    row.save(update_fields=["state", "reported_on"])
    acting.write(What.REPORTED, by=by, at=at, wish=row, member=member, on=day)
    acting.note("report", "wish", row.key, row.unit, by=by, at=at)


@transaction.atomic
def confirm(*, wish: Wish, how: Wish.How, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Records that the person helped has confirmed a wish, and how. Confirmed already, it changes nothing.

    Raises Denied for anyone without an office that posts wishes, and for the member who claimed it.
    """
    row, rule = _held(wish), rule_of(scheme)
    member = _claimer(row)
    named_offices.check_answers(by, row.unit, rule.posted_by, about=member.pk)
    if row.state == State.FULFILLED:
        return
    was = _left(row, rule)
    _move(row, Move.CONFIRM)
    row.confirmed_how = how
    row.decided_on = row.decided_on or row.reported_on or today(at)
    row.decided_at, row.decided_by = at, by.account
    row.save(update_fields=["state", "confirmed_how", "decided_on", "decided_at", "decided_by"])
    acting.write(What.FULFILLED, by=by, at=at, wish=row, member=member, words=str(Wish.How(how).label))
    acting.note("confirm", "wish", row.key, row.unit, by=by, at=at)
    _follow(row, member, was, "", scheme, by=by, at=at)
    acting.tell_member(member, "wish_fulfilled", "/my/service/", by, at, what=row.title)


@transaction.atomic
def send_back(*, wish: Wish, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Returns a wish to the member who claimed it: it is not fulfilled yet. What it left is taken back.

    Raises Denied as `confirm` does. Raises ActionRefused without a reason.
    """
    row, rule = _held(wish), rule_of(scheme)
    member = _claimer(row)
    named_offices.check_answers(by, row.unit, rule.posted_by, about=member.pk)
    words = acting.reason_of(reason)
    if row.state == State.CLAIMED:
        return
    was = _left(row, rule)
    _move(row, Move.RETURN)
    row.reported_on, row.confirmed_how = None, ""
    row.save(update_fields=["state", "reported_on", "confirmed_how"])
    acting.write(What.RETURNED, by=by, at=at, wish=row, member=member, words=words)
    acting.note("return", "wish", row.key, row.unit, by=by, at=at)
    _follow(row, member, was, words, scheme, by=by, at=at)
    acting.tell_member(member, "wish_returned", "/my/service/", by, at, what=row.title, reason=words)


@transaction.atomic
def close(*, wish: Wish, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Closes a wish that no longer holds. Nothing is held against the member who had claimed it.

    Closed already, it changes nothing. Raises Denied for anyone without an office that posts wishes.
    """
    row = _held(wish)
    named_offices.check_answers(by, row.unit, rule_of(scheme).posted_by)
    words = acting.reason_of(reason)
    if row.state == State.CLOSED:
        return
    _move(row, Move.CLOSE)
    row.save(update_fields=["state"])
    acting.write(What.CLOSED, by=by, at=at, wish=row, member=row.member, words=words)
    acting.note("close", "wish", row.key, row.unit, by=by, at=at)
    if row.member is not None:
        acting.tell_member(row.member, "wish_closed", "/my/service/", by, at, what=row.title, reason=words)


def rule_of(scheme: Scheme) -> WishRule:
    """Returns what the rules say about wishes. Raises ActionRefused where they say nothing."""
    rule = rules.of(scheme).wishes
    acting.refuse_missing(rule)
    assert rule is not None
    return rule


def _held(wish: Wish) -> Wish:
    Wish.objects.select_for_update().get(pk=wish.pk)
    return Wish.objects.select_related("member__unit", "unit").get(pk=wish.pk)


def _claimer(row: Wish) -> Member:
    if row.member is None:
        raise ActionRefused(_("No member has claimed it yet."))
    return row.member


def _move(row: Wish, move: WishMove) -> None:
    row.state = acting.becomes(WISH_MOVES, State(row.state), move, row.get_state_display())


def _left(row: Wish, rule: WishRule) -> dict[Slot, SaidFact]:
    said = leaves.of_wish(State(row.state), row.decided_on)
    if said is None or row.member is None:
        return {}
    return {Slot(rule.fulfilled, f"wish:{row.key}:{row.member.key}"): said}


def _follow(
    row: Wish, member: Member, was: Mapping[Slot, SaidFact], reason: str, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:  # fmt: skip
    wanted, why = _left(row, rule_of(scheme)), reason or gettext("The person helped confirmed it.")
    acting.leave(member, member.unit or row.unit, row.title, was, wanted, why, scheme=scheme, by=by, at=at)
