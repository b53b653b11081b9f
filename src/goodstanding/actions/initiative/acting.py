"""What every deed of initiative takes: who does it and of which day, the step written down, the member told."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from goodstanding.access import initiative_offices
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
    """What the rules say of initiative. Raises ActionRefused where they say nothing."""
    if scheme.initiative is None:
        raise ActionRefused(_("The rules do not know this."))
    return scheme.initiative


def home_of(member: Member) -> Unit:
    """The unit where a member belongs. Raises ActionRefused where they belong to none."""
    if member.unit is None or member.left_on is not None:
        raise ActionRefused(_("This is for members of a unit."))
    return member.unit


def day_of(member: Member, by: Viewer, on: date | None, at: datetime, offices: tuple[str, ...]) -> date:
    """On which day a member did something: today by their own hand, else as the person who writes it down says.

    Raises Denied for anyone else than the member and these offices, ActionRefused for a day that cannot be.
    """
    day = today(at)
    if by.member_id == member.pk:
        return day
    initiative_offices.check_answers(by, member.unit, offices)
    on = day if on is None else on
    if on > day:
        raise ActionRefused(_("That day is still to come."), "on")
    if on < member.joined_on:
        raise ActionRefused(_("That is before the member joined."), "on")
    return on


def title_of(text: str, field: str = "title") -> str:
    """A title as it is stored. Raises ActionRefused where there is none, or too long a one."""
    return needed(text, field, missing=_("Write what it is about."), most=MOST_TITLE)


def reason_of(text: str) -> str:
    """A reason as it is stored. Raises ActionRefused where there is none, or too long a one."""
    return needed(text, "reason", missing=_("Give a reason."), most=MOST_REASON)


def refuse_impossible(is_possible: bool, now: str) -> None:
    """Raises ActionRefused where there is no such way from where it stands. now: how that is called."""
    if not is_possible:
        raise ActionRefused(_("This is no longer possible: it stands at “%(state)s” now.") % {"state": now})


def digest_of(form: str, by: Viewer) -> str | None:
    """By what a form that is sent again is known; two taps on one button wait for each other here."""
    Account.objects.select_for_update().get(pk=by.account.pk)
    return hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None


def write(what: InitiativeStep.What, *, by: Viewer, at: datetime, **fields: Any) -> None:
    """Writes a step down, for ever."""
    InitiativeStep.objects.create(what=what, by=by.account, at=at, **fields)


def note(verb: str, noun: str, key: str, unit: Unit, *, by: Viewer, at: datetime) -> None:
    """The line of the audit trail."""
    audit.record(verb, noun, key, by=by, at=at, unit=unit, fields=("state",))


def tell_member(member: Member, kind: str, what: str, link: str, by: Viewer, at: datetime, **facts: str) -> None:
    """Tells a member what became of it, unless it was by their own hand."""
    if member.pk == by.member_id:
        return
    # Several things of one member can be decided at one moment.
    told = hashlib.sha256(what.encode(errors="surrogatepass")).hexdigest()[:8]
    once = f"{kind}:{link}:{told}:{at.isoformat()}"
    notices.tell_member(member.pk, kind, {"what": what} | facts, idempotency_key=once, at=at, link=link)
