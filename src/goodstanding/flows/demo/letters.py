"""The demonstration's letters: one question that was answered, one that waits, and a complaint answered above."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import viewer_of
from goodstanding.actions.letters import letters
from goodstanding.actions.letters.letters import LetterText
from goodstanding.actions.people import accounts
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, Letter, Member, Unit
from goodstanding.queries.letters import letters as queries

_ANSWERED = LetterText("上次会议的材料在哪里看", "上次请假没有参加，想补看会上发的材料。")
_ANSWER = "在活动室资料柜第二层，也可以找小组长借阅。"
_WAITING = LetterText("活动室的投影仪怎么借", "小组学习想用投影仪，需要提前几天登记？")
_COMPLAINT = LetterText("同一份表填了两遍", "上个月的基本情况表，支部收了一遍，街道又收了一遍，内容一样。")
_REMEDY = "情况属实。今后由支部填一次，街道直接使用，不再另发表格。"


@dataclass
class LettersMaking:
    """What the making of them carries along."""

    scheme: Scheme
    at: datetime
    zone: ZoneInfo

    def leave(self) -> int:
        """Lets members write, and people in office answer. Returns how many letters there are."""
        rules = self.scheme.letters
        branches = assignments.branches()
        if rules is None or len(branches) < 2:
            return 0
        question = next((word for word, rule in rules.kinds.items() if rule.to == "own"), None)
        complaint = next((word for word, rule in rules.kinds.items() if rule.to == "above"), None)
        asking = list(self._in_office(branches[0]))
        if question is not None and len(asking) == 2:
            # Settled as well: nothing of it stays on the home page of the person who asked.
            self._settle(self._answer(self._write(asking[0], question, _ANSWERED, days=14), _ANSWER, days=12), days=11)
            self._write(asking[1], question, _WAITING, days=0)
        if complaint is not None:
            last = Member.objects.filter(unit=branches[1], left_on=None).order_by("pk").last()
            if last is not None:
                writer = accounts.of_member(last, at=self.at)
                self._answer(self._write(writer, complaint, _COMPLAINT, days=21), _REMEDY, days=17)
        return Letter.objects.count()

    def _in_office(self, unit: Unit) -> list[Account]:
        """Two of a branch who sign in and are no visitors of the demonstration."""
        posts = {"posts__unit": unit, "posts__role__in": (Role.GROUP_LEADER, Role.COMMITTEE), "posts__until_on": None}
        return list(Account.objects.filter(**posts).select_related("member__unit").order_by("-member")[:2])

    def _ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)

    def _write(self, account: Account, kind: str, what: LetterText, *, days: int) -> Letter:
        by, member = viewer_of(account, self._day(), verified=True), account.member
        assert member is not None, "members write"
        return letters.make(member=member, kind=kind, what=what, scheme=self.scheme, by=by, at=self._ago(days))

    def _answer(self, letter: Letter, words: str, *, days: int) -> Letter:
        """Answered by the first of those who answer it."""
        rule, on = letters.rule_of(letter.kind, self.scheme), self._day()
        found = queries.answerers(letter.at_unit, rule, letter.about_unit, letter.member_id, on)
        by = viewer_of(found.order_by("pk")[0], on, verified=True)
        letters.answer(letter=letter, words=words, scheme=self.scheme, by=by, at=self._ago(days))
        return letter

    def _settle(self, letter: Letter, *, days: int) -> None:
        by = viewer_of(letter.made_by, self._day(), verified=True)
        letters.settle(letter=letter, by=by, at=self._ago(days))

    def _day(self) -> date:
        return self.at.astimezone(self.zone).date()
