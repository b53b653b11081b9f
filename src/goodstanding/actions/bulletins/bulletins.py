"""Announcements to a unit and all below it: made, confirmed as read, noted as told, withdrawn."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import policies
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.actions.requests import ceiling
from goodstanding.actions.requests.ceiling import SentThing
from goodstanding.models import Account, Bulletin, BulletinReceipt, Member, Unit
from goodstanding.queries.bulletins import bulletins as queries
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme

MOST_TITLE, MOST_TEXT, MOST_REASON = 200, 4000, 500
#: For so long an announcement can stand at the most.
MOST_DAYS = 366


@dataclass(frozen=True)
class Words:
    """What is announced, and until which day it stands."""

    title: str
    text: str
    until_on: date


@transaction.atomic
def make(*, unit: Unit, what: Words, by: Viewer, at: datetime, form: str = "") -> Bulletin:
    """Announces something to the members of a unit and of all units below it. The same `form` again returns the first.

    Raises Denied without an office that gives members something to do. Raises ActionRefused for empty or too long
    words, for a day that is over or more than a year ahead, and where a unit below has had all requests of the month.
    """
    policies.check(by, Permission.ASSIGN, unit)
    day = today(at)
    if what.until_on < day:
        raise ActionRefused(_("That day is over. Choose today or a later day."), "until_on")
    if what.until_on > day + timedelta(days=MOST_DAYS):
        raise ActionRefused(_("Choose a day within a year."), "until_on")
    # Two taps on one button wait for each other.
    Account.objects.select_for_update().get(pk=by.account.pk)
    digest = hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None
    known = Bulletin.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    made = Bulletin.objects.create(
        unit=unit,
        title=needed(what.title, "title", missing=_("Write what it is about."), most=MOST_TITLE),
        text=needed(what.text, "text", missing=_("Write what you announce."), most=MOST_TEXT),
        made_on=day, until_on=what.until_on, made_at=at, made_by=by.account, form=digest,
    )  # fmt: skip
    asked = Unit.objects.filter(path__startswith=unit.path, closed_on=None, members_here__gt=0)
    ceiling.count(thing=SentThing(unit, "bulletin", made.key), units=asked, scheme=the_scheme(), by=by, at=at)
    audit.record("make", "bulletin", made.key, by=by, at=at, unit=unit)
    return made


@transaction.atomic
def confirm(*, bulletin: Bulletin, by: Viewer, at: datetime) -> None:
    """Notes that the acting member has read an announcement. Confirmed already, it changes nothing.

    Raises Denied for an account for whose member the announcement is not.
    """
    member = by.account.member
    if member is None or not queries.for_member(member).filter(pk=bulletin.pk).exists():
        raise Denied("this was not announced to them")
    _note([member], bulletin, BulletinReceipt.How.READ, by, at)


@transaction.atomic
def tell(*, bulletin: Bulletin, members: Iterable[Member], by: Viewer, at: datetime) -> int:
    """Notes members who were informed in person, by telephone or on paper. Returns how many were not noted before.

    Raises Denied for a member over whom the viewer holds no office, or for whom the announcement is not.
    """
    wanted = {member.pk for member in members}
    found = list(queries.of(bulletin, by).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise Denied("this was not announced to them")
    return _note(found, bulletin, BulletinReceipt.How.TOLD, by, at)


@transaction.atomic
def withdraw(*, bulletin: Bulletin, reason: str, by: Viewer, at: datetime) -> None:
    """Takes an announcement off the members' pages. Withdrawn already, it changes nothing.

    Raises Denied as `make` does. Raises ActionRefused without a reason.
    """
    policies.check(by, Permission.ASSIGN, bulletin.unit)
    row = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if row.withdrawn_at is not None:
        return
    row.reason = needed(reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    row.withdrawn_at, row.withdrawn_by = at, by.account
    row.save(update_fields=["reason", "withdrawn_at", "withdrawn_by"])
    audit.record("withdraw", "bulletin", row.key, by=by, at=at, unit=bulletin.unit)


def _note(members: list[Member], bulletin: Bulletin, how: BulletinReceipt.How, by: Viewer, at: datetime) -> int:
    known = set(bulletin.receipts.filter(member__in=members).values_list("member", flat=True))
    new = [member for member in members if member.pk not in known]
    # No lock: a whole city may confirm one announcement at a time, and what is there already stays.
    receipts = [BulletinReceipt(bulletin=bulletin, member=member, how=how, at=at, by=by.account) for member in new]
    BulletinReceipt.objects.bulk_create(receipts, ignore_conflicts=True)
    if new:
        verb = "confirm" if how == BulletinReceipt.How.READ else "tell"
        audit.record(verb, "bulletin", bulletin.key, by=by, at=at, unit=bulletin.unit)
    return len(new)
