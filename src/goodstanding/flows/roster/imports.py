"""Bringing a roster in: the file is kept, looked at, checked as often as one likes, and written once or not at all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.utils import IntegrityError, OperationalError
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import roster
from goodstanding.actions.days import today
from goodstanding.actions.refusal import Refusal
from goodstanding.flows.roster import files
from goodstanding.flows.roster.columns import NAMES, NEEDED
from goodstanding.flows.roster.entry import Entry, Reader
from goodstanding.flows.roster.judge import Judge, Reach, Verdict
from goodstanding.flows.roster.limits import CHUNK, MOST_ROWS
from goodstanding.flows.roster.refusals import Aside
from goodstanding.flows.roster.survey import Survey, survey
from goodstanding.models import RosterImport, Unit
from goodstanding.queries.organization import the_scheme

#: (rows done, rows there are, about)
Tell = Callable[[int, int], None]


def bring(*, unit: Unit, name: str, pieces: Iterable[bytes], by: Viewer | None, at: datetime) -> RosterImport:
    """Keeps a file and looks at it. Raises Refusal where it is no roster, and keeps nothing then."""
    stored_as, digest = files.keep(pieces)
    try:
        found = survey(files.place(stored_as), name)
        columns = {key: value for key, value in found.as_json().items() if key != "encoding"}
        return roster.bring(
            unit=unit,
            file_name=name,
            stored_as=stored_as,
            digest=digest,
            encoding=found.encoding,
            columns=columns | {"matched": found.guessed},
            by=by,
            at=at,
        )
    except BaseException:
        files.drop(stored_as)
        raise


def survey_of(brought: RosterImport) -> Survey:
    """What the first look found."""
    names = Survey.__dataclass_fields__
    return Survey(
        **{name: value for name, value in brought.columns.items() if name in names}, encoding=brought.encoding
    )


def first_rows(brought: RosterImport, most: int) -> list[list[str]]:
    """The first rows below the header, as wide as the header."""
    found = survey_of(brought)
    with closing(found.rows(_path(brought))) as rows:  # type: ignore[type-var]
        return [[row.cell(place)[:80] for place in range(len(found.headers))] for row in islice(rows, most)]


def check_file(*, brought: RosterImport, by: Viewer | None, at: datetime, tell: Tell) -> None:
    """Counts what importing would do, and keeps every refused row. Changes nothing in the roster."""
    _allowed(by, brought)
    judge = Judge(Reach(by, brought.unit), today(at), locks=False)
    counts = Counter[str]()
    with closing(Aside(brought)) as aside:
        for verdicts in _verdicts(brought, judge, tell):
            _tally(verdicts, counts, aside)
        roster.keep_check(brought=brought, counts=counts, refused=aside.rows())


def write(*, brought: RosterImport, good_only: bool, by: Viewer | None, at: datetime, tell: Tell) -> RosterImport:
    """Writes the rows in one transaction. Done twice, it has been done once.

    Raises Refusal, with nothing written, where a row is refused and not only the good ones are wanted.
    """
    brought.refresh_from_db()
    if brought.state == RosterImport.State.DONE:
        return brought
    _allowed(by, brought)
    try:
        _write(brought, good_only, by, at, tell)
    except _NotAllGood:
        check_file(brought=brought, by=by, at=at, tell=tell)
        brought.refresh_from_db()
        told = _("%(count)s rows are refused, so nothing was imported. Mend them, or import the good rows only.")
        raise Refusal(told % {"count": brought.refused}) from None
    except (IntegrityError, OperationalError) as error:
        told = _("Somebody else changed these members at the same moment. Nothing was imported; try again.")
        raise Refusal(told) from error
    brought.refresh_from_db()
    return brought


def give_up(*, brought: RosterImport, by: Viewer | None, at: datetime) -> None:
    """The file will not be imported, and is deleted."""
    roster.give_up(brought=brought, by=by, at=at)
    files.drop(brought.stored_as)


class _NotAllGood(Exception):
    """A row is refused, and all were to be written or none."""


@transaction.atomic
def _write(brought: RosterImport, good_only: bool, by: Viewer | None, at: datetime, tell: Tell) -> None:
    roster.begin_writing()
    brought = RosterImport.objects.select_for_update(of=("self",)).select_related("unit").get(pk=brought.pk)
    if brought.state == RosterImport.State.DONE:
        return
    day, counts, added = today(at), Counter[str](), Counter[int]()
    judge = Judge(Reach(by, brought.unit), day, locks=True)
    with closing(Aside(brought)) as aside:
        for verdicts in _verdicts(brought, judge, tell):
            _tally(verdicts, counts, aside)
            if counts["refused"] and not good_only:
                raise _NotAllGood
            enrolments = [one.enrolment for one in verdicts if one.enrolment]
            roster.enrol_many(enrolments, by=by, at=at)
            added.update(one.unit.pk for one in enrolments)
            corrections = [one.correction for one in verdicts if one.correction]
            roster.correct_many(corrections, on=day, by=by, at=at)
        roster.count_more(added)
        fields = brought.columns.get("matched", {})
        roster.finish(brought=brought, counts=counts, refused=aside.rows(), fields=fields, by=by, at=at)
    transaction.on_commit(lambda: files.drop(brought.stored_as))


def _verdicts(brought: RosterImport, judge: Judge, tell: Tell) -> Iterator[list[Verdict]]:
    found, places = survey_of(brought), _places(brought)
    reader = Reader(places, len(found.headers), the_scheme())
    done = 0
    with closing(found.rows(_path(brought))) as rows:  # type: ignore[type-var]
        while chunk := [reader.entry(row) for row in islice(rows, CHUNK)]:
            yield judge.judge(_few_enough(chunk, done))
            done += len(chunk)
            tell(done, max(done, found.lines - found.header))


def _few_enough(chunk: list[Entry], done: int) -> list[Entry]:
    if done + len(chunk) > MOST_ROWS:
        told = _("The sheet has more than %(most)s rows. Bring the roster in several files.")
        raise Refusal(told % {"most": f"{MOST_ROWS:,}"})
    return chunk


def _tally(verdicts: list[Verdict], counts: Counter[str], aside: Aside) -> None:
    for one in verdicts:
        counts["read"] += 1
        if one.faults:
            aside.put(one.row, one.faults)
        counts[_became(one)] += 1


def _became(verdict: Verdict) -> str:
    if verdict.faults:
        return "refused"
    if verdict.enrolment:
        return "added"
    return "changed" if verdict.correction else "unchanged"


def _places(brought: RosterImport) -> Mapping[str, int]:
    matched: dict[str, Any] = brought.columns.get("matched", {})
    if missing := [name for name in NEEDED if name not in matched]:
        told = _("The columns of number and name must be matched first.")
        raise Refusal(told, missing[0])
    return {name: int(matched[name]) for name in NAMES if name in matched}


def _path(brought: RosterImport) -> Any:
    path = files.place(brought.stored_as)
    if not path.is_file():
        raise Refusal(_("The file is no longer kept here. Bring it again."))
    return path


def _allowed(by: Viewer | None, brought: RosterImport) -> None:
    try:
        check(by, Permission.IMPORT_ROSTER, brought.unit)
    except Denied:
        raise Refusal(_("You may no longer import members into this unit.")) from None
