"""What imports of rosters write: many members at a time, enrolled or put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.operations.imports import check_as_written
from goodstanding.models import Member, MemberClass, Membership, Organization, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.names.sounds import sounds

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new member, with everything that is known of them."""

    number: str
    name: str
    unit: Unit
    joined_on: date
    full_on: date | None
    from_on: date
    phone: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What is put right of a member: particulars, and classes that begin and end today."""

    member: Member
    unit: Unit
    values: Mapping[str, Any]
    begin: frozenset[str]
    end: frozenset[str]

    @property
    def fields(self) -> set[str]:
        """The names of what changes."""
        return set(self.values) | ({"classes"} if self.begin or self.end else set())


def begin_writing() -> None:
    """Keeps the tree and other imports out until the transaction is over, and lets the database check as it goes."""
    list(Organization.objects.select_for_update())
    check_as_written()


def enrol_many(many: Sequence[Enrolment], *, by: Viewer | None, at: datetime) -> None:
    """New members, checked beforehand."""
    members = [
        Member(
            number=enrolment.number,
            name=enrolment.name,
            **sounds(enrolment.name),
            unit=enrolment.unit,
            joined_on=enrolment.joined_on,
            full_on=enrolment.full_on,
            phone=enrolment.phone,
        )
        for enrolment in many
    ]
    Member.objects.bulk_create(members, batch_size=_BATCH)
    pairs = list(zip(members, many, strict=True))
    Membership.objects.bulk_create(
        [Membership(member=member, unit=one.unit, from_on=one.from_on) for member, one in pairs], batch_size=_BATCH
    )
    MemberClass.objects.bulk_create(
        [MemberClass(member=member, word=word, from_on=one.from_on) for member, one in pairs for word in one.classes],
        batch_size=_BATCH,
    )
    fields = ("number", "name", "joined_on")
    audit.record_many("enrol", "member", [(member.key, one.unit, fields) for member, one in pairs], by=by, at=at)


def correct_many(many: Sequence[RosterChange], *, on: date, by: Viewer | None, at: datetime) -> None:
    """Puts members right, checked and locked beforehand."""
    changed = [roster_change for roster_change in many if roster_change.values]
    for one in changed:
        for name, value in one.values.items():
            setattr(one.member, name, value)
        one.member.pinyin, one.member.initials = sounds(one.member.name).values()
    fields = {name for roster_change in changed for name in roster_change.values} | {"pinyin", "initials"}
    if changed:
        Member.objects.bulk_update([one.member for one in changed], sorted(fields), batch_size=_BATCH // 2)
    lasting = MemberClass.objects.filter(valid_on(on))
    for word in {word for roster_change in many for word in roster_change.end}:
        members = [roster_change.member for roster_change in many if word in roster_change.end]
        lasting.filter(member__in=members, word=word).update(until_on=on)
    MemberClass.objects.bulk_create(
        [MemberClass(member=one.member, word=word, from_on=on) for one in many for word in one.begin],
        batch_size=_BATCH,
    )
    audit.record_many("correct", "member", [(one.member.key, one.unit, one.fields) for one in many], by=by, at=at)


def count_more(added: Mapping[int, int]) -> None:
    """So many more members belong to each of these units, by their keys."""
    for more in set(added.values()):
        units = sorted(key for key, count in added.items() if count == more)
        Unit.objects.filter(pk__in=units).update(members_here=F("members_here") + more)
