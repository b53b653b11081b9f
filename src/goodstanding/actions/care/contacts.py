"""Contact with members away and visits at home: recorded with one tap, and taken back where it was a mistake."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.care import acting
from goodstanding.actions.care.acting import KeyedDeed
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.care import ContactRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Contact, Member
from goodstanding.queries.care import contacts as queries
from goodstanding.queries.care import in_touch

Way = Contact.Way


def rule_of(kind: str, scheme: Scheme) -> ContactRule:
    """Returns what the rules say about a kind of contact. Raises ActionRefused for a kind that they do not have."""
    rule = acting.rules_of(scheme).contacts.get(kind)
    if rule is None:
        raise ActionRefused(_("The rules have no such kind of contact."), "kind")
    return rule


@transaction.atomic
def record(
    *, kind: str, member: Member, way: str, on: date, scheme: Scheme, by: Viewer, at: datetime
) -> Contact:  # fmt: skip
    """Records that there was contact with a member on a day, and returns it; it counts once a period.

    Recorded already for that day, it is returned as it is. A member who says so is in touch by that, where the rules
    let them. Raises Denied for anyone else without the office. Raises ActionRefused for a member whom the rules do not
    name, an unknown way, and a day out of reach.
    """
    acting.lock(by)
    rule, unit = rule_of(kind, scheme), acting.home_of(member)
    if by.member_id == member.pk:
        if not rule.own:
            raise Denied("another person records this")
        way = Way.OWN
    else:
        acting.check_office(by, unit, rule.by)
        if way not in Way.values or way == Way.OWN:
            raise ActionRefused(_("Say how there was contact."), "way")
    on = acting.past_day(on, member, at)
    if not in_touch.is_for(rule.to, member, on):
        raise ActionRefused(_("The rules do not provide for this with this member."), "member")
    there = Contact.objects.filter(kind=kind, member=member, on=on, withdrawn_at=None).first()
    if there is not None:
        return there
    made = Contact.objects.create(
        kind=kind, member=member, unit=unit, on=on, way=way, made_at=at, made_by=by.account
    )  # fmt: skip
    acting.note("record", "contact", made.key, unit, by=by, at=at)
    mark = _mark(made, rule)
    acting.write_yes(rule.kept, mark, scheme=scheme, by=by, at=at)
    acting.duty_done(rule.duty, mark, scheme=scheme, by=by, at=at)
    return made


@transaction.atomic
def withdraw(*, contact: Contact, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Takes a contact back that was recorded by mistake; the ledger follows, and names the day of another one.

    Taken back already, it changes nothing. Raises Denied for anyone but the member who said so and the offices.
    """
    rule = rule_of(contact.kind, scheme)
    Contact.objects.select_for_update().get(pk=contact.pk)
    row = Contact.objects.select_related("member__unit", "unit").get(pk=contact.pk)
    if not (by.member_id == row.member_id and row.way == Way.OWN):
        acting.check_office(by, row.unit, rule.by)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at, row.withdrawn_by = at, by.account
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    acting.note("withdraw", "contact", row.key, row.unit, by=by, at=at)
    mark, other = _mark(row, rule), queries.in_period(row.member, row.kind, rule, row.on).first()
    if other is not None:
        acting.write_yes(rule.kept, replace(mark, on=other.on), scheme=scheme, by=by, at=at)
        return
    acting.take_back(rule.kept, mark, scheme=scheme, by=by, at=at)
    acting.duty_done(rule.duty, mark, scheme=scheme, by=by, at=at, undone=True)


def _mark(contact: Contact, rule: ContactRule) -> KeyedDeed:
    period = in_touch.period_on(contact.on, rule.period)
    key = f"contact:{contact.kind}:{period.name}:{contact.member_id}"
    return KeyedDeed(contact.member, contact.unit, key, contact.on)
