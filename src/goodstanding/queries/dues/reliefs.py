"""Reductions and waivers: of a member, and those that wait for the committee above."""

from collections.abc import Sequence

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.roles import OFFICES, Reach, roles_with
from goodstanding.access.viewer import Viewer
from goodstanding.models import DuesRelief, Member, Post
from goodstanding.models.dues.moves import ReliefState

_RELATED = ("member__unit", "unit", "made_by__member", "decided_by__member")


def of_member(member: Member) -> QuerySet[DuesRelief]:
    """The reductions of a member, the newest first."""
    return DuesRelief.objects.filter(member=member).select_related(*_RELATED)


def holding(member_ids: Sequence[int], month: int) -> dict[int, list[DuesRelief]]:
    """The approved reductions that hold in a month, by the id of the member."""
    agreed = DuesRelief.objects.filter(
        Q(ended__isnull=True) | Q(ended__gt=month), member__in=member_ids, first_month__lte=month,
        last_month__gte=month,
        state__in=[ReliefState.AGREED, ReliefState.ENDED],
    )  # fmt: skip
    found = dict[int, list[DuesRelief]]()
    for relief in agreed.order_by("pk"):
        found.setdefault(relief.member_id, []).append(relief)
    return found


def may_decide(viewer: Viewer, relief: DuesRelief) -> bool:
    """Whether the viewer approves it: in an office of a unit above, about another, and not proposed by the viewer."""
    if relief.made_by_id == viewer.account.pk or relief.member_id == viewer.member_id:
        return False
    return any(
        office.covers(relief.unit) and office.unit_id != relief.unit_id for office in viewer.held(Permission.AGREE)
    )


def waiting(viewer: Viewer) -> QuerySet[DuesRelief]:
    """The reductions that wait for the viewer: those of units above which theirs is the nearest such office."""
    reach = Q(pk__in=())
    for office in viewer.held(Permission.AGREE):
        nearer = _officers_above().filter(unit__path__startswith=office.path).exclude(unit=office.unit_id)
        reach |= Q(~Exists(nearer), unit__path__startswith=office.path) & ~Q(unit=office.unit_id)
    found = DuesRelief.objects.filter(reach, state=ReliefState.PROPOSED)
    found = found.exclude(made_by=viewer.account).exclude(member=viewer.member_id)
    return found.select_related(*_RELATED).order_by("made_at", "pk")


def _officers_above() -> QuerySet[Post]:
    """The offices that approve, of a unit above that of the reduction in question."""
    posts = Post.objects.filter(role__in=sorted(roles_with(Permission.AGREE)), until_on=None)
    posts = posts.annotate(below=ExpressionWrapper(OuterRef("unit__path"), output_field=CharField()))
    return posts.filter(below__startswith=F("unit__path")).exclude(unit=OuterRef("unit"))


def at_desk(viewer: Viewer) -> QuerySet[DuesRelief]:
    """Those that the viewer proposes or decides over: in the reach of either office."""
    reach = Q(pk__in=())
    for office in (*viewer.held(Permission.COLLECT_DUES), *viewer.held(Permission.AGREE)):
        if OFFICES[office.role].reach is Reach.UNIT:
            reach |= Q(unit=office.unit_id)
        else:
            reach |= Q(unit__path__startswith=office.path)
    return DuesRelief.objects.filter(reach).select_related(*_RELATED)
