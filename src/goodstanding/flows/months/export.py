"""From the database to the lake: units, rosters and facts as they stood when the run was frozen."""

# ruff: noqa: S608 - the pieces of these queries are constants and numbers of our own.

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from goodstanding.actions.months import runs
from goodstanding.engine.period import last_day
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.operations import csv_copy
from goodstanding.lake import database_csv
from goodstanding.lake.database_csv import Converter
from goodstanding.lake.layout import Store
from goodstanding.lake.links import link
from goodstanding.lake.read import months_needed
from goodstanding.models import Fact, Membership, RosterEntry, RosterSnapshot, Run
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.ledger.in_force import OUT_OF_FORCE
from goodstanding.queries.months.lines import suspending
from goodstanding.queries.months.runs import lake_of, store

#: Members at the end of a day with their classes; %s is the day, five times.
_ROSTER = (
    "SELECT m.member_id, m.unit_id, c.words FROM goodstanding_membership m LEFT JOIN ("
    "SELECT member_id, {joined} AS words FROM ("
    "SELECT DISTINCT member_id, word FROM goodstanding_memberclass "
    "WHERE from_on <= %s AND (until_on IS NULL OR until_on > %s) ORDER BY member_id, word) w GROUP BY member_id) c "
    "ON c.member_id = m.member_id WHERE m.from_on <= %s AND (m.until_on IS NULL OR m.until_on > %s)"
)
_UNITS = (
    "SELECT u.id, p.parent_id, u.level, u.type, u.name FROM goodstanding_unit u JOIN goodstanding_unitplace p "
    "ON p.unit_id = u.id WHERE u.opened_on <= %s AND (u.closed_on IS NULL OR u.closed_on > %s) "
    "AND p.from_on <= %s AND (p.until_on IS NULL OR p.until_on > %s) ORDER BY u.id"
)
#: Facts of a month that were in force at a moment: %s is month and moment, three times.
_FACTS = OUT_OF_FORCE + (
    "SELECT id, CASE WHEN member_id IS NULL THEN 'unit' ELSE 'member' END, coalesce(member_id, unit_id), kind, value, "
    "occurred_on FROM goodstanding_fact WHERE month = %s AND recorded_at <= %s AND reverses_id IS NULL "
    "AND id NOT IN (SELECT root FROM out_of_force) {suspended}"
)


def export(run: Run, scheme: Scheme) -> dict[str, int]:
    """Writes the run's lake. Gives how many rows were written anew, by month; what was there already is shared."""
    assert run.frozen_at is not None, "the ledger is frozen first"
    lake, shared_store, written = lake_of(run), store(), dict[str, int]()
    snapshots = _snapshots(run, scheme)
    runs.keep(run=run, snapshots={str(month): snapshot.pk for month, snapshot in snapshots.items()})
    with database_csv.converter(shared_store.scratch) as converter:
        for month, snapshot in snapshots.items():
            _roster(snapshot, shared_store, converter)
            link(lake.members(month), shared_store.roster(snapshot.month, snapshot.key))
        suspended = suspended_facts(run, scheme)
        for month in months_needed(scheme, run.month):
            stamp = _stamp(run, month, suspended)
            if stamp is not None:
                written[str(month)] = _facts(run, month, stamp, suspended, shared_store, converter)
                link(lake.facts(month), shared_store.facts(month, stamp))
        _units(run, shared_store, converter)
    link(lake.units, shared_store.units(run.key) / "part-0000.parquet")
    return written


def suspended_facts(run: Run, scheme: Scheme) -> list[int]:
    """Facts that take points away and are objected to: they wait for the ruling, and count in no run meanwhile."""
    return sorted(
        set(suspending(scheme).filter(opened_at__lte=run.frozen_at).values_list("fact_id", flat=True)) - {None}
    )


def _snapshots(run: Run, scheme: Scheme) -> dict[int, RosterSnapshot]:
    """The roster of every month that counts and had members: earlier ones stay, this month's is taken anew."""
    found = dict[int, RosterSnapshot]()
    for month in months_needed(scheme, run.month):
        snapshot = _snapshot_before(run, month) or _take_snapshot(run, month)
        if snapshot is not None:
            found[month] = snapshot
    return found


def _snapshot_before(run: Run, month: int) -> RosterSnapshot | None:
    """An earlier month's roster stays what it was; this month's is taken once for each issue."""
    if month == run.month:
        return RosterSnapshot.objects.filter(month=month, number=run.number).first()
    return RosterSnapshot.objects.filter(month=month).order_by("-number").first()


@transaction.atomic
def _take_snapshot(run: Run, month: int) -> RosterSnapshot | None:
    day = last_day(month)
    if not Membership.objects.filter(valid_on(day)).exists():
        return None
    assert run.frozen_at is not None, "the ledger is frozen first"
    number = run.number if month == run.month else 1
    snapshot = RosterSnapshot.objects.create(month=month, number=number, taken_at=run.frozen_at)
    joined = "string_agg(word, ';' ORDER BY word)" if connection.vendor == "postgresql" else "group_concat(word, ';')"
    roster = _ROSTER.format(joined=joined)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {RosterEntry._meta.db_table} (snapshot_id, member_id, unit_id, classes) "
            f"SELECT {int(snapshot.pk)}, r.member_id, r.unit_id, coalesce(r.words, '') FROM ({roster}) r",
            [day] * 4,
        )
    return snapshot


def _roster(snapshot: RosterSnapshot, shared_store: Store, converter: Converter) -> None:
    folder = shared_store.roster(snapshot.month, snapshot.key)
    if folder.exists():
        return
    query = "SELECT member_id, unit_id, classes FROM goodstanding_rosterentry WHERE snapshot_id = %s"
    _through(shared_store, query, [snapshot.pk], folder, converter.members_in)


def _stamp(run: Run, month: int, suspended: list[int]) -> str | None:
    """What tells a month's facts at the freeze: the last of them, and which wait for a ruling; none without facts."""
    known = Fact.objects.filter(month=month, recorded_at__lte=run.frozen_at)
    last = known.order_by("-pk").values_list("pk", "recorded_at").first()
    if last is None:
        return None
    waiting = sorted(known.filter(pk__in=suspended).values_list("pk", flat=True)) if suspended else []
    mark = hashlib.sha256(repr(waiting).encode()).hexdigest()[:12] if waiting else "all"
    # With its time: a database that was restored may give the number out again, never the moment.
    return f"{last[0]}-{last[1]:%Y%m%dT%H%M%S%f}-{mark}"


def _facts(run: Run, month: int, stamp: str, suspended: list[int], shared_store: Store, converter: Converter) -> int:
    folder = shared_store.facts(month, stamp)
    if folder.exists():
        return 0
    without = f"AND id NOT IN ({', '.join(str(int(fact_id)) for fact_id in suspended)})" if suspended else ""
    query, moment = _FACTS.format(suspended=without), run.frozen_at
    return _through(shared_store, query, [month, moment] * 3, folder, converter.facts_in)


def _units(run: Run, shared_store: Store, converter: Converter) -> None:
    folder = shared_store.units(run.key)
    if not folder.exists():
        _through(shared_store, _UNITS, [last_day(run.month)] * 4, folder, converter.units_in)


def _through(
    shared_store: Store, query: str, parameters: list[object], folder: Path, into: Callable[[Path, Path], None]
) -> int:
    """A query's rows through a CSV file into a folder of the lake."""
    file = shared_store.scratch / f"{folder.name}.csv"
    try:
        rows = csv_copy.rows_out(query, parameters, file)
        into(file, folder)
    finally:
        file.unlink(missing_ok=True)
    return rows
