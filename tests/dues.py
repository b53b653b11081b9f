"""Dues for tests: short ways to a set amount, a payment and a reduction in the house's branch."""

from datetime import date, datetime
from itertools import count

from goodstanding.actions.dues import bases, payments, reliefs
from goodstanding.actions.dues.reliefs import Proposal
from goodstanding.models import DuesLine, DuesObligation, DuesPayment, DuesRelief
from tests.house import House

MONTH = 2016 * 12 + 9
_ONCE = count(1)


def owes(house: House, who: str = "member", fen: int = 2500, at: datetime | None = None) -> DuesObligation:
    """The amount of a person is set, in whichever band it fits; returns the newest month."""
    band = "pension_to_5000" if fen <= 2500 else "pay_to_5000" if fen <= 5000 else "pension_over_5000"
    bases.set_amount(
        member=house.member(who), band=band, fen=fen, scheme=house.scheme,
        by=house.viewer("secretary"), at=at or house.at,
    )  # fmt: skip
    return DuesObligation.objects.filter(member=house.member(who)).latest("month")


def row(house: House, who: str = "member", month: int = MONTH) -> DuesObligation:
    """A month of a person as it is now."""
    return DuesObligation.objects.get(member=house.member(who), month=month)


def paid(
    house: House, fen: int, who: str = "member", *, once: str = "", at: datetime | None = None, on: date | None = None,
    first: int | None = None,
) -> DuesPayment:  # fmt: skip
    """A payment that the secretary books."""
    return payments.pay(
        member=house.member(who), fen=fen, way=payments.Way.IN_PERSON, once=once or f"t{next(_ONCE)}",
        scheme=house.scheme, by=house.viewer("secretary"), at=at or house.at, on=on, first=first,
    )  # fmt: skip


def relieved(house: House, who: str = "member", fen: int = 0, months: int = 1, *, agreed: bool = True) -> DuesRelief:
    """A reduction from this month on, approved by the sub-district's officer."""
    what = Proposal(MONTH, MONTH + months - 1, fen, "Decided by the branch")
    relief = reliefs.propose(
        member=house.member(who), what=what, scheme=house.scheme, by=house.viewer("secretary"), at=house.at
    )
    if agreed:
        reliefs.decide(
            relief=relief, agreed=True, words="", scheme=house.scheme, by=house.viewer("sub_district_officer"),
            at=house.at,
        )  # fmt: skip
    return relief


def check_balance() -> None:
    """Every month is what its lines say, to the fen."""
    for month in DuesObligation.objects.all():
        sums = dict.fromkeys(("owed", "paid", "waived"), 0)
        for line in DuesLine.objects.filter(obligation=month):
            sums[line.what] += line.fen
        assert sums == {"owed": month.owed, "paid": month.paid, "waived": month.waived}
        assert month.owed == month.paid + month.waived + month.open
