"""What concerns a viewer: their transfers, their notices, and what an auditor may audit."""

from goodstanding.access.roles import Role
from goodstanding.actions import notices
from goodstanding.actions.people import members, transfers
from goodstanding.models import Transfer
from goodstanding.queries.operations import audit
from goodstanding.queries.operations import notices as notice_queries
from goodstanding.queries.people import transfers as transfer_queries
from tests.house import PEOPLE, House


def ask(house: House, who: str = "member", to: str = "B211") -> Transfer:
    return transfers.ask(
        member=house.member(who), to=house.unit(to), reason="moving", by=house.viewer(who), at=house.at
    )


def test_a_transfer_is_seen_by_the_member_both_units_and_those_above_and_nobody_else(house: House) -> None:
    ask(house)
    found = {who for who in PEOPLE if transfer_queries.transfers(house.viewer(who)).exists()}
    assert found == {
        "member",
        "secretary",
        "foreign_secretary",
        "sub_district_officer",
        "district_officer",
        "city_officer",
    }


def test_a_transfer_between_two_units_of_one_viewer_is_seen_once(house: House) -> None:
    ask(house, to="B112")
    assert transfer_queries.transfers(house.viewer("city_officer")).count() == 1


def test_only_open_transfers_wait(house: House) -> None:
    transfer = ask(house)
    assert list(transfer_queries.waiting(house.viewer("secretary"))) == [transfer]
    transfers.withdraw(transfer=transfer, by=house.viewer("member"), at=house.at)
    assert list(transfer_queries.waiting(house.viewer("secretary"))) == []
    assert list(transfer_queries.transfers(house.viewer("secretary"))) == [transfer]


def test_everybody_reads_their_own_notices_latest_first(house: House) -> None:
    for who, idempotency_key in (("member", "1"), ("member", "2"), ("secretary", "1")):
        notices.tell(house.account(who), "kind", {}, idempotency_key=idempotency_key, at=house.at)
    assert [notice.idempotency_key for notice in notice_queries.notices(house.viewer("member"))] == ["2", "1"]


def test_an_auditor_reads_what_was_done_below_their_unit_and_nobody_else_reads_anything(house: House) -> None:
    house.appoint("stranger", Role.AUDITOR, "D1")
    for who in ("secretary", "foreign_secretary"):
        members.correct(member=house.member(who), values={"name": "示例"}, by=None, at=house.at)
    assert [row.unit.code for row in audit.rows(house.viewer("stranger"))] == ["B111"]  # type: ignore[union-attr]
    assert {row.verb for row in audit.rows(house.viewer("auditor"))} == {"correct", "found"}
    assert {who for who in PEOPLE if audit.rows(house.viewer(who)).exists()} == {"auditor", "stranger"}
