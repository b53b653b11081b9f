"""What becomes of members: they join, are put right, take on and lose classes, are hosted elsewhere, and leave."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.office_grants import check_vouch
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import arrivals, audit
from goodstanding.actions.people import memberships, particulars, ways_in
from goodstanding.actions.people.identifiers import refuse_number
from goodstanding.actions.refusal import ActionRefused, refuse_closed, refuse_future, said_day
from goodstanding.actions.valid_time import end_all, end_one
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Hosting, Member, MemberClass, Post, Transfer, Unit
from goodstanding.models.valid_time import not_over
from goodstanding.names.sounds import sounds
from goodstanding.queries.people.calendars import today

#: What can be put right of a member, besides classes and units, which have a history of their own.
CORRECTABLE = frozenset({"name", "joined_on", "full_on", "phone"})


@transaction.atomic
def enrol(  # noqa: PLR0913
    *,
    number: str,
    name: str,
    unit: Unit,
    joined_on: date,
    from_on: date,
    by: Viewer | None,
    at: datetime,
    full_on: date | None = None,
    phone: str = "",
    scheme: Scheme | None = None,
) -> Member:
    """A new member, who belongs to a unit from a day on. Raises ActionRefused on a number in use or a closed unit.

    scheme: says how the organization writes its members' numbers, if it says so.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    check(by, Permission.CHANGE_MEMBER, unit)
    refuse_number(number, scheme.member_numbers if scheme else None)
    name, phone = particulars.name(name), particulars.telephone(phone)
    refuse_closed(unit)
    particulars.refuse_early({"joined_on": joined_on, "full_on": full_on, "from_on": from_on})
    _refuse_dates(joined_on, full_on, at)
    refuse_future(from_on, at, "from_on")
    if from_on < unit.opened_on:
        raise ActionRefused(_("The unit did not exist on that day."), "from_on")
    if from_on < joined_on:
        raise ActionRefused(_("A member cannot belong to a unit before joining."), "from_on")
    member = Member.objects.create(
        number=number,
        name=name,
        **sounds(name),
        unit=unit,
        joined_on=joined_on,
        full_on=full_on,
        phone=phone,
    )
    memberships.begin(member, unit, from_on)
    audit.record("enrol", "member", member.key, by=by, at=at, unit=unit, fields=("number", "name", "joined_on"))
    arrivals.came([unit], at=at)
    return member


@transaction.atomic
def correct(*, member: Member, values: Mapping[str, Any], by: Viewer | None, at: datetime) -> frozenset[str]:
    """Puts a member's own particulars right. Gives the names of what was different before."""
    member = _locked(member)
    check(by, Permission.CHANGE_MEMBER, *_over(member))
    if unknown := set(values) - CORRECTABLE:
        raise ActionRefused(_("This cannot be changed here: %(fields)s.") % {"fields": ", ".join(sorted(unknown))})
    # What stands there stays as it is; it is only looked at where it changes.
    changed = {name: value for name, value in values.items() if getattr(member, name) != value}
    particulars.refuse_early(changed)
    values = particulars.as_stored(changed)
    different = frozenset(name for name, value in values.items() if getattr(member, name) != value)
    if not different:
        return different
    for name in different:
        setattr(member, name, values[name])
    _refuse_dates(member.joined_on, member.full_on, at)
    member.pinyin, member.initials = sounds(member.name).values()
    member.save(update_fields=[*different, "pinyin", "initials"])
    audit.record("correct", "member", member.key, by=by, at=at, unit=member.unit, fields=different)
    return different


@transaction.atomic
def begin_class(*, member: Member, word: str, on: date, scheme: Scheme, by: Viewer | None, at: datetime) -> None:
    """The member is classed so from a day on. Raises ActionRefused on a word the scheme does not have."""
    member = _locked(member)
    check(by, Permission.CHANGE_MEMBER, *_over(member))
    if word not in scheme.classes:
        raise ActionRefused(_("The scheme has no such class."), "word")
    if held := member.classes.filter(not_over(on), word=word).order_by("from_on").first():
        if held.from_on <= on:
            raise ActionRefused(_("The member already has this class."), "word")
        sentence = _("The member is to be classed so from %(day)s on. End that first, or choose a later day.")
        raise ActionRefused(sentence % {"day": said_day(held.from_on)}, "word")
    MemberClass.objects.create(member=member, word=word, from_on=on)
    audit.record("begin_class", "member", member.key, by=by, at=at, unit=member.unit, fields=("classes",))
    arrivals.came(_over(member), at=at)


@transaction.atomic
def end_class(*, member: Member, word: str, on: date, by: Viewer | None, at: datetime) -> None:
    """The member is no longer classed so from a day on."""
    member = _locked(member)
    check(by, Permission.CHANGE_MEMBER, *_over(member))
    held = member.classes.filter(word=word, until_on=None).first()
    if held is None:
        raise ActionRefused(_("The member does not have this class."), "word")
    end_one(held, on)
    audit.record("end_class", "member", member.key, by=by, at=at, unit=member.unit, fields=("classes",))
    arrivals.came(_over(member), at=at)


@transaction.atomic
def host(*, member: Member, unit: Unit | None, on: date, by: Viewer | None, at: datetime) -> None:
    """A floating member is looked after by another unit from a day on, or by none any more."""
    member = _locked(member)
    check(by, Permission.CHANGE_MEMBER, *_over(member))
    if unit is not None and unit.pk == member.unit_id:
        raise ActionRefused(_("The member belongs to this unit; it needs no host."), "unit")
    if unit is not None:
        refuse_closed(unit)
    held = member.hostings.filter(until_on=None).first()
    if held is None and unit is None:
        raise ActionRefused(_("The member has no host unit."), "unit")
    if held is not None:
        end_one(held, on)
    if unit is not None:
        Hosting.objects.create(member=member, unit=unit, from_on=on)
    audit.record("host", "member", member.key, by=by, at=at, unit=member.unit, fields=("hostings",))
    arrivals.came([*_over(member), *([unit] if unit else [])], at=at)


@transaction.atomic
def leave(*, member: Member, why: Member.Leaving, on: date, by: Viewer | None, at: datetime) -> None:
    """The member is no longer one from a day on; what was recorded of them stays, and their account is closed."""
    member = _locked(member)
    unit = member.unit
    check(by, Permission.CHANGE_MEMBER, *_over(member))
    if Transfer.objects.filter(member=member, state=Transfer.State.OPEN).exists():
        raise ActionRefused(_("A transfer is open. End it first."))
    refuse_future(on, at)
    if on < member.joined_on:
        raise ActionRefused(_("A member cannot leave before joining."), "on")
    _refuse_higher_office(member, by, at)
    memberships.end(member, on)
    for spans in (member.classes.all(), member.hostings.all(), Post.objects.filter(account__member=member)):
        end_all(spans, on)
    member.unit, member.left_on, member.leaving = None, on, why
    member.save(update_fields=["unit", "left_on", "leaving"])
    if account := getattr(member, "account", None):
        account.is_active = False
        account.save(update_fields=["is_active"])
        ways_in.shut(account, by=by, at=at)
    audit.record("leave", "member", member.key, by=by, at=at, unit=unit, fields=("left_on", "leaving"))


def _refuse_higher_office(member: Member, by: Viewer | None, at: datetime) -> None:
    """With the membership end all offices, so it takes the right to end each of them."""
    account = getattr(member, "account", None)
    if account is None:
        return
    try:
        check_vouch(by, account, today(at))
    except Denied as denied:
        raise ActionRefused(
            _("This person holds an office that is given above; it must be ended there first.")
        ) from denied


def _locked(member: Member) -> Member:
    # Locked by itself first: joined with a unit that it left while this waited, it would come without one.
    Member.objects.select_for_update().get(pk=member.pk)
    member = Member.objects.select_related("unit").get(pk=member.pk)
    if member.left_on is not None:
        raise ActionRefused(_("This person is no longer a member."))
    return member


def _over(member: Member) -> tuple[Unit, ...]:
    assert member.unit is not None, "a member who has not left is in a unit"
    return (member.unit,)


def _refuse_dates(joined_on: date, full_on: date | None, at: datetime) -> None:
    refuse_future(joined_on, at, "joined_on")
    if full_on is not None and full_on < joined_on:
        raise ActionRefused(_("A member cannot become a full member before joining."), "full_on")
