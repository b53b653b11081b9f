"""How facts of a meeting are known in the ledger: their keys, and what they refer to."""

from django.utils import timezone

from goodstanding.models import Meeting, Member, Unit


def key_of(meeting: Meeting, kind: str, subject: Member | Unit) -> str:
    """Under what a fact from a meeting stands in the ledger, once."""
    return f"{meeting.key}:{kind}:{'m' if isinstance(subject, Member) else 'u'}{subject.pk}"


def reference_of(meeting: Meeting) -> str:
    """What the facts of a meeting refer to, in no language: the unit's code, when it began, what it was about."""
    starts = timezone.localtime(meeting.starts_at).strftime("%Y-%m-%d %H:%M")
    return " ".join(part for part in (meeting.unit.code, starts, meeting.topic) if part)[:200]
