"""The demonstration's announcements: one of a branch, which some have confirmed, and one from the unit above it."""

from datetime import date, datetime, timedelta

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.bulletins import bulletins
from goodstanding.actions.bulletins.bulletins import Words
from goodstanding.flows.demo import assignments
from goodstanding.models import Account, Unit

_STANDS = timedelta(days=21)
_OF_BRANCH = ("活动室周末开放时间调整", "本月起周六、周日9:00至17:00开放，请从南门进入。")
_FROM_ABOVE = ("冬季用电安全提醒", "离开活动室请关闭取暖设备；发现线路老化请告诉支部。")


def announce(*, today: date, at: datetime) -> None:
    """Makes both, and lets every second member of the branch confirm the branch's own."""
    branch = next(iter(assignments.branches()), None)
    if branch is None:
        return
    for unit, (title, text) in ((branch, _OF_BRANCH), (_above(branch, today), _FROM_ABOVE)):
        by = _holder(unit, today)
        if unit is not None and by is not None:
            made = bulletins.make(unit=unit, what=Words(title, text, today + _STANDS), by=by, at=at)
            members = list(branch.members.filter(left_on=None).order_by("pk"))
            bulletins.tell(bulletin=made, members=members[1::2], by=by, at=at)


def _above(branch: Unit, today: date) -> Unit | None:
    """The nearest unit above in which there is an officer."""
    unit: Unit | None = Unit.objects.get_parent(branch)
    while unit is not None and _holder(unit, today) is None:
        unit = Unit.objects.get_parent(unit)
    return unit


def _holder(unit: Unit | None, today: date) -> Viewer | None:
    roles = (Role.SECRETARY, Role.OFFICER)
    posts = {"posts__unit": unit, "posts__role__in": roles, "posts__until_on": None}
    account = Account.objects.filter(**posts).order_by("pk").first() if unit is not None else None
    return viewer_of(account, today, verified=True) if account else None
