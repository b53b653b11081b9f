"""What an office is allowed, in words."""

from django.utils.translation import gettext as _

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import OFFICES, Role


def allowed(role: Role) -> list[str]:
    """Everything that an office may do, in the order in which the house lists it."""
    may = OFFICES[role].may
    return [text for permission, text in permissions().items() if permission in may]


def permissions() -> dict[Permission, str]:
    """Each thing that can be allowed, over a unit and all below it."""
    return {
        Permission.SEE_UNIT: _("See that units exist, and how many members they have"),
        Permission.SEE_ROSTER: _("See who the members are"),
        Permission.SEE_MEMBER: _("Open a member's record, for a purpose that the member can read"),
        Permission.SEE_CONTACT: _("See telephone numbers"),
        Permission.SEE_FIGURES: _("See numbers about many people"),
        Permission.SEE_RATING: _("See members' totals, bands and places"),
        Permission.CHANGE_MEMBER: _("Enrol members and maintain their particulars"),
        Permission.CHANGE_UNIT: _("Open, rename, move, merge, split and close units"),
        Permission.ANSWER_TRANSFER: _("Ask for transfers and answer them"),
        Permission.INVITE: _("Print invitations to sign in"),
        Permission.GRANT_POST: _("Give offices and end them"),
        Permission.IMPORT_ROSTER: _("Import members"),
        Permission.EXPORT_ROSTER: _("Export members"),
        Permission.HOLD_MEETING: _("Plan meetings, maintain their roll and minutes"),
        Permission.LEAD_MEETING: _("Hold the kinds of meeting that the rules leave to the office"),
        Permission.RECORD_FACT: _("Record and correct entries"),
        Permission.ASSIGN: _("Give assignments, and accept or return what is handed in"),
        Permission.COLLECT_DUES: _("See what members owe a month, book their dues, and propose reductions"),
        Permission.AGREE: _("Agree to corrections of published months, as the second person"),
        Permission.RULE: _("Rule on objections"),
        Permission.DRAFT_RUN: _("Draft a month's rating, at the top of the tree"),
        Permission.REVIEW_RUN: _("Review a month's rating, at the top of the tree"),
        Permission.PUBLISH_RUN: _("Publish a month's rating, at the top of the tree"),
        Permission.EDIT_SCHEME: _("Propose rules"),
        Permission.SEE_AUDIT: _("Read the audit trail"),
        Permission.OPERATE: _("Follow jobs, open and close accounts; never see member data"),
    }
