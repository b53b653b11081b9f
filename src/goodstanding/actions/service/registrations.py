"""Registering with the community where one lives: the member asks, the community confirms, and says a word a year."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger.follow import Slot
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import acting
from goodstanding.actions.service.acting import What
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import CommunityRule
from goodstanding.models import CommunityFeedback, CommunityRegistration, Member, Unit
from goodstanding.models.service.moves import REGISTRATION_MOVES, RegistrationMove, RegistrationState
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.service import community as queries
from goodstanding.queries.service import leaves

State, Move = RegistrationState, RegistrationMove
LINK = "/my/service/community/"


@transaction.atomic
def ask(
    *, member: Member, unit: Unit, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None
) -> CommunityRegistration:  # fmt: skip
    """Registers a member with a community, which confirms it, and returns the registration.

    Registered there already, it is returned as it is; a registration elsewhere ends today. on: the day on the paper,
    where the community types it in. Raises Denied for anyone but the member and the community's offices. Raises
    ActionRefused for a unit that is no community, the member's own unit, or a member whom it is not for.
    """
    rule = rule_of(scheme)
    acting.home_of(member)
    asked_on = acting.day_of(member, by, on, at, rule.confirmed_by, unit)
    if not queries.is_community(unit, rule) or unit.closed_on is not None:
        raise ActionRefused(_("Choose the community where you live."), "unit")
    if unit.pk == member.unit_id:
        raise ActionRefused(_("This is the member's own branch. Choose the community where the member lives."), "unit")
    if not for_whom.is_for(rule.to, member, today(at)):
        raise ActionRefused(_("The rules ask this of other members."), "unit")
    Member.objects.select_for_update().get(pk=member.pk)
    known = queries.current(member)
    if known is not None and known.unit_id == unit.pk:
        return known
    if known is not None:
        _end(known, today(at), by, at)
    made = CommunityRegistration.objects.create(
        member=member, unit=unit, asked_on=asked_on, asked_at=at, asked_by=by.account
    )
    acting.write(What.ASKED, by=by, at=at, registration=made, member=member, on=asked_on)
    acting.note("ask", "registration", made.key, unit, by=by, at=at)
    link = f"/units/{unit.code}/service/community/"
    acting.tell_offices(unit, rule.confirmed_by, "registration_asked", link, about=member, at=at, unit=unit.name)
    return made


@transaction.atomic
def confirm(*, registration: CommunityRegistration, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Confirms a registration. Confirmed already, it changes nothing.

    Raises Denied for anyone without an office of the community that confirms, and for the member. Raises ActionRefused
    for a registration that has ended or was not confirmed.
    """
    row, rule = _held(registration), rule_of(scheme)
    named_offices.check_answers(by, row.unit, rule.confirmed_by, about=row.member_id)
    if row.state == State.CONFIRMED:
        return
    was = _left(row, rule)
    row.state = acting.becomes(REGISTRATION_MOVES, State(row.state), Move.CONFIRM, row.get_state_display())
    _decided(row, by, at)
    acting.write(What.CONFIRMED, by=by, at=at, registration=row, member=row.member)
    acting.note("confirm", "registration", row.key, row.unit, by=by, at=at)
    _follow(row, was, "", scheme, by=by, at=at)
    acting.tell_member(row.member, "registration_confirmed", LINK, by, at, unit=row.unit.name)


@transaction.atomic
def decline(*, registration: CommunityRegistration, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Does not confirm a registration, or takes a confirmation back, with the entry that it left.

    Raises Denied as `confirm` does. Raises ActionRefused without a reason.
    """
    row, rule = _held(registration), rule_of(scheme)
    named_offices.check_answers(by, row.unit, rule.confirmed_by, about=row.member_id)
    words = acting.reason_of(reason)
    if row.state == State.DECLINED:
        return
    was = _left(row, rule)
    row.state = acting.becomes(REGISTRATION_MOVES, State(row.state), Move.DECLINE, row.get_state_display())
    _decided(row, by, at)
    acting.write(What.DECLINED, by=by, at=at, registration=row, member=row.member, words=words)
    acting.note("decline", "registration", row.key, row.unit, by=by, at=at)
    _follow(row, was, words, scheme, by=by, at=at)
    acting.tell_member(row.member, "registration_declined", LINK, by, at, unit=row.unit.name, reason=words)


@transaction.atomic
def end(*, registration: CommunityRegistration, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Ends a registration today, as after moving house. What was confirmed before counts.

    Ended already, it changes nothing. Raises Denied for anyone but the member and the community's offices.
    """
    row = _held(registration)
    acting.day_of(row.member, by, None, at, rule_of(scheme).confirmed_by, row.unit)
    if row.state not in (State.ENDED, State.DECLINED):
        _end(row, today(at), by, at)


@transaction.atomic
def give_feedback(
    *, unit: Unit, year: int, said: Mapping[str, CommunityFeedback.Verdict], scheme: Scheme, by: Viewer, at: datetime
) -> int:  # fmt: skip
    """Writes what a community says of its registered members for a year, by registration; only what differs.

    The person's own is left out. It moves no point. Returns for how many something was written. Raises Denied for
    anyone without an office of the community. Raises ActionRefused for a year that is not this one or the last.
    """
    rule, day = rule_of(scheme), today(at)
    named_offices.check_answers(by, unit, rule.confirmed_by)
    if year not in (day.year, day.year - 1):
        raise ActionRefused(_("Feedback is given for this year or the last."), "year")
    Unit.objects.select_for_update().get(pk=unit.pk)
    found = list(queries.registered_with(unit).exclude(member=by.member_id))
    before = queries.newest_feedback([one.pk for one in found], year)
    changed = [
        (one, said[one.key])
        for one in found
        if one.key in said and (one.pk not in before or before[one.pk].verdict != said[one.key])
    ]
    CommunityFeedback.objects.bulk_create(
        CommunityFeedback(registration=one, year=year, verdict=verdict, at=at, by=by.account)
        for one, verdict in changed
    )
    if changed:
        acting.note("write", "community_feedback", f"{unit.code}:{year}", unit, by=by, at=at)
    return len(changed)


def rule_of(scheme: Scheme) -> CommunityRule:
    """Returns what the rules say about registering. Raises ActionRefused where they say nothing."""
    rule = queries.rule_of(scheme)
    acting.refuse_missing(rule)
    assert rule is not None
    return rule


def _held(registration: CommunityRegistration) -> CommunityRegistration:
    CommunityRegistration.objects.select_for_update().get(pk=registration.pk)
    return CommunityRegistration.objects.select_related("member__unit", "unit").get(pk=registration.pk)


def _decided(row: CommunityRegistration, by: Viewer, at: datetime) -> None:
    # What was asked for in time counts from the day it was asked for, however long the answer takes.
    row.decided_on, row.decided_at, row.decided_by = row.asked_on, at, by.account
    row.save(update_fields=["state", "decided_on", "decided_at", "decided_by"])


def _end(row: CommunityRegistration, on: date, by: Viewer, at: datetime) -> None:
    row.state = acting.becomes(REGISTRATION_MOVES, State(row.state), Move.END, row.get_state_display())
    row.ended_on = on
    row.save(update_fields=["state", "ended_on"])
    acting.write(What.ENDED, by=by, at=at, registration=row, member=row.member)
    acting.note("end", "registration", row.key, row.unit, by=by, at=at)


def _left(row: CommunityRegistration, rule: CommunityRule) -> dict[Slot, SaidFact]:
    said = leaves.of_registration(State(row.state), row.decided_on)
    return {} if said is None else {Slot(rule.registered, f"registration:{row.key}"): said}


def _follow(
    row: CommunityRegistration, was: Mapping[Slot, SaidFact], reason: str, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:  # fmt: skip
    unit = row.member.unit or row.unit
    wanted, why = _left(row, rule_of(scheme)), reason or gettext("The community confirmed it.")
    acting.leave(row.member, unit, row.unit.name, was, wanted, why, scheme=scheme, by=by, at=at)
