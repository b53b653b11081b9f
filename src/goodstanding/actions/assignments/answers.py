"""What a member says and does about an assignment, by their own hand or written down by the person who looks after it.

A member who declines with a reason has answered; nothing is held against them.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.assignments import moving
from goodstanding.actions.assignments.moving import AssignmentNote, What
from goodstanding.actions.operations import attachments
from goodstanding.actions.operations.attachments import Attached
from goodstanding.actions.refusal import ActionRefused, at_most
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Assignee, AssignmentStep
from goodstanding.models.assignments.moves import TO_DO, Move
from goodstanding.queries.operations.attachments import path_of
from goodstanding.queries.people.calendars import today

MOST_WORDS = 4000


@transaction.atomic
def accept(
    *, assignee: Assignee, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None, seen: int | None = None
) -> None:  # fmt: skip
    """The member takes it on; accepted already, it changes nothing. on: the day, where another person records it.

    seen, here and below: the last step on the page from which it is done; ActionRefused where others came since.
    """
    row = moving.held(assignee)
    day = moving.day_of(row, by, on, at)
    if row.state == Assignee.State.ACCEPTED:
        return
    moving.refuse_outdated(row, seen)
    moving.move(
        row, Move.ACCEPT, scheme=scheme, by=by, at=at, note=AssignmentNote(on=_said(on, day)),
        answered_on=row.answered_on or day,
    )  # fmt: skip


@transaction.atomic
def decline(
    *, assignee: Assignee, reason: str, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None,
    seen: int | None = None,
) -> None:  # fmt: skip
    """The member says why they cannot. It counts as an answer, and as nothing else."""
    row = moving.held(assignee)
    day = moving.day_of(row, by, on, at)
    reason = moving.reason_of(reason)
    if row.state == Assignee.State.DECLINED:
        return
    moving.refuse_outdated(row, seen)
    note = AssignmentNote(reason, _said(on, day))
    moving.move(
        row, Move.DECLINE, scheme=scheme, by=by, at=at, note=note, answered_on=row.answered_on or day,
        extension_to=None,
    )  # fmt: skip


@transaction.atomic
def hand_in(
    *, assignee: Assignee, text: str, scheme: Scheme, by: Viewer, at: datetime, on: date | None = None,
    file: Attached | None = None, seen: int | None = None,
) -> None:  # fmt: skip
    """The member hands in what they did: words, a file, or both. It takes it on as well, where they had not answered.

    The same sent again, after the connection was lost, hands in nothing twice. Raises ActionRefused where there
    is neither, or the file is of no known type.
    """
    row = moving.held(assignee)
    day = moving.day_of(row, by, on, at)
    text = at_most(text, "text", MOST_WORDS)
    if not text and file is None:
        raise ActionRefused(_("Write what you did, or attach a file."), "text")
    if _is_handed_in(row, text, file):
        return
    moving.refuse_outdated(row, seen, but={What.ACCEPTED})
    moving.refuse_impossible(row, Move.HAND_IN)
    kept = attachments.keep(file, "assignments") if file else None
    try:
        moving.move(
            row, Move.HAND_IN, scheme=scheme, by=by, at=at, note=AssignmentNote(text, _said(on, day), file=kept),
            answered_on=row.answered_on or day, done_on=day, extension_to=None,
        )  # fmt: skip
    except BaseException:
        attachments.drop(kept, "assignments")
        raise


def _is_handed_in(row: Assignee, text: str, file: Attached | None) -> bool:
    """Whether it was handed in last with these words and this file."""
    last = AssignmentStep.objects.filter(assignee=row, what=What.HANDED_IN).order_by("-pk").first()
    if last is None or row.state != Assignee.State.HANDED_IN or last.words != text:
        return False
    if file is None or not last.attachment:
        return file is None and not last.attachment
    path = path_of(last.attachment, "assignments")
    return path is not None and path.read_bytes() == file.content


@transaction.atomic
def ask_for_time(*, assignee: Assignee, until: date, reason: str, by: Viewer, at: datetime) -> None:
    """The member asks for more time, before the day or after it. Asked again, the later request holds."""
    row = moving.held(assignee)
    moving.day_of(row, by, None, at)
    if row.state not in TO_DO:
        raise ActionRefused(_("There is nothing left to do here."))
    if until <= max(row.due_on, today(at)):
        raise ActionRefused(_("Choose a day after the one it is due on, and after today."), "until")
    reason = moving.reason_of(reason)
    row.extension_to = until
    row.save(update_fields=["extension_to"])
    moving.write(row, What.ASKED, AssignmentNote(reason, until), by=by, at=at)


def _said(on: date | None, day: date) -> date | None:
    """The day to write down beside the moment: only where another person named it."""
    return None if on is None else day


def tidy_attachments() -> int:
    """Deletes files that a crash left behind before what they were handed in with was written. Returns how many."""
    names = AssignmentStep.objects.exclude(attachment="").values_list("attachment", flat=True)
    return attachments.tidy("assignments", names)
