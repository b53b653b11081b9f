"""Warnings as they are found: opened once, brought up to date, and settled by themselves when their reason is gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.warnings import Tells, Warnings
from goodstanding.engine.watch.signs import Sign
from goodstanding.models import Account, EarlyWarning, Notice, Post, Unit
from goodstanding.models.people.post import in_office
from goodstanding.models.people.unit import paths_to
from goodstanding.queries.people.calendars import today

State = EarlyWarning.State
_SAID = ("unit_id", "month", "value", "before", "due_on")
_DESK = "/desk/warnings/"
#: Who holds an office: the account, and the member that it is.
_Holder = tuple[int, int | None]
#: So many rows and notices are written at once.
_BATCH = 1000


@dataclass(frozen=True)
class WatchedRow:
    """A member or a unit that was looked at: the unit, the member's id if it is one, and the signs that were found."""

    unit_id: int
    member_id: int | None
    signs: Mapping[str, Sign]


@dataclass
class Written:
    """What came of looking: the warnings that are new, and how many changed or were settled."""

    opened: list[EarlyWarning] = field(default_factory=list)
    updated: int = 0
    settled: int = 0


@transaction.atomic
def write(rows: Iterable[WatchedRow], open_rows: QuerySet[EarlyWarning], *, on: date) -> Written:
    """Lets the open warnings of some subjects say what was found now. open_rows: those that are open about them.

    A warning that is open is never made a second time; one whose reason is gone, or which the rules no longer know, is
    settled.
    """
    there = {(one.member_id, None if one.member_id else one.unit_id, one.kind): one for one in open_rows}
    done, changed, fresh = Written(), list[EarlyWarning](), list[EarlyWarning]()
    for row in rows:
        for kind, sign in row.signs.items():
            known = there.pop((row.member_id, None if row.member_id else row.unit_id, kind), None)
            one = known or EarlyWarning(kind=kind, member_id=row.member_id, opened_on=on)
            was = [getattr(one, name) for name in _SAID]
            one.unit_id, one.month, one.value = row.unit_id, sign.month, sign.value
            one.before, one.due_on = sign.before, sign.due_on
            if known is None:
                fresh.append(one)
            elif was != [getattr(one, name) for name in _SAID]:
                changed.append(one)
    # Two processes that look at once: the database holds one open warning of a kind, and the second is left out.
    done.opened = EarlyWarning.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)
    EarlyWarning.objects.bulk_update(changed, _SAID, batch_size=_BATCH)
    gone = [one.pk for one in there.values()]
    for start in range(0, len(gone), _BATCH):
        found = EarlyWarning.objects.filter(pk__in=gone[start : start + _BATCH], state=State.OPEN)
        found.update(state=State.SETTLED, settled_on=on)
    done.updated, done.settled = len(changed), len(gone)
    return done


@transaction.atomic
def note(*, warning: EarlyWarning, by: Viewer, at: datetime) -> None:
    """The member marks a warning as read; it stays on its page. Raises Denied for anyone else. Once is enough."""
    if by.member_id is None or warning.member_id != by.member_id:
        raise Denied("this is not their warning")
    mine = EarlyWarning.objects.filter(pk=warning.pk, state=State.OPEN, noted_on=None)
    mine.update(noted_on=today(at))


def tell(opened: list[EarlyWarning], scheme: Scheme, *, on: date, at: datetime) -> int:
    """Notifies each person once, however many warnings are new for that person this day. Returns how many."""
    rules = scheme.warnings
    if rules is None or not opened:
        return 0
    found = _to_members(opened, rules, on, at)
    found += _to_offices(opened, rules, "office", on, at)
    found += _to_offices(opened, rules, "officer", on, at)
    # An account that reads both for its unit and for those below gets one notice: the key is the day's.
    merged = dict[tuple[int, str], Notice]()
    for one in found:
        known = merged.setdefault((one.to_id, one.idempotency_key), one)
        if known is not one:
            known.facts = {"count": str(int(known.facts["count"]) + int(one.facts["count"]))}
    Notice.objects.bulk_create(list(merged.values()), batch_size=_BATCH, ignore_conflicts=True)
    return len(merged)


def _to_members(opened: list[EarlyWarning], rules: Warnings, on: date, at: datetime) -> list[Notice]:
    kinds = set(rules.telling("member"))
    about = dict[int, list[str]]()
    for one in opened:
        if one.member_id is not None and one.kind in kinds:
            about.setdefault(one.member_id, []).append(one.kind)
    found, members = list[Notice](), list(about)
    for start in range(0, len(members), _BATCH):
        accounts = Account.objects.filter(member__in=members[start : start + _BATCH], is_active=True)
        for account, member in accounts.values_list("pk", "member"):
            facts = {"warning": about[member][0], "count": str(len(about[member]))}
            kind = "warning_found" if len(about[member]) == 1 else "warnings_found"
            found.append(_notice(account, kind, facts, "/my/warnings/", f"warnings:{on.isoformat()}", at))
    return found


def _to_offices(opened: list[EarlyWarning], rules: Warnings, whom: Tells, on: date, at: datetime) -> list[Notice]:
    """One notice to each holder of an office that reads them, with how many there are; never about the holder alone."""
    kinds, offices = set(rules.telling(whom)), rules.office if whom == "office" else rules.officer
    mine = [one for one in opened if one.kind in kinds]
    paths = dict(Unit.objects.filter(pk__in={one.unit_id for one in mine}).values_list("pk", "path"))
    held = Post.objects.filter(in_office(on), role__in=list(offices), account__is_active=True)
    if whom == "office":
        held = held.filter(unit__in=list(paths))
    by_path = dict[str, list[_Holder]]()
    for account, member, path in held.values_list("account", "account__member", "unit__path"):
        by_path.setdefault(path, []).append((account, member))
    counts = dict[int, int]()
    for one in mine:
        for reader, person in _readers(paths[one.unit_id], whom, by_path):
            if person is None or person != one.member_id:
                counts[reader] = counts.get(reader, 0) + 1
    once = f"warnings_desk:{on.isoformat()}"
    found = counts.items()
    return [_notice(account, "warnings_desk", {"count": str(count)}, _DESK, once, at) for account, count in found]


def _readers(path: str, whom: Tells, by_path: Mapping[str, list[_Holder]]) -> set[_Holder]:
    """The people in office of a unit; or those of the nearest unit from it up that has any."""
    if whom == "office":
        return set(by_path.get(path, ()))
    return next((set(by_path[above]) for above in reversed(paths_to(path)) if above in by_path), set())


def _notice(to: int, kind: str, facts: dict[str, str], link: str, once: str, at: datetime) -> Notice:
    return Notice(to_id=to, kind=kind, facts=facts, link=link, idempotency_key=once, at=at)
