"""Who is due at a meeting of a unit on a day: by class and office, with floating members where they are hosted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.engine.scheme.scheme import MeetingType, Voting
from goodstanding.models import (
    Account,
    Attendee,
    Hosting,
    Meeting,
    MeetingLeave,
    Member,
    MemberClass,
    Membership,
    Post,
    Receipt,
    Unit,
)
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.people.namesakes import tell_apart

Role = Attendee.Role


@dataclass(frozen=True)
class Expected:
    """A person who has to do with a meeting, and why: see Attendee."""

    member: Member
    role: Attendee.Role
    because: str
    votes: bool
    hosted: bool


def expected(kind: MeetingType, unit: Unit, on: date) -> list[Expected]:
    """Everyone whom such a meeting concerns on that day, in the order of their names' sounds."""
    hosted = _hosted_here(kind, unit, on)
    people = {member.pk: member for member in _own(kind, unit, on)} | {member.pk: member for member in hosted}
    holders = office_holders(unit, kind.due.offices or (), on)
    people |= {holder.pk: holder for holder in holders}
    classes = classes_on(people, on)
    hosted_ids = {member.pk for member in hosted}
    found = [
        _expected(kind, member, classes[member.pk], holders.get(member, ""), member.pk in hosted_ids)
        for member in people.values()
    ]
    listed = [due_person for due_person in found if due_person is not None]
    tell_apart(due_person.member for due_person in listed)
    return sorted(listed, key=lambda due_person: (due_person.member.initials, due_person.member.number))


def can_be_due(kind: MeetingType | None, unit: Unit, member: Member, on: date) -> bool:
    """Whether such a meeting can be a duty of a person at all: they belong to the unit, are in office there, or, where
    the rules say so, are due where they are hosted."""
    hosted = Hosting.objects.filter(valid_on(on), member=member)
    if kind is not None and kind.hosted and hosted.exists():
        return hosted.filter(unit=unit).exists()
    belongs = Membership.objects.filter(valid_on(on), member=member, unit=unit).exists()
    return belongs or Post.objects.filter(valid_on(on), unit=unit, account__member=member).exists()


def still_here(attendees: QuerySet[Attendee]) -> QuerySet[Attendee]:
    """Without those who moved away since they were put on the list; a guest belongs elsewhere anyway.

    A member belongs to a meeting's unit on its day, is hosted there, or holds an office there.
    """
    return attendees.filter(_is_here())


def concerned(attendees: QuerySet[Attendee]) -> QuerySet[Attendee]:
    """Without those who are off the list, and of meetings to come without those who moved away."""
    to_come = (Meeting.State.PLANNED, Meeting.State.NOTICED)
    return attendees.exclude(role=Role.OFF).filter(~Q(meeting__state__in=to_come) | _is_here())


def _is_here() -> Q:
    member, unit, day = OuterRef("member"), OuterRef("meeting__unit"), OuterRef("meeting__on")
    then = Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day))
    at_home = Exists(Membership.objects.filter(then, member=member, unit=unit))
    as_floating = Exists(Hosting.objects.filter(then, member=member, unit=unit))
    in_post = Exists(Post.objects.filter(then, account__member=member, unit=unit))
    return Q(role=Role.GUEST) | Q(at_home) | Q(as_floating) | Q(in_post)


def never_told(meeting: Meeting, attendees: Iterable[Attendee]) -> set[int]:
    """Which of these, by their ids, no notice of the meeting as it is now was sent to, though others had one.

    A person who asked for leave knew of it. Of a meeting that was told of by other means, nothing is known.
    """
    listed = [attendee.pk for attendee in attendees]
    if not meeting.revision or not listed:
        return set()
    told = Receipt.objects.filter(attendee__in=listed, revision=meeting.revision).values_list("attendee_id", flat=True)
    knew = MeetingLeave.objects.filter(attendee__in=listed).values_list("attendee_id", flat=True)
    return set(listed) - set(told) - set(knew)


def cannot_sign_in(attendees: QuerySet[Attendee]) -> QuerySet[Attendee]:
    """Those of these whom no notice in the application reaches: without an account, or with one never used."""
    usable = Account.objects.filter(member=OuterRef("member"), is_active=True)
    return attendees.exclude(Exists(usable.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)))


def without_receipt(attendees: QuerySet[Attendee]) -> QuerySet[Attendee]:
    """Those of these who have no receipt of their meeting as it is now."""
    received = Receipt.objects.filter(attendee=OuterRef("pk"), revision=OuterRef("meeting__revision"))
    return attendees.exclude(Exists(received))


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
    return {pk: frozenset(names) for pk, names in found.items()}


def has_vote(voting: Voting, classes: frozenset[str]) -> bool:
    """Whether a person with these classes may vote."""
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
    hostings = Hosting.objects.filter(valid_on(on), unit=unit).exclude(member__unit=unit)
    return list(Member.objects.filter(pk__in=hostings.values("member"), left_on=None).select_related("unit"))


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
