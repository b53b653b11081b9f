"""Yearly debriefings: a report of the person in office, comments on it, and a grade that a body above decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.appraisal.acting import SOURCE
from goodstanding.actions.appraisal.grades import Sitting, checked_sitting
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused, at_most, needed, refuse_closed, refuse_future
from goodstanding.engine.scheme.debriefing import DebriefingRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    Debriefing,
    DebriefingComment,
    DebriefingGrade,
    DebriefingReport,
    Member,
    Unit,
)
from goodstanding.models.appraisal.moves import DEBRIEFING_MOVES, DebriefingMove, DebriefingState
from goodstanding.models.appraisal.words import HandedIn
from goodstanding.queries.appraisal import debriefings as queries
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.people.calendars import today

State, Move = DebriefingState, DebriefingMove
MOST_REPORT, MOST_COMMENT, MOST_REASON = 10_000, 1000, 500
_ONE = 1000


@dataclass(frozen=True)
class Report:
    """What a report says. on: the day on a report on paper; none is today."""

    text: str
    how: str = HandedIn.OWN
    on: date | None = None


@transaction.atomic
def save_draft(*, unit: Unit, year: int, text: str, scheme: Scheme, by: Viewer, at: datetime) -> Debriefing:
    """Saves what the person in office has written, and returns the debriefing. Nobody else reads a draft.

    Raises Denied for anyone else. Raises ActionRefused for a report that was handed in, for a text that is too long,
    for another year than this one and the last, and for a closed unit.
    """
    row = _row(unit, _oneself(unit, scheme, by), year, scheme, by=by, at=at)
    row.draft = at_most(text, "text", MOST_REPORT)
    row.save(update_fields=["draft"])
    return row


@transaction.atomic
def hand_in(
    *, unit: Unit, member: Member, year: int, report: Report, scheme: Scheme, by: Viewer, at: datetime
) -> Debriefing:  # fmt: skip
    """Hands a report in, opens it for comments, and returns the debriefing. The members of the unit are notified.

    A report on paper is typed in by an office above, which writes grades down. Raises Denied for anyone else. Raises
    ActionRefused without a text, and for what `save_draft` refuses.
    """
    rule = rule_of(scheme)
    if report.how == HandedIn.OWN:
        if _oneself(unit, scheme, by).pk != member.pk:
            raise Denied("the person in office hands it in")
    elif member.pk == by.member_id or not queries.decides(by, unit, rule):
        raise Denied("the unit above types it in")
    elif not queries.in_charge(unit, rule, today(at)).filter(pk=member.pk).exists():
        raise ActionRefused(_("This member does not hold the office."), "member")
    on = report.on or today(at)
    refuse_future(on, at)
    text = needed(report.text, "text", missing=_("Write the report."), most=MOST_REPORT)
    row = _row(unit, member, year, scheme, by=by, at=at)
    if on.year not in (year, year + 1):
        raise ActionRefused(_("That day does not belong to the year of the report."), "on")
    DebriefingReport.objects.create(debriefing=row, text=text, how=report.how, on=on, at=at, by=by.account)
    row.comments_until = today(at) + timedelta(days=rule.comment_days)
    row.returned_for = row.draft = ""
    _move(row, Move.HAND_IN)
    row.save(update_fields=["state", "comments_until", "returned_for", "draft"])
    _say(row, rule.given, 1, on, scheme, by=by, at=at)
    _note("hand_in", row, by=by, at=at)
    _tell_members(row, by=by, at=at)
    return row


@transaction.atomic
def comment(
    *, found: Debriefing, text: str, scheme: Scheme, by: Viewer, at: datetime, author: Member | None = None,
    how: str = HandedIn.OWN,
) -> DebriefingComment:  # fmt: skip
    """Writes a comment on a report, and returns it. Written again, the newest of an author counts.

    author: the member of the unit, by themselves, or as an office above typed it in; none for the unit above. Raises
    Denied for anyone else. Raises ActionRefused once the days for comments are over, without a text, and for one that
    is too long.
    """
    row, rule = _locked(found), rule_of(scheme)
    own = author is not None and author.pk == by.member_id
    if not own and (row.member_id == by.member_id or not queries.decides(by, row.unit, rule)):
        raise Denied("the members, and the unit above, comment")
    if own != (how == HandedIn.OWN) and author is not None:
        raise Denied("by the member, or for them by another")
    if author is not None and (author.pk == row.member_id or author.unit_id != row.unit_id):
        raise Denied("another member of the unit comments")
    # The unit above can comment until the grade is decided; a comment on paper may be late for its way.
    if row.state != State.OPEN or (own and author is not None and not queries.may_comment(row, author, today(at))):
        raise ActionRefused(_("The days for comments are over."))
    text = needed(text, "text", missing=_("Write a sentence."), most=MOST_COMMENT)
    made = DebriefingComment.objects.create(
        debriefing=row, author=author, text=text, how=how, at=at, by=by.account
    )  # fmt: skip
    _note("write", row, by=by, at=at)
    return made


@transaction.atomic
def send_back(*, found: Debriefing, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Returns a report with a reason: the person in office hands it in anew. What was handed in stays to be read.

    Raises Denied for anyone without the office above, and about oneself. Raises ActionRefused without a reason, and
    once the grade is decided.
    """
    row = _decided_by(found, scheme, by)
    row.returned_for = needed(reason, "reason", missing=_("Say what is missing."), most=MOST_COMMENT)
    _move(row, Move.SEND_BACK)
    row.save(update_fields=["state", "returned_for"])
    _note("return", row, by=by, at=at)
    _tell(row, "debriefing_returned", at=at)


@transaction.atomic
def decide(
    *, found: Debriefing, grade: str, reason: str, sitting: Sitting, scheme: Scheme, by: Viewer, at: datetime
) -> DebriefingGrade:  # fmt: skip
    """Writes down the grade that a body above decided, and returns it. Decided anew, the newest counts, and the ledger
    follows.

    Raises Denied for anyone without the office above, and about oneself. Raises ActionRefused while members can still
    comment, for a grade that the rules do not have or that it is already, without a reason, a body or names of those
    who were present, and for a report that was not handed in.
    """
    row, rule = _decided_by(found, scheme, by), rule_of(scheme)
    if grade not in rule.grades:
        raise ActionRefused(_("Choose a grade."), "grade")
    if row.state == State.OPEN and row.comments_until is not None and today(at) <= row.comments_until:
        raise ActionRefused(_("Members can still comment. The grade is decided afterwards."))
    there = queries.grade_of(row)
    if there is not None and there.grade == grade:
        raise ActionRefused(_("That is the grade already."), "grade")
    sitting = checked_sitting(sitting, at)
    reason = needed(reason, "reason", missing=_("Give a reason. The member reads it."), most=MOST_REASON)
    made = DebriefingGrade.objects.create(
        debriefing=row, grade=grade, reason=reason, body=sitting.body, present=sitting.present, on=sitting.on, at=at,
        by=by.account,
    )  # fmt: skip
    if there is None:
        _move(row, Move.GRADE)
        row.save(update_fields=["state"])
    was = rule.grades[there.grade].value if there is not None and there.grade in rule.grades else None
    first = row.grades.order_by("pk").first()
    day = first.on if first is not None else made.on
    _say(row, rule.grade, rule.grades[grade].value, day, scheme, by=by, at=at, was=was)
    _note("correct" if there is not None else "record", row, by=by, at=at)
    _tell(row, "debriefing_graded", at=at)
    return made


def rule_of(scheme: Scheme) -> DebriefingRule:
    """Returns what the rules say of debriefings. Raises ActionRefused where they say nothing."""
    if scheme.debriefing is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.debriefing


def _oneself(unit: Unit, scheme: Scheme, by: Viewer) -> Member:
    """Returns the viewer as the member in office over the unit. Raises Denied for anyone else."""
    member = by.account.member
    if member is None or not queries.own_units(by, rule_of(scheme)).filter(pk=unit.pk).exists():
        raise Denied("only the person in office gives it")
    return member


def _row(unit: Unit, member: Member, year: int, scheme: Scheme, *, by: Viewer, at: datetime) -> Debriefing:
    """Returns the debriefing of a member for a year, locked, which can still be written."""
    refuse_closed(unit)
    if unit.level not in rule_of(scheme).held_in:
        raise ActionRefused(_("No debriefing is given at this level."), "unit")
    if year not in (today(at).year, today(at).year - 1):
        raise ActionRefused(_("Choose this year or the last."), "year")
    made, _new = Debriefing.objects.get_or_create(
        unit=unit, member=member, year=year, defaults={"made_at": at, "made_by": by.account}
    )
    row = _locked(made)
    if row.state not in (State.WRITING, State.RETURNED):
        raise ActionRefused(_("The report was handed in. The unit above can return it."))
    return row


def _locked(found: Debriefing) -> Debriefing:
    Debriefing.objects.select_for_update().get(pk=found.pk)
    return Debriefing.objects.select_related("unit", "member__unit").get(pk=found.pk)


def _decided_by(found: Debriefing, scheme: Scheme, by: Viewer) -> Debriefing:
    row = _locked(found)
    if row.member_id == by.member_id or not queries.decides(by, row.unit, rule_of(scheme)):
        raise Denied("the unit above decides")
    if row.state not in queries.HANDED_IN:
        raise ActionRefused(_("The report is not handed in."))
    return row


def _move(row: Debriefing, move: DebriefingMove) -> None:
    becomes = DEBRIEFING_MOVES.get((State(row.state), move))
    if becomes is None:
        raise ActionRefused(_("The grade is decided already."))
    row.state = becomes


def _say(
    row: Debriefing, kind: str | None, value: int, on: date, scheme: Scheme, *, by: Viewer, at: datetime,
    was: int | None = None,
) -> None:  # fmt: skip
    """Lets the ledger say what a deed leaves, where the rules name a fact for it; once for a debriefing."""
    if kind is None:
        return
    slot = Slot(kind, f"debriefing:{row.key}:{kind}")
    deed = FollowedDeed(SOURCE, row.member, row.unit, f"{row.year} {row.unit.name}"[:200])
    before = {slot: SaidFact(was * _ONE, on)} if was is not None else {}
    # A report that is handed in again leaves what it left: the entry stands under the day of the first.
    if was is None and row.reports.count() > 1 and kind == rule_of(scheme).given:
        return
    why = gettext("It was decided anew.")
    follow(deed, before, {slot: SaidFact(value * _ONE, on)}, why, scheme=scheme, by=by, at=at)


def _note(verb: str, row: Debriefing, *, by: Viewer, at: datetime) -> None:
    audit.record(verb, "debriefing", row.key, by=by, at=at, unit=row.unit, fields=("state",))


def _tell(row: Debriefing, kind: str, *, at: datetime) -> None:
    """Notifies the member who gave the report."""
    once = f"{kind}:{row.key}:{at.isoformat()}"
    link = f"/desk/debriefings/{row.key}/"
    notices.tell_member(row.member_id, kind, {"year": str(row.year)}, idempotency_key=once, at=at, link=link)


def _tell_members(row: Debriefing, *, by: Viewer, at: datetime) -> None:
    """Notifies the other members of the unit that they can comment."""
    until = row.comments_until.isoformat() if row.comments_until else ""
    facts = {"year": str(row.year), "unit": row.unit.name, "day": until}
    others = row.unit.members.filter(left_on=None).exclude(pk__in=[row.member_id, by.member_id or 0])
    for member in others.values_list("pk", flat=True):
        once = f"debriefing_open:{row.key}:{at.isoformat()}"
        notices.tell_member(
            member, "debriefing_open", facts, idempotency_key=once, at=at, link=f"/my/debriefings/{row.key}/"
        )
