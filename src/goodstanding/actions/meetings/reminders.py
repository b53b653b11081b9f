"""Reminders of meetings: those that the rules ask for and no one planned, and those that were held and never closed."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.db import transaction

from goodstanding.access.roles import Role
from goodstanding.actions import notices
from goodstanding.actions.meetings import attendees
from goodstanding.engine.period import Period, first_day, last_day, month_of, period_holding
from goodstanding.engine.scheme.scheme import MeetingType, Scheme
from goodstanding.models import Meeting, Post
from goodstanding.models.people.post import in_office
from goodstanding.queries.meetings import year_plan as plans
from goodstanding.queries.meetings.meetings import titles_of

_STALE = timedelta(days=1)


@transaction.atomic
def remind(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Tells branch secretaries of what is missing in a period that ends soon, once a period. Gives how many notices."""
    told = 0
    posts = list(_secretaries(on))
    for word, kind in scheme.meetings.items():
        period = _ending_soon(kind, on)
        if kind.plan is None or period is None:
            continue
        known = _held(word, period)
        for post in posts:
            short = kind.plan.times - known[post.unit_id]
            holds = short > 0 and word in plans.kinds(post.unit, scheme)
            if holds and plans.calls_somebody(post.unit, kind, on):
                _tell(post, word, kind, period, short, at=at)
                told += 1
    return told + _remind_open(on, scheme, at, posts)


def call_newcomers(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Puts who came since the notice on the lists of meetings to come, and tells them. Gives how many."""
    to_come = Meeting.objects.filter(state=Meeting.State.NOTICED, on__gte=on).order_by("pk")
    return sum(attendees.call_newcomers(meeting=meeting, scheme=scheme, by=None, at=at) for meeting in to_come)


def _secretaries(on: date) -> list[Post]:
    held = Post.objects.filter(in_office(on), role=Role.SECRETARY, account__is_active=True, unit__closed_on=None)
    return list(held.select_related("account", "unit").order_by("pk"))


def _ending_soon(kind: MeetingType, on: date) -> Period | None:
    if kind.plan is None:
        return None
    period = period_holding(month_of(on), kind.plan.every)
    return period if (last_day(period.last) - on).days < plans.WARN_DAYS[kind.plan.every] else None


def _held(word: str, period: Period) -> Counter[int]:
    """By unit, how many were held or are planned in that period."""
    held = Meeting.objects.filter(type=word, on__gte=first_day(period.first), on__lte=last_day(period.last))
    return Counter(held.exclude(state=Meeting.State.CANCELLED).values_list("unit_id", flat=True))


def _tell(post: Post, word: str, kind: MeetingType, period: Period, short: int, *, at: datetime) -> None:
    facts = {"meeting": kind.title.model_dump(), "count": short, "day": last_day(period.last).isoformat()}
    idempotency_key = f"meeting_missing:{post.unit_id}:{word}:{period.name}"
    link = f"/units/{post.unit.code}/meetings/"
    notices.tell(post.account, "meeting_missing", facts, idempotency_key=idempotency_key, at=at, link=link)


def _remind_open(on: date, scheme: Scheme, at: datetime, posts: list[Post]) -> int:
    """What was opened and not closed by the next day."""
    left = Meeting.objects.filter(state=Meeting.State.OPEN, ends_at__lt=at - _STALE, on__lt=on)
    told = 0
    for meeting in left.select_related("unit"):
        facts = {"meeting": titles_of(meeting, scheme), "moment": meeting.starts_at.isoformat()}
        for post in posts:
            if post.unit_id == meeting.unit_id:
                link = f"/desk/meetings/{meeting.key}/"
                idempotency_key = f"meeting_left_open:{meeting.key}"
                notices.tell(
                    post.account, "meeting_left_open", facts, idempotency_key=idempotency_key, at=at, link=link
                )
                told += 1
    return told
