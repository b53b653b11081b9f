"""Requests of visitors who cannot sign in: stored as they are typed, and matched by a worker.

Storing costs the same whether or not there is such a member, so that neither the answer nor its time tells anything.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.roles import roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, Member, SignInRequest
from goodstanding.names.spelling import name_of
from goodstanding.queries.people import offices
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.namesakes import name_anywhere

#: A request that no one answered has no use after this.
KEPT_FOR = timedelta(days=30)
_AT_ONCE = 200


def ask(*, number: str, name: str, at: datetime) -> None:
    """Stores a request. Whether there is such a member is not looked up here."""
    SignInRequest.objects.create(number=number.lower(), name=name_of(name), asked_at=at)


def match(*, at: datetime) -> int:
    """Looks for the members of new requests, and tells those who can let them in. Returns how many it has told of."""
    found = SignInRequest.objects.filter(matched_at=None).order_by("pk")[:_AT_ONCE]
    return sum(_match(request, at=at) for request in found)


@transaction.atomic
def _match(request: SignInRequest, *, at: datetime) -> bool:
    locked = SignInRequest.objects.select_for_update().filter(pk=request.pk, matched_at=None).first()
    if locked is None:
        return False
    member = Member.objects.filter(number__iexact=locked.number, name=locked.name, left_on=None).first()
    # Asked again while the first request is open: one is enough, for anyone who answers it.
    is_new = member is not None and not member.sign_in_requests.filter(answered_at=None).exists()
    locked.matched_at, locked.member = at, member if is_new else None
    locked.save(update_fields=["matched_at", "member"])
    if member is None or not is_new:
        return False
    _tell(locked, member, at=at)
    return True


def _tell(request: SignInRequest, member: Member, *, at: datetime) -> None:
    assert member.unit is not None, "a member who has not left belongs to a unit"
    own = Account.objects.filter(member=member).values_list("pk", flat=True)
    seat = offices.nearest(member.unit, roles_with(Permission.INVITE), today(at), without=list(own))
    facts = {"member": name_anywhere(member), "unit": member.unit.name}
    link = f"/desk/invitations/{member.unit.code}/"
    for account in seat.accounts if seat else []:
        notices.tell(account, "sign_in_asked", facts, idempotency_key=f"sign_in:{request.key}", at=at, link=link)


@transaction.atomic
def answer(*, member: Member, by: Viewer, at: datetime) -> None:
    """Marks the open requests of a member as answered, as by a new code. Raises Denied without the right to invite."""
    if member.unit is None:
        raise ActionRefused(_("This person is no longer a member."))
    check(by, Permission.INVITE, member.unit)
    answered = {"answered_at": at, "answered_by": by.account}
    if member.sign_in_requests.filter(answered_at=None).update(**answered):
        audit.record("answer", "sign_in_request", member.number, by=by, at=at, unit=member.unit)


def purge(*, at: datetime) -> int:
    """Deletes requests of more than a month ago. Returns how many those were."""
    return SignInRequest.objects.filter(asked_at__lt=at - KEPT_FOR).delete()[0]
