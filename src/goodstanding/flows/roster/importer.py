"""Imports of rosters: what is judged of a row, and what is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.roster import roster
from goodstanding.flows.imports import run as import_run
from goodstanding.flows.imports.run import ImportKind, Tell
from goodstanding.flows.roster.columns import COLUMNS
from goodstanding.flows.roster.reasons import REASONS
from goodstanding.flows.roster.row import MemberRowReader
from goodstanding.flows.roster.row_checks import MemberRowChecker, MemberRowResult, UnitsInReach
from goodstanding.models import RosterImport, Unit
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.organization import the_scheme
from goodstanding.sheets.row import SheetRow


class RosterImporter:
    """Judges rows of a roster and writes them; see sheets.imports."""

    def __init__(
        self,
        brought: RosterImport,
        places: Mapping[str, int],
        width: int,
        by: Viewer | None,
        at: datetime,
        writes: bool,
    ) -> None:
        self._by, self._at = by, at
        self._added, self._changed = Counter[int](), set[int]()
        scheme = the_scheme()
        self._reader = MemberRowReader(places, width, scheme)
        self._judge = MemberRowChecker(UnitsInReach(by, brought.unit), today(at), scheme, locks=writes)

    def begin(self) -> None:
        """Keeps the tree and other imports out."""
        roster.begin_writing()

    def judge(self, rows: list[SheetRow]) -> list[MemberRowResult]:
        """A verdict for each row."""
        return self._judge.judge([self._reader.entry(row) for row in rows])

    def write(self, verdicts: Sequence[MemberRowResult]) -> None:
        """Enrols who is new, and puts right who is not."""
        enrolments = [member_row_result.enrolment for member_row_result in verdicts if member_row_result.enrolment]
        roster.enrol_many(enrolments, by=self._by, at=self._at)
        self._added.update(enrolment.unit.pk for enrolment in enrolments)
        corrections = [member_row_result.correction for member_row_result in verdicts if member_row_result.correction]
        self._changed |= {correction.unit.pk for correction in corrections if correction.begin or correction.end}
        roster.correct_many(corrections, on=today(self._at), by=self._by, at=self._at)

    def end(self) -> None:
        """Counts who came to each unit, and calls them to its meetings."""
        roster.end_writing(self._added, self._changed, at=self._at)


ROSTER = ImportKind(
    word="roster",
    model=RosterImport,
    columns=COLUMNS,
    reasons=REASONS,
    clerk=RosterImporter,
    unmatched=_("The columns of number and name must be matched first."),
    denied=_("You may no longer import members into this unit."),
    concurrent_change=_("Another person changed these members at the same moment. Nothing was imported; try again."),
    # Of a telephone number, nothing.
    masked={"phone"},
)


def bring(*, unit: Unit, name: str, pieces: Iterable[bytes], by: Viewer | None, at: datetime) -> RosterImport:
    """Keeps a file and looks at it. Raises Refusal where it is no roster, and keeps nothing then."""
    return import_run.bring(ROSTER, unit=unit, name=name, pieces=pieces, by=by, at=at)


def check_file(*, brought: RosterImport, by: Viewer | None, at: datetime, tell: Tell) -> None:
    """Counts what importing would do, and keeps every refused row. Changes nothing in the roster."""
    import_run.check_file(ROSTER, brought=brought, by=by, at=at, tell=tell)


def write(*, brought: RosterImport, good_only: bool, by: Viewer | None, at: datetime, tell: Tell) -> RosterImport:
    """Writes the rows in one transaction; see sheets.imports."""
    return import_run.write(ROSTER, brought=brought, good_only=good_only, by=by, at=at, tell=tell)
