"""Talks: arranged, or recorded after they took place, by either side; confirmed by both; denied without a trace.

Nothing of what was said can be written down anywhere: there is no column for it.
"""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.care import acting
from goodstanding.actions.care.acting import KeyedDeed
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.care import HelpRule, TalkRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Talk
from goodstanding.models.care.moves import TALK_MOVES, TalkMove, TalkState
from goodstanding.queries.care import in_touch, talks
from goodstanding.queries.care.talks import TalkSide
from goodstanding.queries.people.calendars import today

State, Move, Way = TalkState, TalkMove, Talk.Way
#: A year ahead nobody has an appointment.
MOST_DAYS_AHEAD = 180


def rule_of(kind: str, scheme: Scheme) -> TalkRule:
    """Returns what the rules say about a kind of talk. Raises ActionRefused for a kind that they do not have."""
    rule = acting.rules_of(scheme).talks.get(kind)
    if rule is None:
        raise ActionRefused(_("The rules have no such kind of talk."), "kind")
    return rule


def _confirmed_rule(kind: str, scheme: Scheme) -> TalkRule | HelpRule:
    """Returns what the rules say about what two people confirm: a talk, or help."""
    return acting.rules_of(scheme).helps.get(kind) or rule_of(kind, scheme)


@transaction.atomic
def set_down_help(
    *, kind: str, helper: Member, helped: Member, on: date, scheme: Scheme, by: Viewer, at: datetime
) -> Talk:
    """Sets down that a member helped another one of the unit, by one of the two, which the other then confirms.

    Only the day and the two people are stored. Set down already for that day, it is returned as it is, and what the
    acting side says is added. Raises Denied for anyone but the two. Raises ActionRefused for a kind that the rules do
    not have, for oneself, for a member of another unit, and for a day to come or out of reach.
    """
    acting.lock(by)
    rule, unit = acting.rules_of(scheme).helps.get(kind), acting.home_of(helped)
    if rule is None:
        raise ActionRefused(_("The rules have no such kind of help."), "kind")
    if helper.pk == helped.pk:
        raise ActionRefused(_("Help takes two people."), "member")
    side = _side(by, helped, helper)
    if helper.unit_id != unit.pk or helper.left_on is not None:
        raise ActionRefused(_("Both are members of the same unit."), "member")
    acting.past_day(on, helped, at)
    talk = _known(kind, helped, helper, on)
    if talk is None:
        talk = Talk.objects.create(
            kind=kind, member=helped, holder=helper, unit=unit, on=on, made_at=at, made_by=by.account
        )  # fmt: skip
        acting.note("record", "talk", talk.key, unit, by=by, at=at)
    _say(talk, side, Way.OWN if side == TalkSide.MEMBER else "", rule, scheme, by=by, at=at)
    return talk


@transaction.atomic
def set_down(
    *, kind: str, member: Member, holder: Member, on: date, scheme: Scheme, by: Viewer, at: datetime, way: str = ""
) -> Talk:
    """Sets a talk down, by one of the two: arranged for a day to come, or held, which the other side then confirms.

    way: how the member confirmed it already, where the holder says so of a talk that was held. Today's is held. Set
    down already for that day, it is returned as it is, and what the acting side says is added. Raises Denied for
    anyone but the two. Raises ActionRefused for a kind that the rules do not have for the member, for a holder without
    the office, for a talk with oneself, and for a day out of reach.
    """
    acting.lock(by)
    rule, unit = rule_of(kind, scheme), acting.home_of(member)
    if member.pk == holder.pk:
        raise ActionRefused(_("A talk takes two people."), "holder")
    side = _side(by, member, holder)
    if not in_touch.is_for(rule.to, member, today(at)):
        raise ActionRefused(_("This kind of talk is for other members."), "member")
    if not talks.may_hold(holder, rule, unit, today(at)):
        raise ActionRefused(_("This person holds no office that has this kind of talk with the member."), "holder")
    held = _is_held(on, member, at)
    talk = _known(kind, member, holder, on)
    if talk is None:
        talk = Talk.objects.create(
            kind=kind, member=member, holder=holder, unit=unit, on=on, made_at=at, made_by=by.account
        )  # fmt: skip
        acting.note("record" if held else "arrange", "talk", talk.key, unit, by=by, at=at)
    if held:
        _say(talk, side, "own" if side == TalkSide.MEMBER else "", rule, scheme, by=by, at=at)
        if side == TalkSide.HOLDER and way and talk.state == State.SAID:
            _say_for_member(talk, way, rule, scheme, by=by, at=at)
    elif talk.state == State.ARRANGED:
        _tell_other(talk, "talk_arranged", by=by, at=at)
    return talk


@transaction.atomic
def say(*, talk: Talk, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """One of the two says that it took place: the first of them, or the other one, by which it is confirmed.

    Said already by that side, it changes nothing. Raises Denied for anyone else. Raises ActionRefused before the day,
    and for a talk that was denied or taken back.
    """
    talk = _locked(talk)
    side = _side(by, talk.member, talk.holder)
    _refuse_ended(talk)
    if talk.on > today(at):
        raise ActionRefused(_("That day is still to come."), "on")
    way = Way.OWN if side == TalkSide.MEMBER else ""
    _say(talk, side, way, _confirmed_rule(talk.kind, scheme), scheme, by=by, at=at)


@transaction.atomic
def say_for_member(*, talk: Talk, way: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The holder writes down how a member without a phone confirmed it: on paper, in person, or on the telephone.

    Confirmed already, it changes nothing. Raises Denied for anyone but the holder. Raises ActionRefused for other ways.
    """
    talk = _locked(talk)
    if _side(by, talk.member, talk.holder) != TalkSide.HOLDER:
        raise acting.refuse_stranger()
    _refuse_ended(talk)
    if talk.on > today(at):
        raise ActionRefused(_("That day is still to come."), "on")
    rule = rule_of(talk.kind, scheme)
    _say(talk, TalkSide.HOLDER, "", rule, scheme, by=by, at=at)
    _say_for_member(talk, way, rule, scheme, by=by, at=at)


@transaction.atomic
def deny(*, talk: Talk, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The side that was asked says that it did not take place. It leaves nothing, and no reason is asked.

    Raises Denied for anyone else. Raises ActionRefused for what that side said itself, and where nothing is asked.
    """
    talk = _locked(talk)
    _confirmed_rule(talk.kind, scheme)
    side = _side(by, talk.member, talk.holder)
    if talk.state == State.DENIED:
        return
    if talk.state == State.SAID and talks.has_said(talk, side):
        raise ActionRefused(_("You said yourself that it took place. Take it back instead."))
    _move(talk, Move.DENY)
    _end(talk, by, at)
    acting.note("deny", "talk", talk.key, talk.unit, by=by, at=at)
    _tell_other(talk, "talk_denied", by=by, at=at)


@transaction.atomic
def withdraw(*, talk: Talk, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Calls off an arranged talk, or takes back what was said by mistake, by either side; the ledger follows.

    Taken back already, it changes nothing. Raises Denied for anyone else. Raises ActionRefused for a denied talk, and
    for a side that would take back what only the other side said.
    """
    talk = _locked(talk)
    rule = _confirmed_rule(talk.kind, scheme)
    side = _side(by, talk.member, talk.holder)
    if talk.state == State.WITHDRAWN:
        return
    if talk.state == State.SAID and not talks.has_said(talk, side):
        raise ActionRefused(_("The other side said so. Say that it did not take place instead."))
    was = talk.state
    _move(talk, Move.WITHDRAW)
    _end(talk, by, at)
    acting.note("withdraw", "talk", talk.key, talk.unit, by=by, at=at)
    if was == State.CONFIRMED:
        _reverse(talk, rule, scheme, by=by, at=at)
    _tell_other(talk, "talk_withdrawn", by=by, at=at)


def _say(
    talk: Talk, side: TalkSide, way: str, rule: TalkRule | HelpRule, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:
    """Writes down that a side says so. The caller has locked the row and checked the day."""
    if talks.has_said(talk, side):
        return
    _move(talk, Move.SAY if talk.state == State.ARRANGED else Move.CONFIRM)
    if side == TalkSide.MEMBER:
        talk.member_at, talk.member_by, talk.way = at, by.account, way
    else:
        talk.holder_at, talk.holder_by = at, by.account
    talk.save(update_fields=["state", "member_at", "member_by", "way", "holder_at", "holder_by"])
    if talk.state == State.SAID:
        acting.note("say", "talk", talk.key, talk.unit, by=by, at=at)
        _tell_other(talk, "talk_to_confirm", by=by, at=at)
        return
    acting.note("confirm", "talk", talk.key, talk.unit, by=by, at=at)
    _leave(talk, rule, scheme, by=by, at=at)
    _tell_other(talk, "talk_confirmed", by=by, at=at)


def _say_for_member(talk: Talk, way: str, rule: TalkRule, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    if way not in Way.values or way == Way.OWN:
        raise ActionRefused(_("Say how the member confirmed it."), "way")
    _say(talk, TalkSide.MEMBER, way, rule, scheme, by=by, at=at)


def _leave(talk: Talk, rule: TalkRule | HelpRule, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    """What a confirmed talk leaves: about the member, and once a period about the people in office.

    Help leaves its entry about the member who helped.
    """
    if isinstance(rule, HelpRule):
        acting.write_yes(rule.given, _help_mark(talk), scheme=scheme, by=by, at=at)
        return
    mark = KeyedDeed(talk.member, talk.unit, f"talk:{talk.key}", talk.on)
    acting.write_yes(rule.held, mark, scheme=scheme, by=by, at=at)
    once = replace(mark, key=talks.duty_key(talk, rule))
    acting.duty_done(rule.duty, once, scheme=scheme, by=by, at=at)


def _help_mark(talk: Talk) -> KeyedDeed:
    return KeyedDeed(talk.holder, talk.unit, f"help:{talk.key}", talk.on)


def _reverse(talk: Talk, rule: TalkRule | HelpRule, scheme: Scheme, *, by: Viewer, at: datetime) -> None:
    if isinstance(rule, HelpRule):
        acting.take_back(rule.given, _help_mark(talk), scheme=scheme, by=by, at=at)
        return
    mark = KeyedDeed(talk.member, talk.unit, f"talk:{talk.key}", talk.on)
    acting.take_back(rule.held, mark, scheme=scheme, by=by, at=at)
    if not talks.confirmed_in_period(talk, rule).exists():
        once = replace(mark, key=talks.duty_key(talk, rule))
        acting.duty_done(rule.duty, once, scheme=scheme, by=by, at=at, undone=True)


def _side(by: Viewer, member: Member, holder: Member) -> TalkSide:
    """Returns for which side the viewer speaks. Raises Denied for a third person."""
    if by.member_id == member.pk:
        return TalkSide.MEMBER
    if by.member_id == holder.pk:
        return TalkSide.HOLDER
    raise acting.refuse_stranger()


def _is_held(on: date, member: Member, at: datetime) -> bool:
    """Returns whether the day is there. Raises ActionRefused for a day that is too far away."""
    if on <= today(at):
        acting.past_day(on, member, at)
        return True
    if (on - today(at)).days > MOST_DAYS_AHEAD:
        raise ActionRefused(_("That is more than half a year ahead."), "on")
    return False


def _known(kind: str, member: Member, holder: Member, on: date) -> Talk | None:
    states = [State.ARRANGED, State.SAID, State.CONFIRMED]
    found = Talk.objects.select_for_update(of=("self",)).filter(
        kind=kind, member=member, holder=holder, on=on, state__in=states
    )
    return found.select_related("member__unit", "holder", "unit").first()


def _locked(talk: Talk) -> Talk:
    found = Talk.objects.select_for_update(of=("self",)).select_related("member__unit", "holder__unit", "unit")
    return found.get(pk=talk.pk)


def _move(talk: Talk, move: TalkMove) -> None:
    becomes = TALK_MOVES.get((State(talk.state), move))
    if becomes is None:
        told = {"state": talk.get_state_display()}
        raise ActionRefused(_("This is no longer possible: the talk stands at “%(state)s” now.") % told)
    talk.state = becomes


def _refuse_ended(talk: Talk) -> None:
    if talk.state in (State.DENIED, State.WITHDRAWN):
        _move(talk, Move.CONFIRM)


def _end(talk: Talk, by: Viewer, at: datetime) -> None:
    talk.ended_at, talk.ended_by = at, by.account
    talk.save(update_fields=["state", "ended_at", "ended_by"])


def _tell_other(talk: Talk, kind: str, *, by: Viewer, at: datetime) -> None:
    """Notifies the side that did not act; what it reads of the other is the name and the day."""
    to_member = by.member_id != talk.member_id
    other, name = (talk.member, talk.holder.name) if to_member else (talk.holder, talk.member.name)
    link = "/my/talks/"
    acting.tell(other, kind, link, by=by, at=at, member=name, day=talk.on.isoformat(), talk=talk.kind)
