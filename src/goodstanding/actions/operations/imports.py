"""What becomes of files that are brought, whatever they hold: kept, matched, checked, written, given up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar, cast

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import DuesImport, FactImport, Job, RosterImport, Unit
from goodstanding.models.operations.file_import import FileImport, RefusedCell
from goodstanding.names.unseen import typed

State = FileImport.State
#: How long a file waits to be imported, and how long it is told which rows of one were refused.
FILES_KEPT, REFUSALS_KEPT = timedelta(days=7), timedelta(days=30)
_BATCH = 1000
_SORTS: dict[type[FileImport], tuple[str, Permission]] = {
    RosterImport: ("roster", Permission.IMPORT_ROSTER),
    FactImport: ("facts", Permission.RECORD_FACT),
    DuesImport: ("dues", Permission.COLLECT_DUES),
}
Brought = TypeVar("Brought", RosterImport, FactImport, DuesImport)


def needs(model: type[FileImport]) -> Permission:
    """What a person must be allowed over a unit to import that into it."""
    return _SORTS[model][1]


@transaction.atomic
def bring(  # noqa: PLR0913
    model: type[Brought],
    *,
    unit: Unit,
    file_name: str,
    stored_as: str,
    digest: str,
    encoding: str,
    columns: Mapping[str, Any],
    by: Viewer | None,
    at: datetime,
) -> Brought:
    """Keeps a file that was brought for a unit. Nothing of it is written yet."""
    check(by, needs(model), unit)
    return model._default_manager.create(
        unit=unit,
        file_name=typed(file_name)[:255],
        stored_as=stored_as,
        digest=digest,
        encoding=encoding,
        columns=dict(columns),
        by=by.account if by else None,
        at=at,
    )


@transaction.atomic
def match(*, brought: Brought, places: Mapping[str, int], hidden_rows: str = "") -> Brought:
    """Says which column of the file is which, and what becomes of hidden rows; what was checked holds no longer."""
    brought = locked(brought)
    brought.columns = brought.columns | {"matched": dict(places), "hidden_rows": hidden_rows}
    brought.state = State.BROUGHT
    brought.save(update_fields=["columns", "state"])
    return brought


@transaction.atomic
def look_again(*, brought: Brought, columns: Mapping[str, Any]) -> Brought:
    """The file is read otherwise than before; what was matched and checked holds no longer."""
    brought = locked(brought)
    brought.columns, brought.state = dict(columns), State.BROUGHT
    brought.save(update_fields=["columns", "state"])
    return brought


@transaction.atomic
def assign(*, brought: Brought, job: Job) -> None:
    """Says which job is at it."""
    brought = locked(brought)
    brought.job = job
    brought.save(update_fields=["job"])


@transaction.atomic
def keep_check(*, brought: Brought, counts: Mapping[str, int], refused: Iterable[RefusedCell]) -> None:
    """Keeps what a check found. What an earlier one found is forgotten."""
    _store(locked(brought), counts, refused, State.CHECKED)


@transaction.atomic
def finish(
    *,
    brought: Brought,
    counts: Mapping[str, int],
    refused: Iterable[RefusedCell],
    fields: Iterable[str],
    by: Viewer | None,
    at: datetime,
) -> None:
    """The rows are written."""
    _store(brought, counts, refused, State.DONE)
    audit.record("import", _SORTS[type(brought)][0], brought.key, by=by, at=at, unit=brought.unit, fields=fields)


@transaction.atomic
def give_up(*, brought: Brought, by: Viewer | None, at: datetime) -> None:
    """The file will not be imported."""
    check(by, needs(type(brought)), brought.unit)
    brought = locked(brought)
    brought.refusals.all().delete()
    brought.state = State.GIVEN_UP
    brought.save(update_fields=["state"])
    audit.record("give_up", _SORTS[type(brought)][0], brought.key, by=by, at=at, unit=brought.unit)


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Gives up what was not imported while its file was kept, and forgets refused rows. Gives how many rows."""
    return sum(_forget(model, at) for model in _SORTS)


def _forget(model: type[FileImport], at: datetime) -> int:
    waiting = model._default_manager.filter(state__in=[State.BROUGHT, State.CHECKED], at__lt=at - FILES_KEPT)
    waiting.update(state=State.GIVEN_UP)
    old = model._default_manager.filter(Q(state=State.GIVEN_UP) | Q(at__lt=at - REFUSALS_KEPT))
    back = cast(Any, model).refusals.field
    return int(back.model._default_manager.filter(**{f"{back.name}__in": old.order_by().values("pk")}).delete()[0])


def locked(brought: Brought) -> Brought:
    """The import, for no one else until the transaction is over. Raises ActionRefused where it has come to its end."""
    found = type(brought)._default_manager.select_for_update(of=("self",)).select_related("unit").get(pk=brought.pk)
    if found.state in {State.DONE, State.GIVEN_UP}:
        raise ActionRefused(_("This import has ended. Upload the file again."))
    return found


def check_as_written() -> None:
    """Lets the database check every row as it is written, until the transaction is over."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Otherwise it keeps every row in mind until the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _store(brought: Brought, counts: Mapping[str, int], refused: Iterable[RefusedCell], state: str) -> None:
    tally = Counter(counts)
    assert tally["read"] == sum(tally[name] for name in brought.BECAME) + tally["refused"], counts
    brought.refusals.all().delete()
    back = cast(Any, type(brought)).refusals.field
    rows = iter(refused)
    while batch := list(islice(rows, _BATCH)):
        for row in batch:
            setattr(row, back.name, brought)
        back.model._default_manager.bulk_create(batch)
    names: tuple[str, ...] = ("read", "refused", *brought.BECAME)
    for name in names:
        setattr(brought, name, tally[name])
    brought.state = state
    brought.save(update_fields=[*names, "state"])
