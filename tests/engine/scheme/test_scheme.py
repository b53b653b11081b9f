"""Amounts as people write them: exact thousandths, or a sentence that says why not."""

from decimal import Decimal

import pytest

from goodstanding.engine.scheme.scheme import MOST_VALUE, decimal_text, thousandths


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("0.5", 500),
        (2, 2000),
        (Decimal("96.25"), 96_250),
        ("1e3", 1_000_000),
        ("1.500000000000000000000000000", 1500),
        ("0", 0),
        ("-0.001", -1),
        ("1000000", MOST_VALUE),
        (-1_000_000, -MOST_VALUE),
    ],
)
def test_an_amount_is_taken_exactly(written: object, amount: int) -> None:
    assert thousandths(written) == amount


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("0.0001", "0.0001 has more than three decimals"),
        ("1e-999999", "1e-999999 has more than three decimals"),
        ("1000000.001", "1000000.001 is larger than 1000000"),
        (-1_000_001, "-1000001 is larger than 1000000"),
        ("1e999999", "1e999999 is larger than 1000000"),
        ("1e" + "9" * 30, "is not a number"),
        ("1e999999999", "is not a number"),
        ("0.5" + "0" * 40 + "1", "has more than 28 digits"),
        ("9" * 29, "has more than 28 digits"),
        (10**50, "has more than 28 digits"),
        ("many", "'many' is not a number"),
        ("", "'' is not a number"),
        ("NaN", "'NaN' is not a number"),
        ("sNaN", "'sNaN' is not a number"),
        ("Infinity", "'Infinity' is not a number"),
        (True, "must be a number"),
        (0.5, "must be a number"),
        (None, "must be a number"),
    ],
)
def test_what_is_no_exact_amount_is_refused_with_the_reason(written: object, why: str) -> None:
    with pytest.raises(ValueError) as refused:
        thousandths(written)
    assert why in str(refused.value)


@pytest.mark.parametrize(("amount", "text"), [(500, "0.5"), (96_250, "96.25"), (2000, "2"), (0, "0"), (1, "0.001")])
def test_an_amount_is_written_without_idle_zeros(amount: int, text: str) -> None:
    assert decimal_text(amount) == text
    assert thousandths(text) == amount
