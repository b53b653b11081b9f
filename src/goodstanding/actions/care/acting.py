"""What every action of care needs: who may act, the day it counts for, what the ledger says, who is notified."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.care import Care, DutyOfOffices
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, Member, Unit
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.people.calendars import today

SOURCE = Fact.Source.CARE
#: How far back a deed can be recorded: longer ago nobody remembers the day.
MOST_DAYS_BACK = 400


def rules_of(scheme: Scheme) -> Care:
    """Returns what the rules say of staying in touch. Raises ActionRefused where they say nothing."""
    if scheme.care is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.care


def home_of(member: Member) -> Unit:
    """Returns the unit of a member. Raises ActionRefused for a member without a unit."""
    if member.unit is None or member.left_on is not None:
        raise ActionRefused(_("This is for members of a unit."))
    return member.unit


def check_office(by: Viewer, unit: Unit | None, offices: Collection[str]) -> None:
    """Raises Denied unless the viewer holds one of these offices over the unit."""
    named_offices.check_answers(by, unit, offices)


def check_self_or_office(by: Viewer, member: Member, unit: Unit, offices: Collection[str]) -> None:
    """Raises Denied for anyone but the member and the holders of these offices over the unit."""
    if by.member_id != member.pk:
        check_office(by, unit, offices)


def past_day(on: date, member: Member, at: datetime, field: str = "on") -> date:
    """Returns a day on which something took place. Raises ActionRefused for a day to come or out of reach."""
    day = today(at)
    if on > day:
        raise ActionRefused(_("That day is still to come."), field)
    if on < member.joined_on:
        raise ActionRefused(_("That is before the member joined."), field)
    if (day - on).days > MOST_DAYS_BACK:
        told = ngettext(
            "Only the last %(count)s day can be recorded here.",
            "Only the last %(count)s days can be recorded here.",
            MOST_DAYS_BACK,
        )
        raise ActionRefused(told % {"count": MOST_DAYS_BACK}, field)
    return on


def lock(by: Viewer) -> None:
    """Locks the account, so two taps on one button wait for each other."""
    Account.objects.select_for_update().get(pk=by.account.pk)


@dataclass(frozen=True)
class KeyedDeed:
    """What took place with a member: under which key it counts once, and on which day."""

    member: Member
    unit: Unit
    key: str
    on: date


def write_yes(kind: str | None, mark: KeyedDeed, *, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Lets the ledger say that it took place on a day, once under this key. kind: None where the rules name no fact."""
    if kind is not None:
        wanted = {Slot(kind, mark.key): SaidFact(YES, mark.on)}
        follow(_deed(mark), {}, wanted, _put_right(), scheme=scheme, by=by, at=at)


def take_back(kind: str | None, mark: KeyedDeed, *, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes back what `write_yes` wrote, where it stands."""
    if kind is not None:
        was = {Slot(kind, mark.key): SaidFact(YES, mark.on)}
        follow(_deed(mark), was, {}, _put_right(), scheme=scheme, by=by, at=at)


def duty_done(
    duty: DutyOfOffices | None, mark: KeyedDeed, *, scheme: Scheme, by: Viewer, at: datetime, undone: bool = False
) -> None:
    """Lets the ledger say of the people in office that day that it was done for a member; undone: takes that back.

    A person in office is never counted for themselves.
    """
    if duty is None:
        return
    written = take_back if undone else write_yes
    for holder in who_is_due.office_holders(mark.unit, duty.offices, mark.on):
        if holder.pk != mark.member.pk:
            about = replace(mark, member=holder, key=f"{mark.key}:{holder.pk}")
            written(duty.fact, about, scheme=scheme, by=by, at=at)


def _deed(mark: KeyedDeed) -> FollowedDeed:
    return FollowedDeed(SOURCE, mark.member, mark.unit, f"{mark.unit.code} {mark.unit.name}"[:200])


def _put_right() -> str:
    return gettext("It was recorded by mistake and taken back.")


def note(verb: str, noun: str, key: str, unit: Unit, *, by: Viewer, at: datetime) -> None:
    """Writes the line of the audit trail."""
    audit.record(verb, noun, key, by=by, at=at, unit=unit, fields=("state",))


def tell(to: Member, kind: str, link: str, *, by: Viewer, at: datetime, **facts: str) -> None:
    """Notifies a member, unless the member acted."""
    if to.pk == by.member_id:
        return
    told = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:8]
    once = f"{kind}:{link}:{told}:{at.isoformat()}"
    notices.tell_member(to.pk, kind, facts, idempotency_key=once, at=at, link=link)


def refuse_stranger() -> Denied:
    """Returns the refusal for people who are neither of the two sides."""
    return Denied("neither of the two sides")
