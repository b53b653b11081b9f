"""Why a row of a roster is refused and what to do about it."""

from django.utils.translation import gettext_lazy as _

from goodstanding.flows.imports.reasons import SHARED, Reason, Reasons

REASONS: Reasons = {
    **SHARED,
    "full_before_joined": Reason(_("Nobody becomes a full member before joining."), _("Look up both days.")),
    "before_joined": Reason(_("Nobody belongs to a unit before joining."), _("Look up both days.")),
    "before_unit": Reason(
        _("The unit did not exist on that day."), _("Write a day from %(day)s on, or leave the cell empty.")
    ),
    "shape": Reason(
        _("A number has letters A to Z, digits, dots, hyphens and underscores only."),
        _("Write it so, beginning with a letter or a digit."),
    ),
    "duplicate": Reason(_("Row %(row)s has this number too."), _("Keep one of the two rows.")),
    "unit": Reason(
        _("There is no such unit here."), _("Write the code of an open unit at or below the one you import into.")
    ),
    "unit_name": Reason(_("Several units have this name."), _("Write the unit's code instead of its name.")),
    "taken": Reason(
        _("This number cannot be used here."), _("Check the number; if it is right, turn to the unit above.")
    ),
    "moves": Reason(
        _("The member belongs to another unit here (%(unit)s)."),
        _("Imports move nobody: ask for a transfer, or write %(unit)s."),
    ),
    "since": Reason(
        _("The member has been in the unit since another day (%(day)s)."),
        _("Leave the cell empty; imports do not change the past."),
    ),
    "class_begins": Reason(
        _("The member is to be classed so from %(day)s on."),
        _("Leave it out until then, or change their record."),
    ),
    "class": Reason(_("There is no such class: %(word)s."), _("Write a class as the import page lists it.")),
}
