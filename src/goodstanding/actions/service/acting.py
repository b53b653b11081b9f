"""What every action of service needs: the day it counts for, the step written down, the member notified."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, Member, ServiceStep, Unit
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.namesakes import name_anywhere

What = ServiceStep.What
MOST_TITLE, MOST_TEXT, MOST_REASON = 200, 500, 500


def home_of(member: Member) -> Unit:
    """Returns the unit of a member. Raises ActionRefused for a member without a unit."""
    if member.unit is None or member.left_on is not None:
        raise ActionRefused(_("This is for members of a unit."))
    return member.unit


def self_of(by: Viewer) -> Member:
    """Returns the member that the viewer is. Raises ActionRefused for an account without a member."""
    if by.account.member is None:
        raise ActionRefused(_("This is for members of a unit."))
    return by.account.member


def day_of(member: Member, by: Viewer, on: date | None, at: datetime, offices: tuple[str, ...], unit: Unit) -> date:
    """Returns the day on which a member acted: today for the member's own action, `on` where another person records it.

    unit: over which an office is held. Raises Denied for anyone but the member and the holders of these offices. Raises
    ActionRefused for a day in the future or before the member joined.
    """
    day = today(at)
    if by.member_id == member.pk:
        return day
    named_offices.check_answers(by, unit, offices)
    return past_day(member, day if on is None else on, day)


def past_day(member: Member, on: date, day: date) -> date:
    """Returns a day as it is stored. Raises ActionRefused for a day in the future or before the member joined."""
    if on > day:
        raise ActionRefused(_("That day is still to come."), "on")
    if on < member.joined_on:
        raise ActionRefused(_("That is before the member joined."), "on")
    return on


def refuse_missing(rule: object | None) -> None:
    """Raises ActionRefused where the rules have no such part."""
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))


def title_of(text: str, field: str = "title") -> str:
    """Returns a title as it is stored. Raises ActionRefused for an empty or too long title."""
    return needed(text, field, missing=_("Write what it is about."), most=MOST_TITLE)


def reason_of(text: str) -> str:
    """Returns a reason as it is stored. Raises ActionRefused for an empty or too long reason."""
    return needed(text, "reason", missing=_("Give a reason."), most=MOST_REASON)


def becomes(moves: Mapping[Any, Any], state: Any, move: Any, now: str | Promise) -> Any:
    """Returns the state that a move leads to. Raises ActionRefused for a move that is not possible.

    now: the name of the present state, for the message.
    """
    found = moves.get((state, move))
    if found is None:
        raise ActionRefused(_("This is no longer possible: it stands at “%(state)s” now.") % {"state": now})
    return found


def digest_of(form: str, by: Viewer) -> str | None:
    """Returns by what a form that is sent again is recognized, None for an empty `form`.

    It locks the account, so two taps on one button wait for each other.
    """
    Account.objects.select_for_update().get(pk=by.account.pk)
    return hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None


def write(what: ServiceStep.What, *, by: Viewer, at: datetime, **fields: Any) -> None:
    """Writes a step, which is never changed. fields: its other columns."""
    ServiceStep.objects.create(what=what, by=by.account, at=at, **fields)


def note(verb: str, noun: str, key: str, unit: Unit, *, by: Viewer, at: datetime) -> None:
    """Writes the line of the audit trail."""
    audit.record(verb, noun, key, by=by, at=at, unit=unit, fields=("state",))


def leave(  # noqa: PLR0913
    member: Member, unit: Unit, reference: str, was: Mapping[Slot, SaidFact], wanted: Mapping[Slot, SaidFact],
    reason: str, *, scheme: Scheme, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    """Lets the ledger follow what a deed leaves about a member.

    unit: which answers for it; reference: a title, if there is one.
    """
    deed = FollowedDeed(Fact.Source.SERVICE, member, unit, f"{unit.code} {reference}".strip()[:200])
    follow(deed, was, wanted, reason or reference, scheme=scheme, by=by, at=at)


def tell_member(member: Member, kind: str, link: str, by: Viewer, at: datetime, **facts: Any) -> None:
    """Notifies a member, unless the member acted. kind: of notice; facts: what it names."""
    if member.pk == by.member_id:
        return
    once = f"{kind}:{link}:{at.isoformat()}"
    notices.tell_member(member.pk, kind, facts, idempotency_key=once, at=at, link=link)


def tell_offices(
    to: Unit, offices: tuple[str, ...], kind: str, link: str, *, about: Member, at: datetime, **facts: Any
) -> None:  # fmt: skip
    """Notifies the people in office in a unit of what a member did."""
    named = facts | {"member": name_anywhere(about)}
    for account in for_whom.in_offices(to, offices, today(at), without=about.pk):
        notices.tell(account, kind, named, idempotency_key=f"{kind}:{link}:{at.isoformat()}", at=at, link=link)
