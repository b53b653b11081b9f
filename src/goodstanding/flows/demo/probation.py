"""The demonstration's probations: every member on probation has a timeline, and in one branch its steps were taken.

It is made by the same steps that people take. What it leaves there is not made up by the simulator as well.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.people import members
from goodstanding.actions.probation import steps, timeline
from goodstanding.engine.period import first_day, last_day, month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, ProbationStep, Unit
from goodstanding.queries.probation import probations

#: For so long after they joined members of the branch are on probation, or it is to be decided.
_NEW = timedelta(days=450)


@dataclass
class ProbationYear:
    """What the making of it carries along."""

    scheme: Scheme
    today: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        rule = probations.rule_of(self.scheme)
        self.unit: Unit | None = next(iter(assignments.branches()), None) if rule is not None else None
        self.kinds = frozenset(rule.facts().values()) if rule is not None else frozenset()

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such facts about a unit's members come from here, and are not drawn."""
        return self.unit is not None and kind in self.kinds and unit == self.unit.pk

    def pass_month(self, month: int) -> None:
        """What was due in a month was done then, but the last of what is over, which is left for a visitor."""
        by = self._secretary()
        if self.unit is None or by is None or month > month_of(self.today) - 2:
            return
        day = last_day(month)
        self._accept(self.unit, day)
        timeline.begin_missing(on=day, scheme=self.scheme, at=self._at(day))
        due = ProbationStep.objects.filter(
            probation__member__unit=self.unit, due_on__gte=first_day(month), due_on__lte=day, done_on=None
        )  # fmt: skip
        for step in due.exclude(probation__member=by.member_id).select_related("probation__member__unit"):
            on = max(step.due_on - timedelta(days=3), step.probation.accepted_on)
            steps.finish(step=step, on=on, scheme=self.scheme, by=by, at=self._at(day))

    def _accept(self, unit: Unit, day: date) -> None:
        """Classes the newest members of the branch as on probation, but people in office and the visitor."""
        rule, at = probations.rule_of(self.scheme), self._at(day)
        found = unit.members.filter(left_on=None, full_on=None, joined_on__gte=self.today - _NEW, joined_on__lte=day)
        new = found.exclude(account__posts__isnull=False).exclude(classes__word=rule.of_class if rule else "")
        visitor = unit.members.order_by("pk").last()
        for member in new.exclude(pk=visitor.pk if visitor else None):
            held = member.classes.filter(word=rule.becomes, until_on=None).first() if rule else None
            if rule is not None and held is not None:
                given: dict[str, Any] = {"member": member, "on": held.from_on, "by": None, "at": at}
                members.end_class(word=rule.becomes, **given)
                members.begin_class(word=rule.of_class, scheme=self.scheme, **given)

    def leave_open(self, at: datetime) -> int:
        """Makes the timelines that are missing today. Returns how many."""
        return timeline.begin_missing(on=self.today, scheme=self.scheme, at=at)

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(16), self.zone)

    def _secretary(self) -> Viewer | None:
        posts = {"posts__unit": self.unit, "posts__role": Role.SECRETARY, "posts__until_on": None}
        account = Account.objects.filter(**posts).order_by("pk").first() if self.unit is not None else None
        return viewer_of(account, self.today, verified=True) if account else None
