"""Dossiers as offices and members see them: for which units and years they can be made, and the issues there are."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound, Dossier, DossierFile, Member, Membership, Unit
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.dossiers.year import last_day

Kind = Dossier.Kind
#: So many years back documents can be made.
YEARS = 5
_SETTLED = (RoundState.CONFIRMED, RoundState.FILED)


def makes(viewer: Viewer, scheme: Scheme) -> bool:
    """Whether the viewer makes yearly sheets of any unit."""
    rules = scheme.dossiers
    return rules is not None and bool(named_offices.held(viewer, rules.made_by))


def units(viewer: Viewer, scheme: Scheme) -> QuerySet[Unit]:
    """The units whose documents the viewer makes and reads, those above their members' units as well."""
    rules = scheme.dossiers
    offices = rules.made_by if rules is not None else ()
    return named_offices.covered(viewer, offices)


def may_read(viewer: Viewer, unit: Unit, scheme: Scheme) -> bool:
    """Whether the viewer holds an office that makes and reads the documents of a unit."""
    return scheme.dossiers is not None and named_offices.may_answer(viewer, unit, scheme.dossiers.made_by)


def branches(unit: Unit, scheme: Scheme) -> list[Unit]:
    """The units at and below one whose members have sheets, in the order of the tree."""
    assert scheme.dossiers is not None, "the rules know yearly sheets"
    below = Unit.objects.filter(path__startswith=unit.path, level__in=scheme.dossiers.held_in, closed_on=None)
    return list(below.order_by("path"))


def above(unit: Unit, scheme: Scheme) -> list[Unit]:
    """The units at and below one that have a summary: those above the units with sheets."""
    assert scheme.dossiers is not None, "the rules know yearly sheets"
    below = Unit.objects.filter(path__startswith=unit.path, closed_on=None).exclude(level__in=scheme.dossiers.held_in)
    return list(below.order_by("path"))


def ready(found: Collection[Unit], year: int, on: date) -> list[Unit]:
    """Those of the units whose year is settled: it is over, or the result of its appraisal was confirmed."""
    if year < on.year:
        return list(found)
    settled = AppraisalRound.objects.filter(unit__in=found, year=year, state__in=_SETTLED).values_list(
        "unit", flat=True
    )
    ids = set(settled) if year == on.year else set[int]()
    return [unit for unit in found if unit.pk in ids]


def years_of(unit: Unit, on: date) -> list[int]:
    """The settled years of a unit, the newest first."""
    running = [on.year] if ready([unit], on.year, on) else []
    return [*running, *range(on.year - 1, max(unit.opened_on.year, on.year - YEARS) - 1, -1)]


def own_years(member: Member, on: date) -> list[tuple[int, Unit]]:
    """The settled years of a member, each with where the member belonged at its end, the newest first."""
    found = list[tuple[int, Unit]]()
    spans = list(Membership.objects.filter(member=member).select_related("unit").order_by("from_on", "pk"))
    for year in range(on.year, max(member.joined_on.year, on.year - YEARS) - 1, -1):
        day = last_day(year, on)
        at_end = [one for one in spans if one.from_on <= day and (one.until_on is None or one.until_on > day)]
        if at_end and ready([at_end[-1].unit], year, on):
            found.append((year, at_end[-1].unit))
    return found


def issues(unit: Unit, year: int | None = None) -> QuerySet[Dossier]:
    """The packs and summaries of a unit, the newest first, with the person who made each."""
    found = Dossier.objects.filter(unit=unit).exclude(kind=Kind.SHEET)
    found = found if year is None else found.filter(year=year)
    return found.select_related("unit", "made_by__member").prefetch_related("files").order_by("-year", "-number")


def issue(viewer: Viewer, key: str, scheme: Scheme) -> Dossier | None:
    """A pack or a summary that the viewer reads by office."""
    found = Dossier.objects.filter(key=key).exclude(kind=Kind.SHEET).select_related("unit", "made_by__member").first()
    return found if found is not None and may_read(viewer, found.unit, scheme) else None


def members_in(pack: Dossier) -> QuerySet[Member]:
    """The members whose sheets stand in a pack: those who belonged to the unit at the end of its year."""
    spans = Membership.objects.filter(valid_on(last_day(pack.year, pack.made_at.date())), unit=pack.unit_id)
    return Member.objects.filter(pk__in=spans.values("member")).select_related("unit")


def newer(dossier: Dossier) -> Dossier | None:
    """The issue that counts now in the place of one; none where it is the one."""
    same = Dossier.objects.filter(year=dossier.year, kind=dossier.kind, number__gt=dossier.number)
    same = same.filter(member=dossier.member_id) if dossier.member_id else same.filter(unit=dossier.unit_id)
    return same.order_by("-number").first()


def by_digest(digest: str) -> DossierFile | None:
    """The file that was made here with these bytes."""
    found = DossierFile.objects.filter(digest=digest)
    return found.select_related("dossier__unit", "dossier__member", "dossier__made_by__member").first()


def by_code(code: str) -> Dossier | None:
    """The issue with a code."""
    return Dossier.objects.filter(code=code).select_related("unit", "member", "made_by__member").first()


def counts(found: Iterable[Dossier]) -> dict[int, int]:
    """How many new sheets each pack brought, by its id."""
    keys = [one.pk for one in found]
    result = dict.fromkeys(keys, 0)
    for pack in Dossier.objects.filter(pack__in=keys).values_list("pack", flat=True):
        assert pack is not None, "these stand in a pack"
        result[pack] += 1
    return result
