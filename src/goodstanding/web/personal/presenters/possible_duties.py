"""What is still possible, each line with its deed: a button for what members confirm, else who can record it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import roles_with
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Member
from goodstanding.queries.months.own import OwnRunning
from goodstanding.queries.months.possible import Possible
from goodstanding.queries.people import offices, units
from goodstanding.queries.personal import confirmations
from goodstanding.queries.study import courses
from goodstanding.web.months.presenters import possible
from goodstanding.web.personal.presenters import confirmations as confirmation_presenters
from goodstanding.web.shell.presenters import terms
from goodstanding.web.study.presenters import courses as course_presenters


def lines(member: Member, running: OwnRunning, today: date) -> list[dict[str, Any]]:
    """One line a duty, in the order of what they give."""
    found, scheme = running.found, running.found.scheme
    own = {one.kind: one for one in confirmations.open_now(member, scheme, today)}
    seats = _Recorders(member, scheme, today)
    waiting = courses.waiting(member, scheme, today)

    def deed(duty: Possible) -> dict[str, Any]:
        if duty.duty.kind in own:
            return confirmation_presenters.deed(own[duty.duty.kind], member)
        return course_presenters.deed(duty.duty, waiting, scheme) or {"by_whom": seats.of(duty)}

    return [possible.line(duty, found) | deed(duty) for duty in running.duties]


class _Recorders:
    """Who can record a kind of entry about a member: looked up once for each set of offices."""

    def __init__(self, member: Member, scheme: Scheme, on: date) -> None:
        self._member, self._scheme, self._on = member, scheme, on
        self._known: dict[frozenset[str], str] = {}

    def of(self, duty: Possible) -> str:
        """The sentence that names them; empty where the office is vacant."""
        allowed = self._scheme.fact_kinds[duty.duty.kind].recorded_by
        roles = frozenset(role for role in roles_with(Permission.RECORD_FACT) if allowed is None or role in allowed)
        if roles not in self._known:
            self._known[roles] = self._named(sorted(roles))
        return self._known[roles]

    def _named(self, roles: Sequence[Any]) -> str:
        unit = self._member.unit
        mine = Account.objects.filter(member=self._member).values_list("pk", flat=True)
        seat = offices.nearest(unit, roles, self._on, without=set(mine)) if unit else None
        if seat is None:
            return ""
        held = [
            post for post in units.posts(seat.unit, self._on) if post.account in seat.accounts and post.role in roles
        ]
        named = terms.listed(f"{post.account.shown_name} ({terms.role(post.role)})" for post in held)
        return _("Recorded by %(names)s") % {"names": named} if named else ""
