"""Who viewed a member's record: each view that was meant, and what lists showed in passing, summed up by month."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from goodstanding.engine.period import first_day, month_of
from goodstanding.models import Member, RecordView

#: What a list or a search showed beside others, without the record being opened.
IN_PASSING = (RecordView.How.LIST, RecordView.How.SEARCH)


@dataclass(frozen=True)
class SummedViews:
    """What lists on one page showed of a member in a month: how often, and to how many people.

    page: a word of RecordView.Page; empty for what was seen before pages were written down.
    """

    month: int
    page: str
    count: int
    people: int


def record_views(member: Member) -> QuerySet[RecordView]:
    """Everything, the latest first."""
    return member.record_views.select_related("by", "by__member").order_by("-at", "-pk")


def meant(member: Member) -> QuerySet[RecordView]:
    """The views in which the record was opened, exported or printed, the latest first."""
    return record_views(member).exclude(how__in=IN_PASSING)


def in_passing(member: Member) -> Sequence[SummedViews]:
    """The others, summed up by month and page; the latest month first."""
    shown = member.record_views.filter(how__in=IN_PASSING)
    rows = shown.order_by().annotate(first=TruncMonth("at")).values("first", "page")
    summed = rows.annotate(count=Count("pk"), people=Count("by", distinct=True))
    found = [SummedViews(month_of(row["first"].date()), row["page"], row["count"], row["people"]) for row in summed]
    return sorted(found, key=lambda views: (-views.month, -views.count, views.page))


def behind(member: Member, month: int, page: str) -> QuerySet[RecordView]:
    """The views behind one line of them, the latest first."""
    shown = record_views(member).filter(how__in=IN_PASSING, page=page)
    return shown.filter(at__date__gte=first_day(month), at__date__lt=first_day(month + 1))
