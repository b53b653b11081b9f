"""What the database holds after the load: nothing that was acknowledged may be missing, and nothing be there twice."""

from collections import Counter


def counts(taken: set[int]) -> dict[str, int]:
    """taken: the members whose check-in was acknowledged. Counts in members and rows."""
    from goodstanding.models import CheckIn, Proof  # noqa: PLC0415

    counted = set(Proof.objects.exclude(counted_for=None).values_list("attendee__member_id", flat=True))
    written = Counter(CheckIn.objects.values_list("proof__attendee__member_id", flat=True))
    return {
        "acknowledged": len(taken),
        "acknowledged_and_lost": len(taken - counted),
        "counted": len(counted),
        "check_ins_written": written.total(),
        "members_with_two": sum(times > 1 for times in written.values()),
        "written_without_an_answer": len(counted - taken),
    }
