"""Why a row of a bank statement is refused and what to do about it."""

from django.utils.translation import gettext_lazy as _

from goodstanding.flows.imports.reasons import SHARED, CellReason, Reasons

REASONS: Reasons = {
    **SHARED,
    "fen": CellReason(_("This is not an amount."), _("Write yuan with at most two decimals, as 12.50.")),
    "negative": CellReason(
        _("The amount is negative."),
        _("Leave the row out. Take a payment that was paid back, back on the member's page."),
    ),
    "nothing": CellReason(_("The amount is nothing."), _("Leave the row out.")),
    "old": CellReason(_("That day is more than two years ago."), _("Check the day; book older payments manually.")),
    "duplicate": CellReason(
        _("Row %(row)s has the same content."),
        _("Remove one of the two. If both were paid, book the second on the member's page."),
    ),
    "reference_twice": CellReason(
        _("Row %(row)s has this reference with another content."), _("Check which of the two is right.")
    ),
}
