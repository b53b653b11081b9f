"""Entries about units for a month that is over: in time, late, or which part of the members. Written once for each."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.engine.period import first_day, last_day
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Unit
from goodstanding.queries.ledger.facts import under_keys
from goodstanding.queries.unit_duties.entries import key_of
from goodstanding.queries.unit_duties.row import AskedUnits
from goodstanding.queries.unit_duties.sources import due

SOURCE = Fact.Source.UNIT


@transaction.atomic
def write(*, units: Mapping[int, Unit], month: int, scheme: Scheme, at: datetime) -> int:
    """Writes down what fell due in a month for these units. Returns how many entries are new.

    An entry that is there stays as it is: people may have corrected it since.
    """
    rules = scheme.unit_duties
    if rules is None or not units:
        return 0
    ledger.hold(at=at)
    asked = AskedUnits(units, first_day(month), last_day(month), scheme)
    entries = [
        NewFact(duty.fact, units[row.unit_id], row.value, row.on, key_of(word, row))
        for word, duty in rules.duties.items()
        for row in due(duty, asked)
    ]
    there = under_keys([entry.key for entry in entries], SOURCE)
    fresh = [entry for entry in entries if entry.key not in there]
    return ledger.record_many(fresh, source=SOURCE, scheme=scheme, by=None, at=at).new
