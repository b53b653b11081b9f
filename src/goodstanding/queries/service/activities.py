"""Activities as members, hosts and the work list see them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import ActivityKind
from goodstanding.models import CommunityRegistration, Member, ServiceActivity, ServiceStep, SignUp, Unit
from goodstanding.models.people.unit import paths_to
from goodstanding.models.service.moves import SAID, WITH_A_PLACE
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.service import rules

State, Seat = ServiceActivity.State, SignUp.State
_ACTIVE = (Seat.SIGNED_UP, Seat.WAITING)


def kinds(scheme: Scheme) -> dict[str, ActivityKind]:
    """The kinds of activity, in the order of the rules."""
    return dict(rules.of(scheme).activities)


def offices_of(scheme: Scheme) -> frozenset[str]:
    """The offices that plan some kind."""
    return frozenset(office for kind in kinds(scheme).values() for office in kind.planned_by)


def _counted(found: QuerySet[ServiceActivity]) -> QuerySet[ServiceActivity]:
    """The same with `n_taken` and `n_waiting`: how many have a place, and how many wait for one."""
    taken = Count("sign_ups", filter=Q(sign_ups__state__in=WITH_A_PLACE))
    waiting = Count("sign_ups", filter=Q(sign_ups__state=Seat.WAITING))
    return found.select_related("unit").annotate(n_taken=taken, n_waiting=waiting)


def around(member: Member) -> QuerySet[ServiceActivity]:
    """The activities of the member's unit, those of units above it, and those of the community they registered with."""
    if member.unit is None or member.left_on is not None:
        return ServiceActivity.objects.none()
    here = Q(unit__path__in=paths_to(member.unit.path))
    communities = CommunityRegistration.objects.filter(member=member, state="confirmed").values("unit")
    return ServiceActivity.objects.filter(here | Q(unit__in=communities))


def open_for(
    member: Member, scheme: Scheme, at: datetime, on: date, classes: frozenset[str] | None = None
) -> QuerySet[ServiceActivity]:
    """The activities for which the member can sign up now, the next one first. classes: the member's, where known."""
    classes = for_whom.classes_of(member, on) if classes is None else classes
    words = [word for word, kind in kinds(scheme).items() if for_whom.is_for(kind.to, member, on, classes)]
    mine = SignUp.objects.filter(activity=OuterRef("pk"), member=member).exclude(state=Seat.WITHDRAWN)
    found = around(member).filter(~Exists(mine), state=State.PLANNED, starts_at__gt=at, kind__in=words)
    return _counted(found).order_by("starts_at", "pk")


def own(member: Member) -> QuerySet[SignUp]:
    """Every sign-up of a member, the latest activity first."""
    found = SignUp.objects.filter(member=member).select_related("activity__unit")
    return found.order_by("-activity__starts_at", "-pk")


def own_ahead(member: int | None, at: datetime) -> QuerySet[SignUp]:
    """What a member has signed up for, or waits for, and that is not over; the next one first."""
    if member is None:
        return SignUp.objects.none()
    found = SignUp.objects.filter(member=member, state__in=_ACTIVE, activity__state=State.PLANNED)
    found = found.filter(activity__ends_at__gte=at, member__left_on=None).select_related("activity__unit")
    return found.order_by("activity__starts_at", "pk")


def reachable(member: Member) -> QuerySet[ServiceActivity]:
    """The activities whose page the member can open: those around them, and those they ever signed up for."""
    ever = SignUp.objects.filter(member=member).values("activity")
    return _counted(ServiceActivity.objects.filter(Q(pk__in=around(member).values("pk")) | Q(pk__in=ever)))


def current(activity: ServiceActivity, member: Member) -> SignUp | None:
    """The sign-up of a member that was not withdrawn, None without one."""
    found = SignUp.objects.filter(activity=activity, member=member).exclude(state=Seat.WITHDRAWN)
    return found.select_related("activity__unit", "member__unit").first()


def position(sign_up: SignUp) -> int:
    """The place on the waiting list, from 1."""
    before = SignUp.objects.filter(activity=sign_up.activity_id, state=Seat.WAITING, pk__lte=sign_up.pk)
    return before.count()


def listed(activity: ServiceActivity, states: Collection[str] = WITH_A_PLACE) -> QuerySet[SignUp]:
    """The sign-ups of an activity in the order of the waiting list, else by name."""
    found = SignUp.objects.filter(activity=activity, state__in=list(states)).select_related("member__unit")
    return found.order_by("pk") if states == (Seat.WAITING,) else found.order_by("member__initials", "member__number")


def near(viewer: Viewer, scheme: Scheme) -> set[int]:
    """The units in which the viewer holds an office that plans activities."""
    return named_offices.near(viewer, offices_of(scheme))


def to_confirm(viewer: Viewer, scheme: Scheme, at: datetime) -> QuerySet[ServiceActivity]:
    """The activities that are over, with members about whom the viewer has a word to say, but no other."""
    silent = SignUp.objects.filter(activity=OuterRef("pk"), state=Seat.SIGNED_UP, member__left_on=None)
    found = ServiceActivity.objects.filter(Exists(silent.exclude(member=viewer.member_id)))
    found = found.filter(unit__in=near(viewer, scheme), ends_at__lt=at).exclude(state=State.CANCELLED)
    return _counted(found).order_by("ends_at", "pk")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[ServiceActivity]:
    """The activities of the units over which the viewer holds an office that plans some kind."""
    units = named_offices.covered(viewer, offices_of(scheme))
    return _counted(ServiceActivity.objects.filter(unit__in=units.order_by().values("pk")))


def ahead(viewer: Viewer, scheme: Scheme, at: datetime) -> QuerySet[ServiceActivity]:
    """The planned activities of the viewer's own units that are not over."""
    found = ServiceActivity.objects.filter(unit__in=near(viewer, scheme), state=State.PLANNED, ends_at__gte=at)
    return _counted(found).order_by("starts_at", "pk")


def of_unit(unit: Unit, at: datetime) -> tuple[QuerySet[ServiceActivity], QuerySet[ServiceActivity]]:
    """The activities of a unit that are still to come, the next first, and the others, the latest first."""
    found = _counted(ServiceActivity.objects.filter(unit=unit))
    coming = Q(state=State.PLANNED, ends_at__gte=at)
    return found.filter(coming).order_by("starts_at", "pk"), found.filter(~coming).order_by("-starts_at", "-pk")


def can_join(unit: Unit, kind: ActivityKind, on: date) -> list[Member]:
    """The members who can sign up for an activity of a unit: those of the unit and below it, and those registered."""
    registered = CommunityRegistration.objects.filter(unit=unit, state="confirmed").values("member")
    found = Member.objects.filter(Q(unit__path__startswith=unit.path) | Q(pk__in=registered), left_on=None)
    found = found.filter(joined_on__lte=on).select_related("unit").order_by("initials", "number")
    return [member for member in found if for_whom.is_for(kind.to, member, on)]


def minutes_elsewhere(members: Iterable[int], activity: ServiceActivity) -> dict[int, int]:
    """How many minutes are confirmed for each member on the day of an activity, in other activities."""
    found = SignUp.objects.filter(member__in=list(members), state=Seat.CAME, activity__on=activity.on)
    sums = found.exclude(activity=activity).order_by().values("member").annotate(sum=Sum("minutes"))
    return {row["member"]: row["sum"] or 0 for row in sums}


def planned_minutes(activity: ServiceActivity, kind: ActivityKind) -> int:
    """How long it was planned to last, at most what the rules count of a day."""
    lasting = round((activity.ends_at - activity.starts_at).total_seconds() / 60)
    return min(lasting, kind.most_hours * 60)


def is_said(activity: ServiceActivity) -> bool:
    """Whether the host has said a word about anyone."""
    return SignUp.objects.filter(activity=activity, state__in=SAID).exists()


def steps(activity: ServiceActivity, member: Member | None = None) -> QuerySet[ServiceStep]:
    """Every step of the sign-ups of an activity, in order; of one member where the member is named."""
    found = ServiceStep.objects.filter(sign_up__activity=activity).select_related("by__member", "member__unit")
    return (found if member is None else found.filter(member=member)).order_by("pk")
