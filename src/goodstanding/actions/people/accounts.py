"""Accounts: made for members by those with the duty, and for others by the operator."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.people import ways_in
from goodstanding.actions.people.identifiers import refuse_unfit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, Member
from goodstanding.queries.people.members import names_in_use

#: What people may choose for themselves.
CHOICES = frozenset({"language", "theme", "large_type"})


def of_member(member: Member, *, at: datetime) -> Account:
    """The member's account, made now if there is none; nobody can sign in with it before they are invited."""
    account = Account.objects.filter(member=member).first()
    if account is None and Account.objects.filter(login__iexact=member.number).exists():
        raise ActionRefused(_("This member's number is another person's sign-in name; ask an operator to check both."))
    defaults = {"login": member.number, "password": make_password(None), "created_at": at}
    return account or Account.objects.get_or_create(member=member, defaults=defaults)[0]


@transaction.atomic
def create(*, login: str, name: str, by: Viewer | None, at: datetime, password: str | None = None) -> Account:
    """An account for a person who is no member. Raises ActionRefused on a sign-in name in use."""
    check(by, Permission.OPERATE)
    refuse_unfit(login, "login", most=60)
    if names_in_use([login]):
        raise ActionRefused(_("This sign-in name is in use."), "login")
    account = Account.objects.create(login=login, name=name, password=make_password(password), created_at=at)
    audit.record("create", "account", login, by=by, at=at, fields=("login", "name"))
    return account


@transaction.atomic
def close(*, account: Account, by: Viewer | None, at: datetime) -> None:
    """Closes an account: no sign-in is possible with it any more, and a signed-in holder is out with the next page."""
    check(by, Permission.OPERATE)
    if by is not None and account.pk == by.account.pk:
        raise ActionRefused(_("You cannot close your own account. Ask another operator."))
    account.is_active = False
    account.save(update_fields=["is_active"])
    # Opened again, it is no way in for whatever was open before.
    ways_in.shut(account, by=by, at=at)
    unit = audit.unit_of(account)
    audit.record("close", "account", account.login, by=by, at=at, unit=unit, fields=("is_active",))


@transaction.atomic
def reopen(*, account: Account, by: Viewer | None, at: datetime) -> None:
    """Opens a closed account again. Raises ActionRefused when its member has left."""
    check(by, Permission.OPERATE)
    if account.member is not None and account.member.left_on is not None:
        raise ActionRefused(_("This person is no longer a member."))
    account.is_active = True
    account.save(update_fields=["is_active"])
    unit = audit.unit_of(account)
    audit.record("reopen", "account", account.login, by=by, at=at, unit=unit, fields=("is_active",))


def choose(*, account: Account, values: dict[str, object]) -> None:
    """Stores how an account holder wants the screens. Nothing else can be set here."""
    chosen = {name: value for name, value in values.items() if name in CHOICES}
    Account.objects.filter(pk=account.pk).update(**chosen)
