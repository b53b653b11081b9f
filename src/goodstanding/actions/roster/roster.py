"""What imports of rosters write: many members at a time, enrolled or put right."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from goodstanding.access.viewer import Viewer
from goodstanding.actions import arrivals, audit
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
        [Membership(member=member, unit=enrolment.unit, from_on=enrolment.from_on) for member, enrolment in pairs],
        batch_size=_BATCH,
    )
    MemberClass.objects.bulk_create(
        [
            MemberClass(member=member, word=word, from_on=enrolment.from_on)
            for member, enrolment in pairs
            for word in enrolment.classes
        ],
        batch_size=_BATCH,
    )
    fields = ("number", "name", "joined_on")
    audit.record_many(
        "enrol", "member", [(member.key, enrolment.unit, fields) for member, enrolment in pairs], by=by, at=at
    )


def correct_many(many: Sequence[RosterChange], *, on: date, by: Viewer | None, at: datetime) -> None:
    """Puts members right, checked and locked beforehand."""
    changed = [roster_change for roster_change in many if roster_change.values]
    for roster_change in changed:
        for name, value in roster_change.values.items():
            setattr(roster_change.member, name, value)
        roster_change.member.pinyin, roster_change.member.initials = sounds(roster_change.member.name).values()
    fields = {name for roster_change in changed for name in roster_change.values} | {"pinyin", "initials"}
    if changed:
        Member.objects.bulk_update(
            [roster_change.member for roster_change in changed], sorted(fields), batch_size=_BATCH // 2
        )
    lasting = MemberClass.objects.filter(valid_on(on))
    for word in {word for roster_change in many for word in roster_change.end}:
        members = [roster_change.member for roster_change in many if word in roster_change.end]
        lasting.filter(member__in=members, word=word).update(until_on=on)
    MemberClass.objects.bulk_create(
        [
            MemberClass(member=roster_change.member, word=word, from_on=on)
            for roster_change in many
            for word in roster_change.begin
        ],
        batch_size=_BATCH,
    )
    audit.record_many(
        "correct",
        "member",
        [(roster_change.member.key, roster_change.unit, roster_change.fields) for roster_change in many],
        by=by,
        at=at,
    )


def end_writing(added: Mapping[int, int], changed: Collection[int], *, at: datetime) -> None:
    """Counts how many more members belong to each unit, by its key, and does what follows where members came.

    changed: the keys of the units of which members were put right.
    """
    _count_more(added)
    arrivals.came(list(Unit.objects.filter(pk__in={*added, *changed})), at=at)


def _count_more(added: Mapping[int, int]) -> None:
    for more in set(added.values()):
        units = sorted(key for key, count in added.items() if count == more)
        Unit.objects.filter(pk__in=units).update(members_here=F("members_here") + more)
