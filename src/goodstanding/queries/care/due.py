"""What a unit still has to do near the end of a period: members without a talk, and without contact."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import first_day, last_day, month_of
from goodstanding.engine.scheme.care import ContactRule, TalkRule
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Unit
from goodstanding.queries.care import contacts, talks
from goodstanding.queries.care.in_touch import period_on, without


@dataclass(frozen=True)
class UnitDue:
    """How many members of a unit are left for a kind, by the last day of the period. anchor: its place on the page."""

    unit: Unit
    title: Text
    anchor: str
    count: int
    until: date


def half_year_before(on: date) -> date:
    """The day half a year before."""
    month = month_of(on) - 6
    return min(last_day(month), first_day(month).replace(day=min(on.day, last_day(month).day)))


def waiting(viewer: Viewer, scheme: Scheme) -> list[UnitDue]:
    """What is left in the units of the viewer's offices, in the last month of each period."""
    return list(_waiting(viewer, scheme))


def _waiting(viewer: Viewer, scheme: Scheme) -> Iterator[UnitDue]:
    on, rules = viewer.on, scheme.care
    if rules is None or not any((rules.talks, rules.contacts)):
        return
    for word, rule in rules.talks.items():
        until = last_day(period_on(on, rule.period).last)
        if month_of(on) == month_of(until):
            since = first_day(period_on(on, rule.period).first)
            for unit in _near(viewer, rule.held_by):
                silent = talks.longest_ago(unit, word, rule, since, on, unarranged=True)
                if count := without(silent, viewer.member_id).count():
                    yield UnitDue(unit, rule.title, f"talk-{word}-title", count, until)
    for word, kept in rules.contacts.items():
        until = last_day(period_on(on, kept.period).last)
        if month_of(on) == month_of(until):
            for unit in _near(viewer, kept.by):
                if count := without(contacts.due_in(unit, word, kept, on), viewer.member_id).count():
                    yield UnitDue(unit, kept.title, f"contact-{word}-title", count, until)


def _near(viewer: Viewer, offices: tuple[str, ...]) -> list[Unit]:
    """The units of which the viewer holds such an office itself, as far as they have members."""
    near = named_offices.near(viewer, offices)
    found = Unit.objects.filter(pk__in=near, closed_on=None, members__isnull=False).distinct()
    return list(found.order_by("path"))


def period_start(rule: TalkRule, on: date) -> date:
    """The first day of the running period of a kind of talk."""
    return first_day(period_on(on, rule.period).first)


def period_name(rule: ContactRule, on: date) -> str:
    """The name of the running period of a kind of contact."""
    return period_on(on, rule.period).name
