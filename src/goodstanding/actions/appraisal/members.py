"""Members in a round: excused by the people who lead it, and what they say with one tap."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.appraisal import acting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Appraisee
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import rounds
from goodstanding.queries.people.calendars import today

State = RoundState
_EXCUSABLE = (State.OPENED, State.EVIDENCE, State.SELF, State.MUTUAL)


@transaction.atomic
def excuse(*, found: Appraisee, excused: bool, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Excuses a member from what a round asks of them, or takes that back. Why is not written down.

    The member can take part all the same, and is given a grade as the others. Raises Denied for anyone without an
    office that leads rounds, and for oneself. Raises ActionRefused once members are asked for nothing any more.
    """
    one = acting.locked_appraisee(found, *_EXCUSABLE)
    acting.check_leads(by, one.round, scheme, about=one.member)
    if excused == (one.excused_at is not None):
        return
    one.excused_at, one.excused_by = (at, by.account) if excused else (None, None)
    one.save(update_fields=["excused_at", "excused_by"])
    acting.note("excuse" if excused else "undo", one.round, by=by, at=at, fields=("excused",))
    acting.tell(one, "appraisal_excused" if excused else "appraisal_not_excused", by=by, at=at)


@transaction.atomic
def confirm_sheet(*, found: Appraisee, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The member says that the sheet of the year is right; said again, it changes nothing.

    Raises Denied for another person. Raises ActionRefused before the sheets are open and once the grades are decided.
    """
    one = acting.locked_appraisee(found, State.EVIDENCE, State.SELF, State.MUTUAL, State.BALLOT, State.VIEW)
    acting.check_oneself(by, one)
    if one.sheet_on is not None:
        return
    one.sheet_on = today(at)
    one.save(update_fields=["sheet_on"])
    acting.say(one, "sheet", 1, one.sheet_on, scheme, by=by, at=at)
    acting.note("confirm", one.round, by=by, at=at, fields=("sheet",))


@transaction.atomic
def read_result(*, found: Appraisee, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The member says that they have read the grade; said again, it changes nothing.

    Raises Denied for another person. Raises ActionRefused while no grade can be read.
    """
    one = acting.locked_appraisee(found, *rounds.RESULT)
    acting.check_oneself(by, one)
    if not one.grade:
        raise ActionRefused(_("You have no grade in this round."))
    if one.answered_on is not None:
        return
    acting.result_read(one, scheme, by=by, at=at)
    acting.note("confirm", one.round, by=by, at=at, fields=("grade",))
