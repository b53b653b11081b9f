"""Sessions that were recorded, meetings whose class hours can be, and who can have taken part."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.study import SessionKind
from goodstanding.models import Attendee, Hosting, Meeting, Member, MemberClass, Membership, Proof, StudySession, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.meetings import verdicts

#: How long after a meeting its class hours are offered.
_OFFERED = timedelta(days=92)
_CAME = {str(verdict) for verdict in Proof.CAME}


def of_unit(unit: Unit) -> QuerySet[StudySession]:
    """What was recorded in a unit, the latest first."""
    return StudySession.objects.filter(unit=unit).select_related("meeting", "recorded_by__member")


def without_hours(unit: Unit, scheme: Scheme, on: date) -> QuerySet[Meeting]:
    """Closed meetings of the last months whose class hours are not recorded."""
    kinds: Sequence[str] = scheme.study.hours.meetings if scheme.study and scheme.study.hours else ()
    recent = Q(on__gte=on - _OFFERED, state=Meeting.State.CLOSED, study_session__isnull=True)
    return Meeting.objects.filter(recent, unit=unit, type__in=kinds).select_related("unit").order_by("-on")


def came(meeting: Meeting, scheme: Scheme) -> list[Member]:
    """Who came to a closed meeting, by what the ledger says now."""
    attendees = Attendee.objects.filter(meeting=meeting).exclude(role=Attendee.Role.OFF)
    found = verdicts.as_recorded(attendees.select_related("member__unit", "meeting", "counted"), scheme)
    return [attendee.member for attendee in found if attendee.verdict in _CAME]


def can_take_part(unit: Unit, kind: SessionKind, on: date) -> list[Member]:
    """The members of a unit, and those hosted there, whom such a session is for on a day."""
    here = [model.objects.filter(valid_on(on), unit=unit).values("member") for model in (Membership, Hosting)]
    found = Member.objects.filter(Q(pk__in=here[0]) | Q(pk__in=here[1]), left_on=None, joined_on__lte=on)
    if kind.classes is not None:
        classed = MemberClass.objects.filter(valid_on(on), word__in=kind.classes)
        found = found.filter(pk__in=classed.values("member"))
    return list(found.select_related("unit").order_by("initials", "number"))
