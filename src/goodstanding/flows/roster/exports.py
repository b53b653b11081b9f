"""Taking a roster out: a sheet that can be brought in again and changes nothing, and a line with everyone in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.people import record_views
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.roster.classes import Classes
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.models import Member, Membership, RecordView, Unit
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.members import with_classes
from goodstanding.queries.roster import roster as roster_queries
from goodstanding.sheets.limits import CHUNK
from goodstanding.sheets.write import write_sheet

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class ExportChoice:
    """What is to be taken out. below: with the units below; text and word narrow it down, as on the roster's page."""

    unit: Unit
    kind: str = "csv"
    below: bool = True
    text: str = ""
    word: str = ""
    purpose: str = RecordView.Purpose.ROSTER.value
    chinese: bool = False


def members_of(wanted: ExportChoice, by: Viewer | None) -> QuerySet[Member]:
    """Whom it would have in it."""
    return roster_queries.exported(by, wanted.unit, below=wanted.below, text=wanted.text, word=wanted.word)


@transaction.atomic
def export(*, wanted: ExportChoice, path: Path, scheme: Scheme, by: Viewer | None, at: datetime, tell: Tell) -> int:
    """Writes the sheet, and leaves a line with every member in it and in the audit trail. Gives how many members."""
    check(by, Permission.EXPORT_ROSTER, wanted.unit)
    contact = by is None or by.may(Permission.SEE_CONTACT, wanted.unit)
    members, on = members_of(wanted, by), today(at)
    total, done, classes = members.count(), 0, Classes(scheme)
    own = Membership.objects.filter(until_on=None)
    every = with_classes(members, on).select_related("unit").defer(*([] if contact else ["phone"]))
    stream = every.prefetch_related(Prefetch("memberships", queryset=own, to_attr="open_now")).iterator(CHUNK)

    def rows() -> Iterator[list[str]]:
        nonlocal done
        yield [str(column.title) for column in COLUMNS if contact or column.name != "phone"]
        while chunk := list(islice(stream, CHUNK)):
            if by is not None:
                _leave(chunk, wanted, by, at)
            for member in chunk:
                yield _line(member, classes, wanted.chinese, contact)
            done += len(chunk)
            tell(done, total)

    count = write_sheet(path, wanted.kind, wanted.unit.name, rows())
    fields = [column.name for column in COLUMNS if contact or column.name != "phone"]
    audit.record("export", "roster", wanted.unit.code, by=by, at=at, unit=wanted.unit, fields=fields)
    return count


def _leave(chunk: Sequence[Member], wanted: ExportChoice, by: Viewer, at: datetime) -> None:
    purpose = RecordView.Purpose(wanted.purpose)
    record_views.leave(
        chunk, how=RecordView.How.EXPORT, page=RecordView.Page.EXPORT, purpose=purpose, by=by, at=at,
        permission=Permission.EXPORT_ROSTER, always=True,
    )  # fmt: skip


def _line(member: Member, classes: Classes, chinese: bool, contact: bool) -> list[str]:
    held = getattr(member, "classes_now", [])
    since = getattr(member, "open_now", [])
    found = [
        member.number,
        member.name,
        member.unit.code if member.unit else "",
        _day(member.joined_on),
        _day(member.full_on),
        _day(since[0].from_on if since else None),
        classes.written([member_class.word for member_class in held], chinese=chinese),
    ]
    return [*found, str(member.phone)] if contact else found


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
