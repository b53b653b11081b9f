"""Members, as those with the duty see them, and as they see themselves."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower

from goodstanding.access import scope
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.models import Account, Hosting, Member, MemberClass, Membership, Unit
from goodstanding.models.valid_time import valid_on


def roster(viewer: Viewer, unit: Unit) -> QuerySet[Member]:
    """The members of a unit today, and floating ones it hosts, with today's classes in `classes_now`."""
    if not viewer.may(Permission.SEE_ROSTER, unit):
        return Member.objects.none()
    # A union, because for either-or the database would look at every member there is.
    own = Member.objects.filter(unit=unit).values("pk")
    keys = own.union(Hosting.objects.filter(valid_on(viewer.on), unit=unit).values("member"))
    return with_classes(Member.objects.filter(pk__in=keys).select_related("unit", "account"), viewer.on)


def with_classes(members: QuerySet[Member], on: date) -> QuerySet[Member]:
    """The same members with their classes of that day in `classes_now`."""
    classes = MemberClass.objects.filter(valid_on(on)).order_by("word")
    return members.prefetch_related(Prefetch("classes", queryset=classes, to_attr="classes_now"))


def record(viewer: Viewer) -> QuerySet[Member]:
    """The members whose record a viewer may open, given a purpose."""
    return scope.members(viewer, Permission.SEE_MEMBER).select_related("unit", "account")


def on_roster(viewer: Viewer) -> QuerySet[Member]:
    """The members whom a viewer may see in a list."""
    return scope.members(viewer, Permission.SEE_ROSTER).select_related("unit")


def memberships(member: Member) -> QuerySet[Membership]:
    """Where a member belonged, latest first."""
    return member.memberships.select_related("unit").order_by("-from_on", "-pk")


def hostings(member: Member) -> QuerySet[Hosting]:
    """Who looked after a floating member, latest first."""
    return member.hostings.select_related("unit").order_by("-from_on", "-pk")


def classes(member: Member) -> QuerySet[MemberClass]:
    """What a member was classed as, latest first."""
    return member.classes.order_by("-from_on", "word")


def names_in_use(names: list[str]) -> set[str]:
    """Those that are a member's number or a sign-in name already, in small letters, however they are written."""
    plain = {name.lower() for name in names}
    numbers = Member.objects.alias(plain=Lower("number")).filter(plain__in=plain)
    logins = Account.objects.alias(plain=Lower("login")).filter(plain__in=plain)
    found = {*numbers.values_list("number", flat=True), *logins.values_list("login", flat=True)}
    return {name.lower() for name in found}
