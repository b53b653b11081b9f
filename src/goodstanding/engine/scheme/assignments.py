"""What a scheme says of assignments: their kinds, whom they are given to, the clocks they run by, what they leave."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import FactKindName, Part, Text, Word

#: The offices that give assignments at all; a scheme can leave a kind to some of them.
Giving = Literal["committee", "secretary", "officer"]

_Days = Annotated[int, Field(ge=1, le=366, strict=True)]


class AssignedTo(Part):
    """Whom a kind can be given to: everyone, or those with one of the classes; of them, none with a class in `not_for`.

    welcome: classes whose doing it is their own choice; it counts when they do, and nothing is missing when not.
    """

    classes: tuple[Word, ...] | None = None
    not_for: tuple[Word, ...] = ()
    welcome: tuple[Word, ...] = ()


class AnswerRule(Part):
    """A fact about each member who accepts, or declines with a reason: 1 within so many working days, 0 later.

    A member who declines with a reason is never given a 0.
    """

    fact: FactKindName
    within_days: Annotated[int, Field(ge=1, le=60, strict=True)]


class QualityRule(Part):
    """A fact with 1 to 5, from the person who accepts the work; below `reason_below`, only with a reason."""

    fact: FactKindName
    reason_below: Annotated[int, Field(ge=1, le=5, strict=True)] = 3


class ReminderRule(Part):
    """One reminder so many days before the day it is due, and at most `after` of them after it, `every_days` apart."""

    before_days: _Days = 2
    after: Annotated[int, Field(ge=0, le=2, strict=True)] = 2
    every_days: Annotated[int, Field(ge=1, le=60, strict=True)] = 3


class LapseRule(Part):
    """A fact, always 1, once a person decides that it lapsed unanswered: not before `after` reminders."""

    fact: FactKindName
    after: Annotated[int, Field(ge=1, le=2, strict=True)] = 2


class AssignmentType(Part):
    """One kind of assignment: who gives it to whom, by which clocks, and what it leaves in the ledger of a member.

    given_by: the offices that may give it, None for all that give assignments. from_minutes: follow-ups of minutes
    become such. done: 1 once it is accepted as done, 0 once a person decides that it was not. on_time: for work that
    was accepted, whether it came by the day, with any extension. joined: 1 once it is accepted. refused: 1 once a
    person decides that it was refused without a reason.
    """

    title: Text
    given_by: tuple[Giving, ...] | None = None
    from_minutes: bool = False
    to: AssignedTo = AssignedTo()
    answered: AnswerRule | None = None
    done: FactKindName | None = None
    on_time: FactKindName | None = None
    quality: QualityRule | None = None
    joined: FactKindName | None = None
    refused: FactKindName | None = None
    lapsed: LapseRule | None = None
    reminders: ReminderRule = ReminderRule()

    def facts(self) -> dict[str, FactKindName]:
        """The facts it can leave about a member, by the key that names each."""
        rules = {"answered": self.answered, "quality": self.quality, "lapsed": self.lapsed}
        plain = {"done": self.done, "on_time": self.on_time, "joined": self.joined, "refused": self.refused}
        named = {key: rule.fact for key, rule in rules.items() if rule is not None}
        return named | {key: fact for key, fact in plain.items() if fact is not None}
