"""What was recorded in a unit, by whom and from what, with what became of it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import month_of
from goodstanding.models import Correction, Fact, FactImport, Member, Objection, Unit
from goodstanding.queries.ledger.facts import LedgerLine, entries
from goodstanding.queries.ledger.in_force import holds_after, reversals_of, statements
from goodstanding.queries.people.namesakes import apart_at_home

_PEOPLE = ("recorded_by__member", "agreed_by__member")
#: How many months a list goes back where no month is chosen.
MONTHS = 12
_OFTEN = 5


@dataclass(frozen=True)
class RecordedLine:
    """A fact, what became of it, what it stands in the place of, and what stands in its place."""

    entry: LedgerLine
    replaces: Fact | None
    replaced_by: Fact | None


@dataclass(frozen=True)
class Story:
    """Everything about one fact. chain: what took it back and restored it, in turn."""

    fact: Fact
    chain: list[Fact]
    replaces: Fact | None
    replaced_by: list[Fact]
    corrections: list[Correction]
    objections: list[Objection]

    @property
    def holds(self) -> bool:
        """Whether it counts."""
        return holds_after(len(self.chain))


def units(viewer: Viewer) -> QuerySet[Unit]:
    """The units in which a viewer records facts."""
    return scope.units(viewer, Permission.RECORD_FACT)


def members(viewer: Viewer, unit: Unit) -> QuerySet[Member]:
    """The members of a unit of whom a viewer may record something, as a list is read."""
    mine = scope.members(viewer, Permission.RECORD_FACT).filter(unit=unit, left_on=None)
    return mine.select_related("unit").order_by("initials", "number")


def of_unit(unit: Unit, on: date) -> QuerySet[Fact]:
    """The facts about a unit and its members of the last months, the latest first. Reversals stand with their facts."""
    last = month_of(on)
    mine = statements(Fact.objects.filter(_about(unit), month__gt=last - MONTHS, month__lte=last))
    return mine.select_related("member__unit", "unit", *_PEOPLE).order_by("-occurred_on", "kind", "reference", "pk")


def in_month(unit: Unit, month: int) -> QuerySet[Fact]:
    """The same of one month."""
    mine = statements(Fact.objects.filter(_about(unit), month=month))
    return mine.select_related("member__unit", "unit", *_PEOPLE).order_by("-occurred_on", "kind", "reference", "pk")


def _about(unit: Unit) -> Q:
    inside = Member.objects.filter(unit=unit).order_by().values("pk")
    return Q(member__in=inside) | Q(unit=unit)


def lines(facts: Sequence[Fact]) -> list[RecordedLine]:
    """What became of some facts, in their order; of equal names in a unit, with the number."""
    if not facts:
        return []
    apart_at_home(fact.member for fact in facts if fact.member is not None)
    subjects = Q(member__in={fact.member_id for fact in facts}) | Q(unit__in={fact.unit_id for fact in facts})
    months = {fact.month for fact in facts}
    back = Fact.objects.filter(subjects, month__in=months, reverses__isnull=False).select_related(*_PEOPLE)
    ledger_lines = entries([*facts, *back])
    instead = _in_their_place(ledger_lines)
    before = Fact.objects.in_bulk({fact.replaces_id for fact in facts if fact.replaces_id is not None})
    return [
        RecordedLine(ledger_line, before.get(ledger_line.fact.replaces_id or 0), instead.get(ledger_line.fact.pk))
        for ledger_line in ledger_lines
    ]


def _in_their_place(ledger_lines: Sequence[LedgerLine]) -> dict[int, Fact]:
    """What replaced facts, by the fact. Found by its key, which says what it replaces."""
    keys = {
        f"replace:{ledger_line.fact.pk}:{ledger_line.reversal.pk}": ledger_line.fact.pk
        for ledger_line in ledger_lines
        if ledger_line.reversal
    }
    found = Fact.objects.filter(source=Fact.Source.CORRECTION, source_key__in=keys)
    return {keys[fact.source_key]: fact for fact in found}


def story(fact: Fact) -> Story:
    """All that is known of one fact, its reversals and what it has to do with others."""
    chain = reversals_of(fact)
    keys = [f"replace:{fact.pk}:{reversal.pk}" for reversal in chain]
    after = Fact.objects.filter(source=Fact.Source.CORRECTION, source_key__in=keys).order_by("pk")
    asked = Correction.objects.filter(fact=fact).select_related("asked_by__member", "answered_by__member")
    return Story(
        fact,
        chain,
        Fact.objects.filter(pk=fact.replaces_id).first() if fact.replaces_id else None,
        list(after),
        list(asked.order_by("pk")),
        list(Objection.objects.filter(fact=fact).order_by("pk")),
    )


def form_key(by: Viewer, form: str, subject: Member | Unit) -> str:
    """Under what a fact from a form stands in the ledger: nobody else's form can have it."""
    return f"{by.account.pk}:{form}:{'m' if isinstance(subject, Member) else 'u'}{subject.pk}"


def from_form(keys: Sequence[str]) -> QuerySet[Fact]:
    """What a form recorded, by the keys it gives its facts."""
    found = Fact.objects.filter(source=Fact.Source.FORM, source_key__in=keys)
    return found.select_related("member__unit", "unit", *_PEOPLE).order_by("member__initials", "member__number", "pk")


def often(unit: Unit, on: date) -> list[str]:
    """The kinds of fact that were mostly recorded in a unit of late, the most frequent first."""
    last = month_of(on)
    recent = statements(Fact.objects.filter(_about(unit), month__gte=last - 1, month__lte=last))
    counted = recent.order_by().values("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    return list(counted.values_list("kind", flat=True)[:_OFTEN])


def imports(viewer: Viewer) -> QuerySet[FactImport]:
    """What the viewer brought, for units in which they still record. Nobody else reads what is in a file."""
    reached = units(viewer).order_by().values("pk")
    return FactImport.objects.filter(by=viewer.account, unit__in=reached).select_related("unit", "job")
