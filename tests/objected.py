"""A member with two absences in September, written down by the secretary, and a published month with them."""

from collections.abc import Sequence
from datetime import date, datetime

from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import NewFact
from goodstanding.actions.objections import objections, rulings
from goodstanding.actions.objections.rulings import Answer
from goodstanding.actions.operations.attachments import Attached
from goodstanding.models import Fact, Member, Notice, Objection, Ruling, Run
from tests.house import House
from tests.months import published

#: What the two absences told their member at once.
OF_ABSENCES = ["entry_taking_points"] * 2
ABSENT, RULE, QUARTER = "absence.unexcused", "DIS01", "2016-Q3"
THEMED = "meeting.themed_day"


def absences(house: House, who: str | None = "secretary", member: Member | None = None) -> list[Fact]:
    """Two absences; the second costs half a point."""
    subject = member or house.member()
    told = [NewFact(ABSENT, subject, 1000, date(2016, 9, day), f"{subject.number}-{day}") for day in (6, 20)]
    by = house.viewer(who) if who else None
    return ledger.record_many(told, source=Fact.Source.FORM, scheme=house.scheme, by=by, at=house.at).facts


def roll(house: House, members: Sequence[Member], reference: str, value: int = 0, key: str = "") -> list[Fact]:
    """The roll of a meeting on the Themed Party Day of September, as an import brought it in."""
    told = [
        NewFact(THEMED, one, value, date(2016, 9, 13), f"{key or reference}-{one.number}", reference) for one in members
    ]
    return ledger.record_many(told, source=Fact.Source.IMPORT, scheme=house.scheme, by=None, at=house.at).facts


def absent_and_published(house: House, who: str | None = "secretary") -> tuple[Run, list[Fact]]:
    """The two absences, and September with them."""
    facts = absences(house, who)
    return published(house), facts


def objected(
    house: House,
    run: Run,
    fact: Fact | None,
    *,
    indicator: str = RULE,
    period: str = QUARTER,
    reason: str = "I was on a train and had said so.",
    attachment: Attached | None = None,
) -> Objection:
    """The member objects."""
    return objections.open_one(
        run=run, indicator=indicator, period=period, fact=fact, reason=reason, attachment=attachment,
        by=house.viewer("member", verified=False), at=house.at,
    )  # fmt: skip


NO = Answer(upheld=False, reason="The roll was signed by two.")


def told(house: House, who: str) -> list[str]:
    """The kinds of the notices that an account has, oldest first."""
    return list(Notice.objects.filter(to=house.account(who)).order_by("pk").values_list("kind", flat=True))


def rejected(house: House, objection: Objection, who: str, at: datetime | None = None) -> None:
    """Somebody rejects it."""
    rulings.rule(objection=objection, answer=NO, scheme=house.scheme, by=house.viewer(who), at=at or house.at)
    objection.refresh_from_db()


def appealed(house: House, objection: Objection) -> None:
    """The member asks for a second ruling."""
    objections.appeal(
        objection=objection, reason="Both were absent.", scheme=house.scheme, by=house.viewer("member"), at=house.at
    )
    objection.refresh_from_db()


WHY = "The message of the 19th says so."


def ruled(house: House, objection: Objection, who: str = "sub_district_officer", **answer: object) -> Ruling:
    """Somebody upholds it, unless it is said otherwise."""
    told = Answer(**({"upheld": True, "reason": WHY} | answer))  # type: ignore[arg-type]
    return rulings.rule(objection=objection, answer=told, scheme=house.scheme, by=house.viewer(who), at=house.at)
