"""What people had named before names had one shape gets it when the database is brought up to date."""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from goodstanding.models import Account, AuditRow, Invitation, Meeting, Member, Notice, Post, Unit
from goodstanding.models.public_id import RESERVED, is_given, new_key
from tests.house import House
from tests.meetings import planned
from tests.old_tables import migrate_to
from tests.tampering import as_owner

BEFORE = "0011_roll_offline"
#: What codes, numbers and sign-in names become.
UNITS = {"B112": "tree", "B121": "a/b", "B122": "支部一", "B211": "Ｄ９", "B212": "D1?x"}
UNITS_NOW = {"tree-2", "a-b", "D9", "D1-x"}


def old_names(house: House) -> None:
    for code, old in UNITS.items():
        Unit.objects.filter(code=code).update(code=old)
    Member.objects.filter(number="11101").update(number="2019/7")
    Account.objects.filter(login="11101").update(login="2019/7")
    Member.objects.filter(number="11104").update(number="x1")
    Member.objects.filter(number="11105").update(number="X1")
    Member.objects.filter(number="11203").update(number="analyst")
    Account.objects.filter(login="auditor").update(login="an@example.org")


@pytest.mark.committed
def test_an_older_database_is_brought_up_to_date(house: House) -> None:
    meeting = planned(house)
    link = f"/desk/meetings/{meeting.key}/minutes/"
    Notice.objects.create(to=house.account("member"), kind="x", idempotency_key="x", at=house.at, link=link)
    letters = "a" * 17 + "/?#%!"
    invited(house, "sub_district_officer", by="neighbour")
    invited(house, "foreign_secretary", by="city_officer")
    invited(house, "auditor", by="operator")
    invited(house, "city_officer", by="district_officer")
    with as_owner():
        migrate_to(BEFORE)
        old_names(house)
        Meeting.objects.filter(pk=meeting.pk).values("pk")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE goodstanding_meeting SET key = %s WHERE id = %s", [letters, meeting.pk])
            cursor.execute("UPDATE goodstanding_notice SET link = %s", [f"/desk/meetings/{letters}/minutes/"])
        migrate_to(None)
    every_name_has_its_shape()
    assert set(Unit.objects.values_list("code", flat=True)) >= UNITS_NOW
    key = Meeting.objects.get(pk=meeting.pk).key
    assert Notice.objects.get().link == reverse("meeting_minutes", args=[key])
    assert Account.objects.get(member__number="2019-7").login == "2019-7"
    assert set(Member.objects.filter(number__istartswith="x1").values_list("number", flat=True)) == {"x1", "X1-2"}
    assert Account.objects.filter(login="analyst-2", member=None).exists()
    mended = set(AuditRow.objects.filter(verb="mend").values_list("noun", flat=True))
    assert mended == {"unit", "member", "account", "meeting"}
    offices_count_as_they_should(house)


def invited(house: House, who: str, *, by: str) -> None:
    told: dict[str, Any] = {"account": house.account(who), "made_by": house.account(by), "made_at": house.at}
    Invitation.objects.create(digest=new_key(), good_until=house.at, used_at=house.at, **told)


def every_name_has_its_shape() -> None:
    assert all(is_given(code) and code not in RESERVED for code in Unit.objects.values_list("code", flat=True))
    assert all(is_given(number) for number in Member.objects.values_list("number", flat=True))
    assert all(is_given(login, 60) for login in Account.objects.values_list("login", flat=True))


def offices_count_as_they_should(house: House) -> None:
    """Who was let in from below waits for a code; whoever they let in waits as well."""
    waiting = Post.objects.filter(accepted_at=None).values_list("role", "unit__code")
    assert set(waiting) == {("officer", "S11"), ("officer", "CITY"), ("secretary", "D9")}
