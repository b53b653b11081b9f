"""The days of a probation, by the rules and the day of acceptance alone: pure, so that they can be counted after."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.scheme.probation import ProbationRule, StepRule


@dataclass(frozen=True)
class PlannedStep:
    """One step: of which kind, which of its kind, and until when it is due."""

    kind: str
    number: int
    due_on: date


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def end_of(rule: ProbationRule, accepted_on: date) -> date:
    """The day on which a probation is over that is not extended."""
    return months_after(accepted_on, rule.months)


def planned(rule: ProbationRule, accepted_on: date) -> list[PlannedStep]:
    """Every step of a probation, by its day, in the order of the rules."""
    found = [
        PlannedStep(word, number, months_after(accepted_on, months))
        for word, step in rule.steps.items()
        for number, months in enumerate(step.after_months, 1)
    ]
    return sorted(found, key=lambda step: step.due_on)


def planned_again(rule: ProbationRule, was_end: date, end_on: date) -> list[PlannedStep]:
    """The steps that an extension adds, after the old end and up to the new one."""
    found = [one for word, step in rule.steps.items() for one in _again(word, step, was_end, end_on)]
    return sorted(found, key=lambda step: step.due_on)


def _again(word: str, step: StepRule, was_end: date, end_on: date) -> Iterator[PlannedStep]:
    number = len(step.after_months)
    if step.again_every is not None:
        count = 1
        while (due := months_after(was_end, count * step.again_every)) <= end_on:
            yield PlannedStep(word, number + count, due)
            count += 1
    elif step.again_at_end:
        yield PlannedStep(word, number + 1, end_on)


def may_extend_to(rule: ProbationRule, was_end: date, end_on: date) -> bool:
    """Whether a probation can be extended until that day."""
    if rule.extension is None:
        return False
    return months_after(was_end, rule.extension.least) <= end_on <= months_after(was_end, rule.extension.most)
