"""The yearly sheets of many members at once: a few questions for all of them, however many they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from goodstanding.engine.period import month_of, month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.models import Fact, Member, Membership, Run, Standing, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.decisions import decisions
from goodstanding.queries.dossiers import appraised
from goodstanding.queries.dossiers.sheet import (
    EntryLine,
    PointLine,
    SheetDecision,
    SheetMember,
    SheetMonth,
    SheetPoints,
    SheetText,
    YearSheet,
)
from goodstanding.queries.ledger.in_force import in_force
from goodstanding.queries.months import runs

if TYPE_CHECKING:
    from goodstanding.lake.points import IndicatorPoints

_MONTHS, _ONE = 12, 1000


def last_day(year: int, on: date) -> date:
    """The day at whose end a year is looked at: its last one, or today while it runs."""
    return min(date(year, _MONTHS, 31), on)


def members_of(units: Collection[int], year: int, on: date) -> dict[int, list[Member]]:
    """Who belonged to each unit at the end of a year, by the sounds of their names."""
    spans = Membership.objects.filter(valid_on(last_day(year, on)), unit__in=units)
    ordered = spans.select_related("member").order_by("member__initials", "member__number")
    found: dict[int, list[Member]] = {unit: [] for unit in units}
    for span in ordered:
        found[span.unit_id].append(span.member)
    return found


def unit_at_end(member: Member, year: int, on: date) -> Unit | None:
    """Where a member belonged at the end of a year; none where that was nowhere."""
    span = Membership.objects.filter(valid_on(last_day(year, on)), member=member).select_related("unit").first()
    return span.unit if span is not None else None


def sheets(where: Mapping[Unit, Sequence[Member]], year: int, on: date, scheme: Scheme) -> dict[int, YearSheet]:
    """The sheets of members of some units, by the member's id: ten questions in all, and one file."""
    members = {member.pk: (member, unit) for unit, people in where.items() for member in people}
    if not members:
        return {}
    entries, months, points = _entries(members, year, scheme), _months(members, year), _points(members, year)
    decided, round_of = _decisions(members, last_day(year, on), scheme), appraised.of(members, year)
    return {
        key: YearSheet(
            year=year,
            member=_member(member, unit),
            entries=tuple(entries.get(key, ())),
            points=points[key],
            months=tuple(months[key]),
            decisions=tuple(decided.get(key, ())),
            grade=appraised.grade(round_of.get(key), unit, scheme),
            words=appraised.words(round_of.get(key), unit),
        )
        for key, (member, unit) in members.items()
    }


def _member(member: Member, unit: Unit) -> SheetMember:
    return SheetMember(
        member.number, member.name, unit.name, unit.code, member.joined_on.isoformat(), day(member.full_on)
    )  # fmt: skip


def day(value: date | None) -> str:
    """A day as it stands in the data; empty where there is none."""
    return value.isoformat() if value is not None else ""


def _span(year: int) -> tuple[int, int]:
    return month_of(date(year, 1, 1)), month_of(date(year, _MONTHS, 1))


def _entries(members: Iterable[int], year: int, scheme: Scheme) -> dict[int, list[EntryLine]]:
    facts = in_force(Fact.objects.filter(member__in=list(members), month__range=_span(year)))
    counted = facts.order_by().values_list("member", "kind").annotate(
        done=Count("pk", filter=Q(value__gt=0)), recorded=Count("value"), every=Count("pk"), total=Sum("value")
    )  # fmt: skip
    said = cache(lambda kind: _said(kind, scheme))
    order = {kind: place for place, kind in enumerate(scheme.fact_kinds)}
    found = defaultdict[int, list[EntryLine]](list)
    for member, kind, done, recorded, every, total in sorted(
        counted, key=lambda row: (row[0], order.get(row[1], len(order)), row[1])
    ):
        group, title, counts = said(kind)
        found[member].append(EntryLine(kind, group, title, counts, done, recorded, every - recorded, total or 0))
    return found


def _said(kind: str, scheme: Scheme) -> tuple[SheetText, SheetText, str]:
    """The chapter of a kind, its title, and how its amount is said. A kind that the rules forgot has its own word."""
    rule = scheme.fact_kinds.get(kind)
    if rule is None:
        return SheetText.of(scheme.title), SheetText(kind, kind), "times"
    group = scheme.group_of(kind)
    counts = "times" if rule.at_most == _ONE else "sum" if rule.at_most is None else "mean"
    return SheetText.of(group.title if group else scheme.title), SheetText(rule.en, rule.zh), counts


def _published(year: int) -> dict[int, Run]:
    """The published runs of a year by month."""
    first, last = _span(year)
    found = Run.objects.filter(state=Run.State.PUBLISHED, month__range=(first, last)).defer("manifest", "checks")
    return {run.month: run for run in found}


def _lines(members: Iterable[int], published: Mapping[int, Run]) -> dict[tuple[int, int], Standing]:
    """Lines by member and month."""
    rows = Standing.objects.filter(member__in=list(members), run__in=[run.pk for run in published.values()])
    months = {run.pk: month for month, run in published.items()}
    return {(line.member_id, months[line.run_id]): line for line in rows}


def _months(members: Iterable[int], year: int) -> dict[int, list[SheetMonth]]:
    published = _published(year)
    lines, (first, last) = _lines(members, published), _span(year)
    return {
        member: [_month(month, lines.get((member, month)), month in published) for month in range(first, last + 1)]
        for member in members
    }


def _month(month: int, line: Standing | None, is_published: bool) -> SheetMonth:
    if line is not None:
        return SheetMonth(month_text(month), line.total, "" if line.total is not None else "too_little")
    return SheetMonth(month_text(month), None, "not_here" if is_published else "not_published")


def _points(members: Iterable[int], year: int) -> dict[int, SheetPoints]:
    # Of the processes that answer pages few ever read Parquet, and what does that takes a while to load.
    from goodstanding.lake.points import points_of  # noqa: PLC0415

    published = _published(year)
    if not published:
        return dict.fromkeys(members, SheetPoints(missing="not_published"))
    run = published[max(published)]
    lines = _lines(members, {run.month: run})
    try:
        # Points are summed over the year so far in the last month.
        given = points_of(runs.folder_of(run), [member for member, _month in lines])
        rules = {rule.code: rule for rule in runs.scheme_of(run).indicators}
    except InputError:
        given, rules = {}, {}
    return {member: _sums(run, lines.get((member, run.month)), given.get(member, ()), rules) for member in members}


def _sums(
    run: Run, line: Standing | None, given: "Sequence[IndicatorPoints]", rules: Mapping[str, Indicator]
) -> SheetPoints:
    if line is None:
        return SheetPoints(month=month_text(run.month), missing="not_here")
    told = tuple(
        PointLine(one.indicator, SheetText.of(rule.title), rule.kind, one.earned, one.attainable)
        for one in given
        if (one.earned or one.attainable) and (rule := rules.get(one.indicator)) is not None
    )
    missing = "" if told else "unreadable" if line.attainable or line.earned else "nothing_due"
    return SheetPoints(
        month_text(run.month), run.scheme, line.earned, line.attainable, line.bonus, line.deduction, line.total, told,
        missing,
    )  # fmt: skip


def _decisions(members: Iterable[int], on: date, scheme: Scheme) -> dict[int, list[SheetDecision]]:
    found = defaultdict[int, list[SheetDecision]](list)
    effective = decisions.having_effect(on).filter(member__in=list(members)).select_related(None)
    kinds = scheme.decisions.kinds if scheme.decisions is not None else {}
    for one in effective.order_by("effective_from", "pk"):
        rule = kinds.get(one.kind)
        title = SheetText.of(rule.title) if rule is not None else SheetText(one.kind, one.kind)
        form = SheetText.of(rule.forms.get(one.form)) if rule is not None else SheetText()
        found[one.member_id].append(
            SheetDecision(
                one.kind, title, one.side, form, one.document, one.body, day(one.dated_on), day(one.effective_from),
                day(one.ends_on),
            )
        )  # fmt: skip
    return found
