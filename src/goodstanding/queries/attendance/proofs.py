"""Which proofs of attendance stand: what was said of a person and not taken back."""

from django.db.models import QuerySet

from goodstanding.models import Attendee, Proof


def standing(proofs: QuerySet[Proof]) -> QuerySet[Proof]:
    """Those of the proofs that say something and were not taken back; a row that only takes another back is none."""
    return proofs.filter(undoes=None, undone_by=None)


def standing_about(attendee: Attendee) -> QuerySet[Proof]:
    """The proofs about one person at one meeting that stand, in the order in which they were written down."""
    return standing(Proof.objects.filter(attendee=attendee)).order_by("pk")
