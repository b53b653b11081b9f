"""Whatever is paid, waived, taken back and set anew in whatever order: owed = paid + waived + open, to the fen."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.queries.dues.balance import Balance, spread

FEN = st.integers(min_value=0, max_value=500_000)


STEP = st.tuples(st.sampled_from(["pay", "waive", "owe", "relieve"]), st.integers(-9999, 9999))


def stepped(balance: Balance, what: str, fen: int) -> Balance:
    if what == "relieve":
        return balance.with_waived(balance.relieved(abs(fen)))
    return {"pay": balance.with_paid, "waive": balance.with_waived, "owe": balance.with_owed}[what](fen)


@given(owed=FEN, steps=st.lists(STEP))
@settings(max_examples=60)
def test_a_month_always_balances_and_no_part_is_ever_negative(owed: int, steps: list[tuple[str, int]]) -> None:
    balance = Balance(owed)
    for what, fen in steps:
        before = balance
        try:
            balance = stepped(before, what, fen)
        except ValueError:
            assert balance is before
        assert balance.owed == balance.paid + balance.waived + balance.open
        assert min(balance.owed, balance.paid, balance.waived, balance.open) >= 0


@given(fen=FEN, months=st.lists(FEN, max_size=8))
@settings(max_examples=60)
def test_a_payment_is_spread_without_losing_or_making_a_fen(fen: int, months: list[int]) -> None:
    parts, rest = spread(fen, months)
    assert sum(parts) + rest == fen
    assert all(0 <= part <= month for part, month in zip(parts, months, strict=True))
    assert rest == max(0, fen - sum(months))
    # What comes first is settled before what comes later gets anything.
    for index, part in enumerate(parts[1:], start=1):
        assert not part or parts[:index] == months[:index]


def test_a_reduction_waives_down_to_what_is_left_and_never_what_is_paid() -> None:
    assert Balance(2500).relieved(500) == 2000
    assert Balance(2500, paid=1000).relieved(500) == 1500
    assert Balance(2500, paid=1000, waived=1500).relieved(0) == 0
    assert Balance(300).relieved(500) == 0
