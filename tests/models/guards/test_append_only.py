"""What has been written about who did and who looked cannot be changed or taken away, not even by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permissions import Permission
from goodstanding.actions.people import members, record_views
from goodstanding.models import AuditRow, RecordView, UnitChange
from tests.house import House
from tests.tampering import UNCHANGED

MODELS = [AuditRow, RecordView, UnitChange]


@pytest.fixture
def written(house: House) -> None:
    """At least one row in each of the tables."""
    members.correct(member=house.member(), values={"name": "示例"}, by=None, at=house.at)
    record_views.leave(
        house.members("B111"),
        how=RecordView.How.PAGE,
        purpose=RecordView.Purpose.ROSTER,
        by=house.viewer("secretary"),
        at=house.at,
        permission=Permission.SEE_MEMBER,
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = at", "UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_sql_cannot_change_or_delete_a_row(
    written: None, model: type[AuditRow | RecordView | UnitChange], statement: str
) -> None:
    before = list(model.objects.order_by("pk").values())
    assert before
    with (
        pytest.raises(DatabaseError, match=UNCHANGED),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(model._meta.db_table))
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("model", MODELS)
def test_neither_can_the_models(written: None, model: type[AuditRow | RecordView | UnitChange]) -> None:
    row = model.objects.order_by("pk").first()
    assert row is not None
    for act in (row.save, row.delete, model.objects.all().delete):
        with pytest.raises(DatabaseError, match=UNCHANGED), transaction.atomic():
            act()
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_more_can_be_written(written: None, model: type[AuditRow | RecordView | UnitChange]) -> None:
    row = model.objects.order_by("pk").first()
    assert row is not None
    count = model.objects.count()
    row.pk = None
    row.save(force_insert=True)
    assert model.objects.count() == count + 1
