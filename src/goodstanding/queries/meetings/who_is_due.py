"""Who is due at a meeting of a unit on a day: by class and office, with floating members where they are hosted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.engine.scheme.scheme import MeetingType, Voting
from goodstanding.models import Attendee, Hosting, Member, MemberClass, Membership, Post, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.people.namesakes import tell_apart

Role = Attendee.Role


@dataclass(frozen=True)
class Expected:
    """Somebody who has to do with a meeting, and why: see Attendee."""

    member: Member
    role: Attendee.Role
    because: str
    votes: bool
    hosted: bool


def expected(kind: MeetingType, unit: Unit, on: date) -> list[Expected]:
    """Everybody whom such a meeting concerns on that day, in the order of their names' sounds."""
    hosted = _hosted_here(kind, unit, on)
    people = {member.pk: member for member in _own(kind, unit, on)} | {member.pk: member for member in hosted}
    holders = office_holders(unit, kind.due.offices or (), on)
    people |= {holder.pk: holder for holder in holders}
    classes = classes_on(people, on)
    here = {member.pk for member in hosted}
    found = [_expected(kind, one, classes[one.pk], holders.get(one, ""), one.pk in here) for one in people.values()]
    listed = [one for one in found if one is not None]
    tell_apart(one.member for one in listed)
    return sorted(listed, key=lambda one: (one.member.initials, one.member.number))


def can_be_due(kind: MeetingType | None, unit: Unit, member: Member, on: date) -> bool:
    """Whether such a meeting can be a duty of somebody at all: they belong to the unit, are in office there, or, where
    the rules say so, are due where they are hosted."""
    hosted = Hosting.objects.filter(valid_on(on), member=member)
    if kind is not None and kind.hosted and hosted.exists():
        return hosted.filter(unit=unit).exists()
    belongs = Membership.objects.filter(valid_on(on), member=member, unit=unit).exists()
    return belongs or Post.objects.filter(valid_on(on), unit=unit, account__member=member).exists()


def office_holders(unit: Unit, offices: Iterable[str], on: date) -> Mapping[Member, str]:
    """The members who hold one of these offices in the unit on that day, each with the first of them."""
    posts = Post.objects.filter(valid_on(on), unit=unit, role__in=list(offices), account__member__left_on=None)
    found: dict[Member, str] = {}
    for post in posts.select_related("account__member__unit").order_by("pk"):
        if post.account.member is not None:
            found.setdefault(post.account.member, post.role)
    return found


def classes_on(members: Iterable[int], on: date) -> dict[int, frozenset[str]]:
    """By member's id, what they were classed as on that day."""
    keys = list(members)
    found: dict[int, set[str]] = {pk: set() for pk in keys}
    spans = MemberClass.objects.filter(valid_on(on), member__in=keys)
    for member, word in spans.values_list("member_id", "word"):
        found[member].add(word)
    return {pk: frozenset(words) for pk, words in found.items()}


def has_vote(voting: Voting, classes: frozenset[str]) -> bool:
    """Whether somebody with these classes may vote."""
    return (voting.of is None or not classes.isdisjoint(voting.of)) and classes.isdisjoint(voting.not_for)


def _own(kind: MeetingType, unit: Unit, on: date) -> list[Member]:
    held = Membership.objects.filter(valid_on(on), unit=unit).values("member")
    own = Member.objects.filter(pk__in=held, left_on=None).select_related("unit")
    if kind.hosted:
        away = Hosting.objects.filter(valid_on(on), member__in=held).exclude(unit=unit)
        own = own.exclude(pk__in=away.values("member"))
    return list(own)


def _hosted_here(kind: MeetingType, unit: Unit, on: date) -> list[Member]:
    if not kind.hosted:
        return []
    here = Hosting.objects.filter(valid_on(on), unit=unit).exclude(member__unit=unit)
    return list(Member.objects.filter(pk__in=here.values("member"), left_on=None).select_related("unit"))


def _expected(kind: MeetingType, member: Member, classes: frozenset[str], office: str, hosted: bool) -> Expected | None:
    due = kind.due
    if not classes.isdisjoint(due.not_for):
        return None
    if office:
        because = f"office:{office}"
    elif due.classes is not None:
        word = next((word for word in due.classes if word in classes), None)
        if word is None:
            return None
        because = f"class:{word}"
    elif due.offices is not None:
        return None
    else:
        because = "all"
    role = Role.DUE if classes.isdisjoint(due.welcome) else Role.WELCOME
    return Expected(member, role, because, has_vote(kind.votes, classes), hosted)
