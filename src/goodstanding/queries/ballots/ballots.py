"""Ballots as voters, tellers and the offices that open them see them."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.ballots import BallotKind, BallotRules
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Ballot, BallotBox, BallotTeller, BallotVoter, Member, MemberClass, Unit
from goodstanding.models.valid_time import valid_on

State, How = Ballot.State, BallotVoter.How


def rules_of(scheme: Scheme) -> BallotRules | None:
    """What the rules say of ballots, if they know any."""
    return scheme.ballots


def of_member(viewer: Viewer) -> QuerySet[Ballot]:
    """The ballots in which the viewer votes, counts, or is voted on once it is counted; the newest first."""
    me = viewer.member_id
    if me is None:
        return Ballot.objects.none()
    found = Ballot.objects.filter(
        Q(Exists(BallotVoter.objects.filter(ballot=OuterRef("pk"), member=me)))
        | Q(Exists(BallotTeller.objects.filter(ballot=OuterRef("pk"), member=me)))
        | Q(state=State.COUNTED, subjects__member=me)
    )
    return found.select_related("unit").distinct().order_by("-made_at", "-pk")


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[Ballot]:
    """The ballots of the units in which the viewer opens ballots, the newest first."""
    if scheme.ballots is None:
        return Ballot.objects.none()
    units = named_offices.covered(viewer, scheme.ballots.opened_by).order_by().values("pk")
    return Ballot.objects.filter(unit__in=units).select_related("unit").order_by("-made_at", "-pk")


def voter(ballot: Ballot, viewer: Viewer) -> BallotVoter | None:
    """The viewer's vote, cast or not."""
    return ballot.voters.filter(member=viewer.member_id).first() if viewer.member_id is not None else None


def teller(ballot: Ballot, viewer: Viewer) -> BallotTeller | None:
    """The viewer's place as a teller."""
    return ballot.tellers.filter(member=viewer.member_id).first() if viewer.member_id is not None else None


def may_print(ballot: Ballot, viewer: Viewer, scheme: Scheme) -> bool:
    """Whether the viewer gives out papers: as a teller, or in an office that opens ballots here."""
    return teller(ballot, viewer) is not None or at_desk(viewer, scheme).filter(pk=ballot.pk).exists()


def to_vote(viewer: Viewer, at: datetime) -> QuerySet[BallotVoter]:
    """The votes that the viewer can cast now."""
    found = BallotVoter.objects.filter(
        member=viewer.member_id, how=How.NOT_YET, ballot__state=State.OPEN, ballot__closes_at__gt=at
    )
    found = found if viewer.member_id is not None else BallotVoter.objects.none()
    return found.select_related("ballot__unit").order_by("ballot__closes_at", "pk")


def to_count(viewer: Viewer, at: datetime) -> QuerySet[BallotTeller]:
    """The ballots in which the viewer's next step as a teller is due."""
    if viewer.member_id is None:
        return BallotTeller.objects.none()
    due = (
        Q(ballot__state=State.PREPARING, public_key="")
        | Q(ballot__state=State.OPEN, ballot__closes_at__lte=at)
        | Q(ballot__state=State.CLOSED, shuffled=False)
        | Q(ballot__state=State.SHUFFLED)
    )
    found = BallotTeller.objects.filter(due, member=viewer.member_id)
    return found.select_related("ballot__unit").order_by("ballot__closes_at", "pk")


def voters(ballot: Ballot) -> QuerySet[BallotVoter]:
    """Everyone who has a vote, by name."""
    return ballot.voters.select_related("member", "of_class").order_by("member__pinyin", "member__number")


def entitled(unit: Unit, kind: BallotKind, on: date) -> list[Member]:
    """The members of a unit who have a vote in a ballot of this kind, by their numbers."""
    words = MemberClass.objects.filter(valid_on(on), member=OuterRef("pk"))
    found = Member.objects.filter(Exists(words.filter(word__in=kind.voters)), unit=unit, left_on=None)
    return list(found.exclude(Exists(words.filter(word__in=kind.not_for))).order_by("number"))


def sealed_for(place: BallotTeller) -> dict[int, list[str]]:
    """What a teller opens now, by the number of the leading class: the own way's votes, then the other's left ones."""
    found = dict[int, list[str]]()
    for box in BallotBox.objects.filter(of_class__ballot=place.ballot_id).select_related("of_class"):
        number = box.of_class.number
        if place.ballot.state == State.CLOSED:
            found[number] = sorted(pair[place.number - 1] for pair in box.sealed)
        else:
            found[number] = list(box.second if place.number == 1 else box.first)
    return found


def own_rows(member: Member, *_more: Any) -> QuerySet[BallotVoter]:
    """In which ballots a member had a vote and whether it was used: all that is known of it."""
    return BallotVoter.objects.filter(member=member).select_related("ballot", "of_class")
