"""What is left to do at the year's end, counted by one statement for each thing, for any number of units at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from goodstanding.engine.period import first_day, first_of_year, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.year_end import YearEndSource
from goodstanding.models import (
    AppraisalRound,
    Ballot,
    Consent,
    Contact,
    Dossier,
    DuesBase,
    DuesObligation,
    DuesPublication,
    DutyCase,
    Letter,
    Meeting,
    Member,
    MemberClass,
    Minutes,
    Objection,
    Probation,
    ProbationStep,
    Run,
    Suggestion,
    Talk,
    Transfer,
    Unit,
)
from goodstanding.models.care.moves import TalkState
from goodstanding.models.valid_time import valid_on


@dataclass(frozen=True)
class YearAsked:
    """The year that ends, the rules, and the day of asking."""

    year: int
    scheme: Scheme
    on: date

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """Its last day, or the day of asking where that comes first."""
        return min(self.on, date(self.year, 12, 31))

    @property
    def days(self) -> tuple[date, date]:
        """From the first of them to the last."""
        return self.first, self.last


#: The rows that are left, and by which way each belongs to a unit; empty where the rows are the units themselves.
Left = tuple[QuerySet[Any], str]


def year_that_ends(on: date) -> int:
    """In January still the year before."""
    return on.year - (on.month == 1)


def _meetings(asked: YearAsked) -> Left:
    to_come = [Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.OPEN]
    return Meeting.objects.filter(state__in=to_come, on__gte=asked.first, on__lt=asked.on), "unit"


def _minutes(asked: YearAsked) -> Left:
    words = [word for word, kind in asked.scheme.meetings.items() if kind.minutes is not None]
    found = Meeting.objects.filter(type__in=words, state=Meeting.State.CLOSED, on__range=asked.days)
    return found.filter(~Exists(Minutes.objects.filter(meeting=OuterRef("pk")))), "unit"


def _plans(asked: YearAsked) -> Left:
    """Units that have planned nothing in the year to come."""
    planned = Meeting.objects.filter(unit=OuterRef("pk"), on__gt=date(asked.year, 12, 31))
    return Unit.objects.filter(~Exists(planned.exclude(state=Meeting.State.CANCELLED)), closed_on=None), ""


def _objections(asked: YearAsked) -> Left:
    del asked
    return Objection.objects.filter(state__in=Objection.WAITING), "at_unit"


def _suggestions(asked: YearAsked) -> Left:
    del asked
    return Suggestion.objects.filter(state=Suggestion.State.WAITING), "at_unit"


def _letters(asked: YearAsked) -> Left:
    del asked
    return Letter.objects.filter(state=Letter.State.WAITING), "at_unit"


def _appraisal(asked: YearAsked) -> Left:
    """Units whose round of the year is not confirmed, begun or not."""
    rule = asked.scheme.appraisal
    over = [AppraisalRound.State.CONFIRMED, AppraisalRound.State.FILED]
    confirmed = AppraisalRound.objects.filter(unit=OuterRef("pk"), year=asked.year, state__in=over)
    held_in = rule.held_in if rule is not None else ()
    return Unit.objects.filter(~Exists(confirmed), level__in=held_in, closed_on=None), ""


def _ballots(asked: YearAsked) -> Left:
    del asked
    return Ballot.objects.exclude(state__in=[Ballot.State.COUNTED, Ballot.State.CANCELLED]), "unit"


def _probation(asked: YearAsked) -> Left:
    end = date(asked.year, 12, 31)
    steps = ProbationStep.objects.filter(probation=OuterRef("pk"), done_on=None, due_on__lte=end)
    running = Probation.objects.filter(state=Probation.State.RUNNING, member__left_on=None)
    return running.filter(Q(Exists(steps)) | Q(end_on__lte=end)), "member__unit"


def _arrears(asked: YearAsked) -> Left:
    owed = DuesObligation.objects.filter(member=OuterRef("pk"), open__gt=0, due_on__lte=asked.last)
    return Member.objects.filter(Exists(owed), left_on=None), "unit"


def _unconfirmed(asked: YearAsked) -> Left:
    said = DuesBase.objects.filter(member=OuterRef("pk"))
    found = Member.objects.filter(Exists(said), left_on=None)
    return found.filter(~Exists(said.filter(on__year=asked.year))), "unit"


def _unposted(asked: YearAsked) -> Left:
    """Months of a unit that are over, with dues and without a posting; one row of a month stands for all of it."""
    months = (first_of_year(month_of(asked.first)), month_of(asked.last) - (asked.on.year == asked.year))
    posted = DuesPublication.objects.filter(unit=OuterRef("unit"), month=OuterRef("month"))
    earlier = DuesObligation.objects.filter(unit=OuterRef("unit"), month=OuterRef("month"), pk__lt=OuterRef("pk"))
    found = DuesObligation.objects.filter(month__range=months, unit__closed_on=None)
    return found.filter(~Exists(posted), ~Exists(earlier)), "unit"


def _talks(asked: YearAsked) -> Left:
    """Members without a talk of any kind that the rules ask for once a year."""
    rules = asked.scheme.care.talks if asked.scheme.care else {}
    words = [word for word, rule in rules.items() if rule.period == "year"]
    took_place = [TalkState.SAID, TalkState.CONFIRMED]
    held = Talk.objects.filter(member=OuterRef("pk"), kind__in=words, state__in=took_place, on__range=asked.days)
    left_out = [word for rule in rules.values() if rule.period == "year" for word in rule.to.not_for]
    return Member.objects.filter(~Exists(held), ~_classed(left_out, asked.on), left_on=None), "unit"


def _visits(asked: YearAsked) -> Left:
    rules = asked.scheme.care.contacts if asked.scheme.care else {}
    yearly = {word: rule for word, rule in rules.items() if rule.period == "year"}
    classes = [word for rule in yearly.values() for word in rule.to.classes or ()]
    made = Contact.objects.filter(member=OuterRef("pk"), kind__in=list(yearly), withdrawn_at=None, on__range=asked.days)
    return Member.objects.filter(_classed(classes, asked.on), ~Exists(made), left_on=None), "unit"


def _classed(words: list[str], on: date) -> Exists:
    return Exists(MemberClass.objects.filter(valid_on(on), member=OuterRef("pk"), word__in=words))


def _cases(asked: YearAsked) -> Left:
    del asked
    return DutyCase.objects.exclude(state__in=[DutyCase.State.CLOSED, DutyCase.State.CALLED_OFF]), "unit"


def _dossiers(asked: YearAsked) -> Left:
    """Units whose yearly sheets are not made."""
    rules = asked.scheme.dossiers
    made = Dossier.objects.filter(unit=OuterRef("pk"), year=asked.year, kind=Dossier.Kind.PACK)
    held_in = rules.held_in if rules is not None else ()
    return Unit.objects.filter(~Exists(made), level__in=held_in, closed_on=None), ""


def _transfers(asked: YearAsked) -> Left:
    del asked
    return _unanswered(Consent.Side.GIVING), "from_unit"


def _arrivals(asked: YearAsked) -> Left:
    del asked
    return _unanswered(Consent.Side.RECEIVING), "to_unit"


def _unanswered(side: Consent.Side) -> QuerySet[Transfer]:
    said = Consent.objects.filter(transfer=OuterRef("pk"), side=side)
    return Transfer.objects.filter(~Exists(said), state=Transfer.State.OPEN)


#: What of the rules is counted how; months are the organization's own, and the report is there for every unit.
SOURCES: Mapping[YearEndSource, Callable[[YearAsked], Left]] = {
    "meetings": _meetings, "minutes": _minutes, "plans": _plans, "objections": _objections,
    "suggestions": _suggestions, "letters": _letters, "appraisal": _appraisal, "ballots": _ballots,
    "probation": _probation, "dues_arrears": _arrears, "dues_confirmed": _unconfirmed, "dues_posted": _unposted,
    "talks": _talks, "visits": _visits, "transfers": _transfers, "arrivals": _arrivals,
    "cases": _cases, "dossiers": _dossiers,
}  # fmt: skip


def counts(top: Unit, asked: YearAsked, *, below: bool) -> dict[str, dict[str, int]]:
    """By thing, how much is left: of the unit with all below it, or by the path of each unit right below.

    Only units that the rules of the year's end are for are counted.
    """
    rules = asked.scheme.year_end
    if rules is None:
        return {}
    length = len(top.path) + (Unit.steplen if below else 0)
    return {
        word: _count(SOURCES[item.of](asked), top, length, rules.units)
        for word, item in rules.items.items()
        if item.of in SOURCES
    }


def _count(left: Left, top: Unit, length: int, kinds: tuple[str, ...]) -> dict[str, int]:
    found, way = left
    of = f"{way}__" if way else ""
    mine = found.filter(
        Q(**{f"{of}level__in": kinds}) | Q(**{f"{of}type__in": kinds}), **{f"{of}path__startswith": top.path}
    )
    found_under = mine.order_by().annotate(under=Substr(f"{of}path", 1, length)).values_list("under")
    return dict(found_under.annotate(n=Count("pk")))


def months_left(asked: YearAsked) -> int:
    """How many months of the year are over and have no published rating."""
    first = first_of_year(month_of(asked.first))
    over = month_of(asked.on) - first if asked.on.year == asked.year else 12
    published = Run.objects.filter(state=Run.State.PUBLISHED, month__gte=first, month__lt=first + over)
    months = published.order_by().values("month").distinct().count()
    holds = sum(asked.scheme.effective.holds(month) for month in range(first, first + over))
    return max(0, holds - months)


def round_of(unit: Unit, year: int) -> AppraisalRound | None:
    """The unit's round of the year, None where none is opened."""
    found = AppraisalRound.objects.filter(unit=unit, year=year).exclude(state=AppraisalRound.State.CANCELLED)
    return found.order_by("-pk").first()


def begins_on(year: int) -> date:
    """From which day on the year's end is pointed out."""
    return first_day(year * 12 + 11)
