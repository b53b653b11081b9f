"""Equal cases: facts of the same kind, from the same meeting or the same import, as one that was put right."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Correction, Fact, Objection, Remedy
from goodstanding.queries.ledger.in_force import in_force

#: What can be done with other facts just as with the first.
REPEATABLE = (Remedy.REVERSE, Remedy.EXCUSE, Remedy.REPLACE)
#: So many are shown at a time.
MOST = 200


@dataclass(frozen=True)
class Equal:
    """What was done, and the like of its fact: those the viewer rules over, how many they are, how many are beyond."""

    done: Correction
    facts: list[Fact]
    count: int
    beyond: int


def like(fact: Fact) -> QuerySet[Fact]:
    """Other facts of members, still in force, of the same kind, source and reference; none without a reference."""
    if not fact.reference:
        return Fact.objects.none()
    same = Fact.objects.filter(source=fact.source, reference=fact.reference, kind=fact.kind, member__isnull=False)
    return in_force(same.exclude(pk=fact.pk))


def done_for(objection: Objection) -> Correction | None:
    """What an upheld objection changed in the ledger, where the same can be done elsewhere."""
    corrections = Correction.objects.filter(objection=objection, fact__member=objection.member, remedy__in=REPEATABLE)
    return corrections.filter(state=Correction.State.MADE).select_related("fact").order_by("pk").first()


def of(objection: Objection, viewer: Viewer) -> Equal | None:
    """The equal cases of an upheld objection; none where nothing was done that could be repeated."""
    done = done_for(objection)
    if done is None:
        return None
    every = _waiting(done)
    mine = within(done, viewer)
    count = mine.count()
    shown = mine.select_related("member", "member__unit").order_by("member__unit__path", "member__number", "pk")[:MOST]
    facts = sorted(shown, key=lambda fact: fact.value != done.fact.value)
    return Equal(done, facts, count, every.count() - count)


def within(done: Correction, viewer: Viewer) -> QuerySet[Fact]:
    """Those that the viewer rules over; never one about themselves."""
    members = scope.members(viewer, Permission.RULE).order_by().values("pk")
    found = _waiting(done).filter(member__in=members)
    return found.exclude(member_id=viewer.member_id) if viewer.member_id else found


def _waiting(done: Correction) -> QuerySet[Fact]:
    """Without those whose correction is asked for already."""
    asked = Correction.objects.filter(state=Correction.State.ASKED, fact=OuterRef("pk"))
    return like(done.fact).filter(~Exists(asked))
