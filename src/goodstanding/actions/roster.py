"""What becomes of rosters that are brought in files: kept, checked, written, given up. Many members at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import Refusal
from goodstanding.models import Job, Member, MemberClass, Membership, Organization, RefusedRow, RosterImport, Unit
from goodstanding.models.pinyin import initials, letters

State = RosterImport.State
#: How long a file waits to be imported, and how long it is told which rows of one were refused.
FILES_KEPT, REFUSALS_KEPT = timedelta(days=7), timedelta(days=30)
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
class Correction:
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


@transaction.atomic
def bring(
    *,
    unit: Unit,
    file_name: str,
    stored_as: str,
    digest: str,
    encoding: str,
    columns: Mapping[str, Any],
    by: Viewer | None,
    at: datetime,
) -> RosterImport:
    """Keeps a file that was brought for a unit. Nothing of it is in the roster yet."""
    check(by, Permission.IMPORT_ROSTER, unit)
    return RosterImport.objects.create(
        unit=unit,
        file_name=file_name[:255],
        stored_as=stored_as,
        digest=digest,
        encoding=encoding,
        columns=dict(columns),
        by=by.account if by else None,
        at=at,
    )


@transaction.atomic
def match(*, brought: RosterImport, places: Mapping[str, int]) -> RosterImport:
    """Says which column of the file is which; what was checked before holds no longer."""
    brought = locked(brought)
    brought.columns = brought.columns | {"matched": dict(places)}
    brought.state = State.BROUGHT
    brought.save(update_fields=["columns", "state"])
    return brought


@transaction.atomic
def assign(*, brought: RosterImport, job: Job) -> None:
    """Says which job is at it."""
    brought = locked(brought)
    brought.job = job
    brought.save(update_fields=["job"])


@transaction.atomic
def keep_check(*, brought: RosterImport, counts: Mapping[str, int], refused: Iterable[RefusedRow]) -> None:
    """Keeps what a check found. What an earlier one found is forgotten."""
    brought = locked(brought)
    _keep(brought, counts, refused, State.CHECKED)


@transaction.atomic
def finish(
    *,
    brought: RosterImport,
    counts: Mapping[str, int],
    refused: Iterable[RefusedRow],
    fields: Iterable[str],
    by: Viewer | None,
    at: datetime,
) -> None:
    """The rows are in the roster."""
    _keep(brought, counts, refused, State.DONE)
    audit.record("import", "roster", brought.key, by=by, at=at, unit=brought.unit, fields=fields)


@transaction.atomic
def give_up(*, brought: RosterImport, by: Viewer | None, at: datetime) -> None:
    """The file will not be imported."""
    check(by, Permission.IMPORT_ROSTER, brought.unit)
    brought = locked(brought)
    brought.refusals.all().delete()
    brought.state = State.GIVEN_UP
    brought.save(update_fields=["state"])
    audit.record("give_up", "roster", brought.key, by=by, at=at, unit=brought.unit)


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Gives up what was not imported while its file was kept, and forgets refused rows. Gives how many rows."""
    waiting = RosterImport.objects.filter(state__in=[State.BROUGHT, State.CHECKED], at__lt=at - FILES_KEPT)
    waiting.update(state=State.GIVEN_UP)
    old = Q(roster_import__state=State.GIVEN_UP) | Q(roster_import__at__lt=at - REFUSALS_KEPT)
    return RefusedRow.objects.filter(old).delete()[0]


def locked(brought: RosterImport) -> RosterImport:
    """The import, for nobody else until the transaction is over. Raises Refusal where it has come to its end."""
    brought = RosterImport.objects.select_for_update(of=("self",)).select_related("unit").get(pk=brought.pk)
    if brought.state in {State.DONE, State.GIVEN_UP}:
        raise Refusal(_("This import has come to its end. Bring the file again."))
    return brought


def begin_writing() -> None:
    """Keeps the tree and other imports out until the transaction is over, and lets the database check as it goes."""
    list(Organization.objects.select_for_update())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Otherwise it keeps every row in mind until the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def enrol_many(many: Sequence[Enrolment], *, by: Viewer | None, at: datetime) -> None:
    """New members, checked beforehand."""
    members = [
        Member(
            number=one.number,
            name=one.name,
            pinyin=letters(one.name),
            initials=initials(one.name),
            unit=one.unit,
            joined_on=one.joined_on,
            full_on=one.full_on,
            phone=one.phone,
        )
        for one in many
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


def correct_many(many: Sequence[Correction], *, on: date, by: Viewer | None, at: datetime) -> None:
    """Puts members right, checked and locked beforehand."""
    changed = [one for one in many if one.values]
    for one in changed:
        for name, value in one.values.items():
            setattr(one.member, name, value)
        one.member.pinyin, one.member.initials = letters(one.member.name), initials(one.member.name)
    fields = {name for one in changed for name in one.values} | {"pinyin", "initials"}
    if changed:
        Member.objects.bulk_update([one.member for one in changed], sorted(fields), batch_size=_BATCH // 2)
    lasting = MemberClass.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
    for word in {word for one in many for word in one.end}:
        members = [one.member for one in many if word in one.end]
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


def _keep(brought: RosterImport, counts: Mapping[str, int], refused: Iterable[RefusedRow], state: str) -> None:
    tally = Counter(counts)
    accepted = tally["added"] + tally["changed"] + tally["unchanged"]
    assert tally["read"] == accepted + tally["refused"], counts
    brought.refusals.all().delete()
    for row in (refused := iter(refused)):
        row.roster_import = brought
        batch = [row]
        for _place, other in zip(range(_BATCH - 1), refused, strict=False):
            other.roster_import = brought
            batch.append(other)
        RefusedRow.objects.bulk_create(batch)
    for name in ("read", "refused", "added", "changed", "unchanged"):
        setattr(brought, name, tally[name])
    brought.state = state
    brought.save(update_fields=["read", "refused", "added", "changed", "unchanged", "state"])
