"""Members who came by a transfer and have not reported in yet."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member, Transfer, Unit
from goodstanding.queries.people.calendars import today


def key_of(transfer: Transfer) -> str:
    """Under which key reporting in stands in the ledger."""
    return f"reported_in:{transfer.key}"


def came_on(transfer: Transfer) -> date:
    """The day on which a transfer was done."""
    assert transfer.ended_at is not None, "it is done"
    return today(transfer.ended_at)


def _waiting(scheme: Scheme, on: date) -> QuerySet[Transfer]:
    rule = scheme.care.transfers if scheme.care else None
    if rule is None:
        return Transfer.objects.none()
    since = on - timedelta(days=rule.report_within_days)
    key = Concat(Value("reported_in:"), OuterRef("key"))
    said = Fact.objects.filter(source=Fact.Source.CARE, member=OuterRef("member"), source_key=key)
    done = Transfer.objects.filter(
        ~Exists(said), state=Transfer.State.DONE, ended_at__date__gte=since, member__unit=F("to_unit")
    )
    return done.select_related("member__unit", "to_unit").order_by("ended_at", "pk")


def own(member: Member, scheme: Scheme, on: date) -> QuerySet[Transfer]:
    """The transfers for which a member can report in."""
    return _waiting(scheme, on).filter(member=member)


def of_unit(unit: Unit, scheme: Scheme, on: date) -> QuerySet[Transfer]:
    """The members who came to a unit and have not reported in."""
    return _waiting(scheme, on).filter(to_unit=unit)
