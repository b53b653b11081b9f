"""What is still possible, each line with its deed: a button for what members confirm, else who can record it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import Role, roles_with
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Post, Unit
from goodstanding.queries.assignments.assignments import assigned_to
from goodstanding.queries.months.own import OwnRunning
from goodstanding.queries.months.possible import Possible
from goodstanding.queries.rules import confirmations
from goodstanding.queries.sign_in import unit_contacts
from goodstanding.queries.sign_in.unit_contacts import Helpers
from goodstanding.queries.study import courses
from goodstanding.web.appraisal.presenters import own as own_appraisal
from goodstanding.web.assignments.presenters import assignments
from goodstanding.web.care.presenters import own as own_care
from goodstanding.web.dues.presenters import own as own_dues
from goodstanding.web.initiative.presenters import own as own_initiative
from goodstanding.web.months.presenters import possible
from goodstanding.web.personal.presenters import confirmations as confirmation_presenters
from goodstanding.web.personal.presenters import who_else
from goodstanding.web.probation.presenters import own as own_probation
from goodstanding.web.service.presenters import own as own_service
from goodstanding.web.sign_in.presenters import helpers as helper_presenters
from goodstanding.web.study.presenters import courses as course_presenters


def lines(member: Member, running: OwnRunning, today: date) -> list[dict[str, Any]]:
    """One line a duty, in the order of what they give."""
    found, scheme = running.found, running.found.scheme
    own = {one.kind: one for one in confirmations.open_now(member, scheme, today)}
    seats, began = _Recorders(member, scheme, today), own_initiative.Deeds(member, scheme, today)
    served = own_service.ServiceDeeds(member, scheme, today)
    appraised = own_appraisal.AppraisalDeeds(member, scheme)
    is_planned = any(duty.duty.planned for duty in running.duties)
    given = {row.assignment.key: row for row in assigned_to(member)} if is_planned else {}
    waiting = courses.waiting(member, scheme, today) if is_planned else []

    def deed(duty: Possible) -> dict[str, Any]:
        if duty.duty.planned in given:
            return assignments.as_duty(given[duty.duty.planned], today)
        if duty.duty.kind in own:
            return confirmation_presenters.deed(own[duty.duty.kind], member)
        kind = duty.duty.kind
        found = began.of(duty.duty) or own_dues.deed(duty.duty, member, scheme)
        here = found or served.of(duty.duty) or own_care.deed(kind, scheme) or own_probation.deed(kind, scheme)
        here = here or appraised.of(kind)
        return here or course_presenters.deed(duty.duty, waiting, scheme) or {"by_whom": seats.of(duty)}

    return [possible.line(duty, found) | deed(duty) for duty in running.duties]


class _Recorders:
    """Who can record a kind of entry about a member: looked up once for each set of offices."""

    def __init__(self, member: Member, scheme: Scheme, on: date) -> None:
        self._member, self._scheme, self._on = member, scheme, on
        self._known: dict[frozenset[str], str] = {}

    def of(self, duty: Possible) -> str:
        """The sentence that names them; empty where the office is vacant."""
        roles = _recording(duty.duty.kind, self._scheme)
        if roles not in self._known:
            self._known[roles] = self._named(roles)
        return self._known[roles]

    def _named(self, roles: Collection[Role]) -> str:
        _unit, held = _seat(self._member, roles, self._on)
        return _("Recorded by %(names)s") % {"names": who_else.named(held)} if held else ""


def recorder(member: Member, kind: str, scheme: Scheme, today: date) -> dict[str, Any] | None:
    """Who can record a kind of entry about a member, each with the office, and how their unit is reached.

    The unit's own number alone: a person's is for those with the duty. None where those offices are vacant.
    """
    unit, held = _seat(member, _recording(kind, scheme), today)
    if unit is None:
        return None
    contact = unit_contacts.contact_of(unit)
    card = helper_presenters.card(Helpers(unit, held, contact.phone, contact.text) if contact else Helpers(unit, held))
    return card | {"is_reached": bool(card["phone"] or card["text"])}


def _recording(kind: str, scheme: Scheme) -> frozenset[Role]:
    allowed = scheme.fact_kinds[kind].recorded_by
    return frozenset(role for role in roles_with(Permission.RECORD_FACT) if allowed is None or role in allowed)


def _seat(member: Member, roles: Collection[Role], on: date) -> tuple[Unit | None, list[Post]]:
    return who_else.seat(member.unit, roles, on, member) if member.unit else (None, [])
