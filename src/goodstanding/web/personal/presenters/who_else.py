"""Who does what the reader of a line cannot do: names with offices, and the number that their unit gave for that."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access import office_grants
from goodstanding.access.permissions import Permission
from goodstanding.access.roles import Role, roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.models import Account, Assignee, Member, Post, Unit
from goodstanding.models.people.post import to_come_or_held
from goodstanding.queries.people import offices, units
from goodstanding.queries.sign_in import invitations, unit_contacts
from goodstanding.queries.study.courses import OwnCourse
from goodstanding.web.shell.presenters import terms


def seat(start: Unit, roles: Collection[Role], on: date, without: Member | None) -> tuple[Unit | None, list[Post]]:
    """The nearest unit, from that one up, where another than a member holds one of these offices, and those who do."""
    mine = set(Account.objects.filter(member=without).values_list("pk", flat=True)) if without else set()
    found = offices.nearest(start, sorted(roles), on, without=mine)
    if found is None:
        return None, []
    return found.unit, [
        post for post in units.posts(found.unit, on) if post.account in found.accounts and post.role in roles
    ]


def named(held: Collection[Post]) -> str:
    """Names, each with the office."""
    return terms.listed(terms.aside(post.account.shown_name, terms.role(post.role)) for post in held)


def reached(start: Unit | None, may: Permission, on: date, without: Member | None) -> str:
    """Who may do it near a unit, with the number of theirs; empty where those offices are vacant."""
    unit, held = seat(start, roles_with(may), on, without) if start is not None else (None, [])
    contact = unit_contacts.contact_of(unit) if unit else None
    return " · ".join(part for part in (named(held), contact.phone if contact else "") if part)


def records_contact(member: Member, on: date) -> str:
    """Who writes a member's telephone number down."""
    names = reached(member.unit, Permission.CHANGE_MEMBER, on, member)
    return _("Recorded by %(names)s") % {"names": names} if names else ""


def passes(found: OwnCourse, member: Member, on: date) -> str:
    """Who says that a member has passed a course without a quiz; empty where there is a quiz."""
    if found.course.questions.exists():
        return ""
    names = reached(found.course.unit, Permission.RECORD_FACT, on, member)
    return _("Passed once %(names)s records it") % {"names": names} if names else ""


def gives_time(assignee: Assignee, on: date) -> str:
    """Who answers a member's request for more time; empty where none waits."""
    if assignee.extension_to is None:
        return ""
    names = reached(assignee.assignment.unit, Permission.ASSIGN, on, assignee.member)
    return _("You asked for more time. To be answered by %(names)s") % {"names": names} if names else ""


def invites(who: Viewer, unit: Unit) -> tuple[int, str]:
    """How many of a unit cannot sign in and get their code from above, for the office that they hold; and from whom."""
    held = Post.objects.filter(to_come_or_held(who.on), account__member__unit=unit).values("account__member")
    holders = invitations.without_a_way(who).filter(unit=unit, pk__in=held).select_related("unit")
    count = sum(not office_grants.may_invite(who, member, who.on) for member in holders)
    if not count:
        return 0, ""
    names = reached(Unit.objects.get_parent(unit), Permission.GRANT_POST, who.on, None)
    text = ngettext(
        "%(count)s of them holds an office, and gets the code from %(names)s",
        "%(count)s of them hold an office, and get their codes from %(names)s",
        count,
    )
    return count, text % {"count": count, "names": names} if names else ""
