"""Entries that one mark of attendance wrote: they say one thing together, and are corrected together."""

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact


def meeting_of(fact: Fact) -> str:
    """The key of the meeting that wrote an entry, or the one in whose place it stands; empty for any other."""
    root = fact
    while root.replaces_id is not None:
        root = Fact.objects.get(pk=root.replaces_id)
    return root.source_key.partition(":")[0] if root.source == Fact.Source.MEETING else ""


def says_attendance(fact: Fact, scheme: Scheme) -> bool:
    """Whether an entry of a meeting says if a member came, or came in time: what its mark of attendance said."""
    return fact.member_id is not None and fact.kind in _saying(scheme) and meeting_of(fact) != ""


def companions(fact: Fact, meeting: str) -> list[Fact]:
    """What a meeting wrote about the same member besides an entry, as it was written. meeting: its key."""
    if fact.member_id is None or not meeting:
        return []
    written = Fact.objects.filter(
        member=fact.member_id, source=Fact.Source.MEETING, source_key__startswith=f"{meeting}:"
    )
    return list(written.exclude(kind=fact.kind).order_by("pk"))


def _saying(scheme: Scheme) -> frozenset[str]:
    kinds = scheme.meetings.values()
    on_time = {rule.fact for kind in kinds for rule in kind.also if rule.says == "on_time"}
    return frozenset({kind.fact for kind in kinds} | on_time)
