"""What people name things by: codes of units, numbers of members, sign-in names. Looked at wherever one is made."""

from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, Member
from goodstanding.models.public_id import MOST, RESERVED, is_given


def refuse_unfit(text: str, field: str, *, most: int = MOST) -> None:
    """Raises ActionRefused for a text that has not the shape of a code, a number or a sign-in name."""
    if not is_given(text, most):
        told = _("Write letters A to Z, digits, dots, hyphens, underscores; a letter or digit first; %(most)s at most.")
        raise ActionRefused(told % {"most": most}, field)


def refuse_code(code: str) -> None:
    """Raises ActionRefused for what cannot be a unit's code: also a word that stands in an address itself."""
    refuse_unfit(code, "code")
    if code in RESERVED:
        raise ActionRefused(_("This word is the address of a page here; choose another code."), "code")


def refuse_number(number: str) -> None:
    """Raises ActionRefused for what cannot be a new member's number: another's number in any case, or a sign-in
    name.
    """
    refuse_unfit(number, "number")
    if taken([number]):
        raise ActionRefused(_("Another member has this number."), "number")


def taken(names: list[str]) -> set[str]:
    """Those that are a member's number or a sign-in name already, in small letters, however they are written."""
    plain = {one.lower() for one in names}
    numbers = Member.objects.alias(plain=Lower("number")).filter(plain__in=plain)
    logins = Account.objects.alias(plain=Lower("login")).filter(plain__in=plain)
    found = {*numbers.values_list("number", flat=True), *logins.values_list("login", flat=True)}
    return {one.lower() for one in found}
