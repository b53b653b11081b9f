"""What people name things by: codes of units, numbers of members, sign-in names. Looked at wherever one is made."""

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import MemberNumbers
from goodstanding.models.public_id import MOST, RESERVED, is_given
from goodstanding.queries.people.members import names_in_use


def refuse_unfit(text: str, field: str, *, most: int = MOST) -> None:
    """Raises ActionRefused for a text that has not the shape of a code, a number or a sign-in name."""
    if not is_given(text, most):
        sentence = _(
            "Write letters A to Z, digits, dots, hyphens, underscores; a letter or digit first; %(most)s at most."
        )
        raise ActionRefused(sentence % {"most": most}, field)


def refuse_code(code: str) -> None:
    """Raises ActionRefused for what cannot be a unit's code: also a word that stands in an address itself."""
    refuse_unfit(code, "code")
    if code in RESERVED:
        raise ActionRefused(_("This word is the address of a page here; choose another code."), "code")


def refuse_number(number: str, written: MemberNumbers | None = None) -> None:
    """Raises ActionRefused for what cannot be a new member's number: another's number in any case, a sign-in name, or
    one that is not written as the organization writes them.
    """
    refuse_unfit(number, "number")
    if written is not None and not written.has(number):
        told = _("Numbers are written otherwise here, such as %(example)s.")
        raise ActionRefused(told % {"example": written.example}, "number")
    if names_in_use([number]):
        raise ActionRefused(_("Another member has this number."), "number")
