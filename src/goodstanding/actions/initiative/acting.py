"""What every action of initiative needs: the day it counts for, the step written down, the member notified."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.initiative import Initiative
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, InitiativeStep, Member, Unit
from goodstanding.queries.people.calendars import today

What = InitiativeStep.What
SOURCE = Fact.Source.INITIATIVE
MOST_TITLE, MOST_WORDS, MOST_REASON = 200, 1000, 500


def rules_of(scheme: Scheme) -> Initiative:
    """Returns what the rules say of initiative. Raises ActionRefused where they say nothing."""
    if scheme.initiative is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.initiative


def home_of(member: Member) -> Unit:
    """Returns the unit of a member. Raises ActionRefused for a member without a unit."""
    if member.unit is None or member.left_on is not None:
        raise ActionRefused(_("This is for members of a unit."))
    return member.unit


def day_of(member: Member, by: Viewer, on: date | None, at: datetime, offices: tuple[str, ...]) -> date:
    """Returns the day on which a member acted: today for the member's own action, `on` where another person records it.

    Raises Denied for anyone but the member and the holders of these offices. Raises ActionRefused for a day in the
    future or before the member joined.
    """
    day = today(at)
    if by.member_id == member.pk:
        return day
    named_offices.check_answers(by, member.unit, offices)
    on = day if on is None else on
    if on > day:
        raise ActionRefused(_("That day is still to come."), "on")
    if on < member.joined_on:
        raise ActionRefused(_("That is before the member joined."), "on")
    return on


def title_of(text: str, field: str = "title") -> str:
    """Returns a title as it is stored. Raises ActionRefused for an empty or too long title."""
    return needed(text, field, missing=_("Write what it is about."), most=MOST_TITLE)


def reason_of(text: str) -> str:
    """Returns a reason as it is stored. Raises ActionRefused for an empty or too long reason."""
    return needed(text, "reason", missing=_("Give a reason."), most=MOST_REASON)


def refuse_impossible(is_possible: bool, now: str) -> None:
    """Raises ActionRefused unless the move is possible. now: the name of the present state, for the message."""
    if not is_possible:
        raise ActionRefused(_("This is no longer possible: it stands at “%(state)s” now.") % {"state": now})


def digest_of(form: str, by: Viewer) -> str | None:
    """Returns by what a form that is sent again is recognized, None for an empty `form`.

    It locks the account, so two taps on one button wait for each other.
    """
    Account.objects.select_for_update().get(pk=by.account.pk)
    return hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None


def write(what: InitiativeStep.What, *, by: Viewer | None, at: datetime, **fields: Any) -> None:
    """Writes a step, which is never changed. by: None for the system; fields: its other columns."""
    InitiativeStep.objects.create(what=what, by=by.account if by else None, at=at, **fields)


def note(verb: str, noun: str, key: str, unit: Unit, *, by: Viewer | None, at: datetime) -> None:
    """Writes the line of the audit trail."""
    audit.record(verb, noun, key, by=by, at=at, unit=unit, fields=("state",))


def tell_member(
    member: Member, kind: str, what: str, link: str, by: Viewer | None, at: datetime, **facts: str
) -> None:  # fmt: skip
    """Notifies a member, unless the member acted. kind: of notice; what: the title or text it names."""
    if by is not None and member.pk == by.member_id:
        return
    # Several things of one member can be decided at one moment.
    told = hashlib.sha256(what.encode(errors="surrogatepass")).hexdigest()[:8]
    once = f"{kind}:{link}:{told}:{at.isoformat()}"
    notices.tell_member(member.pk, kind, {"what": what} | facts, idempotency_key=once, at=at, link=link)
