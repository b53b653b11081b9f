"""Signing up for an activity and signing off again, by the member in one tap or by the host for what is on paper."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import acting, places
from goodstanding.actions.service.acting import What
from goodstanding.actions.service.activities import kind_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, ServiceActivity, SignUp
from goodstanding.models.service.moves import SIGN_UP_MOVES, SignUpMove
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.service import activities as queries
from goodstanding.queries.service import queue

State, Activity = SignUp.State, ServiceActivity.State


@transaction.atomic
def sign_up(
    *, activity: ServiceActivity, member: Member, scheme: Scheme, by: Viewer, at: datetime
) -> SignUp:  # fmt: skip
    """Signs a member up and returns the sign-up: with a place, or on the waiting list where there is none.

    Signed up already, it is returned as it is. The host can add a member who came without a sign-up, whatever the
    places, also after the beginning; a member who waits then gets a place. Raises Denied for anyone but the member and
    the host. Raises ActionRefused for a member whom the activity is not for, and for the member once it has begun.
    """
    row, rule = places.locked(activity), kind_of(activity.kind, scheme)
    has_begun, is_host = row.starts_at <= at, by.member_id != member.pk
    if is_host:
        named_offices.check_answers(by, row.unit, rule.planned_by)
    elif has_begun and not named_offices.may_answer(by, row.unit, rule.planned_by):
        raise ActionRefused(_("It has begun. If you take part, the host adds you to the list."))
    if row.state == Activity.CANCELLED:
        raise ActionRefused(_("This activity was cancelled."))
    _refuse_other(row, member, scheme, at)
    known = queries.current(row, member)
    if known is not None:
        if known.state == State.WAITING and has_begun:
            places.move_up(known, row, by, at)
        return known
    taken, waiting = places.counted(row)
    has_place = has_begun or queue.has_place(row.places, taken, len(waiting))
    made = SignUp.objects.create(
        activity=row, member=member, state=State.SIGNED_UP if has_place else State.WAITING, on_paper=is_host,
        made_at=at, made_by=by.account,
    )  # fmt: skip
    acting.write(What.SIGNED_UP if has_place else What.WAITING, by=by, at=at, sign_up=made, member=member)
    acting.note("sign_up", "service_activity", row.key, row.unit, by=by, at=at)
    if not has_begun:
        acting.tell_member(member, "service_put_down", places.link_of(row), by, at, **places.named(row))
    return made


@transaction.atomic
def withdraw(*, sign_up: SignUp, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Signs a member off before the beginning; the first who waits gets the place. Nothing is held against anyone.

    Signed off already, it changes nothing. Raises Denied for anyone but the member and the host. Raises ActionRefused
    once it has begun: the host then says who came.
    """
    row = places.locked(sign_up.activity)
    mine = SignUp.objects.select_related("member", "activity").get(pk=sign_up.pk)
    if by.member_id != mine.member_id:
        named_offices.check_answers(by, row.unit, kind_of(row.kind, scheme).planned_by)
    if mine.state == State.WITHDRAWN:
        return
    if row.starts_at <= at:
        raise ActionRefused(_("It has begun. Tell the host that you cannot come: excused counts as nothing missed."))
    mine.state = acting.becomes(SIGN_UP_MOVES, State(mine.state), SignUpMove.WITHDRAW, mine.get_state_display())
    mine.save(update_fields=["state"])
    acting.write(What.SIGNED_OFF, by=by, at=at, sign_up=mine, member=mine.member)
    acting.note("withdraw", "service_activity", row.key, row.unit, by=by, at=at)
    places.fill(row, by, at)


def _refuse_other(row: ServiceActivity, member: Member, scheme: Scheme, at: datetime) -> None:
    """Raises ActionRefused for a member whom an activity is not for."""
    rule = kind_of(row.kind, scheme)
    is_around = queries.around(member).filter(pk=row.pk).exists()
    if not is_around or not for_whom.is_for(rule.to, member, today(at)):
        raise ActionRefused(_("This activity is for other members."), "member")
    if row.on < member.joined_on:
        raise ActionRefused(_("That is before the member joined."), "member")
