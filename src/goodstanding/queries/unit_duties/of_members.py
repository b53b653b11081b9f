"""What a unit owes to all its members, as the part of them for whom it was done: visits, dues, and dues made public."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.db.models.functions import Coalesce

from goodstanding.engine.period import first_day, last_day, month_of, month_text
from goodstanding.engine.scheme.care import ContactRule
from goodstanding.engine.scheme.unit_duties import UnitDuty
from goodstanding.models import Contact, DuesObligation, DuesPublication, LongAbsence, Membership, Search
from goodstanding.queries.care.in_touch import members_for, period_on
from goodstanding.queries.meetings import who_is_due
from goodstanding.queries.unit_duties.row import AskedUnits, DutyRow


def visits(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """With which part of the members for whom contact was due all through a period it took place.

    A member who is looked for, or away for long with word of it, is nobody's omission.
    """
    rules = asked.scheme.care.contacts if asked.scheme.care else {}
    for word, rule in rules.items():
        if duty.kinds is not None and word not in duty.kinds:
            continue
        day = asked.first
        while day <= asked.last:
            period = period_on(day, rule.period)
            first, last = first_day(period.first), last_day(period.last)
            if asked.holds(last):
                for unit, (done, due) in _visited(word, rule, first, last, asked).items():
                    key = f"{word}:{period.name}"
                    yield DutyRow(unit, last, None, key, "visits", period.name, (word,), (done, due))
            day = last + timedelta(days=1)


def _visited(word: str, rule: ContactRule, first: date, last: date, asked: AskedUnits) -> dict[int, tuple[int, int]]:
    throughout = Q(from_on__lte=first) & (Q(until_on=None) | Q(until_on__gt=last))
    stayed = Membership.objects.filter(throughout, member=OuterRef("pk"), unit=OuterRef("unit"))
    sought = Search.objects.filter(Q(found_on=None) | Q(found_on__gt=last), member=OuterRef("pk"), since__lte=last)
    away = LongAbsence.objects.annotate(end=Coalesce("ended_on", "until_on")).filter(
        member=OuterRef("pk"), from_on__lte=last, end__gte=first
    )
    made = Contact.objects.filter(kind=word, withdrawn_at=None, on__range=(first, last), member=OuterRef("pk"))
    found = members_for(asked.ids, rule.to, last).filter(Exists(stayed), ~Exists(sought), ~Exists(away))
    rows = list(found.annotate(is_made=Exists(made)).order_by().values_list("pk", "unit", "is_made"))
    then = who_is_due.classes_on([pk for pk, _unit, _made in rows], first)
    counts = defaultdict[int, list[bool]](list)
    for pk, unit, is_made in rows:
        # Who came into the class within the period was not due all through it; a visit counts all the same.
        if is_made or rule.to.is_for(then[pk]):
            counts[unit].append(is_made)
    return {unit: (sum(made), len(made)) for unit, made in counts.items()}


def dues_collected(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """Of a month's dues: for which part of the members they were settled in time, waivers included."""
    del duty
    months = range(month_of(asked.first), month_of(asked.last) + 1)
    settled = Q(open=0) & (Q(paid_on=None) | Q(paid_on__lte=F("due_on")))
    found = (
        DuesObligation.objects.filter(unit__in=asked.ids, month__in=months)
        .order_by()
        .values_list("unit", "month")
        .annotate(done=Count("pk", filter=settled), due=Count("pk"))
    )
    for unit, month, done, due in sorted(found):
        if asked.holds(last_day(month)):
            text = month_text(month)
            yield DutyRow(unit, last_day(month), None, text, "dues", text, (), (done, due))


def dues_posted(duty: UnitDuty, asked: AskedUnits) -> Iterator[DutyRow]:
    """The months whose totals were to be posted to the members, so many days after each."""
    days = timedelta(days=duty.within_days or 0)
    months = range(month_of(asked.first - days), month_of(asked.last - days) + 1)
    owed = DuesObligation.objects.filter(unit__in=asked.ids, month__in=months).order_by()
    posted = DuesPublication.objects.filter(unit__in=asked.ids, month__in=months)
    first = {
        (unit, month): on
        for unit, month, on in posted.order_by().values_list("unit", "month").annotate(first=Min("on"))
    }
    for unit, month in sorted(owed.values_list("unit", "month").distinct()):
        due_on = last_day(month) + days
        if asked.holds(due_on):
            text = month_text(month)
            yield DutyRow(unit, due_on, first.get((unit, month)), text, "dues_posted", text)
