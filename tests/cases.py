"""Warnings and cases for tests: what is found in the house, an order, a reply, and a unit on the list."""

from datetime import date, datetime, timedelta
from typing import Any

from goodstanding.actions.cases import cases, warnings, weak_units
from goodstanding.actions.cases.cases import Order, Subject
from goodstanding.actions.cases.warnings import WatchedRow
from goodstanding.actions.cases.weak_units import ListingPaper
from goodstanding.engine.watch.signs import Sign
from goodstanding.models import DutyCase, EarlyWarning, HelpStep, Member, Post, WeakUnit
from tests.house import House


def warned(house: House, kind: str = "low_total", who: str | Member = "member", on: date | None = None) -> EarlyWarning:
    """A member with a warning; nothing else is open about the member."""
    member = house.member(who) if isinstance(who, str) else who
    row = WatchedRow(member.unit_id or 0, member.pk, {kind: Sign(value=5210, month=2016 * 12 + 8)})
    there = EarlyWarning.objects.filter(member=member, state="open")
    warnings.write([row], there, on=on or house.today)
    return EarlyWarning.objects.get(member=member, state="open")


def unit_warned(house: House, kind: str = "branch_low", code: str = "B111") -> EarlyWarning:
    """The same of a unit."""
    row = WatchedRow(house.unit(code).pk, None, {kind: Sign(value=5100, month=2016 * 12 + 8)})
    warnings.write([row], EarlyWarning.objects.filter(unit=row.unit_id, member=None), on=house.today)
    return EarlyWarning.objects.get(unit=row.unit_id, member=None, state="open")


def seat(house: House, who: str) -> Post:
    """The office of somebody."""
    return Post.objects.filter(account=house.account(who)).order_by("pk")[0]


def opened(house: House, by: str = "sub_district_officer", owner: str = "secretary", **said: Any) -> DutyCase:
    """A case about branch B111, or about what is said besides, with an order to somebody."""
    days, form = said.pop("days", 10), said.pop("form", "")
    about = Subject(**({"unit": house.branch} | said))
    order = Order("Seen on the visit.", "Rolls are late", "Close each roll the same day.", seat(house, owner),
                  house.today + timedelta(days=days))  # fmt: skip
    return cases.open_case(about=about, order=order, scheme=house.scheme, by=house.viewer(by), at=house.at, form=form)


def replied(house: House, case: DutyCase, by: str = "secretary", at: datetime | None = None) -> DutyCase:
    """The same with a reply of the owner."""
    cases.reply(case=case, words="All three are closed.", by=house.viewer(by), at=at or house.at)
    return DutyCase.objects.get(pk=case.pk)


def closed(house: House, case: DutyCase, by: str = "sub_district_officer") -> DutyCase:
    """The same, checked and closed by another person."""
    cases.close(case=case, words="Looked at the rolls.", scheme=house.scheme, by=house.viewer(by), at=house.at)
    return DutyCase.objects.get(pk=case.pk)


def planned_step(house: House, weak: WeakUnit) -> HelpStep:
    """A step of the help plan of a unit, for the secretary."""
    return weak_units.plan_step(
        weak=weak, text="Meet on the 5th of each month.", owner=seat(house, "secretary"),
        due_on=house.today + timedelta(days=10), scheme=house.scheme, by=house.viewer("sub_district_officer"),
        at=house.at,
    )  # fmt: skip


def enlisted(house: House, by: str = "sub_district_officer", code: str = "B111") -> WeakUnit:
    """A branch on the list of those that need help."""
    paper = ListingPaper("Found on two visits.", "街组〔2016〕8号")
    return weak_units.enlist(
        unit=house.unit(code), signs=["meetings"], paper=paper, scheme=house.scheme, by=house.viewer(by), at=house.at
    )
