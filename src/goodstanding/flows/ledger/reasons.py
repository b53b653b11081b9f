"""Why a row of facts is refused and what to do about it."""

from functools import cache

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goodstanding.flows.imports.reasons import SHARED, CellReason, Reasons
from goodstanding.queries.ledger.faults import EntryError

_LOOK_UP = _("Check the day.")
#: What the ledger itself refuses, in its own sentences.
_LEDGER: Reasons = {
    "future": CellReason(_("That day is still to come."), _LOOK_UP),
    "before_joined": CellReason(_("That is before the member joined."), _LOOK_UP),
    "after_left": CellReason(_("The member had left by that day."), _LOOK_UP),
    "unit_then": CellReason(_("The unit did not exist on that day."), _LOOK_UP),
    "too_large": CellReason(_("This value is larger than this kind of entry allows."), _("Check the value.")),
    "negative": CellReason(_("A value is never negative."), _("Check the value.")),
    "not_members": CellReason(_("This kind of entry is not for members."), _("Write the code of a unit.")),
    "not_units": CellReason(_("This kind of entry is not for units."), _("Write the number of a member.")),
    "kind": CellReason(
        _("The rules have no such kind of entry."),
        _("Write a kind as the import page lists it: its name or its title."),
    ),
}
REASONS: Reasons = {
    **SHARED,
    **_LEDGER,
    "amount": CellReason(
        _("This is not a valid value."), _("Write a number with at most three decimals; yes or no; or “excused”.")
    ),
    "kind_twice": CellReason(_("Several kinds of entry have this title."), _("Write the kind's name: %(word)s.")),
    # The answer is the same for any member of any unit, so that it tells nothing about others.
    "nobody": CellReason(
        _("There is no such member or unit here."), _("Write a member or unit within the unit you import into.")
    ),
    "office": CellReason(_("Your office does not record this kind of entry."), _("Leave the row to the unit above.")),
    "duplicate": CellReason(
        _("Row %(row)s has the same content."),
        _("Remove one of the two. If both happened, give each its own reference."),
    ),
    "contradicts": CellReason(
        _("Row %(row)s has the same entry with another content."),
        _("Check which is right; if both happened, give each its own reference."),
    ),
    "key_twice": CellReason(_("Row %(row)s has this key but another content."), _("Give each row its own key.")),
    "meeting": CellReason(
        _("A closed meeting or an assignment has already recorded this: %(word)s."),
        _("Leave the row out; if something else took place as well, give it its own key."),
    ),
    "otherwise": CellReason(
        _("The recorded entry differs."),
        _("Correct it on its own page; imports do not change recorded entries."),
    ),
}


@cache
def _reason_names() -> dict[str, str]:
    with translation.override("en"):
        return {str(reason.says): word for word, reason in _LEDGER.items()}


def word_of(fault: EntryError) -> str:
    """The word of what the ledger refuses. Raises KeyError for a sentence that has none here."""
    with translation.override("en"):
        return _reason_names()[str(fault.message)]
