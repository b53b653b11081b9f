"""The appraisal for tests: a round of branch B111, and short ways along it."""

from datetime import date, datetime, timedelta

from goodstanding.actions.appraisal import above, grades, members, rounds, words
from goodstanding.actions.appraisal.grades import GivenGrade, Sitting
from goodstanding.actions.appraisal.words import RemarkText, SelfText
from goodstanding.models import AppraisalRound, Appraisee, Fact, Member, MemberClass
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import rounds as queries
from goodstanding.queries.ledger import in_force
from tests.house import OPENED, House

State = RoundState


def begun(house: House, until: str = "evidence", at: datetime | None = None) -> AppraisalRound:
    """A round of B111 for this year, taken on until it stands at a state; every member is a full one."""
    at = at or house.at
    for member in house.members("B111"):
        MemberClass.objects.get_or_create(member=member, word="full", defaults={"from_on": OPENED})
    found = rounds.open_round(
        unit=house.branch, year=at.year, scheme=house.scheme, by=house.viewer("secretary"), at=at
    )  # fmt: skip
    return on_to(house, found, until, at=at)


def on_to(
    house: House, found: AppraisalRound, until: str, *, by: str = "secretary", at: datetime | None = None
) -> AppraisalRound:
    """Takes a round on, step by step."""
    found = now(found)
    while found.state != until:
        rounds.go_on(found=found, scheme=house.scheme, by=house.viewer(by), at=at or house.at)
        found = now(found)
    return found


def now(found: AppraisalRound) -> AppraisalRound:
    """The round as it is now."""
    return AppraisalRound.objects.select_related("unit").get(pk=found.pk)


def of(found: AppraisalRound, member: Member) -> Appraisee:
    """A member in a round, as it is now."""
    return Appraisee.objects.select_related("round__unit", "member__unit").get(round=found, member=member)


def handed_in(house: House, found: AppraisalRound, who: str, text: str = "A year of work.", plan: str = "") -> None:
    """A person of the house hands the self-appraisal in."""
    words.hand_in_self(
        found=of(found, house.member(who)), said=SelfText(text, plan), scheme=house.scheme, by=house.viewer(who),
        at=house.at,
    )  # fmt: skip


def remarked(
    house: House, found: AppraisalRound, who: str, about: str, valued: str = "Reliable", better: str = ""
) -> None:
    """A person writes a word to another."""
    words.remark(
        author=of(found, house.member(who)), about=of(found, house.member(about)), said=RemarkText(valued, better),
        scheme=house.scheme, by=house.viewer(who), at=house.at,
    )  # fmt: skip


def sitting(on: date) -> Sitting:
    """The branch committee, on a day."""
    return Sitting("Branch committee", "The secretary, two members", on)


def graded(
    house: House, found: AppraisalRound, wanted: dict[int, str], *, by: str = "secretary", basis: str = "reason",
    measure: str = "", at: datetime | None = None,
) -> int:  # fmt: skip
    """Grades for members by their place in the branch, from 1."""
    people = house.members("B111")
    given = [
        GivenGrade(of(found, people[place - 1]), grade, basis, "Did well", measure) for place, grade in wanted.items()
    ]
    return grades.decide(
        found=found, given=given, sitting=sitting((at or house.at).date()), scheme=house.scheme, by=house.viewer(by),
        at=at or house.at,
    )  # fmt: skip


def all_graded(house: House, found: AppraisalRound, at: datetime | None = None) -> None:
    """Everyone in the branch is graded: the secretary by a member of the committee."""
    graded(house, found, {2: "excellent", 3: "qualified", 4: "qualified", 5: "qualified"}, at=at)
    graded(house, found, {1: "qualified"}, by="committee", at=at)


def reported(house: House, found: AppraisalRound) -> datetime:
    """The days of publicity pass, and the round is reported. Returns when."""
    later = house.at + timedelta(days=6)
    rounds.go_on(found=found, scheme=house.scheme, by=house.viewer("secretary"), at=later)
    return later


def confirmed(house: House, found: AppraisalRound, at: datetime) -> None:
    """The sub-district confirms."""
    above.confirm(
        found=found, body="Sub-district committee", words_said="", scheme=house.scheme,
        by=house.viewer("sub_district_officer"), at=at,
    )  # fmt: skip


def excused(house: House, found: AppraisalRound, member: Member, by: str = "secretary") -> None:
    """A member is excused."""
    members.excuse(found=of(found, member), excused=True, scheme=house.scheme, by=house.viewer(by), at=house.at)


def path(house: House) -> list[RoundState]:
    """The states of a round by the rules of the house."""
    assert house.scheme.appraisal is not None
    return queries.path(house.scheme.appraisal)


def left(member: Member) -> dict[str, list[int | None]]:
    """What stands in the ledger about a member from the appraisal and holds, by the kind of fact."""
    found = dict[str, list[int | None]]()
    for written in Fact.objects.filter(member=member, source="appraisal").order_by("pk"):
        fact = in_force.now_in_place(written)
        if in_force.holds(fact):
            found.setdefault(fact.kind, []).append(fact.value)
    return found
