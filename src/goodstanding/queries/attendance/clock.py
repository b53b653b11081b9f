"""What the clock says of a member who came: in time, or late."""

from datetime import datetime, timedelta

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Meeting, Proof

Verdict = Proof.Verdict


def verdict_by_clock(meeting: Meeting, occurred_at: datetime, scheme: Scheme) -> Proof.Verdict:
    """Whether a member who was there at that moment came in time."""
    kind = scheme.meetings.get(meeting.type)
    grace = timedelta(minutes=kind.grace_minutes if kind else 0)
    return Verdict.PRESENT if occurred_at <= meeting.starts_at + grace else Verdict.LATE
