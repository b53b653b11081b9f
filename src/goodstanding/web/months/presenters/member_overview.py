"""What a duty needs to know of a member, on a page: where they stand, what was missed, what is possible."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.explain.explanation import CategoryPart, IndicatorPart
from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Attendee, Fact
from goodstanding.queries.months.member_overview import MemberOverview, MissedEntry, ToMakeUp
from goodstanding.queries.months.own import OwnMonth, OwnRunning, OwnStanding
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.months.presenters import possible as possible_presenters
from goodstanding.web.months.presenters import standing as standing_presenters
from goodstanding.web.shell.presenters import numbers, terms

Row = dict[str, Any]
#: So much is read at once; the rest opens with a tap.
_FIRST = 6


def overview(found: MemberOverview, *, records: bool) -> Row:
    """Everything of it. records: whether the reader may open entries, to correct them."""
    missed = [_missed(entry, records=records) for entry in found.missed]
    possible = [*_possible(found.own.running), *_to_make_up(found.to_make_up), *_ahead(found.ahead)]
    return {
        **_standing(found.own),
        "missed": missed[:_FIRST],
        "more_missed": missed[_FIRST:],
        "excused": _excused(found.excused),
        "possible": possible[:_FIRST],
        "more_possible": possible[_FIRST:],
        "talk": _talk(found.last_talk, records=records),
    }


def _standing(own: OwnStanding) -> Row:
    """The running month as it stands, and the last published total beside it."""
    running = own.running.own_month if own.running else None
    shown = running or own.published
    context: Row = {"card": None, "categories": [], "unexplained": own.line is not None and own.published is None}
    if shown is None:
        return context
    label = _("%(month)s so far") if running else "%(month)s"
    state = {"state": _("provisional"), "state_tone": "warn"} if running else {}
    card = standing_presenters.card(
        shown.explanation, shown.scheme, label=label % {"month": terms.month(shown.month)}, **state
    )
    figure = standing_presenters.figure(own.year_so_far, shown.scheme, of_oneself=False) if own.year else None
    return context | {
        "card": card,
        "before": _published(own) if running else "",
        "categories": _categories(shown),
        "figure": figure,
    }


def _published(own: OwnStanding) -> str:
    """The last published total in a line, with how it moved."""
    if own.line is None or own.published is None:
        return ""
    total = terms.pair(standing_presenters.published_label(own.line), numbers.total(own.line.total))
    if own.change is None or own.comparison is None:
        return total
    return f"{total} · {standing_presenters.change_text(own.change, own.comparison.before.run.month)}"


def _categories(month: OwnMonth) -> list[Row]:
    """Each category with its bar, and what is not full in it, rule by rule."""
    rows = standing_presenters.categories(month.explanation, month.scheme)
    parts = month.explanation.categories
    return [row | {"short": _short(part, month.scheme)} for row, part in zip(rows, parts, strict=True)]


def _short(part: CategoryPart, scheme: Scheme) -> list[Row]:
    return [
        {"label": terms.text(scheme.indicator(rule.code).title), "value": _outcome(rule)}
        for rule in part.indicators
        if rule.earned != rule.attainable
    ]


def _outcome(rule: IndicatorPart) -> str:
    return numbers.earned_of(rule.earned, rule.attainable) if rule.kind == "base" else numbers.signed(rule.earned)


def _title(kind: str) -> str:
    return fact_title(kind, the_scheme(), numbers.lang())


def _missed(entry: MissedEntry, *, records: bool) -> Row:
    fact = entry.fact
    said = _("takes points") if entry.takes else numbers.value(fact.value, fact.kind, the_scheme())
    return {
        "day": terms.said_day(fact.occurred_on),
        "label": _title(fact.kind),
        "value": _("caught up") if entry.caught_up else said,
        "url": reverse("fact", args=[fact.pk]) if records else "",
    }


def _excused(count: int) -> str:
    return _("Excused in these months, which is no failing: %(count)s") % {"count": count} if count else ""


def _possible(running: OwnRunning | None) -> list[Row]:
    if running is None:
        return []
    lines = [possible_presenters.line(duty, running.found) for duty in running.duties]
    return [{"label": line["label"], "detail": line["detail"], "badge": f"+{line['badge']}"} for line in lines]


def _to_make_up(meetings: Sequence[ToMakeUp]) -> list[Row]:
    return [
        {
            "label": _("Catch up on %(meeting)s, %(day)s")
            % {"meeting": meeting_presenters.full_title(entry.meeting), "day": terms.day(entry.meeting.on)},
            "detail": _("until %(day)s") % {"day": terms.said_day(entry.until)},
            "url": reverse("meeting", args=[entry.meeting.key]),
        }
        for entry in meetings
    ]


def _ahead(attendees: Sequence[Attendee]) -> list[Row]:
    return [
        {
            "label": meeting_presenters.full_title(attendee.meeting),
            "detail": meeting_presenters.short_when(attendee.meeting),
            "url": reverse("meeting", args=[attendee.meeting.key]),
        }
        for attendee in attendees
    ]


def _talk(fact: Fact | None, *, records: bool) -> Row | None:
    if fact is None:
        return None
    return {
        "label": _title(fact.kind),
        "day": terms.said_day(fact.occurred_on),
        "url": reverse("fact", args=[fact.pk]) if records else "",
    }
