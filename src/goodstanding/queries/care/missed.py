"""What did not take place in a period that is over: with whom it was due, and for whom in office it was a duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from goodstanding.engine.period import Period, first_day, last_day
from goodstanding.engine.scheme.care import CaredFor, ContactRule, DutyOfOffices, TalkRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Contact, LongAbsence, Member, Membership, Post, Search, Talk, Unit
from goodstanding.models.care.moves import TalkState
from goodstanding.queries.care import contacts, talks
from goodstanding.queries.care.in_touch import members_for, period_on
from goodstanding.queries.meetings import who_is_due

#: So long after the days of grace it is still looked for, in case the day's work was not done.
_LOOKED_FOR = timedelta(days=10)


@dataclass(frozen=True)
class ClosedDuty:
    """A duty of people in office whose period is over. prefix: of the keys in the ledger."""

    duty: DutyOfOffices
    to: CaredFor
    period: Period
    prefix: str
    done: QuerySet[Member]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the period."""
        return first_day(self.period.first), last_day(self.period.last)


def closed(scheme: Scheme, on: date) -> Iterator[ClosedDuty]:
    """The duties whose period ended so many days ago that what did not take place is written down now."""
    rules: list[tuple[str, TalkRule | ContactRule]] = [*talks.rules_of(scheme).items()]
    for word, rule in [*rules, *contacts.rules_of(scheme).items()]:
        if rule.duty is None or rule.duty.missed_after_days is None:
            continue
        period = period_on(first_day(period_on(on, rule.period).first) - timedelta(days=1), rule.period)
        due_on = last_day(period.last) + timedelta(days=rule.duty.missed_after_days)
        if due_on <= on <= due_on + _LOOKED_FOR:
            kind = "talked" if isinstance(rule, TalkRule) else "contact"
            done = _talked(word, period) if isinstance(rule, TalkRule) else _in_contact(word, period)
            yield ClosedDuty(rule.duty, rule.to, period, f"{kind}:{word}:{period.name}", done)


def _talked(word: str, period: Period) -> QuerySet[Member]:
    """Members with a talk in the period, those included whose other side has not confirmed it yet."""
    took_place = [TalkState.SAID, TalkState.CONFIRMED]
    found = Talk.objects.filter(kind=word, state__in=took_place, **_within(period))
    return Member.objects.filter(pk__in=found.values("member"))


def _in_contact(word: str, period: Period) -> QuerySet[Member]:
    found = Contact.objects.filter(kind=word, withdrawn_at=None, **_within(period))
    return Member.objects.filter(pk__in=found.values("member"))


def _within(period: Period) -> dict[str, date]:
    return {"on__gte": first_day(period.first), "on__lte": last_day(period.last)}


def units(duty: ClosedDuty) -> QuerySet[Unit]:
    """The units in which such offices were held all through the period."""
    posts = _held_throughout(duty).filter(unit=OuterRef("pk"))
    found: QuerySet[Unit] = Unit.objects.filter(Exists(posts), closed_on=None)
    return found.order_by("pk")


def holders(duty: ClosedDuty, unit: Unit) -> QuerySet[Member]:
    """The members who were in office in a unit all through the period: only for them it was a duty throughout."""
    accounts = _held_throughout(duty).filter(unit=unit).values("account__member")
    return Member.objects.filter(pk__in=accounts, left_on=None).order_by("pk")


def missed(duty: ClosedDuty, unit: Unit) -> list[Member]:
    """The members of a unit, all through the period, with whom it did not take place.

    A member who is looked for, or away for long with word of it, is nobody's omission.
    """
    first, last = duty.days
    stayed = Membership.objects.filter(_throughout(first, last), unit=unit).values("member")
    sought = Search.objects.filter(Q(found_on=None) | Q(found_on__gt=last), member=OuterRef("pk"), since__lte=last)
    away = LongAbsence.objects.annotate(end=Coalesce("ended_on", "until_on")).filter(
        member=OuterRef("pk"), from_on__lte=last, end__gte=first
    )
    found = members_for([unit.pk], duty.to, last).filter(~Exists(sought), ~Exists(away), pk__in=stayed)
    silent = list(found.exclude(pk__in=duty.done.values("pk")))
    then = who_is_due.classes_on([member.pk for member in silent], first)
    return [member for member in silent if duty.to.is_for(then[member.pk])]


def _held_throughout(duty: ClosedDuty) -> QuerySet[Post]:
    held = Post.objects.filter(_throughout(*duty.days), role__in=list(duty.duty.offices))
    return held.filter(account__member__isnull=False, accepted_at__isnull=False)


def _throughout(first: date, last: date) -> Q:
    return Q(from_on__lte=first) & (Q(until_on=None) | Q(until_on__gt=last))
