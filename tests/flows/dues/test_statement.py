"""A bank statement: what is certain is booked once, what is in doubt waits for a person, what is wrong is told."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.dues import statements
from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.dues.importer import DUES
from goodstanding.flows.dues.row import amount
from goodstanding.flows.imports import run as import_run
from goodstanding.flows.imports.reasons import todo
from goodstanding.models import DuesImport, DuesPayment, Fact, StatementLine
from goodstanding.queries.dues import statements as queries
from goodstanding.sheets.cells import InvalidCell
from tests.dues import check_balance, owes, row
from tests.house import House

HEADER = ("交易日期", "交易金额", "对方户名", "附言", "对方账号")
ACCOUNT = "6222 0000 0000 0000"


def written(house: House, *rows: Sequence[str], header: Sequence[str] = HEADER, encoding: str = "utf-8") -> DuesImport:
    text = "\n".join(",".join(f'"{cell}"' for cell in one) for one in (header, *rows))
    secretary = house.viewer("secretary")
    brought: Any = import_run.bring(
        DUES, unit=house.branch, name="bank.csv", pieces=[text.encode(encoding)], by=secretary, at=house.at
    )
    before = DuesPayment.objects.count()
    import_run.check_file(DUES, brought=brought, by=secretary, at=house.at, tell=lambda _done, _all: None)
    assert before == DuesPayment.objects.count(), "a check books nothing"
    done: DuesImport = import_run.write(
        DUES, brought=brought, good_only=True, by=secretary, at=house.at, tell=lambda _done, _all: None
    )
    return done


def counts(one: DuesImport) -> tuple[int, int, int, int]:
    return one.added, one.waiting, one.unchanged, one.refused


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_name_with_what_is_open_or_a_number_is_booked_in_either_letters(house: House, encoding: str) -> None:
    owes(house), owes(house, "committee")
    name, number = house.member().name, house.member("committee").number
    found = written(
        house,
        ("2016-10-05", "25.00", name, "", ACCOUNT),
        ("20161006", "¥10.00", "某某", f"党费 {number}", ACCOUNT),
        encoding=encoding,
    )
    assert counts(found) == (2, 0, 0, 0)
    assert (row(house).open, row(house, "committee").open) == (0, 1500)
    assert Fact.objects.filter(kind="dues.paid_on_time", member=house.member()).exists()
    assert ACCOUNT not in str(list(StatementLine.objects.values()) + list(DuesPayment.objects.values()))
    check_balance()


def test_the_same_and_an_overlapping_file_book_nothing_twice(house: House) -> None:
    owes(house), owes(house, "committee", fen=2400)
    first = ("2016-10-05", "25.00", house.member().name, "", "")
    doubtful = ("2016-10-06", "3.00", "无此人", "", "")
    second = ("2016-10-07", "24.00", house.member("committee").name, "", "")
    assert counts(written(house, first, doubtful)) == (1, 1, 0, 0)
    assert counts(written(house, first, doubtful)) == (0, 0, 2, 0)
    assert counts(written(house, doubtful, first, second)) == (1, 0, 2, 0)
    assert DuesPayment.objects.count() == 2


def test_what_is_wrong_is_told_with_its_line_and_what_to_do(house: House) -> None:
    owes(house)
    name = house.member().name
    found = written(
        house,
        ("2016-10-05", "-25.00", name, "", ""),
        ("2016-13-05", "25.00", name, "", ""),
        ("2016-10-20", "25.00", name, "", ""),
        ("2013-10-05", "25.00", name, "", ""),
        ("2016-10-05", "5.00", name, "part", ""),
        ("2016-10-05", "5.00", name, "part", ""),
        ("2016-10-05", "2.005", name, "", ""),
        ("2016-10-05", "0.00", name, "", ""),
    )
    told = list(found.refusals.order_by("row", "pk").values_list("row", "reason"))
    assert told == [
        (2, "negative"), (3, "no_day"), (4, "future"), (5, "old"), (7, "duplicate"), (8, "fen"), (9, "nothing"),
    ]  # fmt: skip
    assert all(todo(DUES.reasons, reason, {"row": 1, "most": 1}) for _row, reason in told)
    assert counts(found) == (0, 1, 0, 7)


def test_doubt_waits_for_a_person_who_books_it_or_sets_it_aside(house: House) -> None:
    owes(house)
    house.enrol("B111", house.member("committee").name)
    found = written(
        house,
        ("2016-10-05", "26.00", house.member().name, "", ""),
        ("2016-10-06", "25.00", house.member("committee").name, "", ""),
        ("2016-10-07", "25.00", "无此人", "代交", ""),
    )
    assert counts(found) == (0, 3, 0, 0)
    too_much, several, nobody = StatementLine.objects.order_by("on")
    assert [line.why for line in (too_much, several, nobody)] == ["amount", "several", "nobody"]
    secretary = house.viewer("secretary")
    with pytest.raises(ActionRefused, match="At most"):
        statements.book(line=too_much, member=house.member(), scheme=house.scheme, by=secretary, at=house.at)
    with pytest.raises(Denied):
        statements.set_aside(line=too_much, reason="x", by=house.viewer("neighbour"), at=house.at)
    with pytest.raises(ActionRefused, match="Give a reason"):
        statements.set_aside(line=too_much, reason="", by=secretary, at=house.at)
    statements.book(line=nobody, member=house.member(), scheme=house.scheme, by=secretary, at=house.at)
    with pytest.raises(ActionRefused, match="no longer possible"):
        statements.book(line=nobody, member=house.member(), scheme=house.scheme, by=secretary, at=house.at)
    statements.set_aside(line=several, reason="Sent back by the bank", by=secretary, at=house.at)
    assert list(queries.waiting_in(house.branch)) == [too_much]
    nobody.refresh_from_db()
    assert (nobody.payer, nobody.memo, row(house).open) == ("", "", 0)
    assert counts(written(house, ("2016-10-07", "25.00", "无此人", "代交", ""))) == (0, 0, 1, 0)
    check_balance()


def test_one_row_after_the_other_pays_the_months_that_are_open(house: House) -> None:
    owes(house, at=house.at - timedelta(days=20)), owes(house)
    name = house.member().name
    found = written(
        house,
        ("2016-10-05", "25.00", name, "one", ""),
        ("2016-10-06", "25.00", name, "two", ""),
        ("2016-10-07", "25.00", name, "three", ""),
    )
    assert counts(found) == (2, 1, 0, 0)
    check_balance()


def test_amounts_are_read_as_banks_write_them() -> None:
    for text, fen in (
        ("25", 2500),
        ("1,234.50", 123450),
        ("￥0.20", 20),
        ("25.00元", 2500),
        ("+3.5", 350),
        ("2.500", 250),
    ):
        assert amount(text) == fen, text
    for text, reason in (("-1", "negative"), ("1.005", "fen"), ("abc", "fen"), ("0", "nothing"), ("12,3", "fen")):
        with pytest.raises(InvalidCell) as wrong:
            amount(text)
        assert wrong.value.reason == reason, text
