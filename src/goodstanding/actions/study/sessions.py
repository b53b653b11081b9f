"""Sessions of study, help given and study brought home: recorded about those who took part, with their class hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.refusal import ActionRefused, at_most, refuse_future
from goodstanding.actions.study.courses import refuse_hours
from goodstanding.actions.study.preconditions import digest, study_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.study import SessionKind, StudyHours
from goodstanding.models import Fact, Meeting, Member, StudySession, Unit
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.study import sessions as session_queries


@dataclass(frozen=True)
class SessionParticulars:
    """When a session was, about what, and how many class hours (thousandths) it was worth to each.

    marks: the result of each member, in thousandths, by the member's id, where the rules have results.
    """

    on: date
    topic: str = ""
    class_hours: int = 0
    marks: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def record(
    *, unit: Unit, word: str, what: SessionParticulars, members: Sequence[Member], scheme: Scheme, by: Viewer,
    at: datetime, form: str = "",
) -> StudySession:  # fmt: skip
    """Writes a session down, about each who took part. form: the same form sent again writes it once.

    Raises ActionRefused where the rules have no such kind, it is not for one of them, or a result is missing or is
    none of the rules', and for the own result, which another person records.
    """
    check(by, Permission.RECORD_FACT, unit)
    kind = study_of(scheme).sessions.get(word)
    if kind is None:
        raise ActionRefused(_("The rules have no such kind of session."), "kind")
    refuse_future(what.on, at)
    hours = _hours(scheme, what) if kind.hours else None
    if not kind.hours and what.class_hours:
        raise ActionRefused(_("This kind of session is worth no class hours."), "class_hours")
    if not members:
        raise ActionRefused(_("Mark at least one."))
    _refuse_others(kind, members, unit, what.on)
    _refuse_marks(kind, members, what, by)
    sent = digest(form) if form else None
    already = StudySession.objects.filter(form=sent, recorded_by=by.account, unit=unit).first() if sent else None
    if already is not None:
        return already
    session = StudySession.objects.create(
        unit=unit, kind=word, form=sent, topic=at_most(what.topic, "topic", 200), on=what.on,
        class_hours=what.class_hours, recorded_at=at, recorded_by=by.account,
    )  # fmt: skip
    _write(session, members, kind.fact, hours, scheme, by=by, at=at, marks=what.marks)
    return session


@transaction.atomic
def record_meeting(*, meeting: Meeting, class_hours: int, scheme: Scheme, by: Viewer, at: datetime) -> StudySession:
    """Writes down the class hours of a closed meeting, about those who came. Written already, it changes nothing."""
    check(by, Permission.RECORD_FACT, meeting.unit)
    study = study_of(scheme)
    if study.hours is None or meeting.type not in study.hours.meetings:
        raise ActionRefused(_("This kind of meeting is worth no class hours."))
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    already = StudySession.objects.filter(meeting=meeting).first()
    if already is not None:
        return already
    if meeting.state != Meeting.State.CLOSED:
        raise ActionRefused(_("Close the meeting first."))
    members = session_queries.came(meeting, scheme)
    if not members:
        raise ActionRefused(_("Nobody came to this meeting."))
    hours = _hours(scheme, SessionParticulars(meeting.on, class_hours=class_hours))
    session = StudySession.objects.create(
        unit=meeting.unit, meeting=meeting, topic=meeting.topic, on=meeting.on, class_hours=class_hours,
        recorded_at=at, recorded_by=by.account,
    )  # fmt: skip
    _write(session, members, None, hours, scheme, by=by, at=at)
    return session


def _hours(scheme: Scheme, what: SessionParticulars) -> StudyHours | None:
    refuse_hours(what.class_hours)
    if not what.class_hours:
        raise ActionRefused(_("Give the class hours."), "class_hours")
    return study_of(scheme).hours


def _refuse_others(kind: SessionKind, members: Sequence[Member], unit: Unit, on: date) -> None:
    can = {member.pk for member in session_queries.can_take_part(unit, kind, on)}
    for member in members:
        if member.pk not in can:
            raise ActionRefused(_("This is not for %(member)s.") % {"member": member.name})


def _refuse_marks(kind: SessionKind, members: Sequence[Member], what: SessionParticulars, by: Viewer) -> None:
    if kind.marks is None:
        if what.marks:
            raise ActionRefused(_("This kind of session has no results."))
        return
    for member in members:
        if member.pk == by.member_id:
            raise ActionRefused(_("Your own result is recorded by another person."))
        if not kind.marks.has(what.marks.get(member.pk, -1)):
            said = _("The rules have no such result. Check the one of %(member)s.")
            raise ActionRefused(said % {"member": member.name})


def _write(
    session: StudySession, members: Sequence[Member], fact: str | None, hours: StudyHours | None, scheme: Scheme, *,
    by: Viewer, at: datetime, marks: Mapping[int, int] | None = None,
) -> None:  # fmt: skip
    reference = f"{session.unit.code} {session.on.isoformat()} {session.topic}".strip()[:200]
    entries = list[NewFact]()
    for member in {member.pk: member for member in members}.values():
        if fact is not None:
            key = f"session:{session.key}:m{member.pk}"
            entries.append(NewFact(fact, member, (marks or {}).get(member.pk, YES), session.on, key, reference))
        if hours is not None and session.class_hours:
            key = f"session-hours:{session.key}:m{member.pk}"
            entries.append(NewFact(hours.fact, member, session.class_hours, session.on, key, reference))
    ledger.record_many(entries, source=Fact.Source.STUDY, scheme=scheme, by=by, at=at, over=session.unit)
    audit.record("record", "study_session", session.key, by=by, at=at, unit=session.unit)
