"""The demonstration's warnings, as they are found, and two cases of the second branch: one closed, one that waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.cases import cases, warnings
from goodstanding.actions.cases.cases import Order, Subject
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.cases import watching
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, DutyCase, EarlyWarning, Post, Unit

#: Found some weeks ago, so that nothing of it is new on the pages of the people who walk in.
_AGO = 20
_DONE = (
    "补齐会议记录",
    "走访时看到上季度有两次会议没有及时关闭名单。",
    "核对签到情况，把两次会议的名单关闭，记录补齐。",
)
_REPLY, _CHECKED = "两次会议的名单都已关闭，记录已补齐，今后当天关闭。", "抽查了两次会议，名单和记录齐全。"
_WAITING = ("排好下季度党课", "年度计划里还没有下季度党课。", "与各小组商量时间，把下季度党课排进年度计划。")


@dataclass
class CasesMaking:
    """What the making of them carries along."""

    scheme: Scheme
    at: datetime
    zone: ZoneInfo

    def leave(self) -> int:
        """Looks for warnings, and lets people in office deal with two cases. Returns how many cases there are."""
        then = self.at - timedelta(days=_AGO)
        for moment in (then, self.at):
            watching.look(on=self._day(moment), scheme=self.scheme, at=moment)
        self._read()
        branches = assignments.branches()
        if self.scheme.cases is not None and len(branches) > 1:
            self._cases(branches[1])
        return DutyCase.objects.count()

    def _read(self) -> None:
        """Members who sign in have read theirs: they stand on a page of their own, and wait no more."""
        mine = EarlyWarning.objects.filter(member__account__isnull=False, state=EarlyWarning.State.OPEN)
        for one in mine.select_related("member__account"):
            assert one.member is not None, "the warning is about a member"
            warnings.note(warning=one, by=self._viewer(one.member.account), at=self.at)

    def _cases(self, branch: Unit) -> None:
        owner = Post.objects.filter(unit=branch, role=Role.SECRETARY, until_on=None).select_related("account").first()
        above = Unit.objects.get_ancestors(branch)
        officers = Post.objects.filter(unit__in=above, role=Role.OFFICER, until_on=None).select_related("account")
        officer = officers.order_by("-unit__depth", "pk").first()
        if owner is None or officer is None:
            return
        by = self._viewer(officer.account)
        ended = self._open(branch, owner, by, _DONE, days=30)
        cases.reply(case=ended, words=_REPLY, by=self._viewer(owner.account), at=self._ago(22))
        cases.close(case=ended, words=_CHECKED, scheme=self.scheme, by=by, at=self._ago(21))
        self._open(branch, owner, by, _WAITING, days=3)

    def _open(self, branch: Unit, owner: Post, by: Viewer, what: tuple[str, str, str], *, days: int) -> DutyCase:
        title, reason, text = what
        then = self._ago(days)
        order = Order(reason, title, text, owner, self._day(then) + timedelta(days=14))
        return cases.open_case(about=Subject(branch), order=order, scheme=self.scheme, by=by, at=then)

    def _viewer(self, account: Account) -> Viewer:
        return viewer_of(account, self._day(self.at), verified=True)

    def _ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()
