"""The demonstration's decisions: in one branch two awards of the past year, and one sanction that is in effect.

They are written down by the steps that people take. What they leave there is not made up by the simulator as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.decisions import decisions
from goodstanding.actions.decisions.decisions import DecisionPaper
from goodstanding.engine.period import first_day, month_of
from goodstanding.engine.scheme.decisions import DecisionRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, Member, Unit
from goodstanding.queries.decisions import decisions as queries

#: So long a sanction lasts that has an end, where the rules allow it.
_MONTHS = 6


@dataclass
class DecisionsYear:
    """What the making of it carries along. first: the first month that is made."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    first: int

    def __post_init__(self) -> None:
        rules = queries.rules_of(self.scheme)
        self.rules = rules.kinds if rules is not None else {}
        self.unit: Unit | None = next(iter(assignments.branches()), None) if self.rules else None
        self.kinds = frozenset(rule.entry for rule in self.rules.values() if rule.entry is not None)

    def makes(self, kind: str, unit: int) -> bool:
        """Whether such facts about a unit's members come from here, and are not drawn."""
        return self.unit is not None and kind in self.kinds and unit == self.unit.pk

    def pass_month(self, month: int) -> None:
        """An award of the branch's own body, one of a body above it, and two months ago a sanction."""
        if self.unit is None:
            return
        above = Unit.objects.get_parent(self.unit)
        if month == self.first + 2:
            self._record(0, self._award(self.unit), self.unit, month)
        if month == self.first + 6 and above is not None:
            self._record(1, self._award(above), above, month)
        if month == month_of(self.today) - 2 and above is not None:
            self._record(2, self._sanction(above), above, month)

    def _award(self, body: Unit) -> str | None:
        return next((word for word in self._decided_by(body) if self.rules[word].side == "award"), None)

    def _sanction(self, body: Unit) -> str | None:
        """The first kind whose effect has a last day: what is in effect now ends by itself."""
        found = (word for word in self._decided_by(body) if self.rules[word].side != "award")
        return next((word for word in found if self.rules[word].ends == "date"), None)

    def _decided_by(self, body: Unit) -> Iterator[str]:
        return (word for word, rule in self.rules.items() if body.level in rule.bodies)

    def _record(self, number: int, kind: str | None, body: Unit, month: int) -> None:
        dated = first_day(month) + timedelta(days=9)
        member, rule = self._member(number, dated), self.rules[kind] if kind is not None else None
        by = self._recorder(rule, member) if rule is not None and member is not None else None
        if kind is None or rule is None or member is None or by is None:
            return
        paper = DecisionPaper(
            document=f"示例〔{dated.year}〕{number + 11}号", dated_on=dated, body_unit=body,
            form=next(iter(rule.forms), ""), ends_on=_end(rule, dated), informed_on=dated + timedelta(days=2),
        )  # fmt: skip
        at = datetime.combine(dated + timedelta(days=3), time(10), self.zone)
        decisions.record(member=member, kind=kind, paper=paper, scheme=self.scheme, by=by, at=at)

    def _member(self, number: int, day: date) -> Member | None:
        """One of those who do not sign in, so that the home page of every visitor stays as it is."""
        found = Member.objects.filter(unit=self.unit, left_on=None, account=None, joined_on__lt=day)
        return found.select_related("unit").order_by("-pk")[number : number + 1].first()

    def _recorder(self, rule: DecisionRule, member: Member) -> Viewer | None:
        """The nearest person in office who writes such a thing down about the member."""
        if member.unit is None:
            return None
        for unit in [member.unit, *reversed(list(Unit.objects.get_ancestors(member.unit)))]:
            posts = {"posts__unit": unit, "posts__role__in": rule.recorded_by, "posts__until_on": None}
            account = Account.objects.filter(**posts).order_by("pk").first()
            if account is not None:
                return viewer_of(account, self.today, verified=True)
        return None


def _end(rule: DecisionRule, start: date) -> date | None:
    if rule.ends != "date" or rule.months is None:
        return None
    return queries.last_day(start, min(max(_MONTHS, rule.months.least), rule.months.most))
