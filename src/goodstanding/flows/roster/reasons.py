"""Why a row of a roster is refused and what to do about it."""

from django.utils.translation import gettext_lazy as _

from goodstanding.flows.imports.reasons import SHARED, CellReason, Reasons

REASONS: Reasons = {
    **SHARED,
    "full_before_joined": CellReason(_("A member cannot become a full member before joining."), _("Check both days.")),
    "before_joined": CellReason(_("A member cannot belong to a unit before joining."), _("Check both days.")),
    "before_unit": CellReason(
        _("The unit did not exist on that day."), _("Write a day from %(day)s on, or leave the cell empty.")
    ),
    "shape": CellReason(
        _("A number has letters A to Z, digits, dots, hyphens and underscores only."),
        _("Write it so, beginning with a letter or a digit."),
    ),
    "written_otherwise": CellReason(
        _("Numbers are written otherwise here, such as %(example)s."), _("Write the number so.")
    ),
    "name": CellReason(_("A name needs at least one letter."), _("Write the name of the person.")),
    "phone": CellReason(
        _("This is not a telephone number."), _("Write its digits, with + before the code of a country.")
    ),
    "duplicate": CellReason(_("Row %(row)s has this number too."), _("Remove one of the two rows.")),
    "unit": CellReason(
        _("There is no such unit here."), _("Write the code of an open unit at or below the one you import into.")
    ),
    "unit_name": CellReason(_("Several units have this name."), _("Write the unit's code instead of its name.")),
    "taken": CellReason(
        _("This number cannot be used here."), _("Check the number. If it is right, ask the unit above.")
    ),
    "moves": CellReason(
        _("The member belongs to another unit here (%(unit)s)."),
        _("Imports do not move members: ask for a transfer, or write %(unit)s."),
    ),
    "since": CellReason(
        _("The member has been in the unit since another day (%(day)s)."),
        _("Leave the cell empty; imports do not change the past."),
    ),
    "class_begins": CellReason(
        _("The member is to be classed so from %(day)s on."),
        _("Leave it out until then, or change their record."),
    ),
    "class": CellReason(_("There is no class “%(word)s”."), _("Write a class as the import page lists it.")),
}
