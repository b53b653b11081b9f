"""Invitations: a code is printed, handed over, and used once."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.office_grants import check_vouch, offices_of
from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.people import accounts, posts, ways_in
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, Invitation, Member
from goodstanding.queries.people.calendars import today

GOOD_FOR = timedelta(days=30)
#: That a person was invited stays in the audit trail; the line of a code that is good no more has no use after this.
KEPT_FOR = timedelta(days=365)
#: Letters and digits that no one mistakes for one another on paper. 20 of them carry 98 bits.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ234567"
_LENGTH, _GROUP = 20, 5


@dataclass(frozen=True)
class Printed:
    """An invitation as it is handed over; the code is nowhere else."""

    invitation: Invitation
    code: str


@transaction.atomic
def invite(*, member: Member, by: Viewer | None, at: datetime) -> Printed:
    """Makes a code for a member. Codes that are still good stay good, so that printing once more voids no paper.

    Raises Denied where the member has an office that the viewer may not give, and Refusal when they have signed in and
    no office of theirs waits for a code.
    """
    if member.unit is None:
        raise ActionRefused(_("This person is no longer a member."))
    check(by, Permission.INVITE, member.unit)
    account = accounts.of_member(member, at=at)
    check_vouch(by, account, today(at))
    if account.has_usable_password() and not offices_of(account, today(at)).filter(accepted_at=None).exists():
        raise ActionRefused(_("This member can already sign in. If they cannot, reset the account first."))
    return _print(account, by=by, at=at)


@transaction.atomic
def withdraw(*, member: Member, by: Viewer, at: datetime) -> None:
    """Makes all codes of a member good no more, as when a paper was lost. Raises Denied as `invite` does."""
    if member.unit is None:
        raise ActionRefused(_("This person is no longer a member."))
    check(by, Permission.INVITE, member.unit)
    account = accounts.of_member(member, at=at)
    check_vouch(by, account, today(at))
    ways_in.withdraw_codes(account, by=by, at=at)
    audit.record("withdraw", "invitation", account.login, by=by, at=at, unit=member.unit)


@transaction.atomic
def invite_account(*, account: Account, by: Viewer | None, at: datetime) -> Printed:
    """An operator makes a code for anyone who has lost or never had a way in, as for holders of the highest offices.

    Raises ActionRefused for the operator's own account, for a closed one, and for one with a way in that no office
    waits for.
    """
    check(by, Permission.OPERATE)
    if by is not None and by.account.pk == account.pk:
        raise ActionRefused(_("You cannot make a code for yourself. Ask another operator."))
    if not account.is_active:
        raise ActionRefused(_("This account is closed."))
    if account.has_usable_password() and not offices_of(account, today(at)).filter(accepted_at=None).exists():
        raise ActionRefused(_("This member can already sign in. If they cannot, reset the account first."))
    return _print(account, by=by, at=at)


@transaction.atomic
def reset(*, member: Member, by: Viewer, at: datetime) -> Printed:
    """Takes a lost way in away - password, passkeys, everything signed in - and makes a new code."""
    if member.unit is None:
        raise ActionRefused(_("This person is no longer a member."))
    check(by, Permission.INVITE, member.unit)
    account = accounts.of_member(member, at=at)
    if offices_of(account, today(at)).exists():
        # Otherwise the person who may invite could take over the account of a person with more rights than their own.
        check(by, Permission.OPERATE)
    return _reset(account, by=by, at=at)


@transaction.atomic
def reset_account(*, account: Account, by: Viewer, at: datetime) -> Printed:
    """An operator takes a lost way in away, whatever office it leads to, and makes a new code."""
    check(by, Permission.OPERATE)
    if by.account.pk == account.pk:
        raise ActionRefused(_("You cannot make a code for yourself. Ask another operator."))
    if not account.is_active:
        raise ActionRefused(_("This account is closed."))
    return _reset(account, by=by, at=at)


def _reset(account: Account, *, by: Viewer, at: datetime) -> Printed:
    ways_in.take_away(account, by=by, at=at)
    unit = audit.unit_of(account)
    audit.record("reset", "account", account.login, by=by, at=at, unit=unit, fields=("password",))
    return _print(account, by=by, at=at)


@transaction.atomic
def accept(*, code: str, password: str, at: datetime) -> Account:
    """Makes the account the code is for theirs, with a password. Raises ActionRefused on any code that is not good.

    Whatever was open under the account before ends: others may have had a part in it. Which offices count from now on
    depends on who made the code.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(
            digest__in=digests_of(code), used_at=None, withdrawn_at=None, good_until__gt=at, account__is_active=True
        )
        .first()
    )
    if invitation is None:
        raise ActionRefused(_("This code is not valid. Check it letter by letter, or ask for a new one."), "code")
    account = invitation.account
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise ActionRefused(" ".join(error.messages), "password") from error
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    ways_in.take_away(account, by=None, at=at)
    account.set_password(password)
    account.invited_by = invitation.made_by
    account.save(update_fields=["password", "invited_by"])
    audit.record("accept", "invitation", invitation.key, by=None, at=at, unit=audit.unit_of(account))
    posts.accept(account=account, invited_by=invitation.made_by, at=at)
    return account


@transaction.atomic
def purge(*, at: datetime) -> int:
    """Forgets codes that were used, withdrawn or ran out a year ago. Gives how many those were."""
    return Invitation.objects.filter(good_until__lt=at - KEPT_FOR).delete()[0]


def digests_of(code: str) -> list[str]:
    """What is kept of a code: a keyed digest of its letters, however it was typed. The newest key comes first.

    A code on paper outlives a change of keys as long as the old key can still be read with.
    """
    plain = "".join(letter for letter in code.upper() if letter in _ALPHABET)
    secrets_of_house = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        hmac.new(secret.encode(), f"invitation:{plain}".encode(), hashlib.sha256).hexdigest()
        for secret in secrets_of_house
    ]


def _print(account: Account, *, by: Viewer | None, at: datetime) -> Printed:
    letters = "".join(secrets.choice(_ALPHABET) for _number in range(_LENGTH))
    code = "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
    invitation = Invitation.objects.create(
        account=account,
        digest=digests_of(code)[0],
        made_at=at,
        made_by=by.account if by else None,
        good_until=at + GOOD_FOR,
    )
    audit.record("invite", "account", account.login, by=by, at=at, unit=audit.unit_of(account))
    return Printed(invitation, code)
