"""Why a row of facts is refused and what to do about it."""

from functools import cache

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.ledger.rules import EntryError
from goodstanding.flows.imports.reasons import SHARED, CellReason, Reasons

_LOOK_UP = _("Look up the day.")
#: What the ledger itself refuses, in its own sentences.
_LEDGER: Reasons = {
    "future": CellReason(_("That day is still to come."), _LOOK_UP),
    "before_joined": CellReason(_("That is before the member joined."), _LOOK_UP),
    "after_left": CellReason(_("The member had left by that day."), _LOOK_UP),
    "unit_then": CellReason(_("The unit did not exist on that day."), _LOOK_UP),
    "too_large": CellReason(_("This value is larger than such a fact can have."), _("Look up the value.")),
    "negative": CellReason(_("A value is never negative."), _("Look up the value.")),
    "not_members": CellReason(_("This kind of fact is not about members."), _("Write the code of a unit.")),
    "not_units": CellReason(_("This kind of fact is not about units."), _("Write the number of a member.")),
    "kind": CellReason(
        _("The rules know no such kind of fact."), _("Write a kind as the import page lists it: its name or its title.")
    ),
}
REASONS: Reasons = {
    **SHARED,
    **_LEDGER,
    "amount": CellReason(
        _("This is not a value."), _("Write a number with at most three decimals; yes or no; or “excused”.")
    ),
    "kind_twice": CellReason(_("Several kinds of fact have this title."), _("Write the kind's name: %(word)s.")),
    # The answer is the same for any member of any unit, so that it tells nothing about others.
    "nobody": CellReason(_("There is no such member or unit here."), _("Write somebody of the unit you import into.")),
    "office": CellReason(_("Your office does not record this kind of fact."), _("Leave the row to the unit above.")),
    "duplicate": CellReason(
        _("Row %(row)s says the same."), _("Keep one of the two; if both happened, give each a reference of its own.")
    ),
    "contradicts": CellReason(
        _("Row %(row)s says otherwise of the same."),
        _("Look up which is right; if both happened, give each a reference of its own."),
    ),
    "key_twice": CellReason(
        _("Row %(row)s has this key and says something else."), _("Give each row a key of its own.")
    ),
    "meeting": CellReason(
        _("The closed meeting %(word)s has recorded this already."),
        _("Leave the row out; if something else took place as well, give it a key of its own."),
    ),
    "otherwise": CellReason(
        _("The ledger says otherwise of this already."),
        _("Correct it on its page; imports change nothing that is recorded."),
    ),
}


@cache
def _words() -> dict[str, str]:
    with translation.override("en"):
        return {str(reason.says): word for word, reason in _LEDGER.items()}


def word_of(fault: EntryError) -> str:
    """The word of what the ledger refuses. Raises KeyError for a sentence that has none here."""
    with translation.override("en"):
        return _words()[str(fault.message)]
