"""Members and posts: taken by a member, offered and accepted or declined, given back or ended."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.initiative import acting, duties
from goodstanding.actions.initiative.acting import What
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DutyHolding, DutyPost, Member
from goodstanding.models.initiative.moves import HOLDING_MOVES, HoldingMove, HoldingState
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today

State, Move = HoldingState, HoldingMove


@transaction.atomic
def take(*, post: DutyPost, scheme: Scheme, by: Viewer, at: datetime) -> DutyHolding:
    """Gives the acting member a post of their unit from today, and returns the holding.

    A post that is offered to the member is accepted; a post that the member holds stays as it is. Raises ActionRefused
    for an account without a member, a closed post, or a post for other members.
    """
    member = by.account.member
    if member is None:
        raise ActionRefused(_("This is for members of a unit."))
    known = _asked(post, member, scheme, by, at)
    if known is not None:
        if known.state == State.OFFERED:
            accept(holding=known, scheme=scheme, by=by, at=at)
        return known
    made = DutyHolding.objects.create(
        post=post, member=member, state=State.HELD, from_on=today(at), made_at=at, made_by=by.account
    )
    acting.write(What.HELD, by=by, at=at, holding=made)
    acting.note("take", "duty_post", post.key, post.unit, by=by, at=at)
    return made


@transaction.atomic
def offer(
    *, post: DutyPost, member: Member, until: date | None, scheme: Scheme, by: Viewer, at: datetime
) -> DutyHolding:
    """Offers a post to a member, who answers, and returns the holding. until: the last day, None for no end.

    Offered or held already, it is returned as it is. Raises Denied for anyone without an office that sets up posts.
    Raises ActionRefused for a term that is over, a closed post, or a post for other members.
    """
    rule = duties.rule_of(post.kind, scheme)
    named_offices.check_answers(by, post.unit, rule.confirmed_by)
    if until is not None and until <= today(at):
        raise ActionRefused(_("That day is over. Choose a later day."), "until")
    known = _asked(post, member, scheme, by, at)
    if known is not None:
        return known
    last = until + timedelta(days=1) if until else None
    made = DutyHolding.objects.create(post=post, member=member, until_on=last, made_at=at, made_by=by.account)
    acting.write(What.OFFERED, by=by, at=at, holding=made)
    acting.note("ask", "duty_post", post.key, post.unit, by=by, at=at)
    acting.tell_member(member, "duty_offered", post.title, "/my/posts/", by, at)
    return made


@transaction.atomic
def accept(*, holding: DutyHolding, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None) -> None:
    """Accepts an offered post, by the member, or by an office-holder for what the member said in person on a day.

    Held already, it changes nothing. Raises Denied for anyone else. Raises ActionRefused for an offer that is over.
    """
    row = _held(holding)
    day = acting.day_of(row.member, by, on, at, duties.rule_of(row.post.kind, scheme).confirmed_by)
    if row.state == State.HELD:
        return
    _move(row, Move.ACCEPT)
    row.from_on = max(day, today(row.made_at))
    row.save(update_fields=["state", "from_on"])
    acting.write(What.HELD, by=by, at=at, holding=row, on=None if by.member_id == row.member_id else day)
    acting.note("accept", "duty_post", row.post.key, row.post.unit, by=by, at=at)


@transaction.atomic
def decline(*, holding: DutyHolding, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Declines an offered post, as `accept` accepts it. No reason is asked, and nothing goes to the ledger."""
    row = _held(holding)
    acting.day_of(row.member, by, None, at, duties.rule_of(row.post.kind, scheme).confirmed_by)
    if row.state == State.DECLINED:
        return
    _move(row, Move.DECLINE)
    row.save(update_fields=["state"])
    acting.write(What.DECLINED, by=by, at=at, holding=row)
    acting.note("decline", "duty_post", row.post.key, row.post.unit, by=by, at=at)


@transaction.atomic
def end(*, holding: DutyHolding, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Ends a holding today: the member gives the post back, or the unit ends the term.

    Ended already, it changes nothing. Raises Denied for anyone else. Raises ActionRefused for a declined offer.
    """
    row = _held(holding)
    acting.day_of(row.member, by, None, at, duties.rule_of(row.post.kind, scheme).confirmed_by)
    if row.state == State.ENDED:
        return
    possible = (State(row.state), Move.END) in HOLDING_MOVES
    acting.refuse_impossible(possible, str(row.get_state_display()))
    duties.end_on(row, today(at), by, at)
    acting.note("end", "duty_post", row.post.key, row.post.unit, by=by, at=at)


def _asked(post: DutyPost, member: Member, scheme: Scheme, by: Viewer, at: datetime) -> DutyHolding | None:
    """Returns the member's open holding of the post, or None. Raises ActionRefused for a post for other members."""
    rule = duties.rule_of(post.kind, scheme)
    row = DutyPost.objects.select_for_update().get(pk=post.pk)
    if row.closed_on is not None:
        raise ActionRefused(_("This post is closed."))
    if member.unit_id != row.unit_id or not for_whom.is_for(rule.to, member, today(at)):
        raise ActionRefused(_("This post is for other members."))
    held = DutyHolding.objects.filter(post=row, member=member, state__in=[State.OFFERED, State.HELD])
    found = held.select_related("post__unit", "member__unit").first()
    if found is not None and found.until_on is not None and found.until_on <= today(at):
        # Its term is over; another one begins.
        duties.end_on(found, today(at), by, at)
        return None
    return found


def _held(holding: DutyHolding) -> DutyHolding:
    DutyHolding.objects.select_for_update().get(pk=holding.pk)
    return DutyHolding.objects.select_related("post__unit", "member__unit").get(pk=holding.pk)


def _move(row: DutyHolding, move: HoldingMove) -> None:
    becomes = HOLDING_MOVES.get((State(row.state), move))
    acting.refuse_impossible(becomes is not None, str(row.get_state_display()))
    assert becomes is not None
    row.state = becomes
