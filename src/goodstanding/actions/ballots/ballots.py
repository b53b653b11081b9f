"""Opening a ballot, closing it, and cancelling it with a reason."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ballots import acting, tellers
from goodstanding.actions.refusal import ActionRefused, needed, refuse_closed
from goodstanding.engine.scheme.ballots import BallotKind
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    Account,
    Ballot,
    BallotBox,
    BallotClass,
    BallotSubject,
    BallotTeller,
    BallotVoter,
    Member,
    Unit,
)
from goodstanding.models.ballots.moves import BallotMove
from goodstanding.queries.ballots import turnout
from goodstanding.queries.ballots.secrecy import LEAST, counted_together

MOST_TITLE, MOST_SUBJECTS, MOST_VOTERS = 200, 100, 500


@dataclass(frozen=True)
class VoterClass:
    """Voters whose votes count alike. members: those who vote on the phone or on paper; guests: the number of voters
    without an account, such as representatives of the public, who vote on paper."""

    word: str
    title: Text
    members: tuple[Member, ...] = ()
    weight: int = 1
    guests: int = 0


@transaction.atomic
def open_ballot(  # noqa: PLR0913
    *, unit: Unit, title: str, kind: str, subjects: Sequence[Member | str], choices: Sequence[str],
    classes: Sequence[VoterClass], closes_at: datetime, tellers: Sequence[Member], scheme: Scheme, by: Viewer,
    at: datetime, form: str = "",
) -> Ballot:  # fmt: skip
    """Makes a ballot and asks the two tellers for their keys; it is open once both have made theirs.

    kind: one of the rules' kinds of ballots; choices: of its choices those that voters have, in this order. Each
    voter stands in one class. Returns the ballot; the same `form` again returns the first.

    Raises Denied for anyone without an office that the rules let open ballots in the unit. Raises ActionRefused
    where the rules have no such kind or choice, for fewer than five voters, for a voter in two classes, without two
    tellers who can sign in, and for an end that is not after `at`.
    """
    rule = acting.kind_of(scheme, kind)
    acting.check_office(by, unit, scheme)
    # Two taps on one button wait for each other.
    Account.objects.select_for_update().get(pk=by.account.pk)
    digest = hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None
    known = Ballot.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    refuse_closed(unit)
    title = needed(title, "title", missing=_("Give the ballot a title."), most=MOST_TITLE)
    if closes_at <= at:
        raise ActionRefused(_("The end is to come: choose a later time."), "closes_at")
    _check_subjects(subjects, rule)
    _check_voters(classes)
    _check_tellers(tellers)
    usual = rule.usual if rule.usual in choices else ""
    ballot = Ballot.objects.create(
        unit=unit, kind=kind, title=title, choices=_choices(choices, rule, len(subjects)), usual=usual or "",
        voters_see_result=rule.result_to == "voters", closes_at=closes_at, made_at=at, made_by=by.account, form=digest,
    )  # fmt: skip
    BallotSubject.objects.bulk_create(_subject(ballot, number, one) for number, one in enumerate(subjects, 1))
    for number, one in enumerate(classes, 1):
        _make_class(ballot, number, one)
    for number, teller in enumerate(tellers, 1):
        BallotTeller.objects.create(ballot=ballot, number=number, member=teller)
        acting.tell(teller, "ballot_teller", ballot, by=by, at=at)
    acting.note("open", ballot, by=by, at=at)
    return ballot


def _check_subjects(subjects: Sequence[Member | str], rule: BallotKind) -> None:
    if not subjects:
        raise ActionRefused(_("Say what is voted on: at least one line."), "subjects")
    if len(subjects) > MOST_SUBJECTS:
        raise ActionRefused(_("At most %(most)s lines on one ballot.") % {"most": MOST_SUBJECTS}, "subjects")
    wanted = Member if rule.subjects == "members" else str
    if any(not isinstance(one, wanted) for one in subjects):
        raise ActionRefused(_("The rules have another kind of line on this ballot."), "subjects")
    if len(set(subjects)) < len(subjects):
        raise ActionRefused(_("A line stands twice on the ballot."), "subjects")


def _check_voters(classes: Sequence[VoterClass]) -> None:
    members = [one.pk for of_class in classes for one in of_class.members]
    if len(set(members)) < len(members):
        raise ActionRefused(_("A voter stands in two classes; each votes once."), "classes")
    voters = len(members) + sum(one.guests for one in classes)
    if voters < LEAST:
        raise ActionRefused(
            _("A ballot of fewer than %(least)s voters is not secret. Vote together with another unit.")
            % {"least": LEAST},
            "classes",
        )
    if voters > MOST_VOTERS:
        raise ActionRefused(_("At most %(most)s voters in one ballot.") % {"most": MOST_VOTERS}, "classes")


def _check_tellers(tellers: Sequence[Member]) -> None:
    if len({one.pk for one in tellers}) != 2:
        raise ActionRefused(_("Choose two tellers: two different members."), "tellers")
    able = Account.objects.filter(member__in=[one.pk for one in tellers], is_active=True).count()
    if able < 2 or any(one.left_on is not None for one in tellers):
        raise ActionRefused(_("A teller cannot sign in yet. Invite the member first, or choose another."), "tellers")


def _choices(words: Sequence[str], rule: BallotKind, subjects: int) -> list[dict[str, str | int | None]]:
    if len(set(words)) < 2 or any(word not in rule.choices for word in words):
        raise ActionRefused(_("The rules have no such choices."), "choices")
    found = list[dict[str, str | int | None]]()
    for word in words:
        choice = rule.choices[word]
        at_most = choice.at_most.at_most(subjects) if choice.at_most else None
        found.append({"word": word, "en": choice.title.en, "zh": choice.title.zh, "at_most": at_most})
    return found


def _subject(ballot: Ballot, number: int, one: Member | str) -> BallotSubject:
    member = one if isinstance(one, Member) else None
    title = one.name if isinstance(one, Member) else needed(one, "subjects", missing=_("A line is empty."), most=200)
    return BallotSubject(ballot=ballot, number=number, member=member, title=title)


def _make_class(ballot: Ballot, number: int, one: VoterClass) -> None:
    made = BallotClass.objects.create(
        ballot=ballot, number=number, word=one.word, title_en=one.title.en, title_zh=one.title.zh, weight=one.weight,
        guests=one.guests,
    )  # fmt: skip
    BallotBox.objects.create(of_class=made)
    # By their numbers: the order of the rows says nothing about the members.
    members = sorted(one.members, key=lambda member: member.pk)
    BallotVoter.objects.bulk_create(BallotVoter(ballot=ballot, of_class=made, member=member) for member in members)


@transaction.atomic
def close(*, ballot: Ballot, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Closes a ballot; nothing more is taken. What the rules leave about those who voted is written now, for all.

    Classes of fewer than five votes are joined to another, so that nobody ever counts them by themselves. Raises Denied
    for anyone but a teller or an office that opens ballots here. Raises ActionRefused for a ballot that is not open.
    """
    row = acting.locked(ballot)
    acting.check_office_or_teller(by, row, scheme)
    _close(row, scheme, by=by, at=at)


def close_due(*, scheme: Scheme, at: datetime) -> int:
    """Closes the ballots whose end has come, each as a teller would. Returns how many; done again, none.

    Voting ended at that moment anyway; this lets the tellers go on without a tap more.
    """
    if scheme.ballots is None:
        return 0
    due = Ballot.objects.filter(state=Ballot.State.OPEN, closes_at__lte=at).order_by("closes_at", "pk")
    return sum(_close_by_the_clock(ballot, scheme, at) for ballot in due)


@transaction.atomic
def _close_by_the_clock(ballot: Ballot, scheme: Scheme, at: datetime) -> bool:
    row = acting.locked(ballot)
    if row.state != Ballot.State.OPEN:
        return False  # A teller was faster.
    _close(row, scheme, by=None, at=at)
    return True


def _close(row: Ballot, scheme: Scheme, *, by: Viewer | None, at: datetime) -> None:
    acting.move(row, BallotMove.CLOSE)
    row.closed_at, row.closed_by = at, by.account if by else None
    row.save(update_fields=["state", "closed_at", "closed_by"])
    _join_small_classes(row)
    acting.note("close", row, by=by, at=at)
    acting.leave_cast(row, scheme, at=at)
    if BallotBox.objects.filter(of_class__ballot=row).exclude(sealed=[]).exists():
        acting.tell_tellers("ballot_shuffle", row, by=by, at=at)
        return
    row.tellers.update(shuffled=True)
    tellers.finish_shuffle(row)
    acting.tell_tellers("ballot_count", row, by=by, at=at)


def _join_small_classes(ballot: Ballot) -> None:
    classes = {one.number: one for one in ballot.classes.all()}
    boxes = {box.of_class_id: box for box in BallotBox.objects.filter(of_class__ballot=ballot)}
    sizes = {number: of.cast for number, of in turnout.by_class(ballot).items()}
    for number, into in counted_together(sizes).items():
        one, leading = classes[number], classes[into]
        one.counted_in = leading
        if number != into:
            boxes[leading.pk].sealed = sorted(boxes[leading.pk].sealed + boxes[one.pk].sealed)
            boxes[one.pk].sealed = []
    BallotClass.objects.bulk_update(classes.values(), ["counted_in"])
    BallotBox.objects.bulk_update(boxes.values(), ["sealed"])


@transaction.atomic
def cancel(*, ballot: Ballot, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Cancels a ballot that is not counted, for example because a teller lost the code. What was sealed is destroyed.

    Raises Denied for anyone without an office that opens ballots here. Raises ActionRefused without a reason, and for
    a ballot that is counted or cancelled.
    """
    row = acting.locked(ballot)
    acting.check_office(by, row.unit, scheme)
    row.reason = needed(reason, "reason", missing=_("Give a reason."), most=MOST_TITLE)
    was_begun = row.state != Ballot.State.PREPARING
    acting.move(row, BallotMove.CANCEL)
    row.save(update_fields=["state", "reason"])
    BallotBox.objects.filter(of_class__ballot=row).update(sealed=[], first=[], second=[])
    row.tellers.update(locked_key="", count=None)
    acting.note("cancel", row, by=by, at=at)
    acting.tell_tellers("ballot_cancelled", row, by=by, at=at)
    if was_begun:
        acting.tell_voters("ballot_cancelled", row, by=by, at=at)
