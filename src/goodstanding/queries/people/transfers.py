"""Transfers that a viewer has to do with: their own, and those of the units they answer for."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.roles import roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.models import Account, Consent, Member, Transfer, Unit
from goodstanding.queries.people import offices

Side = Consent.Side


def transfers(viewer: Viewer) -> QuerySet[Transfer]:
    """All of them, latest first."""
    units = scope.units(viewer, Permission.ANSWER_TRANSFER).order_by().values("pk")
    concerned = Q(from_unit__in=units) | Q(to_unit__in=units)
    if viewer.member_id is not None:
        concerned |= Q(member_id=viewer.member_id)
    related = ("member", "from_unit", "to_unit", "asked_by", "asked_by__member")
    return Transfer.objects.filter(concerned).select_related(*related).order_by("-asked_at", "-pk")


def waiting(viewer: Viewer) -> QuerySet[Transfer]:
    """The open ones, those due first at the top."""
    return transfers(viewer).filter(state=Transfer.State.OPEN).order_by("due_on", "pk")


def ended(viewer: Viewer) -> QuerySet[Transfer]:
    """The others, latest first."""
    return transfers(viewer).exclude(state=Transfer.State.OPEN)


def to_answer(viewer: Viewer) -> QuerySet[Transfer]:
    """The open ones of which the viewer may still answer a side, those due first at the top."""
    units = scope.units(viewer, Permission.ANSWER_TRANSFER).order_by().values("pk")
    own = Q(member_id=viewer.member_id) if viewer.member_id is not None else Q(pk=None)
    asked = own & _unanswered(Side.MEMBER)
    asked |= ~own & Q(from_unit__in=units) & _unanswered(Side.GIVING)
    asked |= ~own & Q(to_unit__in=units) & _unanswered(Side.RECEIVING)
    return waiting(viewer).filter(asked)


def _unanswered(side: Consent.Side) -> Q:
    return ~Q(Exists(Consent.objects.filter(transfer=OuterRef("pk"), side=side)))


def sides_of(viewer: Viewer, transfer: Transfer) -> list[Consent.Side]:
    """The sides that a viewer may answer for and that have not answered yet."""
    if transfer.state != Transfer.State.OPEN:
        return []
    answered = set(transfer.consents.values_list("side", flat=True))
    sides = sides_for(viewer, transfer.member, transfer.from_unit, transfer.to_unit)
    return [side for side in sides if side not in answered]


def sides_for(viewer: Viewer, member: Member, giving: Unit, receiving: Unit) -> list[Consent.Side]:
    """The sides that a viewer may answer for; no officer answers for a unit about themselves."""
    if viewer.member_id == member.pk:
        return [Side.MEMBER]
    sides = [Side.GIVING] if viewer.may(Permission.ANSWER_TRANSFER, giving) else []
    return sides + ([Side.RECEIVING] if viewer.may(Permission.ANSWER_TRANSFER, receiving) else [])


def who_answers(transfer: Transfer, side: Consent.Side, on: date) -> list[Account]:
    """Who can answer for a side: the member, or the nearest office of the unit or above it."""
    mine = list(Account.objects.filter(member=transfer.member))
    if side is Side.MEMBER:
        return mine
    unit = transfer.from_unit if side is Side.GIVING else transfer.to_unit
    near = offices.nearest(unit, roles_with(Permission.ANSWER_TRANSFER), on, without={account.pk for account in mine})
    return near.accounts if near else []
